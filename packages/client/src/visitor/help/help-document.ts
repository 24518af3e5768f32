/**
 * What the site has published of articles, as this browser has it: kept, so that a page that is opened offline has it,
 * and fetched anew where its revision changed [HLP4]. Knows no article's text.
 */
import type { ArticleRef, HelpDocument } from '@docent/protocol/article'
import type { articleLimits } from '@docent/protocol/limits'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Ground } from '../ground.ts'
import type { HelpDoor } from './help-door.ts'
import type { Overview } from './visitor-help.ts'

export interface HelpDocumentOptions {
  readonly ground: Pick<Ground, 'site' | 'storage'>
  readonly door: HelpDoor
  /** The visitor's languages, the most wanted first. */
  readonly locales: readonly string[]
  /** Names what is published now; null where that is nothing. */
  readonly revision: ReadonlySignal<string | null>
  readonly onReached: (reached: boolean) => void
}

export interface HelpDocuments {
  readonly current: ReadonlySignal<Overview>
  /** An article by its id or key, as far as the document names it. */
  ref(idOrKey: string): ArticleRef | undefined
  again(): void
  close(): void
}

interface Kept {
  readonly languages: string
  readonly revision: string
  readonly document: HelpDocument
}

export function createHelpDocuments(options: HelpDocumentOptions): HelpDocuments {
  const { door, locales, revision, onReached } = options
  const { site, storage } = options.ground
  const key = `${site}/help/document`
  const languages = locales.join()
  const current = signal<Overview>({ state: 'loading' })
  let closed = false
  let turn = 0

  async function fetchIt(): Promise<void> {
    turn += 1
    const mine = turn
    const wanted = revision.peek()
    const show = (next: Overview): void => {
      if (!closed && mine === turn) current.value = next
    }
    if (wanted === null) return show({ state: 'empty' })
    const before = await storage.get(key)
    const kept = isKept(before) && before.languages === languages ? before : null
    if (kept) show({ state: 'there', document: kept.document })
    if (kept?.revision === wanted && isWhole(kept.document)) return
    const query = new URLSearchParams({ locale: languages, v: wanted })
    try {
      const path = `/api/v1/sites/${encodeURIComponent(site)}/help?${query}`
      const document = await door.get<HelpDocument>(path)
      onReached(true)
      show(document ? { state: 'there', document } : { state: 'empty' })
      if (!closed && mine === turn)
        await storage.set(key, document ? { languages, revision: wanted, document } : undefined)
    } catch {
      onReached(false)
      if (!kept) show({ state: 'failed' })
    }
  }

  const again = (): void => {
    // A storage that fails is the storage's matter: what is fetched shows all the same.
    fetchIt().catch(() => undefined)
  }
  const stop = revision.subscribe(again)

  return {
    current,
    ref(idOrKey) {
      const overview = current.peek()
      if (overview.state !== 'there') return undefined
      const { collections, others } = overview.document
      return [...others, ...collections.flatMap(({ articles }) => articles)].find(
        ({ id, key }) => id === idOrKey || key === idOrKey,
      )
    },
    again,
    close() {
      closed = true
      stop()
    },
  }
}

/** Up to so many articles a browser searches by itself. */
const searchHere: (typeof articleLimits)['searchHere'] = 500

/** Without an index it is whole only where there are too many articles for one: else the relay was about to make it. */
const isWhole = ({ index, others, collections }: HelpDocument): boolean =>
  index !== undefined ||
  collections.reduce((sum, { articles }) => sum + articles.length, others.length) > searchHere

/** What another build of this client kept may have another form. */
const isKept = (value: unknown): value is Kept =>
  Array.isArray((value as Partial<Kept> | null | undefined)?.document?.collections)
