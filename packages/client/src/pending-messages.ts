/** What of the outbox is shown behind a log: unsent messages in their own order [SYN7]. */
import type { ConversationLog } from '@docent/protocol/conversation'
import { isWritten } from './letter.ts'
import type { OutboxItem } from './outbox.ts'
import type { PendingMessage } from './visitor/visitor-client.ts'

export function toPending({ letter, state }: OutboxItem): PendingMessage | null {
  if (!isWritten(letter)) return null
  const { cmid, conversationId, parts, writtenAt } = letter
  return { cmid, conversationId, parts, writtenAt, state }
}

/** Those of one conversation; what the log shows already is left out, since its acknowledgement may come later than itself. */
export function pendingOf(
  items: readonly OutboxItem[],
  conversationId: string,
  log: ConversationLog,
): readonly PendingMessage[] {
  const ours = items.filter(({ letter }) => letter.conversationId === conversationId)
  if (ours.length === 0) return []
  const shown = new Set(log.entries.map(({ cmid }) => cmid))
  return ours.flatMap((item) => (shown.has(item.letter.cmid) ? [] : (toPending(item) ?? [])))
}
