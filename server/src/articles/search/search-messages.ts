/** What the relay's main thread and its searching thread say to each other: plain data, as JSON; only an index goes as bytes. */
import type { SearchResult, SiteSettings } from '@docent/protocol'

/** Passed when the searching thread starts. */
export interface SearchStart {
  readonly file: string
}

/** What of a site's settings decides what is found. */
export type HelpSearchSettings = Pick<SiteSettings['help'], 'locales' | 'defaultLocale' | 'synonyms'>

export interface Question {
  readonly siteId: string
  readonly query: string
  /** The reader's languages, the best one first [HLP3]. */
  readonly locales: readonly string[]
  readonly limit: number
}

export type ToSearch =
  /** A site is to be searched, or its settings changed. */
  | { readonly kind: 'site'; readonly siteId: string; readonly help: HelpSearchSettings }
  /** One article was changed by this process. */
  | { readonly kind: 'article'; readonly siteId: string; readonly articleId: string }
  /** Anything may have changed: what differs is found by looking. */
  | { readonly kind: 'look'; readonly siteId: string }
  /** `until`: in milliseconds since 1970; nobody waits for an answer after it. */
  | ({ readonly kind: 'find'; readonly id: number; readonly until: number } & Question)
  | {
      readonly kind: 'pack'
      readonly id: number
      readonly until: number
      readonly siteId: string
      readonly locales: readonly string[]
    }
  /** Is to be answered at once, whatever is being made. */
  | { readonly kind: 'ping' }
  | { readonly kind: 'close' }

export type FromSearch =
  | { readonly kind: 'found'; readonly id: number; readonly results: readonly SearchResult[] }
  | ({ readonly kind: 'packed'; readonly id: number } & PackedIndex)
  /** There is nothing to be had for this question: no such index, or one that is too large for a browser. */
  | { readonly kind: 'nothing'; readonly id: number }
  | ({ readonly kind: 'size' } & SearchSize)
  | { readonly kind: 'pong' }
  | {
      readonly kind: 'fault'
      readonly siteId: string
      readonly articleId: string | null
      readonly message: string
    }

/** An index for browsers: the saved form of `packages/search`, and the same compressed. */
export interface PackedIndex {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer>
  /** Names the bytes. */
  readonly digest: string
  /** What a browser must open it with to get the same ranking [HLP8]. */
  readonly synonyms: readonly (readonly string[])[]
}

/** How much there is in all indexes together. */
export interface SearchSize {
  readonly articles: number
  readonly indexes: number
  /** Memory that the searching thread holds: indexes, and what is not collected yet. */
  readonly bytes: number
}
