/**
 * Articles as plain data: the node tree that their Markdown becomes, and what visitors are given of a help centre.
 * Pure types, so that the widget can name them for nothing; `article-text.ts` makes the tree, the relay alone calls it.
 */
import type { Block, Inline } from './text.ts'

export const calloutTones = ['note', 'tip', 'warning'] as const
export type CalloutTone = (typeof calloutTones)[number]

/**
 * What an article is made of. A link's `href` is an address of the web, or `article:<key>`: another article of the site,
 * which each reader opens in its own way.
 */
export type ArticleBlock =
  | Extract<Block, { readonly type: 'paragraph' }>
  /** `id` is unique in the article, so that an address can name it. */
  | {
      readonly type: 'heading'
      readonly level: 2 | 3 | 4
      readonly id: string
      readonly children: readonly Inline[]
    }
  | { readonly type: 'codeBlock'; readonly text: string; readonly language?: string }
  | { readonly type: 'quote'; readonly children: readonly ArticleBlock[] }
  | { readonly type: 'callout'; readonly tone: CalloutTone; readonly children: readonly ArticleBlock[] }
  | {
      readonly type: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly (readonly ArticleBlock[])[]
    }
  | {
      readonly type: 'table'
      readonly align: readonly ('left' | 'center' | 'right' | null)[]
      readonly head: readonly (readonly Inline[])[]
      readonly rows: readonly (readonly (readonly Inline[])[])[]
    }
  /** `url` is of the relay's own pictures, or https. `width` and `height` in pixels, where they are known. */
  | {
      readonly type: 'picture'
      readonly url: string
      readonly alt: string
      readonly width?: number
      readonly height?: number
    }
  | { readonly type: 'divider' }

/** Enough of an article to name it and to lead to it. */
export interface ArticleRef {
  readonly id: string
  /** What all translations of the article share; unique in the site. */
  readonly key: string
  readonly slug: string
  /** The locale that these words are in: another than the wanted one where there is no translation [HLP3]. */
  readonly locale: string
  readonly title: string
  /** The flow that shows it on the page, where there is one [HLP9]. */
  readonly tour?: string
}

/** One published article as a visitor reads it. */
export interface ArticleShown extends ArticleRef {
  readonly nodes: readonly ArticleBlock[]
  readonly collection: { readonly id: string; readonly title: string } | null
  readonly related: readonly ArticleRef[]
  /** Locales that it is published in. */
  readonly locales: readonly string[]
  readonly updatedAt: number
  /** The path of its page in the public help centre, below the relay's address; empty where the site has none. */
  readonly path: string
}

/** All that a visitor's help panel knows before it asks: one document per site and locale, with an ETag. */
export interface HelpDocument {
  readonly locale: string
  readonly locales: readonly string[]
  readonly collections: readonly {
    readonly id: string
    readonly title: string
    readonly description: string
    readonly articles: readonly ArticleRef[]
  }[]
  /** Articles of no collection. */
  readonly others: readonly ArticleRef[]
  /** What is offered on a page whose path fits the wildcard pattern; the most exact pattern first. */
  readonly suggested: readonly { readonly path: string; readonly articleId: string }[]
  /**
   * Absent where the site has too many articles for a browser: then the relay is asked. `address` is a path of the relay;
   * opened with these synonyms, the index ranks as the relay does [HLP8].
   */
  readonly index?: {
    readonly address: string
    readonly bytes: number
    readonly synonyms: readonly (readonly string[])[]
  }
  /** The path of the public help centre, below the relay's address; empty where the site has none. */
  readonly path: string
}

/** One hit. `highlights` are places in `snippet`, in code units. */
export interface SearchResult extends ArticleRef {
  readonly snippet: string
  readonly highlights: readonly (readonly [from: number, to: number])[]
  readonly score: number
}

/** What happened in a visitor's help session; each with an id of its own, counted once [HLP12]. */
export type HelpEvent = {
  readonly eventId: string
  /** Milliseconds since 1970 by the visitor's clock. */
  readonly at: number
} /** The visitor rested on this query; not each letter of it. */ & (
  | {
      readonly kind: 'searched'
      readonly query: string
      readonly results: number
    }
  | { readonly kind: 'opened'; readonly articleId: string; readonly locale: string; readonly query?: string }
  /** `seconds` that the article was in sight; told once, as it is left. */
  | { readonly kind: 'read'; readonly articleId: string; readonly locale: string; readonly seconds: number }
  | {
      readonly kind: 'voted'
      readonly articleId: string
      readonly locale: string
      readonly helpful: boolean
      readonly reason?: string
    }
  /** A conversation began in this session, by the panel or otherwise. */
  | {
      readonly kind: 'asked'
      readonly conversationId: string
      readonly query?: string
      readonly articleId?: string
    }
)
