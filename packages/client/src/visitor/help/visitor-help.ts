/**
 * What the rooms of the widget may ask of a site's help: signals to read and verbs to call. Works without a socket.
 * Nothing here knows how it is drawn.
 */
import type { ArticleRef, ArticleShown, HelpDocument, SearchResult } from '@docent/protocol/article'
import type { ReadonlySignal } from '@preact/signals-core'

/** What the site has published, as far as it is known. */
export type Overview =
  | { readonly state: 'loading' }
  | { readonly state: 'there'; readonly document: HelpDocument }
  /** Nothing is published any more. */
  | { readonly state: 'empty' }
  /** Never read before, and out of reach. */
  | { readonly state: 'failed' }

export type Found =
  | { readonly state: 'nothing' }
  | { readonly state: 'searching'; readonly query: string }
  | {
      readonly state: 'found'
      readonly query: string
      readonly results: readonly SearchResult[]
      /** True: out of reach, so these are among what this browser has. */
      readonly kept: boolean
    }
  | { readonly state: 'failed'; readonly query: string }

export type ArticleState =
  | { readonly state: 'loading' }
  /** `kept`: the relay is out of reach, this is what was read before. */
  | { readonly state: 'there'; readonly article: ArticleShown; readonly kept: boolean }
  | { readonly state: 'gone' }
  | { readonly state: 'failed' }

/** One search field, and what it found. */
export interface HelpSearch {
  readonly query: ReadonlySignal<string>
  readonly found: ReadonlySignal<Found>
  /** Called with each letter; an older question is given up. */
  ask(query: string): void
  /** The same once more, where it failed. */
  again(): void
  /** Something was done about what is found now: it counts as a question. */
  settle(): void
  close(): void
}

/** An article that somebody reads. */
export interface Reading {
  readonly state: ReadonlySignal<ArticleState>
  again(): void
  vote(helpful: boolean, reason?: string): void
  /** What was said of each article since the page was opened. */
  readonly votes: ReadonlySignal<ReadonlyMap<string, boolean>>
  /** Left: how long it was in sight is told once. */
  close(): void
}

export interface VisitorHelp {
  readonly overview: ReadonlySignal<Overview>
  /** False since the relay was last asked in vain. */
  readonly reachable: ReadonlySignal<boolean>
  /** Fetches what was out of reach again. */
  again(): void
  /** Makes ready what searches in this browser; called when somebody is about to search. */
  prepare(): void
  search(): HelpSearch
  /** At most `limit` hits for words that were not typed into a search field; never told as a search. */
  offersFor(words: string, limit: number): Promise<readonly ArticleRef[]>
  /** @param query the search that led there */
  read(
    idOrKey: string,
    options: { readonly visible: ReadonlySignal<boolean>; readonly query?: string },
  ): Reading
  /** What is offered on a page: the most exact pattern first, three at most. */
  suggested(path: string): readonly ArticleRef[]
  /** The visitor turns to a person; said with the conversation that follows. */
  asksAbout(what: { readonly query?: string; readonly articleId?: string }): void
  /** The address of a picture, which articles name by a path of the relay. */
  picture(url: string): string
  close(): void
}
