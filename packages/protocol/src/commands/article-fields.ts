/** Fields of the commands about articles, and what they are answered with. */
import * as v from 'valibot'
import { Uuid } from '../ids.ts'
import { articleLimits as sizes } from '../limits.ts'
import { text } from './fields.ts'

/** A BCP 47 tag, as `Intl.getCanonicalLocales` writes it. */
export const Locale = v.pipe(v.string(), v.regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/))
export const ArticleTitle = v.pipe(text(sizes.titleLength), v.trim(), v.minLength(1))
/** Lower-case words of any script, joined by hyphens: a part of an address. */
export const Slug = v.pipe(
  v.string(),
  v.maxLength(sizes.slugLength),
  v.regex(/^[\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]+)*$/u),
)
export const ArticleKey = Slug
export const ArticleBody = text(sizes.bodyLength)
export const Tag = v.pipe(text(60), v.trim(), v.minLength(1))
/** A wildcard pattern of a path, as rules know it: `/pricing*`. */
export const PathPattern = v.pipe(text(500), v.startsWith('/'))

export const ArticlePlaceField = v.strictObject({
  key: ArticleKey,
  collectionId: v.nullable(Uuid),
  tags: v.pipe(v.array(Tag), v.maxLength(sizes.tags)),
  tourFlowId: v.nullable(Uuid),
  suggestOn: v.pipe(v.array(PathPattern), v.maxLength(sizes.suggestOn)),
})
/** What all translations of an article share. */
export type ArticlePlace = v.InferOutput<typeof ArticlePlaceField>

export const LocaleTexts = v.record(Locale, text(sizes.titleLength))

export interface CollectionRow {
  readonly id: string
  /** Per locale. */
  readonly titles: Readonly<Record<string, string>>
  readonly descriptions: Readonly<Record<string, string>>
  readonly position: number
}

/** A translation as a row of the console's list. */
export interface TranslationRow {
  readonly locale: string
  readonly title: string
  readonly slug: string
  readonly rev: number
  /** The version that visitors read; null while it is a draft or was withdrawn. */
  readonly liveVersion: number | null
  /** Whether the draft differs from what is live. */
  readonly changed: boolean
  /** When the draft is to be published by itself; null where it is not. */
  readonly publishAt: number | null
  readonly updatedAt: number
  readonly updatedBy: string | null
}
export interface ArticleRow extends ArticlePlace {
  readonly id: string
  readonly translations: readonly TranslationRow[]
  readonly archivedAt: number | null
  /** In the last 30 days, over all locales. */
  readonly views: number
  readonly helpful: number
  readonly unhelpful: number
}

export interface ArticleVersionRow {
  readonly version: number
  readonly title: string
  readonly slug: string
  readonly publishedAt: number
  readonly publishedBy: string | null
  readonly restoredFrom: number | null
}

/** A piece of a draft that may be of one person: it must be taken out or confirmed before the draft is published [HLP14]. */
export interface PersonalMark {
  readonly kind: 'email' | 'phone' | 'card' | 'iban' | 'attribute'
  readonly text: string
  readonly confirmed: boolean
}
export interface TranslationDetail extends TranslationRow {
  /** Markdown. */
  readonly body: string
  readonly marks: readonly PersonalMark[]
  /** The latest first. */
  readonly versions: readonly ArticleVersionRow[]
  /** Slugs that lead here by a redirect. */
  readonly oldSlugs: readonly string[]
}
export interface ArticleDetail extends Omit<ArticleRow, 'translations'> {
  readonly translations: readonly TranslationDetail[]
  /** Where the draft was made of a conversation. */
  readonly conversationId: string | null
}

/** An article that visitors looked for and did not find [HLP13]. */
export interface WantedArticle {
  readonly id: string
  readonly locale: string
  /** The query as most wrote it, and other ways of saying it. */
  readonly query: string
  readonly alike: readonly string[]
  /** Sessions that searched for it, that got nothing, that opened nothing, and that then asked a person. */
  readonly searches: number
  readonly withoutResult: number
  readonly withoutClick: number
  readonly asked: number
  /** When it was looked for in vain for the last time. */
  readonly lastAt: number
  /** The latest conversation that followed, and the first words that an agent answered there. */
  readonly conversationId: string | null
  readonly answer: string | null
  /** The draft that was made for it. */
  readonly articleId: string | null
}

export interface ArticleFigures {
  readonly articleId: string
  readonly locale: string
  readonly title: string
  readonly views: number
  readonly helpful: number
  readonly unhelpful: number
  /** What visitors wrote with "No", the latest first. */
  readonly reasons: readonly { readonly at: number; readonly text: string }[]
}
/** Help in a span of time. A session is one visitor's searching and reading without a rest of 30 minutes. */
export interface HelpFigures {
  readonly searches: number
  readonly withoutResult: number
  readonly withoutClick: number
  /** Sessions of messengers with a search: a page of the help centre cannot tell how long it was read; those that read an article for 10 s and asked nobody for 30 minutes [HLP13]. */
  readonly sessions: number
  readonly deflected: number
  readonly asked: number
  readonly days: readonly {
    readonly day: string
    readonly searches: number
    readonly withoutResult: number
    readonly asked: number
  }[]
  readonly articles: readonly ArticleFigures[]
}
