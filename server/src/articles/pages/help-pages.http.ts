/**
 * `/help/:site/…`: the public help centre, rendered here, readable without script [HLP11]. Translates addresses into
 * questions to its source; knows neither how articles are stored nor how they are found.
 */
import { pipeline } from 'node:stream/promises'
import type { ArticleRef, ArticleShown, HelpDocument } from '@docent/protocol'
import { articleWords } from '@docent/protocol/article-words'
import { limits } from '@docent/protocol/limits'
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import helmet from 'helmet'
import { type ComponentChildren, h } from 'preact'
import { etagOf } from '../../content-digest.ts'
import { forAMinute, forGood, sendDocument } from '../../http/open-documents.ts'
import type { OwnAddress } from '../../http/own-address.ts'
import { articleView } from './article-page.ts'
import { isSentFromHere, pageBefore } from './came-from.ts'
import type { HelpPagesSource, HelpSite, Searched } from './help-pages-source.ts'
import { createHelpPlaces } from './help-places.ts'
import { createHelpStyles } from './help-style.ts'
import { helpWordsFor } from './help-words.ts'
import { type HomeOptions, resultsView, topicPath, topicsOf, topicsView, topicView } from './home-page.ts'
import { type HelpAddresses, type PageOptions, renderPage } from './page.ts'
import { isReading, readerOf } from './reader.ts'
import { sitemap, sitemapPart } from './sitemap.ts'
import { articleData, homeData } from './structured-data.ts'

interface Options {
  readonly source: HelpPagesSource
  readonly own: Pick<OwnAddress, 'basePath' | 'url' | 'secure' | 'isOwn'>
}

const year = 31_536_000
const descriptionLength = 160

export function helpPageRoutes({ source, own }: Options): Router {
  const router = Router({ strict: true, mergeParams: true })
  const styleOf = createHelpStyles()
  const { siteOf, placeOf, addressesOf } = createHelpPlaces({ source, own, styleOf })
  // The page does not wait for it, and is shown where it cannot be counted.
  const opened = (request: Request, site: HelpSite, article: ArticleShown) => {
    const query = wordsOf(pageBefore(request, own, addressesOf(site).root)?.searchParams.get('q')) || null
    void source.opened(site, readerOf(request), article, query).catch(() => undefined)
  }
  const searched = (request: Request, site: HelpSite, search: Searched) =>
    void source.searched(site, readerOf(request), search).catch(() => undefined)
  router.use(pageHeaders(own.secure))

  router.get('/:site', (request, response) => {
    const query = request.originalUrl.split('?')[1]
    const path = `${own.basePath}/help/${encodeURIComponent(request.params.site)}/`
    response.redirect(308, query ? `${path}?${query}` : path)
  })
  router.get('/:site/', (request, response, next) => {
    const site = siteOf(request.params.site)
    if (!site) return next()
    const { locales, defaultLocale } = site.settings.help
    response.set({ Vary: 'Accept-Language', 'Cache-Control': 'private, max-age=60' })
    const wanted = request.acceptsLanguages([defaultLocale, ...locales]) || defaultLocale
    response.redirect(302, addressesOf(site).home(wanted))
  })
  router.get('/:site/style-:hash.css', (request, response, next) => {
    const site = siteOf(request.params.site)
    if (!site) return next()
    // An older page's address gets today's sheet, which is not to be kept under it.
    const { css, hash } = styleOf(site)
    const cache = request.params.hash === hash ? forGood : 'no-cache'
    response.set('Cache-Control', cache).type('css').send(css)
  })
  router.get('/:site/sitemap.xml', async (request, response, next) => {
    const site = siteOf(request.params.site)
    if (!site) return next()
    await sendMap(response, sitemap({ source, site, to: addressesOf(site) }))
  })
  router.get('/:site/sitemap-:part.xml', async (request, response, next) => {
    const site = siteOf(request.params.site)
    const part = numberOf(request.params.part)
    const options = site && { source, site, to: addressesOf(site) }
    const map = options && part > 0 ? await sitemapPart(options, part) : null
    if (!map) return next()
    await sendMap(response, map)
  })
  router.get('/:site/:locale', (request, response) =>
    response.redirect(
      308,
      `${request.baseUrl}/${encodeURIComponent(request.params.site)}/${encodeURIComponent(request.params.locale)}/`,
    ),
  )

  router.get('/:site/:locale/', async (request, response, next) => {
    const place = placeOf(request.params)
    if (!place) return next()
    const { site, locale, to, t } = place
    const overview = await source.overview(site, locale)
    const options: HomeOptions = { overview, locale, t, to }
    const query = wordsOf(request.query.q)
    const name = t('helpCentre', { name: site.name })
    const languages = site.settings.help.locales.map((one) => ({ locale: one, path: to.home(one) }))
    const frame = { site, locale, t, to, languages }
    if (query !== '') {
      const results = await source.search(site, locale, query)
      if (results && isReading(request)) searched(request, site, { locale, query, results: results.length })
      return send(request, response, {
        ...frame,
        title: t('resultsFor', { query }),
        query,
        content: resultsView(options, query, results),
      })
    }
    const wanted = wordsOf(request.query.in)
    if (wanted !== '') {
      const topic = topicsOf(overview, t).find(({ id }) => id === wanted)
      const page = numberOf(wordsOf(request.query.page))
      const content = topic && topicView(options, topic, page)
      if (!topic || !content) return next()
      return send(request, response, {
        ...frame,
        title: topic.title,
        description: topic.description || undefined,
        canonical: topicPath({ to, locale }, topic.id, page),
        languages: languages.map((one) => ({ ...one, path: topicPath({ to, ...one }, topic.id, page) })),
        content,
      })
    }
    return send(request, response, {
      ...frame,
      title: name,
      anyLanguage: to.root,
      hero: true,
      canonical: to.home(locale),
      data: homeData(locale, { site, t, to }),
      content: topicsView(options),
    })
  })

  router.get('/:site/:locale/:slug', async (request, response, next) => {
    const place = placeOf(request.params)
    const found = place && (await source.at(place.site, place.locale, request.params.slug))
    if (!place || !found) return next()
    const { site, locale, to, t } = place
    if (found.kind === 'moved') {
      response.set('Cache-Control', 'public, max-age=3600')
      response.redirect(301, to.article(found.locale, found.slug))
      return
    }
    const { article } = found
    if (isReading(request)) opened(request, site, article)
    const [overview, addresses] = await Promise.all([
      source.overview(site, locale),
      source.addresses(site, article.id),
    ])
    const description = shortened(articleWords(article.nodes).text)
    send(request, response, {
      site,
      locale,
      t,
      to,
      title: article.title,
      description,
      canonical: to.article(locale, article.slug),
      languages: addresses.map((one) => ({ locale: one.locale, path: to.article(one.locale, one.slug) })),
      data: articleData(article, description, { site, t, to }),
      content: articleView({
        article,
        t,
        to,
        basePath: own.basePath,
        byKey: pathsByKey(overview, to),
        voted: request.query.thanks === '1',
      }),
    })
  })

  // As some write an address; what is not there says so at the other one.
  router.get('/:site/:locale/:slug/', (request, response, next) => {
    const place = placeOf(request.params)
    if (!place) return next()
    response.redirect(308, place.to.article(place.locale, request.params.slug))
  })

  router.post(
    '/:site/:locale/:slug/vote',
    express.urlencoded({ extended: false, limit: 1_024 }),
    async (request, response, next) => {
      const place = placeOf(request.params)
      const found = place && (await source.at(place.site, place.locale, request.params.slug))
      if (!place || found?.kind !== 'article') return next()
      const said: unknown = request.body?.helpful
      if (isSentFromHere(request, own) && (said === 'yes' || said === 'no'))
        await source.vote(place.site, found.article, said === 'yes')
      response.redirect(303, `${place.to.article(place.locale, found.article.slug)}?thanks=1#page_vote`)
    },
  )

  // What nothing above answered: a page that leads on, in a language that the reader may know.
  router.use('/:site', (request, response, next) => {
    const site = siteOf(request.params.site)
    if (!site || (request.method !== 'GET' && request.method !== 'HEAD')) return next()
    const asked = request.path.split('/')[1] ?? ''
    const { locales, defaultLocale } = site.settings.help
    const locale = locales.includes(asked) ? asked : defaultLocale
    const t = helpWordsFor(locale)
    const to = addressesOf(site)
    response.status(404).set('Cache-Control', 'no-cache')
    response.type('html').send(
      renderPage({
        site,
        locale,
        t,
        to,
        title: t('notFound'),
        languages: [],
        content: notFoundView(t('notFound'), t('notFoundHint'), t('home'), to.home(locale)),
      }),
    )
  })
  return router
}

