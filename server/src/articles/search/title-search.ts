/**
 * Finds articles by a piece of their title, in the database alone: what is answered while the searching thread cannot [HLP8].
 * No typo is forgiven, but whoever searches gets something.
 */
import type { SearchResult } from '@docent/protocol'
import type { Synonyms } from '@docent/search'
import { sql } from 'kysely'
import type { Storage } from '../../storage/database.ts'
import { firstOf, type HelpLocales, localeOrder } from '../article-locales.ts'
import type { LiveArticlesStore } from '../live-articles.store.ts'
import type { Question } from './search-messages.ts'
import { shownHit } from './shown-hit.ts'

interface Options {
  readonly read: Storage['read']
  readonly live: Pick<LiveArticlesStore, 'locales' | 'textsOf'>
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
      .innerJoin('article_versions as v', (join) =>
        join
          .onRef('v.article_id', '=', 't.article_id')
          .onRef('v.locale', '=', 't.locale')
          .onRef('v.version', '=', 't.live_version'),
      )
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
    return rows
      .flatMap(({ id }) => {
        const texts = live.textsOf(siteId, id)
        const locale = firstOf(order, (one) => texts.some((text) => text.locale === one))
        const text = texts.find((one) => one.locale === locale)
        return text?.title.toLowerCase().includes(piece) ? [shownHit(text, score, query, noSynonyms)] : []
      })
      .slice(0, limit)
  }
}

export type TitleSearch = ReturnType<typeof createTitleSearch>
