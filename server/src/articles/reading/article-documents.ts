/**
 * What readers get of a site's articles [HLP3] [HLP4]: one document per order of languages, and each article as it is shown.
 * Answers from memory where it can. Knows no HTTP and no socket.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { ArticleBlock, ArticleRef, ArticleShown, CollectionRow, HelpDocument } from '@docent/protocol'
import { etagOf } from '../../content-digest.ts'
import type { ServedDocument } from '../../sites/boot-document.ts'
import type { Sites } from '../../sites/sites.ts'
import { firstOf } from './article-locales.ts'
import type { LiveArticlesStore } from './live-articles.store.ts'
import type { PublishedArticle, PublishedArticles, SiteArticles } from './published-articles.ts'
import { relatedTo } from './related-articles.ts'
import { suggestedOf } from './suggested-patterns.ts'

export interface PublishedHelp extends ServedDocument {
  /** The body compressed. */
  readonly brotli: Buffer
  /** Null where nothing is published, or something of it is not ready yet: then nobody keeps the document for good. */
  readonly revision: string | null
}

export interface PageAddress {
  readonly locale: string
  readonly slug: string
  readonly updatedAt: number
}

export interface ArticleDocuments {
  /** `locales`: what the reader reads, the best one first. */
  help(siteId: string, locales: readonly string[]): Promise<PublishedHelp>
  /** The same as data, and without the index, for which nobody has to wait. */
  overview(siteId: string, locales: readonly string[]): Promise<HelpDocument>
  /** By its id or its key; null where the site has published none such. */
  shown(siteId: string, idOrKey: string, locales: readonly string[]): Promise<ArticleShown | null>
  /** What stands at an address of exactly this locale, or where that is now; null where nothing is any more [HLP11]. */
  at(
    siteId: string,
    locale: string,
    slug: string,
  ): Promise<{ readonly articleId: string; readonly locale: string; readonly slug: string } | null>
  /** The addresses of an article in all its languages; none where it is not published. */
  addresses(siteId: string, articleId: string): Promise<readonly PageAddress[]>
  /** Those of all articles, in slices. */
  everyAddress(siteId: string): AsyncIterable<readonly (readonly PageAddress[])[]>
}

/**
 * Where a browser finds the index to search by itself; null where there are too many articles for that.
 * Rejects where it is not ready: then the document goes out without it, and is made again for the next who asks.
 */
export type FindIndex = (
  siteId: string,
  order: readonly string[],
  revision: string,
) => Promise<HelpDocument['index'] | null>

interface Options {
  readonly store: Pick<LiveArticlesStore, 'text' | 'owner'>
  readonly published: PublishedArticles
  readonly sites: Pick<Sites, 'byId' | 'settings'>
  readonly findIndex: FindIndex
}

/**
 * Documents kept of a site, one per order of languages; what visitors ask for beyond it is made anew. Of a large site, where
 * each is a megabyte, fewer: visitors may ask for any order.
 */
const documentsKept = ({ articles, published }: SiteArticles): number =>
  Math.min(40, Math.max(published.length + 2, Math.floor(20_000 / Math.max(1, articles.size))))
const relationsKept = 1_000
/** Articles of a slice of the work. */
const slice = 500

