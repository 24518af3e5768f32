/**
 * All that a site has published, in memory and by its parts, without texts: what documents, pages and related articles are made of.
 * Read in slices, since thousands of articles must not hold up a message. Knows no HTTP.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CollectionRow } from '@docent/protocol'
import type { Sites } from '../../sites/sites.ts'
import { type HelpLocales, localeOrder } from './article-locales.ts'
import type { HelpRevision } from './help-revision.ts'
import type { LiveArticlesStore, LiveTranslation } from './live-articles.store.ts'

export interface PublishedArticle {
  readonly id: string
  readonly key: string
  readonly collectionId: string | null
  readonly tags: readonly string[]
  readonly tour: string | null
  readonly suggestOn: readonly string[]
  /** By locale. */
  readonly translations: ReadonlyMap<string, PublishedTranslation>
}

export interface PublishedTranslation
  extends Pick<LiveTranslation, 'slug' | 'title' | 'version' | 'updatedAt'> {
  /** What its title is about: by these, articles are found to be like each other. */
  readonly words: ReadonlySet<string>
}

export interface SiteArticles {
  /** Null where nothing is published. */
  readonly revision: string | null
  /** By id, in the order of ids. */
  readonly articles: ReadonlyMap<string, PublishedArticle>
  readonly idByKey: ReadonlyMap<string, string>
  readonly collections: readonly CollectionRow[]
  readonly locales: HelpLocales
  /** Those that anything is published in: the site's own first, in their order. */
  readonly published: readonly string[]
  /** All published locales, the one that suits a reader best first [HLP3]. */
  order(wanted: readonly string[]): readonly string[]
}

export interface PublishedArticles {
  /** As it is at this moment; read anew only after a change. */
  of(siteId: string): Promise<SiteArticles>
}

interface Options {
  readonly store: Pick<LiveArticlesStore, 'page' | 'collections'>
  readonly revision: Pick<HelpRevision, 'of'>
  readonly sites: Pick<Sites, 'settings'>
}

/** Rows of a slice: a few milliseconds of work. */
const slice = 500

/** Sites kept at a time, those last asked for. */
const sitesKept = 50

export function createPublishedArticles({ store, revision, sites }: Options): PublishedArticles {
  const kept = new Map<
    string,
    { readonly revision: string | null; readonly articles: Promise<SiteArticles> }
  >()

  async function read(siteId: string, current: string | null): Promise<SiteArticles> {
    const { locales, defaultLocale } = sites.settings(siteId).settings.help
    const articles = new Map<string, PublishedArticle>()
    let after: LiveTranslation | null = null
    while (current !== null) {
      const rows: readonly LiveTranslation[] = store.page(siteId, after, slice)
      for (const row of rows) add(articles, row)
      after = rows.at(-1) ?? null
      if (rows.length < slice) break
      await nextTurn()
    }
    const found = new Set([...articles.values()].flatMap(({ translations }) => [...translations.keys()]))
    const own = { locales, defaultLocale }
    const published = localeOrder([], [...found], { locales, defaultLocale: locales[0] ?? defaultLocale })
    return {
      revision: current,
      articles,
      idByKey: new Map([...articles.values()].map(({ key, id }) => [key, id])),
      collections: store.collections(siteId),
      locales: own,
      published,
      order: (wanted) => localeOrder(wanted, published, own),
    }
  }

  /** What was published while it was read would be in it by half: then it is read again. */
  async function readWhole(siteId: string): Promise<SiteArticles> {
    for (let attempt = 0; ; attempt++) {
      const before = revision.of(siteId)
      const articles = await read(siteId, before)
      if (revision.of(siteId) === before || attempt === 3) return articles
    }
  }

  return {
    of(siteId) {
      const current = revision.of(siteId)
      const known = kept.get(siteId)
      if (known?.revision === current) {
        kept.delete(siteId)
        kept.set(siteId, known)
        return known.articles
      }
      const articles = readWhole(siteId)
      kept.delete(siteId)
      const oldest = kept.keys().next()
      if (kept.size >= sitesKept && !oldest.done) kept.delete(oldest.value)
      kept.set(siteId, { revision: current, articles })
      // What could not be read is not kept.
      articles.catch(() => {
        if (kept.get(siteId)?.articles === articles) kept.delete(siteId)
      })
      return articles
    },
  }
}

function add(articles: Map<string, PublishedArticle>, row: LiveTranslation): void {
  const { articleId, key, locale, collectionId, tags, tour, suggestOn, slug, title, version, updatedAt } = row
  const translation = { slug, title, version, updatedAt, words: wordsOf(title) }
  const known = articles.get(articleId)
  const translations = new Map([...(known?.translations ?? []), [locale, translation]])
  articles.set(articleId, { id: articleId, key, collectionId, tags, tour, suggestOn, translations })
}

/** Letters of a word that count: more would tell apart the cases of one word, in languages that have them. */
const stem = 5

/** Short words join sentences and say little. */
const wordsOf = (title: string): ReadonlySet<string> =>
  new Set(
    title
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 3)
      .map((word) => word.slice(0, stem)),
  )
