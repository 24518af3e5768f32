/**
 * The engine's part of help, for sites that have articles. It joins what the site has published, the articles that were
 * read here, search in this browser and on the relay, and what the help session tells. Draws nothing, and needs no socket.
 */
import type { ArticleRef, ArticleShown, HelpDocument, SearchResult } from '@docent/protocol/article'
import { type Facts, matches } from '@docent/protocol/rule'
import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Ground } from '../ground.ts'
import type { VisitorClient } from '../visitor-client.ts'
import { createHelpDocuments } from './help-document.ts'
import type { HelpDoor } from './help-door.ts'
import { createHelpSearch } from './help-search.ts'
import { createHelpSession } from './help-session.ts'
import type { InBrowser, InBrowserOptions } from './in-browser.ts'
import { createKeptArticles } from './kept-articles.ts'
import { createReading } from './reading.ts'
import type { VisitorHelp } from './visitor-help.ts'

export { createHelpDoor, type HelpDoor } from './help-door.ts'
export type { InBrowser, InBrowserOptions } from './in-browser.ts'
export type * from './visitor-help.ts'

export interface VisitorHelpOptions {
  /** `VisitorClient.ground`. */
  readonly ground: Ground
  readonly facts: ReadonlySignal<Facts>
  /** `VisitorClient.conversations.list`. */
  readonly conversations: VisitorClient['conversations']['list']
  readonly door: HelpDoor
  /** Names what is published now; null where that is nothing. */
  readonly revision: ReadonlySignal<string | null>
  /** The visitor's languages, the most wanted first. */
  readonly locales: readonly [string, ...string[]]
  /** Fetches what searches without the relay. */
  readonly loadInBrowser: (options: Omit<InBrowserOptions, 'idle'>) => Promise<InBrowser>
  /** Fired with what somebody did, as the page may hear it. */
  readonly onDone?: (done: HelpDeed) => void
}

export type HelpDeed =
  | { readonly kind: 'searched'; readonly query: string; readonly results: number }
  | { readonly kind: 'opened'; readonly article: ArticleRef }
  | { readonly kind: 'voted'; readonly article: ArticleRef; readonly helpful: boolean }

/** More hits than that nobody looks through. */
const hits = 8
const suggestions = 3

