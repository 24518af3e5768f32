/**
 * The relay's HTTP side, joined: session and boot routes, health, metrics, files, and the last doors, all below one base path.
 * Routes only translate; what is true is decided by the services that are passed in.
 */
import { fileURLToPath } from 'node:url'
import express, { type Express, Router } from 'express'
import { sessionRoutes } from '../agents/sessions.http.ts'
import type { Sessions } from '../agents/sessions.ts'
import { helpActivityRoutes } from '../articles/activity/help-activity.http.ts'
import { helpFigureRoutes } from '../articles/activity/help-figures.http.ts'
import type { ArticleLibrary } from '../articles/article-library.ts'
import { helpPageRoutes } from '../articles/pages/help-pages.http.ts'
import { createPageSessions } from '../articles/pages/page-sessions.ts'
import { createPagesSource } from '../articles/pages/pages-source.ts'
import { pictureRoutes } from '../articles/pictures/pictures.http.ts'
import { articleRoutes, helpRoutes } from '../articles/reading/documents.http.ts'
import { indexRoutes, searchRoutes } from '../articles/search/search.http.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { deskRoutes } from '../desk/desk.http.ts'
import type { DeskSite } from '../desk/desk-site.ts'
import { builderRoutes } from '../flows/builder.http.ts'
import { figureRoutes } from '../flows/figures.http.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { flowRoutes } from '../flows/flows.http.ts'
import type { Logger } from '../logger.ts'
import type { ApiKeys } from '../sites/api-keys.ts'
import { bootRoutes } from '../sites/boot.http.ts'
import type { Sites } from '../sites/sites.ts'
import { hostEventRoutes } from '../visitors/host-events.http.ts'
import type { HostEvents } from '../visitors/host-events.ts'
import { createErrorHandler, notFound } from './error-handler.ts'
import { type Metrics, metricsRoute } from './metrics.ts'
import type { OwnAddress } from './own-address.ts'
import { createRateLimit } from './rate-limit.ts'
import { type FilePlaces, staticFiles } from './static-files.ts'

export interface HttpDeps {
  readonly config: Pick<Config, 'trustProxy' | 'limits' | 'seed'>
  readonly own: OwnAddress
  readonly clock: Pick<Clock, 'monotonic'>
  readonly sites: Pick<Sites, 'find' | 'byId' | 'list' | 'bootDocument' | 'allowsOrigin' | 'settings'>
  readonly sessions: Sessions
  readonly library: FlowLibrary
  readonly articles: Pick<
    ArticleLibrary,
    'pictures' | 'documents' | 'revision' | 'search' | 'activity' | 'figures'
  >
  readonly desk: Pick<DeskSite, 'tokenFor'>
  readonly apiKeys: Pick<ApiKeys, 'identify'>
  readonly countHostEvents: HostEvents['count']
  readonly metrics: Metrics
  /** A token that may read the metrics from elsewhere; null: nobody from elsewhere may. */
  readonly metricsToken?: string | null
  readonly logger: Logger
  /** False until the relay takes messages, and again while it shuts down. */
  readonly isReady: () => boolean
  readonly places?: FilePlaces
}

/** Of help sessions: as many as people behind one address have, and not as many as requests could carry. */
const eventsPerRequest = 5

/** Bytes of a JSON body; the largest is an agent's password. */
const bodyLimit = 16 * 1024

const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const builtPlaces: FilePlaces = {
  embed: fromHere('../../../packages/embed/dist'),
  console: fromHere('../../../packages/console/dist'),
  demo: fromHere('../../demo'),
}

export function createHttp(deps: HttpDeps): Express {
  const { config, own, sites, sessions, library, articles, metrics, logger } = deps
  const { documents, figures, builder, flows, siteOf } = library
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  // Answers of the API are small and change; only the boot document has an ETag, which it sets itself.
  app.set('etag', false)
  app.set('query parser', 'simple')

  const api = Router()
  api.use(createRateLimit(config.limits.requestsPerMinute))
  const published = (siteId: string) => ({
    flows: documents.revision(siteId),
    help: articles.revision.of(siteId),
  })
  api.use('/sites', bootRoutes({ sites, published }))
  api.use('/sites', flowRoutes({ sites, documents }))
  api.use('/sites', helpRoutes({ sites, documents: articles.documents }))
  api.use('/sites', indexRoutes({ sites, search: articles.search, revision: articles.revision }))
  // Before what takes any name there.
  api.use('/articles', searchRoutes({ sites, search: articles.search }))
  api.use('/articles', articleRoutes({ sites, documents: articles.documents }))
  // Before the reader of bodies: what a page tells may be plain text.
  const { activity } = articles
  const sessionsPerHour = config.limits.requestsPerMinute
  const eventsPerMinute = config.limits.requestsPerMinute * eventsPerRequest
  api.use('/help', helpActivityRoutes({ sites, activity, eventsPerMinute, sessionsPerHour }))
  api.use('/help', helpFigureRoutes({ sessions, figures: articles.figures }))
  // Before the reader of bodies: a picture is larger than all else, and who sends it is asked first.
  const { pictures } = articles
  api.use('/pictures', pictureRoutes({ sites, sessions, pictures, isOwn: own.isOwn }))
  api.use('/flows', figureRoutes({ sessions, sites, figures, siteOf }))
  // Before the reader of bodies: drafts are larger than what all others send.
  api.use('/builder', builderRoutes({ tokens: builder, flows, sites }))
  api.use(
    '/events',
    hostEventRoutes({
      apiKeys: deps.apiKeys,
      count: deps.countHostEvents,
      eventsPerKeyPerMinute: config.limits.eventsPerKeyPerMinute,
    }),
  )
  api.use(express.json({ limit: bodyLimit, type: 'application/json' }))
  api.use('/desk', deskRoutes(sessions, deps.desk))
  api.use('/session', sessionRoutes({ sessions, isOwn: own.isOwn }))

  const health = Router().get('/healthz', (_request, response) => {
    const ready = deps.isReady()
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready })
  })

  const router = Router()
  router.use((_request, response, next) => {
    response.set('X-Content-Type-Options', 'nosniff')
    next()
  })
  router.use(health)
  router.get('/metrics', metricsRoute(metrics, deps.metricsToken ?? null))
  router.use('/api/v1', api)
  const pages = createPagesSource({
    sites,
    documents: articles.documents,
    search: articles.search,
    activity,
    sessions: createPageSessions({ clock: deps.clock, sessionsPerHour }),
  })
  router.use(
    '/help',
    createRateLimit(config.limits.requestsPerMinute),
    helpPageRoutes({ source: pages, own }),
  )
  const built = deps.places ?? builtPlaces
  const places = config.seed === 'demo' ? built : { ...built, demo: null }
  router.use(staticFiles({ places, secure: own.secure, basePath: own.basePath }))
  router.get('/', (_request, response) => response.redirect(302, `${own.basePath}/console/`))

  app.use(own.basePath || '/', router)
  // Probes of a container ask at the root, whatever a proxy in front puts before it.
  app.use(health)
  app.use(notFound)
  app.use(createErrorHandler(logger))
  return app
}
