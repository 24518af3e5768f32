/**
 * One site's articles, searchable: an index per language that readers come with, each article in it once, in the words that this reader
 * gets [HLP3]. Kept up to date by looking at what is stored, in slices. Knows no thread and no clock of its own.
 */
import { articleLimits, type SearchResult } from '@docent/protocol'
import { type ArticleIndex, createArticleIndex, loadArticleIndex, type Synonyms } from '@docent/search'
import { firstOf, localeOrder } from '../reading/article-locales.ts'
import type { After, LiveArticlesStore } from '../reading/live-articles.store.ts'
import type { HelpSearchSettings, Question } from './search-messages.ts'
import { searchDocument, shownHit } from './shown-hit.ts'

export interface SiteSearch {
  settings(help: HelpSearchSettings): void
  /** One article, at once: a few milliseconds. */
  update(articleId: string): void
  /** Brings everything up to date with what is stored; each step is a slice of work. */
  look(): Generator<void, void>
  /** Null while the index is still being made. */
  find(question: Omit<Question, 'siteId'>): readonly SearchResult[] | null
  /** The index that a reader of these languages searches; null where nothing is live. */
  indexFor(locales: readonly string[]): SiteIndex | 'being_made' | null
  /** Articles that are live in any language. */
  size(): number
  /** Articles in each index. */
  sizes(): readonly number[]
}

export interface SiteIndex {
  readonly synonyms: Synonyms
  /** Another one after each change. */
  readonly changes: number
  save(): Uint8Array<ArrayBuffer>
}

interface Options {
  readonly siteId: string
  readonly store: Pick<LiveArticlesStore, 'page' | 'text' | 'textsOf'>
  /** An article cannot be read: it is not found, and the others are. */
  readonly onFault: (articleId: string, error: unknown) => void
}

/** The index for one order of languages. */
interface Shelf {
  /** The reader's languages that it was made for. */
  readonly wanted: readonly string[]
  order: readonly string[]
  synonyms: Synonyms
  index: ArticleIndex
  /** Which words of an article are in it: `locale@version`, frozen words. */
  readonly marks: Map<string, string>
  complete: boolean
  changes: number
  /** Articles that were replaced or taken out since it was opened, of which words are left behind. */
  outdated: number
}

/** Rows that are read at once: less than a millisecond. */
const rowsPerSlice = 200
/** Articles that are looked at between two slices; only those that changed cost more than a comparison. */
const comparedPerSlice = 2_000
/** So many replaced articles are not worth the trouble of opening an index anew. */
const outdatedKept = 500
/** Mixes of languages that come out otherwise than each of the languages alone: rare, and only made where it is cheap. */
const mixesKept = 4
/** So many questions pay for another one: whoever asks for each mix in turn must not keep the thread making indexes. */
const questionsPerMix = 200

