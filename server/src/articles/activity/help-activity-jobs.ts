/**
 * What is written of visitors' help sessions in a group commit: a whole request at once, each event once [HLP12]. What names an
 * article or a conversation of another site is not kept [HLP15].
 */
import type { HelpEvent } from '@docent/protocol'
import type { Database } from 'better-sqlite3'
import type { Batch } from '../../storage/write-queue.ts'

export interface NewHelpActivity {
  readonly siteId: string
  readonly sessionId: string
  readonly locale: string
  /** Already clamped, and without what is personal. */
  readonly events: readonly HelpEvent[]
  /** Queries of the session that were kept before, as they are to be kept from now on. */
  readonly corrected: readonly { readonly id: string; readonly query: string }[]
  readonly at: number
}

type Row = Readonly<Record<string, string | number | null>>

export function helpActivityJobs(database: Database) {
  const insert = database.prepare<Row>(`
    insert into help_events (id, site_id, session_id, locale, kind, query, article_id, results, seconds, helpful,
      reason, conversation_id, at, stored_at)
    values (@id, @siteId, @sessionId, @locale, @kind, @query, @articleId, @results, @seconds, @helpful,
      @reason, @conversationId, @at, @storedAt)
    on conflict (id) do nothing`)
  const isOfSite = database
    .prepare<[string, string], 0 | 1>('select exists (select 1 from articles where id = ? and site_id = ?)')
    .pluck()
  // One that is not stored yet may be on its way; figures look again whose it is.
  const isElsewhere = database
    .prepare<[string, string], 0 | 1>(
      'select exists (select 1 from conversations where id = ? and site_id <> ?)',
    )
    .pluck()
  const voteOf = database.prepare<Row, { id: string; at: number; reason: string | null; helpful: number }>(`
    select id, at, reason, helpful from help_events where session_id = @sessionId and site_id = @siteId
      and kind = 'voted' and article_id = @articleId and locale = @locale`)
  const removeVote = database.prepare<[string]>('delete from help_events where id = ?')

  const correct = database.prepare<[string, string]>('update help_events set query = ? where id = ?')

  /** A reader has one vote on an article: the last one, with the reason that came before or after. */
  function keepVote(row: Row): boolean {
    const before = voteOf.get({
      sessionId: row.sessionId ?? null,
      siteId: row.siteId ?? null,
      articleId: row.articleId ?? null,
      locale: row.locale ?? null,
    })
    if (!before) return insert.run(row).changes > 0
    if (before.id === row.id || before.at > Number(row.at)) return false
    removeVote.run(before.id)
    const reason = row.reason ?? (before.helpful === row.helpful ? before.reason : null)
    return insert.run({ ...row, reason }).changes > 0
  }

  return {
    /** Returns how many events were new. */
    'help:record'(
      _batch: Batch,
      { siteId, sessionId, locale, events, corrected, at: storedAt }: NewHelpActivity,
    ): number {
      for (const { id, query } of corrected) correct.run(query, id)
      let stored = 0
      for (const event of events) {
        const row = { ...rowOf(event), siteId, sessionId, storedAt }
        const { articleId } = row
        if (articleId !== null && isOfSite.get(articleId, siteId) === 0) {
          if (event.kind !== 'asked') continue
          row.articleId = null
        }
        if (row.conversationId !== null && isElsewhere.get(row.conversationId, siteId) === 1) continue
        const full = { ...row, locale: 'locale' in event ? event.locale : locale }
        if (event.kind === 'voted' ? keepVote(full) : insert.run(full).changes > 0) stored += 1
      }
      return stored
    },
  }
}

interface EventColumns {
  readonly id: string
  readonly at: number
  readonly kind: HelpEvent['kind']
  readonly query: string | null
  articleId: string | null
  readonly results: number | null
  readonly seconds: number | null
  readonly helpful: 0 | 1 | null
  readonly reason: string | null
  readonly conversationId: string | null
}

const rowOf = (event: HelpEvent): EventColumns => ({
  id: event.eventId,
  at: event.at,
  kind: event.kind,
  query: ('query' in event && event.query) || null,
  articleId: ('articleId' in event && event.articleId) || null,
  results: event.kind === 'searched' ? event.results : null,
  seconds: event.kind === 'read' ? event.seconds : null,
  helpful: event.kind === 'voted' ? (event.helpful ? 1 : 0) : null,
  reason: (event.kind === 'voted' && event.reason) || null,
  conversationId: event.kind === 'asked' ? event.conversationId : null,
})
