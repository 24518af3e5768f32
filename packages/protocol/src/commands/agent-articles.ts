/** What those who write and use articles can say: rows of the agents' table. */
import * as v from 'valibot'
import type { SearchResult } from '../article.ts'
import { Uuid } from '../ids.ts'
import { limits, articleLimits as sizes } from '../limits.ts'
import type { Nothing } from '../reply.ts'
import {
  ArticleBody,
  type ArticleDetail,
  ArticlePlaceField,
  type ArticleRow,
  ArticleTitle,
  type CollectionRow,
  type HelpFigures,
  Locale,
  LocaleTexts,
  Slug,
  type WantedArticle,
} from './article-fields.ts'
import { Seq, text } from './fields.ts'
import type { Stored } from './shared.ts'
import { type AgentCommandRow, replies } from './table.ts'

const Rev = Seq
const Translation = { articleId: Uuid, locale: Locale }
const Version = v.pipe(v.number(), v.integer(), v.minValue(1))

export const articleCommands = {
  /** A page of the list, in the order of ids; `after` null begins. Archived ones only where asked for. */
  'article:list': {
    request: v.strictObject({
      after: v.nullable(Uuid),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)), 200),
      archived: v.optional(v.boolean(), false),
    }),
    reply: replies<{
      articles: readonly ArticleRow[]
      collections: readonly CollectionRow[]
      more: boolean
    }>(),
    rate: { burst: 40, perSecond: 5 },
    permission: 'articles.read',
  },
  'article:show': {
    request: v.strictObject({ articleId: Uuid }),
    reply: replies<ArticleDetail>(),
    rate: { burst: 30, perSecond: 5 },
    permission: 'articles.read',
  },
  /** What a version said, to compare and to bring back. */
  'article:version': {
    request: v.strictObject({ ...Translation, version: Version }),
    reply: replies<{ title: string; slug: string; body: string }>(),
    rate: { burst: 30, perSecond: 5 },
    permission: 'articles.read',
  },
  /** For the composer: published articles, by the visitors' own search. */
  'article:find': {
    request: v.strictObject({ query: text(sizes.queryLength), locale: v.optional(Locale) }),
    reply: replies<{ results: readonly SearchResult[] }>(),
    rate: { burst: 30, perSecond: 5 },
    permission: 'articles.read',
  },
  /** Puts an article as a card into the conversation. */
  'article:send': {
    request: v.strictObject({
      conversationId: Uuid,
      cmid: Uuid,
      articleId: Uuid,
      locale: v.optional(Locale),
    }),
    reply: replies<Stored>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'conversations.answer',
  },
  /** Makes an article with one draft; ids are made by the console, so that a repeated command makes one article. */
  'article:create': {
    request: v.strictObject({
      ...Translation,
      title: ArticleTitle,
      body: ArticleBody,
      collectionId: v.nullable(Uuid),
      /** What visitors looked for in vain, where that is why it is written [HLP13]. */
      wantedId: v.optional(Uuid),
    }),
    reply: replies<{ rev: number; key: string; slug: string }>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.write',
  },
  /** Replaces the draft of a locale, or begins it with rev 0; another `rev` than the stored one answers `conflict` [HLP2]. */
  'article:save': {
    request: v.strictObject({
      ...Translation,
      rev: Rev,
      title: ArticleTitle,
      slug: Slug,
      body: ArticleBody,
    }),
    reply: replies<{ rev: number }>(),
    rate: { burst: 40, perSecond: 3 },
    permission: 'articles.write',
  },
  /** What all locales share: key, collection, tags, tour, the pages on which it is offered. */
  'article:place': {
    request: v.strictObject({ articleId: Uuid, place: ArticlePlaceField }),
    reply: replies<Nothing>(),
    rate: { burst: 20, perSecond: 2 },
    permission: 'articles.write',
  },
  /** Freezes the draft of `rev` as the next version, at once or at a time to come; `at` null takes a planned time back. */
  'article:publish': {
    request: v.strictObject({ ...Translation, rev: Rev, at: v.optional(v.nullable(Seq)) }),
    reply: replies<{ version: number | null; publishAt: number | null }>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.publish',
  },
  /** Visitors no longer find it; the draft stays. */
  'article:withdraw': {
    request: v.strictObject(Translation),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.publish',
  },
  /** Publishes what an earlier version said as a new version; the draft becomes the same. */
  'article:restore': {
    request: v.strictObject({ ...Translation, version: Version }),
    reply: replies<{ version: number; rev: number }>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.publish',
  },
  /** Withdraws all locales and takes it off the list; or brings it back to the list as drafts. */
  'article:archive': {
    request: v.strictObject({ articleId: Uuid, archived: v.boolean() }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.publish',
  },
  /** Says of marked pieces that they may be read by anybody [HLP14]. */
  'article:confirm': {
    request: v.strictObject({
      ...Translation,
      texts: v.pipe(v.array(text(limits.attributeText)), v.maxLength(sizes.marks)),
    }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.publish',
  },
  /** A draft of what was asked and answered, with what may be personal marked [HLP14]. */
  'article:draft': {
    request: v.strictObject({
      articleId: Uuid,
      conversationId: Uuid,
      locale: Locale,
      wantedId: v.optional(Uuid),
    }),
    reply: replies<{ rev: number }>(),
    rate: { burst: 10, perSecond: 0.5 },
    permission: 'articles.write',
  },
  'collection:save': {
    request: v.strictObject({
      collectionId: Uuid,
      titles: LocaleTexts,
      descriptions: LocaleTexts,
      position: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
    }),
    reply: replies<Nothing>(),
    rate: { burst: 20, perSecond: 2 },
    permission: 'articles.publish',
  },
  /** Its articles stay, in no collection. */
  'collection:remove': {
    request: v.strictObject({ collectionId: Uuid }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.publish',
  },
  /** What visitors looked for in vain, the most wanted first. */
  'wanted:list': {
    request: v.strictObject({ locale: v.optional(Locale) }),
    reply: replies<{ wanted: readonly WantedArticle[] }>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.read',
  },
  /** Takes it off the list until it is looked for again. */
  'wanted:close': {
    request: v.strictObject({ wantedId: Uuid }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.write',
  },
  /** Times in milliseconds since 1970. */
  'help:figures': {
    request: v.strictObject({ from: Seq, until: Seq }),
    reply: replies<HelpFigures>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'articles.read',
  },
} as const satisfies Record<string, AgentCommandRow>
