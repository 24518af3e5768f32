/** `/sites/:key/boot`: the one document that every page of a site loads. The same for everybody, so anybody may cache it. */
import { Router } from 'express'
import { forAMinute, openToPages, sendDocument } from '../http/open-documents.ts'
import type { PublishedRevisions } from './boot-document.ts'
import { siteOf } from './site-of.ts'
import type { Sites } from './sites.ts'

interface Options {
  readonly sites: Pick<Sites, 'find' | 'bootDocument'>
  readonly published: (siteId: string) => PublishedRevisions
}

export function bootRoutes({ sites, published }: Options): Router {
  const router = Router()
  router.get('/:key/boot', (request, response) => {
    openToPages(response)
    const site = siteOf(sites, request.params.key, response)
    if (site) sendDocument(request, response, sites.bootDocument(site, published(site.id)), forAMinute)
  })
  return router
}
