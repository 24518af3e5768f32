/**
 * `/sites/:key/flows`: what a site has published, and single versions for those who are in an older one [FLO3].
 * The same for everybody, so anybody may cache it; what has a version or revision in its address never changes.
 */
import { failure, Uuid } from '@docent/protocol'
import { Router } from 'express'
import * as v from 'valibot'
import { sendFailure } from '../http/failures.ts'
import { forAMinute, forGood, openToPages, sendDocument } from '../http/open-documents.ts'
import { wantedLocales } from '../http/wanted-locales.ts'
import { siteOf } from '../sites/site-of.ts'
import type { Sites } from '../sites/sites.ts'
import type { FlowDocuments } from './flow-documents.ts'

interface Options {
  readonly sites: Pick<Sites, 'find'>
  readonly documents: FlowDocuments
}

const Version = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number))

export function flowRoutes({ sites, documents }: Options): Router {
  const router = Router()

  router.use('/:key/flows', (_request, response, next) => {
    openToPages(response)
    next()
  })

  router.get('/:key/flows', async (request, response) => {
    const site = siteOf(sites, request.params.key, response)
    if (!site) return
    const { locale, v: revision } = request.query
    const document = await documents.document(site.id, wantedLocales(locale))
    const isCurrent = revision !== undefined && revision === document.revision
    sendDocument(request, response, document, isCurrent ? forGood : forAMinute)
  })

  router.get('/:key/flows/:flowId/:version', (request, response) => {
    const { key, flowId, version } = request.params
    const site = siteOf(sites, key, response)
    if (!site) return
    const number = v.safeParse(Version, version)
    const document =
      v.is(Uuid, flowId) && number.success
        ? documents.version(site.id, flowId, number.output, wantedLocales(request.query.locale))
        : null
    if (document) sendDocument(request, response, document, forGood)
    else sendFailure(response, failure('not_found', 'This site has published no such version.'))
  })

  return router
}
