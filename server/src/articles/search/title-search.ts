/**
 * Finds articles by a piece of their title, in the database alone: what is answered while the searching thread cannot [HLP8].
 * No typo is forgiven, but whoever searches gets something.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SearchResult } from '@docent/protocol'
import type { Synonyms } from '@docent/search'
import { sql } from 'kysely'
import type { Storage } from '../../storage/database.ts'
import { firstOf, type HelpLocales, localeOrder } from '../reading/article-locales.ts'
import type { LiveArticlesStore } from '../reading/live-articles.store.ts'
import { liveVersion } from '../reading/live-version.ts'
import type { Question } from './search-messages.ts'
import { shownHit } from './shown-hit.ts'

interface Options {
  readonly read: Storage['read']
  readonly live: Pick<LiveArticlesStore, 'locales' | 'text'>
}

/** Titles that are looked at for the right language. */
const mostLookedAt = 60

/** Scores are not comparable with those of an index; they only keep the order. */
const score = 0.1

const noSynonyms: Synonyms = []

export function createTitleSearch({ read, live }: Options) {
  return async (
    { siteId, query, locales, limit }: Question,
    help: HelpLocales,
  ): Promise<readonly SearchResult[]> => {
    const words = query.trim()
    // Without a word nothing is found, as in an index.
    if (!/[\p{L}\p{N}]/u.test(words)) return []
    const rows = await read
      .selectFrom('article_translations as t')
      .innerJoin('articles as a', 'a.id', 't.article_id')
      .innerJoin('article_versions as v', liveVersion)
      .select('a.id')
      .distinct()
      .where('t.site_id', '=', siteId)
      .where('a.archived_at', 'is', null)
      .where(sql<boolean>`v.title like ${`%${words.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`)
      .orderBy('a.id')
      .limit(mostLookedAt)
      .execute()
    const order = localeOrder(locales, live.locales(siteId), help)
    const piece = words.toLowerCase()
    const hits = (await titlesOf(rows.map(({ id }) => id))).flatMap(([articleId, titles]) => {
      const locale = firstOf(order, (one) => titles.has(one))
      const isFound = locale !== undefined && titles.get(locale)?.toLowerCase().includes(piece)
      return isFound ? [{ articleId, locale }] : []
    })
    const results: SearchResult[] = []
    for (const { articleId, locale } of hits.slice(0, limit)) {
      // A long text takes milliseconds, which messages need as well.
      await nextTurn()
      const text = live.text(siteId, articleId, locale)
      if (text) results.push(shownHit(text, score, query, noSynonyms))
    }
    return results
  }

  /** In all languages that they are read in, without their texts. */
  async function titlesOf(ids: readonly string[]) {
    const rows = await read
      .selectFrom('article_translations as t')
      .innerJoin('article_versions as v', liveVersion)
      .select(['t.article_id', 't.locale', 'v.title'])
      .where('t.article_id', 'in', ids)
      .orderBy('t.article_id')
      .execute()
    return [...Map.groupBy(rows, (row) => row.article_id)].map(
      ([articleId, written]) =>
        [articleId, new Map(written.map(({ locale, title }) => [locale, title]))] as const,
    )
  }
}

export type TitleSearch = ReturnType<typeof createTitleSearch>