/** Nothing runs on these pages: no script, no frame, pictures of the relay and of https alone. */
function pageHeaders(secure: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'https:', 'data:'],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'self'"],
      },
    },
    strictTransportSecurity: secure ? { maxAge: year, includeSubDomains: false } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    xFrameOptions: { action: 'sameorigin' },
  })
}

function send(request: Request, response: Response, options: PageOptions): void {
  const html = renderPage(options)
  response.set('Content-Language', options.locale)
  sendDocument(request, response, { body: html, etag: etagOf(html) }, forAMinute, 'html')
}

/** A query's value as a person meant it: one, without what is around it, no longer than any search takes. */
const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value.toWellFormed().trim().slice(0, limits.titleLength) : ''

/** Of a page, counted from 1; 0 for what is no page's number. */
const numberOf = (words: string): number => (words === '' ? 1 : /^\d{1,5}$/.test(words) ? Number(words) : 0)

/** The beginning of a text up to a whole word. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= descriptionLength) return line
  const cut = line.slice(0, descriptionLength)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 100)).toWellFormed()}…`
}

/** Where a link to another article leads; kept with the overview, which many pages share. */
const pathsOf = new WeakMap<HelpDocument, ReadonlyMap<string, ArticleRef>>()
function pathsByKey(overview: HelpDocument, to: HelpAddresses): (key: string) => string | null {
  let byKey = pathsOf.get(overview)
  if (!byKey) {
    const all = [...overview.collections.flatMap(({ articles }) => articles), ...overview.others]
    byKey = new Map(all.map((one) => [one.key, one]))
    pathsOf.set(overview, byKey)
  }
  return (key) => {
    const found = byKey.get(key)
    return found ? to.article(found.locale, found.slug) : null
  }
}

/** Not faster than it is fetched: it is many megabytes where there are thousands of articles in many languages. */
async function sendMap(response: Response, map: AsyncGenerator<string>): Promise<void> {
  response.set('Cache-Control', 'public, max-age=3600').type('application/xml')
  await pipeline(map, response).catch((error: unknown) => {
    if (!isGone(error)) throw error
  })
}

/** Who went away in the middle of an answer is nobody's fault. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'

const notFoundView = (title: string, hint: string, home: string, path: string): ComponentChildren =>
  h('div', { class: 'empty' }, [
    h('h1', { dir: 'auto' }, title),
    h('p', { class: 'quiet', dir: 'auto' }, hint),
    h('p', null, h('a', { href: path }, home)),
  ])
