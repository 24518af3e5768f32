/**
 * Articles that visitors looked for and did not find [HLP13]: counted from what their sessions told, less what was closed and
 * what the search answers by now. Shown to an agent with the conversation that followed, where that agent may see it.
 */
import { createHash } from 'node:crypto'
import {
  done,
  failure,
  type Nothing,
  type Reply,
  type SearchResult,
  type WantedArticle,
} from '@docent/protocol'
import type { Clock } from '../../clock.ts'
import type { AgentPrincipal } from '../../realtime/principal.ts'
import type { Storage } from '../../storage/database.ts'
import { createHelpSessionsStore } from '../activity/help-sessions.store.ts'
import type { HelpRevision } from '../reading/help-revision.ts'
import type { ArticleSearch } from '../search/article-search.ts'
import { publishedAt, readWanted, writeWanted } from './wanted.store.ts'
import { createWantedAnswers } from './wanted-answers.ts'
import { type CountedWanted, createWantedCount, keyOf, type Settled, type WantedKey } from './wanted-count.ts'

export interface WantedArticles {
  list(by: AgentPrincipal, locale?: string): Promise<Reply<{ wanted: readonly WantedArticle[] }>>
  close(by: AgentPrincipal, wantedId: string): Promise<Reply<Nothing>>
  /** How most asked for it; null where there is no such one. */
  query(siteId: string, wantedId: string): Promise<string | null>
  /** A draft was made for it. */
  drafted(siteId: string, wantedId: string, articleId: string): Promise<void>
}

interface Options {
  readonly storage: Pick<Storage, 'read' | 'reader' | 'writes'>
  readonly search: Pick<ArticleSearch, 'find'>
  readonly revision: Pick<HelpRevision, 'of'>
  readonly clock: Clock
}

interface Open extends CountedWanted {
  readonly id: string
  readonly articleId: string | null
}
interface Counted {
  readonly open: readonly Open[]
  readonly stamp: string | null
  /** By the clock that only goes on. */
  readonly until: number
}

/** What was looked for longer ago is of another time. */
const span = 90 * 24 * 3_600_000
const mostShown = 100
/** A hit that has this share of the question answers it. */
const answers = 0.5
/** A list that so many events were counted for is kept for a minute; a smaller one is always of now. */
const manyEvents = 20_000
const keptMs = 60_000

const noWanted: Reply<never> = {
  ok: false,
  error: failure('not_found', 'Nobody looks for this any more. Load the list again.'),
}

export function createWantedArticles({ storage, search, revision, clock }: Options): WantedArticles {
  const { read, writes } = storage
  const sessions = createHelpSessionsStore(storage)
  const shown = createWantedAnswers(read)
  const kept = new Map<string, Counted>()

  async function first(siteId: string, locale: string, query: string): Promise<SearchResult | null> {
    const found = await search.find({ siteId, query, locales: [locale], limit: 1 })
    return found.ok ? (found.data[0] ?? null) : null
  }

  async function count(siteId: string): Promise<{ readonly open: readonly Open[]; readonly events: number }> {
    const now = clock.now()
    const rows = await readWanted(read, siteId)
    const settled = new Map<string, Settled>()
    const drafts = new Map<string, string>()
    for (const row of rows) {
      const { locale, meaning, closedAt, articleId } = row
      if (articleId !== null) drafts.set(keyOf(row), articleId)
      const isFirst = row.publishedAt !== null && (await first(siteId, locale, meaning))?.id === articleId
      settled.set(keyOf(row), {
        closedAt: closedAt ?? Number.NEGATIVE_INFINITY,
        answeredAt: isFirst ? row.publishedAt : null,
      })
    }
    const wanted = createWantedCount((key) => settled.get(key))
    const events = await sessions.each(
      siteId,
      { from: now - span, until: Number.MAX_SAFE_INTEGER },
      wanted.add,
    )
    const open: Open[] = []
    for (const one of wanted.list()) {
      if (open.length === mostShown) break
      if (await isAnswered(siteId, one)) continue
      open.push({ ...one, id: idOf(siteId, one), articleId: drafts.get(keyOf(one)) ?? null })
    }
    return { open, events }
  }

  /** By an article that came after them, or where all that was wrong is that nothing was found. */
  async function isAnswered(siteId: string, one: CountedWanted): Promise<boolean> {
    const hit = await first(siteId, one.locale, one.query)
    if (!hit || hit.score < answers) return false
    if (one.withoutClick === 0 && one.asked === 0) return true
    const since = await publishedAt(read, hit.id, hit.locale)
    return since !== null && since >= one.lastAt
  }

  async function current(siteId: string): Promise<readonly Open[]> {
    const known = kept.get(siteId)
    const stamp = revision.of(siteId)
    if (known && known.stamp === stamp && clock.monotonic() < known.until) return known.open
    const { open, events } = await count(siteId)
    if (events >= manyEvents) kept.set(siteId, { open, stamp, until: clock.monotonic() + keptMs })
    return open
  }

  const find = async (siteId: string, wantedId: string) =>
    (await current(siteId)).find(({ id }) => id === wantedId) ?? null

  async function change(siteId: string, of: Open, set: Parameters<typeof writeWanted>[1]['set']) {
    const { id, locale, meaning } = of
    const at = clock.now()
    await writes.transaction((trx) => writeWanted(trx, { id, siteId, locale, meaning, at, set }))
    kept.delete(siteId)
  }

  return {
    async list(by, locale) {
      const all = await current(by.siteId)
      const wanted = locale === undefined ? all : all.filter((one) => one.locale === locale)
      const answerOf = await shown(
        by,
        wanted.map(({ conversationIds }) => conversationIds),
      )
      return done({
        wanted: wanted.map(
          ({ meaning: _meaning, conversationIds, ...one }): WantedArticle => ({
            ...one,
            ...answerOf(conversationIds),
          }),
        ),
      })
    },
    async close({ siteId }, wantedId) {
      const one = await find(siteId, wantedId)
      if (!one) return noWanted
      await change(siteId, one, { closed_at: clock.now() })
      return done({})
    },
    query: async (siteId, wantedId) => (await find(siteId, wantedId))?.query ?? null,
    async drafted(siteId, wantedId, articleId) {
      const one = await find(siteId, wantedId)
      if (one) await change(siteId, one, { article_id: articleId })
    },
  }
}

/** The same each time, though no row is written before somebody does something about it. */
function idOf(siteId: string, { locale, meaning }: WantedKey): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([siteId, locale, meaning]))
    .digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}
