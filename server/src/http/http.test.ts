import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccounts } from '../agents/accounts.ts'
import { operator } from '../agents/actor.ts'
import { createPasswords } from '../agents/passwords.ts'
import { createSessions } from '../agents/sessions.ts'
import { defaultLimits } from '../config.ts'
import { silentLogger } from '../logger.ts'
import { createSites, type Sites } from '../sites/sites.ts'
import { openStorage, type Storage } from '../storage/database.ts'
import { createHttp } from './create-http.ts'
import { createMetrics } from './metrics.ts'
import { createOwnAddress } from './own-address.ts'

const password = 'correct horse'
const clock = { now: () => 1_700_000_000_000, monotonic: () => 0 }

let folder: string
let storage: Storage
let sites: Sites
let servers: Server[] = []
let ready = true

interface Settings {
  readonly publicUrl?: string
  readonly requestsPerMinute?: number
  readonly trustProxy?: number
}

/** Starts the HTTP side on a port of its own; answers `fetch` for its paths. */
async function serve({ publicUrl, requestsPerMinute = 600, trustProxy = 0 }: Settings = {}) {
  const passwords = createPasswords({ n: 1024, r: 8, p: 1 })
  const server = createServer()
  const port = () => (server.address() as AddressInfo).port
  const own = createOwnAddress({ publicUrl: publicUrl ?? null, host: '127.0.0.1', port })
  const sessions = createSessions({
    storage,
    sites,
    accounts: createAccounts({ storage, clock, passwords }),
    passwords,
    clock,
    place: { path: own.basePath || '/', secure: own.secure },
    lifetime: 1_000_000,
    perAccount: 10,
    perAddress: 50,
  })
  server.on(
    'request',
    createHttp({
      config: { trustProxy, limits: { ...defaultLimits, requestsPerMinute } },
      own,
      sites,
      sessions,
      metrics: createMetrics(),
      metricsToken: 'a token',
      logger: silentLogger,
      isReady: () => ready,
      places: { embed: join(folder, 'embed'), console: join(folder, 'console'), demo: join(folder, 'demo') },
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
  return { origin, port: port(), ask, signIn }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'docent-http-'))
  for (const [path, text] of [
    ['embed/embed.js', 'loader()'],
    ['embed/manifest.json', '{}'],
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
  storage = await openStorage({ dataDir: join(folder, 'data'), logger: silentLogger, jobsPerCommit: 256 })
  sites = createSites({ storage, clock, logger: silentLogger, mail: false, ownOrigins: () => [] })
  await sites.load()
  const site = await sites.add(operator, { key: 'shop', name: 'Shop', origins: [] })
  const accounts = createAccounts({ storage, clock, passwords: createPasswords({ n: 1024, r: 8, p: 1 }) })
  const ada = await accounts.add(operator, { email: 'ada@example.com', name: 'Ada', password })
  if (!site.ok || !ada.ok) throw new Error('the site could not be prepared')
  await accounts.join(operator, { siteId: site.data.id, agentId: ada.data.agentId, role: 'agent' })
})

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
  servers = []
  ready = true
  await storage.close()
  rmSync(folder, { recursive: true })
})

