/**
 * What a tool and the relay say to each other while a folder of articles goes in or out [HLP7]. Nobody types these: one command
 * is many of them, so that neither side holds more than a few articles.
 */
import {
  ArticleBody,
  ArticleKey,
  ArticleTitle,
  articleLimits,
  done,
  failure,
  Locale,
  LocaleTexts,
  PathPattern,
  type Reply,
  Slug,
  Tag,
  Uuid,
} from '@docent/protocol'
import * as v from 'valibot'
import { operator } from '../../agents/actor.ts'
import { importBatch } from '../../articles/files/article-import.ts'
import type { ImportedTranslation, ImportOutcome } from '../../articles/files/imported-translation.ts'
import type { Site } from '../../sites/sites.ts'
import type { CommandServices } from '../services.ts'
import { exchange, ofSite, word } from './command.ts'

const Article = v.strictObject({
  key: ArticleKey,
  locale: Locale,
  title: ArticleTitle,
  slug: Slug,
  body: ArticleBody,
  collection: v.nullable(ArticleTitle),
  collectionTitles: v.exactOptional(v.record(Locale, ArticleTitle)),
  tags: v.pipe(v.array(Tag), v.maxLength(articleLimits.tags)),
  /** The id of a tour, or its name. */
  tour: v.nullable(v.string()),
  suggestOn: v.exactOptional(v.pipe(v.array(PathPattern), v.maxLength(articleLimits.suggestOn))),
  draft: v.boolean(),
})

const Collection = v.strictObject({
  titles: v.pipe(
    v.record(Locale, ArticleTitle),
    v.check((titles) => Object.keys(titles).length > 0),
  ),
  descriptions: LocaleTexts,
})

export type PutResult =
  | { readonly outcome: ImportOutcome }
  | { readonly outcome: 'bad'; readonly path: string; readonly message: string }

const authorOf = (site: Site) => ({ ...operator, siteId: site.id })

export const articleExchanges = {
  /** Finds the site, or makes it. */
  'articles begin': exchange({
    input: v.strictObject({ site: word, make: v.boolean() }),
    async run(services, { site: key, make }) {
      const found = services.sites.find(key)
      if (found || !make) return ofSite(begun)(services, { site: key })
      const added = await services.sites.add(operator, { key, name: key, origins: [] })
      if (!added.ok) return added
      await services.accounts.ownNewSite(operator, added.data.id)
      const opened = await begun(services, added.data)
      return opened.ok ? done({ ...opened.data, made: true }) : opened
    },
  }),
  'articles put': exchange({
    input: v.strictObject({ site: word, articles: v.pipe(v.array(Article), v.maxLength(importBatch)) }),
    run: ofSite(async (services, site, { articles }) => {
      const tours = await toursOf(services, site, articles)
      const batch = articles.map((article) => ({
        ...article,
        tour: tours.get(article.tour ?? '') ?? article.tour,
      }))
      const replies = await services.articles.bulk.put(authorOf(site), batch)
      return done(replies.map(resultOf))
    }),
  }),
  'collections put': exchange({
    input: v.strictObject({
      site: word,
      collections: v.pipe(v.array(Collection), v.maxLength(articleLimits.collections)),
    }),
    run: ofSite(async ({ articles }, site, { collections }) => {
      const replies = await articles.bulk.putCollections(authorOf(site), collections)
      return done(replies.map(resultOf))
    }),
  }),
  'collections list': exchange({
    input: v.strictObject({ site: word }),
    run: ofSite(async ({ articles }, site) => done(await articles.files.collections(authorOf(site)))),
  }),
  /** Tells open pages; the languages that came in are languages of the site from now on. */
  'articles end': exchange({
    input: v.strictObject({ site: word, locales: v.array(Locale) }),
    run: ofSite(async (services, site, { locales }) => {
      services.articles.bulk.announce(site.id)
      return withLocales(services, site, locales)
    }),
  }),
  'articles page': exchange({
    input: v.strictObject({
      site: word,
      after: v.nullable(v.strictObject({ articleId: Uuid, locale: Locale })),
    }),
    run: ofSite(async ({ articles }, site, { after }) =>
      done(await articles.files.page(authorOf(site), after)),
    ),
  }),
  'picture put': exchange({
    input: v.strictObject({ site: word, base64: v.pipe(v.string(), v.base64()) }),
    run: ofSite(({ articles }, site, { base64 }) =>
      articles.pictures.put(authorOf(site), Buffer.from(base64, 'base64')),
    ),
  }),
  'picture get': exchange({
    input: v.strictObject({ site: word, id: word }),
    run: ofSite(async ({ articles }, _site, { id }) => {
      const picture = articles.pictures.read(id)
      return done(
        picture && { mediaType: picture.mediaType, base64: Buffer.from(picture.bytes).toString('base64') },
      )
    }),
  }),
}

interface Begun {
  readonly made: boolean
  readonly defaultLocale: string
  readonly translations: number
}

async function begun({ sites, articles }: CommandServices, site: Site): Promise<Reply<Begun>> {
  const { defaultLocale } = sites.settings(site.id).settings.help
  return done({ made: false, defaultLocale, translations: await articles.files.count(authorOf(site)) })
}

function resultOf(reply: Reply<{ readonly outcome: ImportOutcome }>): PutResult {
  if (reply.ok) return { outcome: reply.data.outcome }
  const { error } = reply
  return {
    outcome: 'bad',
    path: error.code === 'bad_request' ? error.data.path : 'body',
    message: error.message,
  }
}

/** People name a tour by its name: which id that is. */
async function toursOf(
  { flows }: CommandServices,
  site: Site,
  articles: readonly Pick<ImportedTranslation, 'tour'>[],
): Promise<ReadonlyMap<string, string>> {
  if (articles.every(({ tour }) => tour === null || v.is(Uuid, tour))) return new Map()
  const listed = await flows.list(authorOf(site))
  if (!listed.ok) return new Map()
  const tours = listed.data.flows.filter(({ kind }) => kind === 'tour')
  return new Map(tours.map(({ name, id }) => [name, id]))
}

async function withLocales(
  { sites }: CommandServices,
  site: Site,
  locales: readonly string[],
): Promise<Reply<object>> {
  const { version, settings } = sites.settings(site.id)
  const all = [...new Set([...settings.help.locales, ...locales])]
  if (all.length === settings.help.locales.length) return done({})
  if (all.length > articleLimits.locales)
    return {
      ok: false,
      error: failure(
        'at_capacity',
        `A site takes ${articleLimits.locales} languages, these would be ${all.length}.`,
      ),
    }
  return sites.saveSettings(authorOf(site), version, {
    ...settings,
    help: { ...settings.help, locales: all },
  })
}
