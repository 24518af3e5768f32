/**
 * Makes the draft of an article of what was asked and answered in a conversation, by an agent who may see it [HLP14]. What may
 * be personal is marked where drafts are kept.
 */
import { done, type Entry, limits, logOf, type Reply } from '@docent/protocol'
import type { ConversationStore } from '../../conversations/conversations.store.ts'
import { noConversationToSee } from '../../conversations/failures.ts'
import type { Reading } from '../../conversations/reading.ts'
import type { AgentPrincipal } from '../../realtime/principal.ts'
import { maskMarks } from '../personal/personal-marks.ts'
import type { LiveArticlesStore } from '../reading/live-articles.store.ts'
import type { WantedArticles } from '../wanted/wanted.ts'
import type { Articles } from '../writing/articles.ts'
import { draftText } from './draft-text.ts'

interface Options {
  readonly articles: Pick<Articles, 'create'>
  readonly wanted: Pick<WantedArticles, 'query' | 'drafted'>
  readonly live: Pick<LiveArticlesStore, 'textsOf'>
  readonly reading: Pick<Reading, 'find'>
  readonly log: Pick<ConversationStore, 'entries' | 'changesOf'>
}

export interface DraftWanted {
  readonly articleId: string
  readonly conversationId: string
  readonly locale: string
  readonly wantedId?: string | undefined
}

/** An article is made of a question and its answer, not of a long acquaintance. */
const mostEntries = 1_000

export function createDraftOfConversation({ articles, wanted, live, reading, log }: Options) {
  /** As it reads now: what was edited or taken back later is no answer. */
  async function entriesOf(conversationId: string): Promise<readonly Entry[]> {
    const entries: Entry[] = []
    for (let more = true; more && entries.length < mostEntries; ) {
      const after = entries.at(-1)?.seq ?? 0
      const page = await log.entries(conversationId, { after, limit: limits.pageEntries })
      entries.push(...page)
      more = page.length === limits.pageEntries
    }
    const end = entries.at(-1)?.seq ?? 0
    const ids = entries.flatMap(({ kind, id }) => (kind === 'message' ? [id] : []))
    const later = await log.changesOf(conversationId, ids, end)
    return logOf(conversationId, [...entries, ...later]).entries
  }

  return async (
    by: AgentPrincipal,
    { articleId, conversationId, locale, wantedId }: DraftWanted,
  ): Promise<Reply<{ rev: number }>> => {
    const row = await reading.find(by, conversationId)
    if (!row) return noConversationToSee
    const query = wantedId === undefined ? null : await wanted.query(by.siteId, wantedId)
    const entries = await entriesOf(row.id)
    const origin = entries.find((entry) => entry.kind === 'origin')
    const { title, body } = draftText({
      messages: entries.flatMap((entry) => {
        const { author } = entry
        const isSaid = entry.kind === 'message' && (author.kind === 'visitor' || author.kind === 'agent')
        return isSaid ? [{ by: author.kind === 'visitor' ? 'visitor' : 'agent', parts: entry.parts }] : []
      }),
      wanted: query?.replace(maskMarks, ' ') ?? null,
      looked: origin?.origin.text ?? null,
      keyOf: (id) => live.textsOf(by.siteId, id)[0]?.key ?? null,
    })
    const made = await articles.create(by, {
      articleId,
      locale,
      title,
      body,
      collectionId: null,
      conversationId: row.id,
    })
    if (!made.ok) return made
    if (wantedId !== undefined) await wanted.drafted(by.siteId, wantedId, articleId)
    return done({ rev: made.data.rev })
  }
}
