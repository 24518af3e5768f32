/** `/sites/:key/boot`: the one document that every page of a site loads. The same for everybody, so anybody may cache it. */
import { failure } from '@docent/protocol'
import { Router } from 'express'
import { sendFailure } from '../http/failures.ts'
import { isKnown } from '../http/known-etag.ts'
import type { PublishedRevisions } from './boot-document.ts'
import type { Sites } from './sites.ts'

interface Options {
  readonly sites: Pick<Sites, 'find' | 'bootDocument'>
  readonly published: (siteId: string) => PublishedRevisions
}

export function bootRoutes({ sites, published }: Options): Router {
  const router = Router()
  router.get('/:key/boot', (request, response) => {
    // No cookie and no secret is in it; a page of any origin may read it, the socket is judged by origin [IDN5].
    response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
    const site = sites.find(request.params.key)
    if (!site) {
      sendFailure(
        response,
        failure('not_found', 'There is no site with this key; look at data-site in the script tag.'),
      )
      return
    }
    const { body, etag } = sites.bootDocument(site, published(site.id))
    response.set({ ETag: etag, 'Cache-Control': 'public, max-age=60' })
    if (isKnown(request.get('if-none-match'), etag)) response.status(304).end()
    else response.type('json').send(body)
  })
  return router
}
