/**
 * Search without the relay: the site's index, fetched once, kept, and opened in slices while the page is idle [SEA5]; and among
 * what was read here, for when even that is not there [HLP10]. Comes with the code that searches, and not before.
 */
import type { ArticleBlock, ArticleRef, HelpDocument, SearchResult } from '@docent/protocol/article'
import type { Ground } from '../ground.ts'
import type { HelpDoor } from './help-door.ts'
import type { KeptArticles } from './kept-articles.ts'

/** As much of the search's code as is used here; the room brings it. */
export interface SearchCode {
  createArticleIndex(options: IndexOptions): LocalIndex & {
    put(document: {
      readonly id: string
      readonly title: string
      readonly headings: readonly string[]
      readonly text: string
    }): void
  }
  loadArticleIndex(bytes: Uint8Array, options: IndexOptions): Generator<number, LocalIndex | null>
  articleWords(nodes: readonly ArticleBlock[]): {
    readonly headings: readonly string[]
    readonly text: string
  }
  snippetOf(
    text: string,
    query: string,
    synonyms: Synonyms,
  ): { readonly snippet: string; readonly highlights: readonly (readonly [from: number, to: number])[] }
}
/** How the help document names the index. */
export type NamedIndex = NonNullable<HelpDocument['index']>
type Synonyms = NamedIndex['synonyms']
interface IndexOptions {
  readonly synonyms: Synonyms
}
interface LocalIndex {
  search(
    query: string,
    options: { readonly limit: number },
  ): readonly { readonly id: string; readonly score: number }[]
}

/**
 * Resolves when the page has nothing better to do, with what says whether it still has time: a browser is idle some twenty times
 * a second, so a slice each time would take many seconds, and all at once would hold up the page.
 */
export type Idle = () => Promise<() => boolean>

export interface InBrowserOptions {
  readonly ground: Pick<Ground, 'site' | 'storage'>
  readonly door: HelpDoor
  readonly kept: KeptArticles
  readonly idle: Idle
  readonly ref: (id: string) => ArticleRef | undefined
}

export interface InBrowser {
  /** Opens this index, unless it is open or on its way; after a failure the next call tries again. */
  open(index: NamedIndex): void
  /** Null while that index is not open. */
  find(index: NamedIndex, query: string, limit: number): readonly SearchResult[] | null
  /** @param synonyms as the site's index has them */
  findKept(query: string, limit: number, synonyms: Synonyms): Promise<readonly SearchResult[]>
}

interface Kept {
  readonly address: string
  readonly bytes: Uint8Array
}

export function createInBrowser(code: SearchCode, options: InBrowserOptions): InBrowser {
  const { door, kept, idle, ref } = options
  const { site, storage } = options.ground
  const key = `${site}/help/index`
  let opened: { readonly name: string; readonly index: LocalIndex } | null = null
  let opening: string | null = null
  /** The same bytes with other synonyms rank otherwise [HLP8]. */
  const nameOf = ({ address, synonyms }: NamedIndex): string => JSON.stringify([address, synonyms])

  async function load({ address, synonyms }: NamedIndex, name: string): Promise<void> {
    const before = await storage.get(key)
    const known = isKept(before) && before.address === address ? before.bytes : null
    const bytes = known ?? (await door.bytes(address))
    const index = bytes && (await inSlices(bytes, synonyms))
    if (index && opening === name) opened = { name, index }
    // Broken, or of another version of this code: fetched anew the next time.
    if (index ? !known : known) await storage.set(key, index ? { address, bytes } : undefined)
  }

  async function inSlices(bytes: Uint8Array, synonyms: Synonyms): Promise<LocalIndex | null> {
    const steps = code.loadArticleIndex(bytes, { synonyms })
    for (;;) {
      const hasTime = await idle()
      do {
        const step = steps.next()
        if (step.done) return step.value
      } while (hasTime())
    }
  }

  return {
    open(named) {
      const name = nameOf(named)
      if (opening === name) return
      opening = name
      const end = (): void => {
        if (opening === name && opened?.name !== name) opening = null
      }
      load(named, name).then(end, end)
    },
    find: (named, query, limit) =>
      opened?.name === nameOf(named)
        ? opened.index.search(query, { limit }).flatMap(({ id, score }) => {
            const found = ref(id)
            return found ? [{ ...found, score, snippet: '', highlights: [] }] : []
          })
        : null,
    async findKept(query, limit, synonyms) {
      const index = code.createArticleIndex({ synonyms })
      const read = new Map<string, SearchResult & { readonly text: string }>()
      for (const article of await kept.all()) {
        const { headings, text } = code.articleWords(article.nodes)
        index.put({ id: article.id, title: article.title, headings, text })
        read.set(article.id, { ...article, text, snippet: '', highlights: [], score: 0 })
      }
      return index.search(query, { limit }).flatMap(({ id, score }) => {
        const found = read.get(id)
        return found ? [{ ...found, ...code.snippetOf(found.text, query, synonyms), score }] : []
      })
    },
  }
}

const isKept = (value: unknown): value is Kept =>
  (value as Partial<Kept> | null | undefined)?.bytes instanceof Uint8Array
