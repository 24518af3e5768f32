/** Tells the page of each message that somebody else wrote: once per tab, never of those that were there before. */
import type { ConversationView, VisitorClient } from '@docent/client/visitor/types'
import { textOf } from '@docent/protocol/conversation'
import type { PublicEvents } from './public-api.ts'

export function announceMessages(
  { list, ready }: VisitorClient['conversations'],
  tell: (message: PublicEvents['message']) => void,
): () => void {
  /** The last seq of each conversation that was told or was there before. */
  const heard = new Map<string, number>()
  let begun = false
  return list.subscribe((conversations: readonly ConversationView[]) => {
    const known = begun
    begun = ready.peek()
    for (const { id, entries } of conversations) {
      const last = heard.get(id) ?? (known ? 0 : Number.POSITIVE_INFINITY)
      heard.set(id, entries.at(-1)?.seq ?? 0)
      for (const entry of entries) {
        if (entry.seq <= last || entry.kind !== 'message' || entry.author.kind === 'visitor') continue
        tell({ conversationId: id, author: entry.author.name, text: textOf(entry.parts) })
      }
    }
  })
}