export function createArticleDocuments({ store, published, sites, findIndex }: Options): ArticleDocuments {
  const overviews = createKept<HelpDocument>()
  const documents = createKept<PublishedHelp>()
  /** Thousands of titles are compared for each: what is read again and again is not compared again. */
  const relations = createKept<readonly PublishedArticle[]>(() => relationsKept)

  /** Where the site's help centre is, below the address of the relay; empty where it has none. */
  function pathOf(siteId: string, locale: string, slug = ''): string {
    const site = sites.byId(siteId)
    if (!site || !sites.settings(siteId).settings.help.pages) return ''
    return `/help/${site.key}/${locale}/${encodeURIComponent(slug)}`
  }

  async function view(siteId: string, site: SiteArticles, order: readonly string[]): Promise<HelpDocument> {
    const locale = order[0] ?? site.locales.defaultLocale
    const collator = new Intl.Collator(locale)
    const byCollection = new Map<string | null, ArticleRef[]>()
    const collections = new Set(site.collections.map(({ id }) => id))
    let count = 0
    for (const article of site.articles.values()) {
      const ref = refOf(article, order)
      const { collectionId } = article
      const of = collectionId !== null && collections.has(collectionId) ? collectionId : null
      if (ref) listed(byCollection, of).push(ref)
      if (++count % slice === 0) await nextTurn()
    }
    for (const refs of byCollection.values()) await sortInSlices(refs, collator)
    return {
      locale,
      locales: site.published,
      collections: site.collections.flatMap((collection) => {
        const articles = byCollection.get(collection.id)
        return articles ? [{ ...wordsOf(collection, order), articles }] : []
      }),
      others: byCollection.get(null) ?? [],
      suggested: suggestedOf(site.articles.values()),
      path: pathOf(siteId, locale),
    }
  }

  const overview = (siteId: string, site: SiteArticles, order: readonly string[]): Promise<HelpDocument> =>
    overviews(site, order.join(), () => view(siteId, site, order))

  async function pack(siteId: string, site: SiteArticles, order: readonly string[]): Promise<PublishedHelp> {
    const { revision } = site
    const index = revision === null ? null : await findIndex(siteId, order, revision).catch(() => undefined)
    const document = { ...(await overview(siteId, site, order)), ...(index && { index }) }
    await nextTurn()
    const body = JSON.stringify(document)
    await nextTurn()
    const etag = etagOf(body)
    const isWhole = index !== undefined
    return { body, etag, brotli: await compress(body, { params }), revision: isWhole ? revision : null }
  }

  return {
    async help(siteId, locales) {
      const site = await published.of(siteId)
      const order = site.order(locales)
      return documents(site, order.join(), () => pack(siteId, site, order), isForGood)
    },
    async overview(siteId, locales) {
      const site = await published.of(siteId)
      return overview(siteId, site, site.order(locales))
    },
    async shown(siteId, idOrKey, locales) {
      const site = await published.of(siteId)
      const article = site.articles.get(idOrKey) ?? site.articles.get(site.idByKey.get(idOrKey) ?? '')
      if (!article) return null
      const order = site.order(locales)
      const ref = refOf(article, order)
      const text = ref && store.text(siteId, article.id, ref.locale)
      if (!text) return null
      const collection = site.collections.find(({ id }) => id === article.collectionId)
      const related = await relations(site, `${article.id} ${order.join()}`, async () =>
        relatedTo(article, site.articles.values(), ({ translations }) =>
          translations.get(firstOf(order, (locale) => translations.has(locale)) ?? ''),
        ),
      )
      return {
        ...ref,
        // One reading of one row: a version that was published meanwhile is shown whole.
        title: text.title,
        slug: text.slug,
        nodes: JSON.parse(text.nodes) as readonly ArticleBlock[],
        collection: collection ? titleOf(collection, order) : null,
        related: related.flatMap((other) => refOf(other, order) ?? []),
        locales: site.published.filter((locale) => article.translations.has(locale)),
        updatedAt: text.updatedAt,
        path: pathOf(siteId, ref.locale, text.slug),
      }
    },
    async at(siteId, locale, slug) {
      const site = await published.of(siteId)
      const articleId = store.owner(siteId, locale, slug)
      const article = articleId === null ? undefined : site.articles.get(articleId)
      if (!article) return null
      const here = article.translations.get(locale)
      if (here) return { articleId: article.id, locale, slug: here.slug }
      // Withdrawn in this language alone: the others still answer.
      const ref = refOf(article, site.order([locale]))
      return ref ? { articleId: article.id, locale: ref.locale, slug: ref.slug } : null
    },
    async addresses(siteId, articleId) {
      const site = await published.of(siteId)
      const article = site.articles.get(articleId)
      return article ? addressesOf(article, site.published) : []
    },
    async *everyAddress(siteId) {
      const site = await published.of(siteId)
      const articles = [...site.articles.values()]
      for (let at = 0; at < articles.length; at += slice)
        yield articles.slice(at, at + slice).map((article) => addressesOf(article, site.published))
    },
  }
}