export function createVisitorHelp(options: VisitorHelpOptions): VisitorHelp {
  const { ground, door, locales, onDone = () => {} } = options
  const { site, storage, clock } = ground
  const reachable = signal(true)
  const onReached = (reached: boolean): void => {
    reachable.value = reached
  }
  const documents = createHelpDocuments({ ...options, onReached })
  const document = (): HelpDocument | null => {
    const overview = documents.current.peek()
    return overview.state === 'there' ? overview.document : null
  }
  const locale = (): string => document()?.locale ?? locales[0]
  const kept = createKeptArticles(storage, `${site}/help/articles`)
  const session = createHelpSession({ ground, door, locale })
  /** What was said of each article since the page was opened. */
  const votes = signal<ReadonlyMap<string, boolean>>(new Map())
  const readings = new Set<() => void>()
  /** What asks once more for what it shows. */
  const agains = new Set([documents.again])
  let about: Parameters<VisitorHelp['asksAbout']>[0] = {}

  /** Adds the site and the languages, and says whether the relay was there. */
  async function ask<T>(path: string, more: Record<string, string>, stop?: AbortSignal): Promise<T | null> {
    const query = new URLSearchParams({ site, locale: locales.join(), ...more })
    try {
      const answer = await door.get<{ readonly data: T }>(`/api/v1/articles/${path}?${query}`, stop)
      onReached(true)
      return answer?.data ?? null
    } catch (cause) {
      if (!stop?.aborted) onReached(false)
      throw cause
    }
  }

  let inBrowser: InBrowser | null = null
  let loading: Promise<InBrowser> | null = null
  const loadInBrowser = (): Promise<InBrowser> => {
    loading ??= options.loadInBrowser({ ...options, kept, ref: documents.ref }).then(
      (loaded) => {
        inBrowser = loaded
        return loaded
      },
      (cause) => {
        // The next one who needs it tries again.
        loading = null
        throw cause
      },
    )
    return loading
  }
  let prepared = false
  function openIndex(): void {
    const index = document()?.index
    if (prepared && index) inBrowser?.open(index)
  }
  function prepare(): void {
    prepared = true
    // Without its code the relay searches.
    loadInBrowser().then(openIndex, () => undefined)
  }
  function hitsHere(query: string, limit: number): readonly SearchResult[] | null {
    const index = document()?.index
    return (index && inBrowser?.find(index, query, limit)) ?? null
  }
  const hitsOfRelay = async (query: string, limit: number, stop?: AbortSignal) =>
    (await ask<readonly SearchResult[]>('search', { q: query, limit: `${limit}` }, stop)) ?? []

  function read(idOrKey: string, { visible, query }: Parameters<VisitorHelp['read']>[1]) {
    const fetch = async (): Promise<ArticleShown | null> => {
      const article = await ask<ArticleShown>(encodeURIComponent(idOrKey), {})
      // Kept behind the reader's back: a full storage keeps nobody from reading.
      ;(article ? kept.keep(article) : kept.forget(idOrKey)).catch(() => undefined)
      // Read once, it can be searched for offline.
      if (article) prepare()
      return article
    }
    const of = ({ id, locale }: ArticleShown) => ({ articleId: id, locale })
    const reading = createReading({
      clock,
      visible,
      find: () => kept.find(idOrKey),
      fetch,
      onOpened: (article) => {
        session.tell({ kind: 'opened', ...of(article), ...(query && { query }) })
        onDone({ kind: 'opened', article })
      },
      onRead: (article, seconds) => session.tell({ kind: 'read', ...of(article), seconds }),
    })
    readings.add(reading.close)
    agains.add(reading.again)
    const article = (): ArticleShown | null => {
      const now = reading.state.peek()
      return now.state === 'there' ? now.article : null
    }
    return {
      state: reading.state,
      again: reading.again,
      votes,
      vote(helpful: boolean, reason?: string) {
        const shown = article()
        if (!shown) return
        votes.value = new Map(votes.peek()).set(shown.id, helpful)
        session.tell({ kind: 'voted', ...of(shown), helpful, ...(reason && { reason }) })
        onDone({ kind: 'voted', article: shown, helpful })
      },
      close() {
        readings.delete(reading.close)
        agains.delete(reading.again)
        reading.close()
      },
    }
  }

  /** The relay may be there again: nobody has to ask twice for what it did not answer meanwhile. */
  function askAgain(): void {
    if (!reachable.peek()) for (const again of [...agains]) again()
  }

  /** What this tab has seen begin; those that were there before began without help. */
  const begun = new Set<string>()
  const undo = [
    // Who is about to search may be so before the document is there, and still be when it is another.
    documents.current.subscribe(openIndex),
    effect(() => {
      for (const { id, status } of options.conversations.value) {
        if (begun.has(id)) continue
        begun.add(id)
        if (status !== 'new') continue
        // Its own id stands for the event's: every tab sees the same beginning.
        session.tellWithin({ kind: 'asked', conversationId: id, ...about }, id)
        about = {}
      }
    }),
    ground.page.onLeave(() => {
      for (const leave of [...readings]) leave()
      session.leave()
    }),
    ground.page.onWake(askAgain),
    ground.connection.on('ready', askAgain),
  ]

  return {
    overview: documents.current,
    reachable,
    again: documents.again,
    prepare,
    search() {
      const search = createHelpSearch({
        clock,
        here: (query) => hitsHere(query, hits),
        relay: (query, stop) => hitsOfRelay(query, hits, stop),
        kept: async (query) =>
          (await loadInBrowser()).findKept(query, hits, document()?.index?.synonyms ?? []),
        onRest: (query, results) => {
          session.tell({ kind: 'searched', query, results })
          onDone({ kind: 'searched', query, results })
        },
      })
      agains.add(search.again)
      return search
    },
    offersFor: async (words, limit) => {
      const query = words.trim().slice(-searchedOf).toWellFormed()
      return query ? (hitsHere(query, limit) ?? (await hitsOfRelay(query, limit))) : []
    },
    read,
    suggested(path) {
      const facts = { ...options.facts.peek(), path }
      const fitting = (document()?.suggested ?? [])
        .filter((one) => matches({ fact: 'path', op: 'matches', value: one.path }, facts))
        .flatMap(({ articleId }) => documents.ref(articleId) ?? [])
      return [...new Set(fitting)].slice(0, suggestions)
    },
    asksAbout(what) {
      about = what
    },
    picture: (url) => (url.startsWith('/') ? door.addressOf(url) : url),
    close() {
      for (const leave of [...readings]) leave()
      for (const act of undo.splice(0)) act()
      session.close()
      documents.close()
    },
  }
}

/** Of a long message its end says what it is about now. */
const searchedOf = 200
