/** Pictures as consoles send them and pages look at them, at a relay that runs. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silentLogger } from '../../logger.ts'
import { type LiveRelay, openLiveRelay, type Person } from '../../realtime/testing/live-relay.ts'
import { publishedArticle } from '../testing/article-scene.ts'
import { avif, gif, png, pngOf } from '../testing/small-pictures.ts'
import { pictureRoutes } from './pictures.http.ts'
import { createUnusedPictures } from './unused-pictures.ts'

let relay: LiveRelay

beforeAll(async () => {
  relay = await openLiveRelay()
})
afterAll(() => relay.close())

interface Answer {
  readonly data?: { readonly url: string; readonly width: number; readonly height: number }
  readonly error?: { readonly code: string; readonly message: string }
}

async function send(
  bytes: Buffer,
  { as = 'ada' as Person, site = 'shop', headers = {} as Record<string, string>, signedIn = true } = {},
): Promise<{ readonly status: number } & Answer> {
  const cookie = signedIn ? await relay.signIn(as) : ''
  const session = await relay.fetch('/session', { headers: { cookie } })
  const { data } = (await session.json()) as { data?: { csrf: string } }
  const response = await relay.fetch(`/pictures?site=${site}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: {
      cookie,
      origin: relay.url,
      'content-type': 'image/png',
      'x-csrf-token': data?.csrf ?? '',
      ...headers,
    },
  })
  return { status: response.status, ...((await response.json()) as Answer) }
}
const look = (path: string, headers: Record<string, string> = {}) => fetch(`${relay.url}${path}`, { headers })

it('[HLP6] takes a picture, says its size, and shows it to every page without letting it run', async () => {
  const { data } = await send(png)
  expect(data).toEqual({
    url: expect.stringMatching(/^\/api\/v1\/pictures\/[0-9a-f]{64}$/),
    width: 640,
    height: 280,
  })
  const shown = await look(data?.url ?? '')
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(png)
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  const again = await look(data?.url ?? '', { 'if-none-match': shown.headers.get('etag') ?? '' })
  expect(again.status).toBe(304)
  expect(again.headers.get('cache-control')).toContain('immutable')
})

it('[HLP6] keeps the same picture once, and knows its type whatever was said of it', async () => {
  const first = await send(gif, { headers: { 'content-type': 'image/jpeg' } })
  expect((await send(gif)).data).toEqual(first.data)
  expect((await look(first.data?.url ?? '')).headers.get('content-type')).toBe('image/gif')
  const kept = await relay.app.storage.read
    .selectFrom('pictures')
    .select('id')
    .where('media_type', '=', 'image/gif')
    .execute()
  expect(kept).toHaveLength(1)
})

it('[HLP15] keeps it for each site apart', async () => {
  const ours = await send(avif())
  const theirs = await send(avif(), { as: 'bea', site: 'other' })
  expect(theirs.data?.url).not.toBe(ours.data?.url)
})

describe('refused', () => {
  it('[HLP6] is whoever may not write there', async () => {
    expect(await send(png, { signedIn: false })).toMatchObject({
      status: 401,
      error: { code: 'unauthenticated' },
    })
    expect(await send(png, { as: 'bea' })).toMatchObject({ status: 403, error: { code: 'forbidden' } })
    expect(await send(png, { site: 'nowhere' })).toMatchObject({ status: 404 })
    expect(await send(png, { headers: { 'x-csrf-token': 'x' } })).toMatchObject({ status: 403 })
    expect(await send(png, { headers: { origin: 'https://evil.example' } })).toMatchObject({ status: 403 })
  })

  it('[HLP6] is what is no picture, by a closed code and a sentence', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    expect(await send(svg, { headers: { 'content-type': 'image/svg+xml' } })).toMatchObject({
      status: 400,
      error: { code: 'bad_request', message: expect.stringContaining('SVG') },
    })
    expect(await send(png, { headers: { 'content-type': 'text/html' } })).toMatchObject({ status: 400 })
    expect(await send(Buffer.alloc(0))).toMatchObject({ status: 400 })
    expect(await send(png.subarray(0, 200))).toMatchObject({ status: 400 })
  })

  it('[HLP6] is what is too large, by its bytes or by its pixels', async () => {
    expect(await send(Buffer.alloc(4 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      error: { code: 'too_large', message: expect.stringContaining('4 MiB') },
    })
    expect(await send(pngOf(50_000, 50_000))).toMatchObject({ status: 413, error: { code: 'too_large' } })
  })

  it('[HLP6] is an address that names none', async () => {
    expect((await look(`/api/v1/pictures/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await look('/api/v1/pictures/..%2f..%2fdocent.db')).status).toBe(404)
  })
})

it('[HLP6] removes what no article names after a week, and nothing else', async () => {
  const [named, unused] = [await send(pngOf(3, 3)), await send(pngOf(4, 4))]
  await publishedArticle(relay, { title: 'Named', body: `![A square](${named.data?.url})` })
  const { storage } = relay.app
  const later = (days: number) =>
    createUnusedPictures({
      storage,
      logger: silentLogger,
      clock: { now: () => Date.now() + days * 24 * 3_600_000 },
    })
  expect(await later(6).sweep()).toBe(0)
  expect(await later(8).sweep()).toBeGreaterThan(0)
  expect((await look(named.data?.url ?? '')).status).toBe(200)
  expect((await look(unused.data?.url ?? '')).status).toBe(404)
})

it('[HLP6] is not read for who has it already', async () => {
  const id = 'a'.repeat(64)
  const unasked = () => expect.unreachable('the bytes were read')
  const pictures = { put: unasked, read: unasked, typeOf: () => 'image/png' as const }
  const { sites } = relay.app
  const sessions = { show: unasked, authenticate: unasked, provesIntent: unasked }
  const server = express()
    .use(pictureRoutes({ sites, sessions, pictures, isOwn: () => false }))
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${id}`
  expect((await fetch(address, { headers: { 'if-none-match': `W/"${id}"` } })).status).toBe(304)
  server.close()
})