/** The article in the first locale of the order that it is published in. */
function refOf(article: PublishedArticle, order: readonly string[]): ArticleRef | null {
  const { id, key, tour, translations } = article
  const locale = firstOf(order, (one) => translations.has(one))
  const found = locale === undefined ? undefined : translations.get(locale)
  if (locale === undefined || !found) return null
  return { id, key, slug: found.slug, locale, title: found.title, ...(tour !== null && { tour }) }
}

/** What was made of one state of a site's articles, by name, and goes with it; those last asked for are kept. */
function createKept<T>(most: (site: SiteArticles) => number = documentsKept) {
  const bySite = new WeakMap<SiteArticles, Map<string, Promise<T>>>()
  return (
    site: SiteArticles,
    name: string,
    make: () => Promise<T>,
    isForGood: (made: T) => boolean = () => true,
  ): Promise<T> => {
    const kept = bySite.get(site) ?? new Map<string, Promise<T>>()
    bySite.set(site, kept)
    const known = kept.get(name)
    if (known) {
      kept.delete(name)
      kept.set(name, known)
      return known
    }
    const made = make()
    const oldest = kept.keys().next()
    if (kept.size >= most(site) && !oldest.done) kept.delete(oldest.value)
    kept.set(name, made)
    const forget = () => void (kept.get(name) === made && kept.delete(name))
    made.then((value) => isForGood(value) || forget(), forget)
    return made
  }
}

const isForGood = ({ revision }: PublishedHelp): boolean => revision !== null

const addressesOf = ({ translations }: PublishedArticle, order: readonly string[]): readonly PageAddress[] =>
  order.flatMap((locale) => {
    const found = translations.get(locale)
    return found ? [{ locale, slug: found.slug, updatedAt: found.updatedAt }] : []
  })

function inOrder(texts: Readonly<Record<string, string>>, order: readonly string[]): string {
  const said = [...order, ...Object.keys(texts)].find((locale) => texts[locale]?.trim())
  return said === undefined ? '' : (texts[said] ?? '')
}

const titleOf = ({ id, titles }: CollectionRow, order: readonly string[]) => ({
  id,
  title: inOrder(titles, order),
})
const wordsOf = (collection: CollectionRow, order: readonly string[]) => ({
  ...titleOf(collection, order),
  description: inOrder(collection.descriptions, order),
})

function listed<K>(lists: Map<K, ArticleRef[]>, key: K): ArticleRef[] {
  const known = lists.get(key)
  if (known) return known
  const made: ArticleRef[] = []
  lists.set(key, made)
  return made
}

/** As readers of the language have it; thousands of titles take more than one turn. */
async function sortInSlices(refs: ArticleRef[], collator: Intl.Collator): Promise<void> {
  const compare = (a: ArticleRef, b: ArticleRef) =>
    collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1)
  const runs: ArticleRef[][] = []
  for (let at = 0; at < refs.length; at += slice) {
    runs.push(refs.slice(at, at + slice).sort(compare))
    await nextTurn()
  }
  let merged = runs
  while (merged.length > 1) {
    const next: ArticleRef[][] = []
    for (let at = 0; at < merged.length; at += 2) {
      const [one = [], other = []] = merged.slice(at, at + 2)
      // Two sorted runs: the sort of the engine finds them, and only joins.
      next.push([...one, ...other].sort(compare))
      await nextTurn()
    }
    merged = next
  }
  const [sorted = []] = merged
  for (const [at, ref] of sorted.entries()) refs[at] = ref
}

const compress = promisify(brotliCompress)
/** Made once and kept, on a thread of its own. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 7 }
