/**
 * The conversations that followed searches in vain, and what an agent answered there first: as far as the one who asks may
 * see them. Decides nothing of what is wanted.
 */
import { logOf, textOf, type WantedArticle } from '@docent/protocol'
import type { Kysely } from 'kysely'
import { createConversationStore } from '../../conversations/conversations.store.ts'
import { maySee } from '../../conversations/visibility.ts'
import type { AgentPrincipal } from '../../realtime/principal.ts'
import type { Schema } from '../../storage/schema.ts'

type Answer = Pick<WantedArticle, 'conversationId' | 'answer'>

/** Who has not answered by then answers no more. */
const entriesLooked = 60
const none: Answer = { conversationId: null, answer: null }

/** Takes lists of conversations, the latest first; resolves with a look-up for each of these lists. */
export function createWantedAnswers(read: Kysely<Schema>) {
  const log = createConversationStore(read)

  async function visible(by: AgentPrincipal, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set()
    const rows = await read
      .selectFrom('conversations as c')
      .leftJoin('offers as o', (join) =>
        join.onRef('o.conversation_id', '=', 'c.id').on('o.ended_at', 'is', null),
      )
      .select(['c.id', 'c.team_id', 'c.agent_id', 'o.agent_id as offered_to'])
      .where('c.id', 'in', ids)
      .where('c.site_id', '=', by.siteId)
      .execute()
    const seen = rows.filter((row) =>
      maySee(by, { teamId: row.team_id, agentId: row.agent_id, offeredTo: row.offered_to }),
    )
    return new Set(seen.map(({ id }) => id))
  }

  async function answer(conversationId: string): Promise<string | null> {
    const entries = await log.entries(conversationId, { limit: entriesLooked })
    for (const entry of logOf(conversationId, entries).entries)
      if (entry.kind === 'message' && entry.author.kind === 'agent') {
        const text = textOf(entry.parts).trim()
        if (text !== '') return text
      }
    return null
  }

  return async (by: AgentPrincipal, lists: readonly (readonly string[])[]) => {
    const seen = await visible(by, [...new Set(lists.flat())])
    const chosen = lists.flatMap((ids) => ids.find((id) => seen.has(id)) ?? [])
    const answers = new Map<string, string | null>()
    for (const id of new Set(chosen)) answers.set(id, await answer(id))
    return (ids: readonly string[]): Answer => {
      const conversationId = ids.find((id) => seen.has(id))
      return conversationId === undefined
        ? none
        : { conversationId, answer: answers.get(conversationId) ?? null }
    }
  }
}
