/**
 * The site's index of articles in this browser: fetched once, kept, and opened in slices while the page is idle [SEA5], so that
 * typing needs no round trip and works offline. The code that searches comes with it.
 */
import type { ArticleBlock } from '@docent/protocol/article'
import type { Ground } from '../ground.ts'
import type { HelpDoor } from './help-door.ts'

export interface Hit {
  readonly id: string
  readonly score: number
}
/** As much of the search's code as is used here; the room brings it. */
export interface SearchCode {
  createArticleIndex(): LocalIndex & {
    put(document: {
      readonly id: string
      readonly title: string
      readonly headings: readonly string[]
      readonly text: string
    }): void
  }
  articleWords(nodes: readonly ArticleBlock[]): {
    readonly headings: readonly string[]
    readonly text: string
  }
  loadArticleIndex(bytes: Uint8Array): Generator<number, LocalIndex | null>
  snippetOf(
    text: string,
    query: string,
  ): { readonly snippet: string; readonly highlights: readonly (readonly [from: number, to: number])[] }
}
export interface LocalIndex {
  search(query: string, options: { readonly limit: number }): readonly Hit[]
}

export interface LocalIndexesOptions {
  readonly ground: Pick<Ground, 'site' | 'storage'>
  readonly door: HelpDoor
  readonly loadSearch: () => Promise<SearchCode>
  /** Resolves when the page has nothing better to do. */
  readonly idle: () => Promise<void>
}

export interface LocalIndexes {
  /** Null until it is open. */
  current(address: string): LocalIndex | null
  /** Opens it, unless it is open or on its way; after a failure the next call tries again. */
  open(address: string): void
}

interface Kept {
  readonly address: string
  readonly bytes: Uint8Array
}

export function createLocalIndexes({ ground, door, loadSearch, idle }: LocalIndexesOptions): LocalIndexes {
  const { site, storage } = ground
  const key = `${site}/help/index`
  let opened: { readonly address: string; readonly index: LocalIndex } | null = null
  let opening: string | null = null

  async function openIt(address: string): Promise<void> {
    const [{ loadArticleIndex }, kept] = await Promise.all([loadSearch(), storage.get(key)])
    const known = isKept(kept) && kept.address === address ? kept.bytes : null
    const bytes = known ?? (await door.bytes(address))
    if (!bytes) return
    const index = await sliced(loadArticleIndex(bytes))
    if (!index) {
      // Broken, or of another version of this code: fetched anew the next time.
      await storage.set(key, undefined)
      return
    }
    if (opening === address) opened = { address, index }
    if (!known) await storage.set(key, { address, bytes } satisfies Kept)
  }

  async function sliced(steps: ReturnType<SearchCode['loadArticleIndex']>): Promise<LocalIndex | null> {
    for (;;) {
      await idle()
      const step = steps.next()
      if (step.done) return step.value
    }
  }

  return {
    current: (address) => (opened?.address === address ? opened.index : null),
    open(address) {
      if (opening === address) return
      opening = address
      openIt(address)
        .catch(() => undefined)
        .then(() => {
          if (opening === address && opened?.address !== address) opening = null
        })
    },
  }
}

const isKept = (value: unknown): value is Kept =>
  (value as Partial<Kept> | null | undefined)?.bytes instanceof Uint8Array
