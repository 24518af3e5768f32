/**
 * The relay's composition root, in three storeys: what is stored and decided (`directory.ts`, `flows/flow-library.ts`,
 * `articles/article-library.ts`, `services.ts`), what joins sockets to it (`realtime/entrance.ts`, `realtime/connections.ts`), and here its life: opened,
 * listening, shut down.
 * It decides nothing itself, and reads no environment.
 */
import { createServer } from 'node:http'
import type { Entry } from '@docent/protocol'
import { createArticleLibrary } from './articles/article-library.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { createDeskSite } from './desk/desk-site.ts'
import { createDirectory } from './directory.ts'
import { createFlowLibrary } from './flows/flow-library.ts'
import { createHttp } from './http/create-http.ts'
import { listen, portOf } from './http/listening.ts'
import { createMetrics } from './http/metrics.ts'
import { createOwnAddress } from './http/own-address.ts'
import type { Logger } from './logger.ts'
import { type Connections, createConnections } from './realtime/connections.ts'
import { createEntrance } from './realtime/entrance.ts'
import { createServices } from './services.ts'
import { openStorage } from './storage/database.ts'
import type { WriteHooks } from './storage/write-queue.ts'

/** Points at which a test may stop the relay, or lose a push; a normal start has none. */
export interface AppHooks extends WriteHooks {
  /** Between the ack and the publication of an entry; false loses the publication. */
  beforePublish?(entry: Entry): boolean
}

export interface AppDeps {
  readonly config: Config
  readonly clock: Clock
  readonly logger: Logger
  readonly hooks?: AppHooks
  readonly random?: () => number
}

/** In seconds. */
const searchBuckets = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2]

export type App = Awaited<ReturnType<typeof createApp>>

/**
 * Opens the data folder and builds everything; nothing listens yet.
 * @throws RelayLocked or SchemaTooNew, see `openStorage`
 */
export async function createApp({ config, clock, logger, hooks = {}, random = Math.random }: AppDeps) {
  const storage = await openStorage({
    dataDir: config.dataDir,
    logger,
    jobsPerCommit: config.limits.jobsPerCommit,
    hooks,
  })
  const queueDepth = storage.writes.depth
  const http = createServer()
  const own = createOwnAddress({ ...config, port: () => portOf(http, config.port) })
  const directory = await createDirectory({ storage, own, config, clock, logger })
  const { sites, siteKeys, apiKeys, accounts, sessions } = directory

  const library = createFlowLibrary({ storage, directory, clock, logger })
  const articles = createArticleLibrary({
    storage,
    sites,
    flows: library.flows,
    timings: config.timings,
    clock,
    logger,
  })
  const desk = createDeskSite({ sites, siteKeys, flows: library.flows, clock, logger })

  const metrics = createMetrics()
  let ready = false
  const isReady = () => ready && storage.writes.isWritable()
  // Express answers all that Socket.IO, which is attached behind it, does not take for itself.
  const { metricsToken } = config
  http.on(
    'request',
    createHttp({
      config,
      own,
      clock,
      sites,
      sessions,
      library,
      articles,
      desk,
      apiKeys,
      // Asked late: nothing is counted before the relay listens.
      countHostEvents: (...said) => services.hostEvents.count(...said),
      metrics,
      metricsToken,
      logger,
      isReady,
    }),
  )
  const entrance = createEntrance({ http, config, own, sites, queueDepth, clock })
  const services = createServices({
    storage,
    directory,
    publisher: entrance.gateway.publisher,
    audience: () => connections,
    config,
    clock,
    logger,
    beforePublish: hooks.beforePublish ?? (() => true),
  })
  const connections: Connections = createConnections({
    entrance,
    storage,
    directory,
    services,
    library,
    articles,
    config,
    clock,
    logger,
    random,
  })

  metrics.gauge('docent_sockets', 'Connected sockets.', () => entrance.gateway.io.engine.clientsCount)
  metrics.gauge('docent_visitors', 'Connected visitors who have written.', services.visitorPresence.count)
  metrics.gauge('docent_append_queue', 'Writes that wait for their commit.', queueDepth)
  const { search } = articles
  const seconds = metrics.histogram(
    'docent_search_seconds',
    'Time until a search was answered.',
    searchBuckets,
  )
  search.onFound(seconds.observe)
  metrics.gauge('docent_search_articles', 'Articles in all search indexes.', () => search.size().articles)
  metrics.gauge('docent_search_bytes', 'Memory of the searching thread.', () => search.size().bytes)

  let closing: Promise<void> | null = null

  /** Nothing new comes in, what was taken in is finished and acknowledged, then the sockets go, a few at a time [CON]. */
  async function shutDown(): Promise<void> {
    ready = false
    entrance.shut()
    http.close()
    connections.close()
    await articles.close()
    await services.close()
    await entrance.close()
    http.closeAllConnections()
    await storage.close()
  }

  return {
    storage,
    sites,
    siteKeys,
    apiKeys,
    accounts,
    flows: library.flows,
    articles,
    desk,
    own,
    /** Begins to listen; resolves once the relay takes messages. */
    async listen(): Promise<{ readonly port: number; readonly url: string }> {
      await services.start()
      await listen(http, config)
      connections.start()
      services.deliver()
      articles.start()
      entrance.start()
      ready = true
      return { port: portOf(http, config.port), url: own.url() }
    },
    /** Says goodbye, finishes, and lets go of everything. Idempotent. */
    close(): Promise<void> {
      closing ??= shutDown()
      return closing
    },
  }
}
