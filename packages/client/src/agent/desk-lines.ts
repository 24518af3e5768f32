/** Joins both logs of a conversation in their one order [MSG2], then what waits to be sent. Pure. */
import type { InternalEntry, ShownEntry } from '@docent/protocol'
import type { ConversationLog } from '@docent/protocol/conversation'
import type { OutboxItem } from '../outbox.ts'
import { toPending } from '../pending-messages.ts'
import type { DeskLine } from './agent-client.ts'

/**
 * Sorted by (seq or afterSeq, public first, iseq). Where the history before the first public entry is not loaded,
 * internal entries of that time are left out with it.
 */
export function deskLines(
  log: ConversationLog,
  internal: readonly InternalEntry[],
  items: readonly OutboxItem[],
): readonly DeskLine[] {
  const lines: DeskLine[] = []
  const from = log.entries[0]?.seq ?? 1
  let at = from > 1 ? internal.findIndex(({ afterSeq }) => afterSeq >= from) : 0
  if (at < 0) at = internal.length

  const takeUpTo = (seq: number) => {
    for (let entry = internal[at]; entry && entry.afterSeq <= seq; entry = internal[++at])
      lines.push({ log: 'internal', entry })
  }
  if (from <= 1) takeUpTo(0)
  for (const entry of log.entries) {
    lines.push({ log: 'public', entry: entry satisfies ShownEntry })
    takeUpTo(entry.seq)
  }
  takeUpTo(Number.POSITIVE_INFINITY)

  if (items.length > 0) {
    const shown = new Set([...log.entries.map(({ cmid }) => cmid), ...internal.map(({ cmid }) => cmid)])
    for (const item of items) {
      const message = toPending(item)
      if (message && message.conversationId === log.id && !shown.has(message.cmid))
        lines.push({ log: 'pending', message, note: item.letter.kind === 'note' })
    }
  }
  return lines
}
