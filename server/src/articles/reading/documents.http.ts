/**
 * `/sites/:key/help` and `/articles/:idOrKey`: what a site has published of articles, as its visitors' panels read it [HLP4].
 * The same for everybody who reads the same languages, so anybody may cache it; what has a revision in its address never changes.
 */
import { failure } from '@docent/protocol'
import { Router } from 'express'
import { etagOf } from '../../content-digest.ts'
import { sendFailure } from '../../http/failures.ts'
import { forAMinute, forGood, openToPages, sendDocument } from '../../http/open-documents.ts'
import { wantedLocales } from '../../http/wanted-locales.ts'
import { siteOf } from '../../sites/site-of.ts'
import type { Sites } from '../../sites/sites.ts'
import type { ArticleDocuments } from './article-documents.ts'

interface Options {
  readonly sites: Pick<Sites, 'find'>
  readonly documents: Pick<ArticleDocuments, 'help' | 'shown'>
}

/** Below `/sites`. */
export function helpRoutes({ sites, documents }: Options): Router {
  const router = Router()
  router.get('/:key/help', async (request, response) => {
    openToPages(response)
    const site = siteOf(sites, request.params.key, response)
    if (!site) return
    const { locale, v: wanted } = request.query
    const document = await documents.help(site.id, wantedLocales(locale))
    const isCurrent = document.revision !== null && wanted === document.revision
    sendDocument(request, response, document, isCurrent ? forGood : forAMinute)
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
    sendDocument(request, response, { body, etag: etagOf(body) }, forAMinute)
  })
  return router
}