describe('sessions', () => {
  it('[IDN4] signs in, says who one is, signs out', async () => {
    const { ask, signIn, origin } = await serve()
    const reply = await signIn()
    const cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { data } = (await reply.json()) as { data: { csrf: string } }
    expect(data).toMatchObject({
      agent: { name: 'Ada', email: 'ada@example.com' },
      sites: [{ key: 'shop', name: 'Shop', role: 'agent' }],
    })
    expect(await (await ask('/api/v1/session', { headers: { cookie } })).json()).toEqual({ data })
    const headers = { cookie, Origin: origin, 'X-CSRF-Token': data.csrf }
    expect((await ask('/api/v1/session', { method: 'DELETE', headers })).status).toBe(200)
    expect((await ask('/api/v1/session', { headers: { cookie } })).status).toBe(401)
  })

  it('[INP2] answers a wrong password with a code and a sentence, and no cookie', async () => {
    const { signIn } = await serve()
    const reply = await signIn({}, { email: 'ada@example.com', password: 'wrong' })
    expect(reply.status).toBe(401)
    expect(reply.headers.get('set-cookie')).toBeNull()
    expect(await reply.json()).toMatchObject({ error: { code: 'unauthenticated' } })
  })

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    '[IDN4] refuses to sign in from the origin %s',
    async (origin) => {
      const { signIn } = await serve()
      expect((await signIn({ Origin: origin })).status).toBe(403)
    },
  )

  it('[IDN4] refuses to sign in without an origin', async () => {
    const { ask } = await serve()
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }
    expect((await ask('/api/v1/session', init)).status).toBe(403)
  })

  it('[IDN4] does not sign out without the session’s CSRF token', async () => {
    const { ask, signIn, origin } = await serve()
    const cookie = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? ''
    const headers = { cookie, Origin: origin }
    expect((await ask('/api/v1/session', { method: 'DELETE', headers })).status).toBe(403)
    expect((await ask('/api/v1/session', { headers: { cookie } })).status).toBe(200)
  })

  it.each([
    ['text/plain', JSON.stringify({ email: 'ada@example.com', password })],
    ['application/x-www-form-urlencoded', `email=ada@example.com&password=${password}`],
    ['application/json', '{"email": "ada@'],
    ['application/json', '{"email": {"a": 1}, "password": []}'],
    ['application/json', '[]'],
    ['application/json', '{"email":"a","password":"b","__proto__":{"x":1}}'],
  ])('[INP1] refuses a body of %s: %s', async (type, body) => {
    const { signIn } = await serve()
    const reply = await signIn({ 'Content-Type': type }, body)
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ error: { code: 'bad_request' } })
  })

  it('[INP3] refuses a body that is too large', async () => {
    const { signIn } = await serve()
    const reply = await signIn({}, { email: 'a', password: 'x'.repeat(20_000) })
    expect(reply.status).toBe(413)
    expect(await reply.json()).toMatchObject({ error: { code: 'too_large' } })
  })

  /** Signs in, and answers what changes one's own password from that browser. */
  async function signedIn() {
    const { ask, signIn, origin } = await serve()
    const reply = await signIn()
    const cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? ''
    const { data } = (await reply.json()) as { data: { csrf: string } }
    const change = (body: unknown, more: Record<string, string> = {}) =>
      ask('/api/v1/session/password', {
        method: 'PUT',
        headers: {
          'Content-Type': 'application/json',
          cookie,
          Origin: origin,
          'X-CSRF-Token': data.csrf,
          ...more,
        },
        body: JSON.stringify(body),
      })
    return { ask, signIn, change, cookie }
  }
  const passwords = { present: password, next: 'another horse' }

  it('[IDN7] changes one’s own password, and keeps this browser signed in with a fresh session', async () => {
    const { ask, signIn, change, cookie } = await signedIn()
    const elsewhere = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? ''
    const reply = await change(passwords)
    const fresh = reply.headers.get('set-cookie')?.split(';')[0] ?? ''
    const body = await reply.json()
    expect(body).toMatchObject({ data: { agent: { name: 'Ada' } } })
    expect(reply.headers.get('cache-control')).toBe('no-store')
    const shown = (session: string) => ask('/api/v1/session', { headers: { cookie: session } })
    expect(await (await shown(fresh)).json()).toEqual(body)
    for (const ended of [cookie, elsewhere]) expect((await shown(ended)).status).toBe(401)
    expect((await signIn()).status).toBe(401)
    expect((await signIn({}, { email: 'ada@example.com', password: 'another horse' })).status).toBe(200)
  })

  it.each([
    ['no token', { 'X-CSRF-Token': '' }, 403],
    ['another page’s origin', { Origin: 'https://evil.example' }, 403],
    ['no session', { cookie: '' }, 401],
  ])('[IDN7] changes no password with %s', async (_what, headers, status) => {
    const { change, signIn } = await signedIn()
    expect((await change(passwords, headers)).status).toBe(status)
    expect((await signIn()).status).toBe(200)
  })

  it.each([
    ['a wrong present password', { present: 'wrong', next: 'another horse' }, 'present'],
    ['a next one that is too short', { present: password, next: 'short' }, 'password'],
    ['a field too many', { ...passwords, again: 'another horse' }, 'again'],
    ['no next one', { present: password }, 'next'],
  ])('[IDN7] [INP2] names the fault of %s', async (_what, body, path) => {
    const { change, signIn } = await signedIn()
    const reply = await change(body)
    expect(reply.status).toBe(400)
    expect(reply.headers.get('set-cookie')).toBeNull()
    expect(await reply.json()).toMatchObject({ error: { code: 'bad_request', data: { path } } })
    expect((await signIn()).status).toBe(200)
  })

  it('[IDN7] tells who guesses at a desk how long to wait', async () => {
    const { change } = await signedIn()
    for (let i = 0; i < 10; i++) await change({ ...passwords, present: 'wrong' })
    const reply = await change(passwords)
    expect(reply.status).toBe(429)
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('[CON10] tells a guesser how long to wait', async () => {
    const { signIn } = await serve()
    for (let i = 0; i < 10; i++) await signIn({}, { email: 'ada@example.com', password: 'wrong' })
    const reply = await signIn()
    expect(reply.status).toBe(429)
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await reply.json()).toMatchObject({ error: { code: 'rate_limited', data: {} } })
  })
})