export function createSiteSearch({ siteId, store, onFault }: Options): SiteSearch {
  let help: HelpSearchSettings = { locales: [], defaultLocale: '', synonyms: {} }
  /** What is live: versions by article and locale. */
  let live = new Map<string, ReadonlyMap<string, number>>()
  let published: readonly string[] = []
  /** By the first of its locales. */
  const shelves = new Map<string, Shelf>()
  /** By its whole order; the last used at the end. */
  const mixes = new Map<string, Shelf>()
  /** Which index a reader gets, by the languages that were asked for; forgotten with each change. */
  const chosen = new Map<string, Shelf | null>()
  /** Articles that were brought up to date while a look was going on, which may have read them before. */
  const touched = new Set<string>()
  /** Questions since the last one was made. */
  let questions = 0
  /** Before the first look nobody can say that there is nothing. */
  let looked = false

  const orderOf = (wanted: readonly string[]) => localeOrder(wanted, published, help)
  const synonymsOf = (order: readonly string[]): Synonyms =>
    order.flatMap((locale) => help.synonyms[locale] ?? [])
  const localeIn = (order: readonly string[], articleId: string) =>
    firstOf(order, (locale) => live.get(articleId)?.has(locale) ?? false)

  function openShelf(wanted: readonly string[]): Shelf {
    const order = orderOf(wanted)
    const synonyms = synonymsOf(order)
    const index = createArticleIndex({ synonyms })
    return { wanted, order, synonyms, index, marks: new Map(), complete: false, changes: 0, outdated: 0 }
  }

  /** Shelves for what is published now, and no others. */
  function arrange(): void {
    published = [...new Set([...live.values()].flatMap((locales) => [...locales.keys()]))].sort()
    chosen.clear()
    for (const locale of shelves.keys()) if (!published.includes(locale)) shelves.delete(locale)
    // Those of the site's own locales first: their readers are the most.
    for (const locale of orderOf([])) if (!shelves.has(locale)) shelves.set(locale, openShelf([locale]))
    for (const [key, mix] of mixes) if (orderOf(mix.wanted).join() !== mix.order.join()) mixes.delete(key)
    for (const shelf of everyShelf()) {
      const order = orderOf(shelf.wanted)
      // The same languages in another order: articles in other words, until they have been gone through.
      if (order.join() !== shelf.order.join()) shelf.order = order
    }
  }

  const everyShelf = () => [...shelves.values(), ...mixes.values()]

  /** Puts the words into the index that its reader gets now; whether that was any work. */
  function bring(shelf: Shelf, articleId: string): boolean {
    const locale = localeIn(shelf.order, articleId)
    const version = locale === undefined ? undefined : live.get(articleId)?.get(locale)
    const known = shelf.marks.get(articleId)
    if (locale === undefined || version === undefined) {
      if (known === undefined) return false
      take(shelf, articleId)
      return true
    }
    if (known === `${locale}@${version}`) return false
    try {
      const text = store.text(siteId, articleId, locale)
      if (!text) {
        take(shelf, articleId)
        return true
      }
      shelf.index.put(searchDocument(text))
      if (known !== undefined) shelf.outdated += 1
      shelf.marks.set(articleId, `${locale}@${text.version}`)
      shelf.changes += 1
    } catch (error) {
      take(shelf, articleId)
      // Not tried again before it changes.
      shelf.marks.set(articleId, `${locale}@${version}`)
      onFault(articleId, error)
    }
    return true
  }

  function take(shelf: Shelf, articleId: string): void {
    if (!shelf.marks.delete(articleId)) return
    shelf.index.remove(articleId)
    shelf.outdated += 1
    shelf.changes += 1
  }

  function* readLive(): Generator<void, Map<string, Map<string, number>>> {
    const found = new Map<string, Map<string, number>>()
    let after: After = null
    for (;;) {
      const rows = store.page(siteId, after, rowsPerSlice)
      for (const { articleId, locale, version } of rows) {
        const locales = found.get(articleId)
        if (locales) locales.set(locale, version)
        else found.set(articleId, new Map([[locale, version]]))
      }
      after = rows.at(-1) ?? null
      yield
      if (rows.length < rowsPerSlice) return found
    }
  }

  function* fill(shelf: Shelf): Generator<void, void> {
    const isOtherwise = synonymsOf(shelf.order).join('\n') !== shelf.synonyms.join('\n')
    if (isOtherwise || shelf.outdated > shelf.index.size() + outdatedKept) yield* reopen(shelf)
    let compared = 0
    for (const articleId of new Set([...live.keys(), ...shelf.marks.keys()])) {
      compared += 1
      if (bring(shelf, articleId) || compared % comparedPerSlice === 0) yield
    }
    shelf.complete = true
  }

  /** Synonyms belong to the questions, not to the words: the same index is opened with others, and without words that are left over. */
  function* reopen(shelf: Shelf): Generator<void, void> {
    const synonyms = synonymsOf(shelf.order)
    const { changes } = shelf
    const loading = loadArticleIndex(shelf.index.save(), { synonyms })
    let step = loading.next()
    for (; !step.done; step = loading.next()) yield
    if (!step.value || changes !== shelf.changes) {
      // An article changed meanwhile.
      yield* reopen(shelf)
      return
    }
    shelf.index = step.value
    shelf.synonyms = synonyms
    shelf.outdated = 0
    shelf.changes += 1
  }

  /** Whether each article comes out in the same words in both orders. */
  const readsTheSame = (one: readonly string[], other: readonly string[]) =>
    [...live.keys()].every((articleId) => localeIn(one, articleId) === localeIn(other, articleId))

  /** Undefined: it would be a mix, and is not made now. */
  function choose(locales: readonly string[]): Shelf | null | undefined {
    const order = orderOf(locales)
    const [first] = order
    const plain = first === undefined ? undefined : shelves.get(first)
    if (!plain) return null
    const key = order.join()
    const mix = mixes.get(key)
    if (mix) return mix
    if (key === plain.order.join() || live.size > articleLimits.searchHere) return plain
    if (readsTheSame(order, plain.order)) return plain
    const [oldest] = mixes.keys()
    if (mixes.size >= mixesKept && oldest !== undefined) {
      if (questions < questionsPerMix) return undefined
      mixes.delete(oldest)
      chosen.clear()
    }
    questions = 0
    const made = openShelf(order)
    mixes.set(key, made)
    return made
  }

  /** What visitors ask for is any text: only what it comes to is remembered. */
  function shelfFor(locales: readonly string[]): Shelf | null {
    const key = orderOf(locales).join()
    const known = chosen.get(key)
    questions += 1
    if (known !== undefined) return known
    const shelf = choose(locales)
    // Nearly the same: what the reader's first language has no words for may come in another than the second.
    if (shelf === undefined) return shelves.get(orderOf(locales)[0] ?? '') ?? null
    if (chosen.size >= 100) chosen.clear()
    chosen.set(key, shelf)
    return shelf
  }

  return {
    settings(next) {
      help = next
      arrange()
    },
    update(articleId) {
      touched.add(articleId)
      const versions = new Map(
        store.textsOf(siteId, articleId).map(({ locale, version }) => [locale, version]),
      )
      if (versions.size > 0) live.set(articleId, versions)
      else live.delete(articleId)
      // The first in its language: who reads it waits for the index that is begun here, and is not told that there is nothing.
      if ([...versions.keys()].some((locale) => !published.includes(locale))) arrange()
      else chosen.clear()
      for (const shelf of everyShelf()) bring(shelf, articleId)
    },
    *look() {
      touched.clear()
      const found = yield* readLive()
      for (const articleId of touched) {
        const versions = live.get(articleId)
        if (versions) found.set(articleId, new Map(versions))
        else found.delete(articleId)
      }
      live = found
      looked = true
      arrange()
      // A mix may be asked for meanwhile.
      for (const shelf of everyShelf()) yield* fill(shelf)
    },
    find({ query, locales, limit }) {
      const shelf = shelfFor(locales)
      if (!looked || shelf?.complete === false) return null
      if (!shelf) return []
      return shelf.index.search(query, { limit }).flatMap(({ id, score }) => {
        const locale = localeIn(shelf.order, id)
        const text = locale === undefined ? null : store.text(siteId, id, locale)
        return text ? [shownHit(text, score, query, shelf.synonyms)] : []
      })
    },
    indexFor(locales) {
      const shelf = shelfFor(locales)
      if (!looked || shelf?.complete === false) return 'being_made'
      return shelf && { synonyms: shelf.synonyms, changes: shelf.changes, save: shelf.index.save }
    },
    size: () => live.size,
    sizes: () => everyShelf().map(({ index }) => index.size()),
  }
}
