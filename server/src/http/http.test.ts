import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HttpSide, openHttpSide } from './testing/http-side.ts'

let side: HttpSide

beforeEach(async () => {
  side = await openHttpSide()
})
afterEach(() => side.close())

describe('boot document', () => {
  it('[SET3] is for any page, cacheable, and answered 304 while it is the same', async () => {
    const { ask } = await side.serve()
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
      const { ask } = await side.serve()
      const reply = await ask(`/api/v1/sites/${encodeURIComponent(key)}/boot`)
      expect(reply.status).toBe(404)
      expect(await reply.json()).toMatchObject({ error: { code: 'not_found' } })
    },
  )
})

describe('files', () => {
  it('serves the loader to any site, compressed, for a short while', async () => {
    const { ask } = await side.serve()
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
    const { ask } = await side.serve()
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
    const { ask, port } = await side.serve()
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
    const { port } = await side.serve()
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
    const { ask } = await side.serve()
    expect(await (await ask('/demo/')).text()).toContain('Demo')
    expect(await (await ask('/demo/pricing')).text()).toContain('Pricing')
    expect((await ask('/demo')).headers.get('location')).toBe('/demo/')
  })

  it('shows no demo where none was asked for', async () => {
    const { ask } = await side.serve({ seed: 'none' })
    expect((await ask('/demo/')).status).toBe(404)
    expect((await ask('/demo')).status).toBe(404)
    expect((await ask('/console/')).status).toBe(200)
  })
})

describe('the rest', () => {
  it('says whether it is ready', async () => {
    const { ask } = await side.serve()
    expect((await ask('/healthz')).status).toBe(200)
    side.setReady(false)
    expect((await ask('/healthz')).status).toBe(503)
  })

  it('shows its figures to this machine and to who has the token', async () => {
    const { ask } = await side.serve()
    expect(await (await ask('/metrics')).text()).toContain('process_cpu_seconds_total')
    for (const [headers, status] of [
      [{ 'X-Forwarded-For': '203.0.113.9' }, 403],
      [{ 'X-Forwarded-For': '203.0.113.9', Authorization: 'Bearer a token' }, 200],
      [{ Authorization: 'Bearer another' }, 403],
    ] as const)
      expect((await ask('/metrics', { headers })).status).toBe(status)
  })

  it('[CON10] limits the requests of one address, believing only proxies that it was told of', async () => {
    const { ask } = await side.serve({ requestsPerMinute: 3 })
    const from = (address: string) =>
      ask('/api/v1/sites/shop/boot', { headers: { 'X-Forwarded-For': address } }).then(({ status }) => status)
    const statuses = [
      await from('192.0.2.1'),
      await from('192.0.2.2'),
      await from('192.0.2.3'),
      await from('192.0.2.4'),
    ]
    expect(statuses).toEqual([200, 200, 200, 429])
    const proxied = await side.serve({ requestsPerMinute: 1, trustProxy: 1 })
    const behind = (address: string) =>
      proxied.ask('/api/v1/sites/shop/boot', { headers: { 'X-Forwarded-For': `198.51.100.7, ${address}` } })
    expect((await behind('192.0.2.1')).status).toBe(200)
    expect((await behind('192.0.2.2')).status).toBe(200)
    expect((await behind('192.0.2.2')).status).toBe(429)
  })

  it('answers below the base path of PUBLIC_URL, and nowhere else', async () => {
    const { ask, signIn } = await side.serve({ publicUrl: 'https://chat.example.com/docent' })
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
    const { ask, signIn, origin } = await side.serve()
    await side.loseStorage()
    for (const reply of [await signIn(), await ask('/api/v1/nothing', { headers: { Origin: origin } })]) {
      const text = await reply.text()
      expect(JSON.parse(text)).toMatchObject({
        error: { code: expect.stringMatching(/internal|unavailable|not_found/) },
      })
      expect(text).not.toMatch(/sqlite|database|\.ts\b|node_modules|\n/i)
    }
  })
})
