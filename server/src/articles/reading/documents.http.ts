/**
 * `/sites/:key/help` and `/articles/:idOrKey`: what a site has published of articles, as its visitors' panels read it [HLP4].
 * The same for everybody who reads the same languages, so anybody may cache it; what has a revision in its address never changes.
 */
import { failure } from '@docent/protocol'
import { type Response, Router } from 'express'
import { etagOf } from '../../content-digest.ts'
import { sendFailure } from '../../http/failures.ts'
import { isKnown } from '../../http/known-etag.ts'
import { wantedLocales } from '../../http/wanted-locales.ts'
import type { Site, Sites } from '../../sites/sites.ts'
import type { ArticleDocuments } from './article-documents.ts'

interface Options {
  readonly sites: Pick<Sites, 'find'>
  readonly documents: Pick<ArticleDocuments, 'help' | 'shown'>
}

const forGood = 'public, max-age=31536000, immutable'
const forAMinute = 'public, max-age=60'

/** As the boot document: no cookie and no secret is in it, and a page of any origin may read it. */
export const openToPages = (response: Response): Response =>
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })

/** Of the site that was asked for; answers by itself where there is none. */
export function siteOf(sites: Pick<Sites, 'find'>, key: unknown, response: Response): Site | null {
  const site = typeof key === 'string' ? sites.find(key) : null
  if (!site)
    sendFailure(
      response,
      failure('not_found', 'There is no site with this key; look at data-site in the script tag.'),
    )
  return site
}

/** Below `/sites`. */
export function helpRoutes({ sites, documents }: Options): Router {
  const router = Router()
  router.get('/:key/help', async (request, response) => {
    openToPages(response)
    const site = siteOf(sites, request.params.key, response)
    if (!site) return
    const { locale, v: wanted } = request.query
    const { body, etag, brotli, revision } = await documents.help(site.id, wantedLocales(locale))
    const isCurrent = revision !== null && wanted === revision
    const isPacked = Boolean(request.acceptsEncodings('br'))
    // Weak where it is packed: the same document, though not the same bytes.
    response.set({
      Vary: 'Accept-Encoding',
      ETag: isPacked ? `W/${etag}` : etag,
      'Cache-Control': isCurrent ? forGood : forAMinute,
    })
    if (isKnown(request.get('if-none-match'), etag)) response.status(304).end()
    else if (isPacked) response.type('json').set('Content-Encoding', 'br').send(brotli)
    else response.type('json').send(body)
  })
  return router
}

/** Below `/articles`. */
export function articleRoutes({ sites, documents }: Options): Router {
  const router = Router()
  router.get('/:idOrKey', async (request, response) => {
    openToPages(response)
    const site = siteOf(sites, request.query.site, response)
    if (!site) return
    const { idOrKey } = request.params
    const article = await documents.shown(site.id, idOrKey, wantedLocales(request.query.locale))
    if (!article) {
      sendFailure(response, failure('not_found', 'This site has published no such article.'))
      return
    }
    const body = JSON.stringify({ data: article })
    const etag = etagOf(body)
    response.set({ ETag: etag, 'Cache-Control': forAMinute })
    if (isKnown(request.get('if-none-match'), etag)) response.status(304).end()
    else response.type('json').send(body)
  })
  return router
}
