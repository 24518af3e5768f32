/** The relay's HTTP side on ports of its own, over a storage with one site and one agent, for tests that ask it by `fetch`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { createAccounts } from '../../agents/accounts.ts'
import { operator } from '../../agents/actor.ts'
import { createPasswords } from '../../agents/passwords.ts'
import { createSessions } from '../../agents/sessions.ts'
import { createArticleLibrary } from '../../articles/article-library.ts'
import { patientSearch } from '../../articles/testing/patient-search.ts'
import { defaultLimits } from '../../config.ts'
import { createDeskSite } from '../../desk/desk-site.ts'
import { createFlowLibrary } from '../../flows/flow-library.ts'
import { silentLogger } from '../../logger.ts'
import { createApiKeys } from '../../sites/api-keys.ts'
import { createSealer } from '../../sites/sealing.ts'
import { createSiteKeys } from '../../sites/site-keys.ts'
import { createSites } from '../../sites/sites.ts'
import { openStorage } from '../../storage/database.ts'
import { createHttp } from '../create-http.ts'
import { createMetrics } from '../metrics.ts'
import { createOwnAddress } from '../own-address.ts'

/** Of ada@example.com, an agent of the site `shop`. */
export const password = 'correct horse'
const clock = { now: () => 1_700_000_000_000, monotonic: () => 0 }

interface ServeOptions {
  readonly publicUrl?: string
  readonly requestsPerMinute?: number
  readonly trustProxy?: number
  readonly seed?: 'demo' | 'none'
}

export type HttpSide = Awaited<ReturnType<typeof openHttpSide>>

/** @example const side = await openHttpSide(); const { ask } = await side.serve(); await side.close() */
export async function openHttpSide() {
  let ready = true
  const servers: Server[] = []
  const folder = mkdtempSync(join(tmpdir(), 'docent-http-'))
  for (const [path, text] of [
    ['embed/embed.js', 'loader()'],
    ['embed/manifest.json', '{}'],
    ['embed/builder.js', 'builder()'],
    ['embed/chunks/app-1a2b.js', 'app()'],
    ['console/index.html', '<title>Console</title>'],
    ['console/assets/app-3c4d.js', 'desk()'],
    ['demo/index.html', '<title>Demo</title>'],
    ['demo/pricing.html', '<title>Pricing</title>'],
  ] as const) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  writeFileSync(join(folder, 'embed/embed.js.br'), brotliCompressSync('loader()'))
  const storage = await openStorage({
    dataDir: join(folder, 'data'),
    logger: silentLogger,
    jobsPerCommit: 256,
  })
  const sites = createSites({ storage, clock, logger: silentLogger, mail: false, ownOrigins: () => [] })
  await sites.load()
  const site = await sites.add(operator, { key: 'shop', name: 'Shop', origins: [] })
  const passwords = createPasswords({ n: 1024, r: 8, p: 1 })
  const accounts = createAccounts({ storage, clock, passwords })
  const ada = await accounts.add(operator, { email: 'ada@example.com', name: 'Ada', password })
  if (!site.ok || !ada.ok) throw new Error('the site could not be prepared')
  await accounts.join(operator, { siteId: site.data.id, agentId: ada.data.agentId, role: 'agent' })

  const siteKeys = createSiteKeys({ storage, clock, logger: silentLogger, sealer: createSealer(null) })

  /** Starts the HTTP side on a port of its own; answers `fetch` for its paths. */
  async function serve({
    publicUrl,
    requestsPerMinute = 600,
    trustProxy = 0,
    seed = 'demo',
  }: ServeOptions = {}) {
    const server = createServer()
    const port = () => (server.address() as AddressInfo).port
    const own = createOwnAddress({ publicUrl: publicUrl ?? null, host: '127.0.0.1', port })
    const sessions = createSessions({
      storage,
      sites,
      accounts,
      passwords,
      clock,
      place: { path: own.basePath || '/', secure: own.secure },
      lifetime: 1_000_000,
      perAccount: 10,
      perAddress: 50,
    })
    const library = createFlowLibrary({
      storage,
      directory: { sites, sessions },
      clock,
      logger: silentLogger,
    })
    const { flows } = library
    const articles = createArticleLibrary({
      storage,
      sites,
      flows,
      timings: patientSearch,
      clock,
      logger: silentLogger,
    })
    const desk = createDeskSite({ sites, siteKeys, flows, clock, logger: silentLogger })
    server.on(
      'request',
      createHttp({
        config: { trustProxy, seed, limits: { ...defaultLimits, requestsPerMinute } },
        own,
        clock,
        sites,
        sessions,
        library,
        articles,
        desk,
        apiKeys: createApiKeys({ storage, clock }),
        countHostEvents: async (_caller, events) => ({ stored: events.length, repeated: 0 }),
        metrics: createMetrics(),
        metricsToken: 'a token',
        logger: silentLogger,
        isReady: () => ready,
        places: {
          embed: join(folder, 'embed'),
          console: join(folder, 'console'),
          demo: join(folder, 'demo'),
        },
      }),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push(server)
    const origin = `http://127.0.0.1:${port()}`
    const ask = (path: string, init?: RequestInit) => fetch(origin + path, { redirect: 'manual', ...init })
    const signIn = (
      more: Record<string, string> = {},
      body: unknown = { email: 'ada@example.com', password },
    ) =>
      ask('/api/v1/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: origin, ...more },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    return { origin, port: port(), ask, signIn, desk }
  }

  return {
    serve,
    sites,
    setReady: (now: boolean) => {
      ready = now
    },
    /** The storage fails from now on. */
    loseStorage: () => storage.close(),
    async close() {
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
      await storage.close()
      rmSync(folder, { recursive: true })
    },
  }
}
