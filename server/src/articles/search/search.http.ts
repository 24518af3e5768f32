/**
 * `/articles/search` and `/sites/:key/help/index/:revision`: what was found, and the index with which a browser finds by itself [HLP8].
 * The same for everybody, so anybody may cache it. What is typed is words: whatever they are, they are looked for and nothing else.
 */
import { articleLimits, failure } from '@docent/protocol'
import { type Response, Router } from 'express'
import * as v from 'valibot'
import { sendFailure } from '../../http/failures.ts'
import { forAMinute, forGood, openToPages, sendDocument } from '../../http/open-documents.ts'
import { wantedLocales } from '../../http/wanted-locales.ts'
import { siteOf } from '../../sites/site-of.ts'
import type { Sites } from '../../sites/sites.ts'
import type { HelpRevision } from '../reading/help-revision.ts'
import type { ArticleSearch } from './article-search.ts'

interface Options {
  readonly sites: Pick<Sites, 'find'>
  readonly search: Pick<ArticleSearch, 'find' | 'index'>
}
interface IndexOptions extends Options {
  readonly revision: Pick<HelpRevision, 'of'>
}

const Query = v.pipe(v.string(), v.maxLength(articleLimits.queryLength))
const Limit = v.pipe(v.string(), v.regex(/^(?:[1-9]|1\d|20)$/), v.transform(Number))
const usualLimit = '10'

/** Below `/articles`, before what takes any name there. */
export function searchRoutes({ sites, search }: Options): Router {
  const router = Router()
  router.get('/search', async (request, response) => {
    openToPages(response)
    const site = siteOf(sites, request.query.site, response)
    if (!site) return
    const { q, locale, limit = usualLimit } = request.query
    const query = v.safeParse(Query, q)
    if (!query.success) return bad(response, 'q', wrongQuery)
    const most = v.safeParse(Limit, limit)
    if (!most.success) return bad(response, 'limit', wrongLimit)
    const found = await search.find({
      siteId: site.id,
      query: query.output.toWellFormed(),
      locales: wantedLocales(locale),
      limit: most.output,
    })
    if (!found.ok) return sendFailure(response, found.error)
    response.set('Cache-Control', 'public, max-age=10').json({ data: found.data })
  })
  return router
}

/** Below `/sites`. */
export function indexRoutes({ sites, search, revision }: IndexOptions): Router {
  const router = Router()
  router.get('/:key/help/index/:revision', async (request, response) => {
    openToPages(response)
    const site = siteOf(sites, request.params.key, response)
    if (!site) return
    // Named before it is fetched: what is published meanwhile is in it under the older name, never the other way round.
    const current = revision.of(site.id)
    const index = await search.index(site.id, wantedLocales(request.query.locale))
    if (!index.ok) return sendFailure(response, index.error)
    if (!index.data) return sendFailure(response, noIndex)
    const { bytes, brotli, digest } = index.data
    const cacheControl = request.params.revision === current ? forGood : forAMinute
    sendDocument(
      request,
      response,
      { body: bytes, etag: `"${digest}"`, brotli },
      cacheControl,
      'application/octet-stream',
    )
  })
  return router
}

const bad = (response: Response, path: string, message: string): void =>
  sendFailure(response, failure('bad_request', message, { path }))

const wrongQuery = `Say once what is looked for, as q, in ${articleLimits.queryLength} characters at most.`
const wrongLimit = 'Say how many articles are wanted, as limit, from 1 to 20; or leave it out.'
const noIndex = failure(
  'not_found',
  'This site has no index for browsers: it has published nothing, or too much for one. Ask /api/v1/articles/search.',
)