describe('boot document', () => {
  it('[SET3] is for any page, cacheable, and answered 304 while it is the same', async () => {
    const { ask } = await serve()
    const reply = await ask('/api/v1/sites/shop/boot')
    const etag = reply.headers.get('etag') ?? ''
    expect(reply.headers.get('cache-control')).toBe('public, max-age=60')
    expect(reply.headers.get('access-control-allow-origin')).toBe('*')
    expect(await reply.json()).toMatchObject({ site: 'shop', settingsVersion: 0 })
    const again = await ask('/api/v1/sites/shop/boot', { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    expect(again.headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each(['nowhere', '%00', '..%2f..', '__proto__', "' or 1=1"])(
    '[INP7] has none for the key %s',
    async (key) => {
      const { ask } = await serve()
      const reply = await ask(`/api/v1/sites/${encodeURIComponent(key)}/boot`)
      expect(reply.status).toBe(404)
      expect(await reply.json()).toMatchObject({ error: { code: 'not_found' } })
    },
  )
})

describe('files', () => {
  it('serves the loader to any site, compressed, for a short while', async () => {
    const { ask } = await serve()
    const reply = await ask('/embed.js', { headers: { 'Accept-Encoding': 'br' } })
    expect(await reply.text()).toBe('loader()')
    expect(reply.headers.get('content-encoding')).toBe('br')
    expect(reply.headers.get('content-type')).toContain('javascript')
    expect(reply.headers.get('cache-control')).toContain('max-age=300')
    expect(reply.headers.get('access-control-allow-origin')).toBe('*')
    expect(reply.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const etag = reply.headers.get('etag') ?? ''
    expect(
      (
        await ask('/embed.js', {
          headers: { 'Accept-Encoding': 'br', 'Cache-Control': 'max-age=0', 'If-None-Match': etag },
        })
      ).status,
    ).toBe(304)
  })

  it('serves chunks for ever, and nothing else of the build', async () => {
    const { ask } = await serve()
    const reply = await ask('/embed/chunks/app-1a2b.js')
    expect(reply.headers.get('cache-control')).toContain('immutable')
    expect(reply.headers.get('content-type')).toContain('javascript')
    for (const path of [
      '/embed/manifest.json',
      '/embed/chunks/../manifest.json',
      '/embed/chunks/%2e%2e/manifest.json',
    ])
      expect((await ask(path)).status).toBe(404)
  })

  it('serves the console under a policy that lets nothing foreign in, and no page frame it', async () => {
    const { ask, port } = await serve()
    const reply = await ask('/console/')
    const policy = reply.headers.get('content-security-policy') ?? ''
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      `connect-src 'self' ws://127.0.0.1:${port}`,
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
      expect(policy.split(';')).toContain(part)
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(reply.headers.get('cache-control')).toBe('no-cache')
    expect((await ask('/console/assets/app-3c4d.js')).headers.get('cache-control')).toContain('immutable')
  })

  it('lets nobody write into the policy by the Host header', async () => {
    const { port } = await serve()
    const policy = await new Promise<string>((resolve, reject) => {
      httpRequest(
        { port, path: '/console/', headers: { Host: "x; script-src 'unsafe-inline'" } },
        (response) => {
          response.resume()
          resolve(String(response.headers['content-security-policy']))
        },
      )
        .on('error', reject)
        .end()
    })
    expect(policy).not.toContain('unsafe-inline')
  })

  it('serves the demo with and without the ending of its pages, and leads to its slash', async () => {
    const { ask } = await serve()
    expect(await (await ask('/demo/')).text()).toContain('Demo')
    expect(await (await ask('/demo/pricing')).text()).toContain('Pricing')
    expect((await ask('/demo')).headers.get('location')).toBe('/demo/')
  })
})

describe('the rest', () => {
  it('says whether it is ready', async () => {
    const { ask } = await serve()
    expect((await ask('/healthz')).status).toBe(200)
    ready = false
    expect((await ask('/healthz')).status).toBe(503)
  })

  it('shows its figures to this machine and to who has the token', async () => {
    const { ask } = await serve()
    expect(await (await ask('/metrics')).text()).toContain('process_cpu_seconds_total')
    for (const [headers, status] of [
      [{ 'X-Forwarded-For': '203.0.113.9' }, 403],
      [{ 'X-Forwarded-For': '203.0.113.9', Authorization: 'Bearer a token' }, 200],
      [{ Authorization: 'Bearer another' }, 403],
    ] as const)
      expect((await ask('/metrics', { headers })).status).toBe(status)
  })

  it('[CON10] limits the requests of one address, believing only proxies that it was told of', async () => {
    const { ask } = await serve({ requestsPerMinute: 3 })
    const from = (address: string) =>
      ask('/api/v1/sites/shop/boot', { headers: { 'X-Forwarded-For': address } }).then(({ status }) => status)
    const statuses = [
      await from('192.0.2.1'),
      await from('192.0.2.2'),
      await from('192.0.2.3'),
      await from('192.0.2.4'),
    ]
    expect(statuses).toEqual([200, 200, 200, 429])
    const proxied = await serve({ requestsPerMinute: 1, trustProxy: 1 })
    const behind = (address: string) =>
      proxied.ask('/api/v1/sites/shop/boot', { headers: { 'X-Forwarded-For': `198.51.100.7, ${address}` } })
    expect((await behind('192.0.2.1')).status).toBe(200)
    expect((await behind('192.0.2.2')).status).toBe(200)
    expect((await behind('192.0.2.2')).status).toBe(429)
  })

  it('answers below the base path of PUBLIC_URL, and nowhere else', async () => {
    const { ask, signIn } = await serve({ publicUrl: 'https://chat.example.com/docent' })
    expect((await ask('/docent/api/v1/sites/shop/boot')).status).toBe(200)
    expect((await ask('/api/v1/sites/shop/boot')).status).toBe(404)
    expect((await ask('/docent/demo')).headers.get('location')).toBe('/docent/demo/')
    expect((await ask('/healthz')).status).toBe(200)
    expect((await signIn({ Origin: 'https://chat.example.com' })).status).toBe(404)
    const csp = (await ask('/docent/console/')).headers
    expect(csp.get('content-security-policy')).toContain('wss://')
    expect(csp.get('strict-transport-security')).toContain('max-age=')
  })

  it('[INP2] tells nothing of its inside when it fails', async () => {
    const { ask, signIn, origin } = await serve()
    await storage.close()
    for (const reply of [await signIn(), await ask('/api/v1/nothing', { headers: { Origin: origin } })]) {
      const text = await reply.text()
      expect(JSON.parse(text)).toMatchObject({
        error: { code: expect.stringMatching(/internal|unavailable|not_found/) },
      })
      expect(text).not.toMatch(/sqlite|database|\.ts\b|node_modules|\n/i)
    }
    storage = await openStorage({ dataDir: join(folder, 'data'), logger: silentLogger, jobsPerCommit: 256 })
  })
})
