/**
 * `/sites/:key/flows`: what a site has published, and single versions for those who are in an older one [FLO3].
 * The same for everybody, so anybody may cache it; what has a version or revision in its address never changes.
 */
import { failure, Uuid } from '@docent/protocol'
import { type Response, Router } from 'express'
import * as v from 'valibot'
import { sendFailure } from '../http/failures.ts'
import { isKnown } from '../http/known-etag.ts'
import { wantedLocales } from '../http/wanted-locales.ts'
import type { ServedDocument } from '../sites/boot-document.ts'
import type { Site, Sites } from '../sites/sites.ts'
import type { FlowDocuments } from './flow-documents.ts'

interface Options {
  readonly sites: Pick<Sites, 'find'>
  readonly documents: FlowDocuments
}

const forGood = 'public, max-age=31536000, immutable'
const forAMinute = 'public, max-age=60'

const Version = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number))

export function flowRoutes({ sites, documents }: Options): Router {
  const router = Router()

  router.use('/:key/flows', (_request, response, next) => {
    // As the boot document: no cookie and no secret is in it, and a page of any origin may read it.
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
    next()
  })

  router.get('/:key/flows', async (request, response) => {
    const site = siteOf(request.params.key, response)
    if (!site) return
    const { locale, v: revision } = request.query
    const document = await documents.document(site.id, wantedLocales(locale))
    const isCurrent = revision !== undefined && revision === document.revision
    response.set('Vary', 'Accept-Encoding')
    const packed = request.acceptsEncodings('br') ? document.brotli : null
    send(request.get('if-none-match'), response, document, isCurrent ? forGood : forAMinute, packed)
  })

  router.get('/:key/flows/:flowId/:version', (request, response) => {
    const { key, flowId, version } = request.params
    const site = siteOf(key, response)
    if (!site) return
    const number = v.safeParse(Version, version)
    const document =
      v.is(Uuid, flowId) && number.success
        ? documents.version(site.id, flowId, number.output, wantedLocales(request.query.locale))
        : null
    if (document) send(request.get('if-none-match'), response, document, forGood)
    else sendFailure(response, failure('not_found', 'This site has published no such version.'))
  })

  function siteOf(key: string, response: Response): Site | null {
    const site = sites.find(key)
    if (!site)
      sendFailure(
        response,
        failure('not_found', 'There is no site with this key; look at data-site in the script tag.'),
      )
    return site
  }

  return router
}

function send(
  known: string | undefined,
  response: Response,
  { body, etag }: ServedDocument,
  cacheControl: string,
  brotli: Buffer | null = null,
): void {
  // Weak where it is packed: the same document, though not the same bytes.
  response.set({ ETag: brotli ? `W/${etag}` : etag, 'Cache-Control': cacheControl })
  if (isKnown(known, etag)) response.status(304).end()
  else if (brotli) response.type('json').set('Content-Encoding', 'br').send(brotli)
  else response.type('json').send(body)
}
