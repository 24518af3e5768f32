/** What pages tell a relay that runs of their help sessions, and what nobody may tell it. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { HelpFigures } from '@docent/protocol'
import { articleLimits } from '@docent/protocol'
import express from 'express'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, origins, type Person } from '../../realtime/testing/live-relay.ts'
import { type LiveArticle, publishedArticle } from '../testing/article-scene.ts'
import { helpActivityRoutes } from './help-activity.http.ts'

let relay: LiveRelay
let article: LiveArticle
beforeAll(async () => {
  relay = await openLiveRelay()
  article = await publishedArticle(relay)
})
afterAll(() => relay.close())

const uuid = () => relay.random.uuid()
const stamp = () => ({ eventId: uuid(), at: Date.now() })
const searched = (query = 'refund') => ({ ...stamp(), kind: 'searched', query, results: 0 })
const activity = (more: object = {}) => ({
  site: 'shop',
  session: uuid(),
  locale: 'en',
  events: [searched()],
  ...more,
})
const post = (body: unknown, headers: Record<string, string> = {}, url = relay.url) =>
  fetch(`${url}/api/v1/help/activity`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: origins.shop, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
async function refused(response: Response): Promise<unknown> {
  const { error } = (await response.json()) as { error: { code: string; data?: { path?: string } } }
  return [response.status, error.code, error.data?.path]
}
const stored = async (kind: 'opened' | 'voted' | 'searched') => {
  const rows = await relay.app.articles.figures.table(relay.sites.shop.id, all)
  if (kind === 'searched') return rows.searches
  return rows.articles.reduce((sum, one) => sum + (kind === 'opened' ? one.views : one.helpful), 0)
}
const all = { from: 0, until: Number.MAX_SAFE_INTEGER }

describe('what a page tells', () => {
  it('[HLP12] is taken as plain text, and from a page that asks first', async () => {
    const before = await stored('searched')
    const response = await post(activity())
    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    const preflight = await relay.fetch('/help/activity', { method: 'OPTIONS' })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Content-Type')
    expect((await post(activity(), { 'content-type': 'application/json' })).status).toBe(204)
    expect(await stored('searched')).toBe(before + 2)
  })

  it('[HLP12] sets no cookie', async () => {
    expect((await post(activity())).headers.get('set-cookie')).toBeNull()
  })

  it.each([
    ['no JSON', () => 'site=shop', ''],
    ['nothing', () => '', ''],
    ['no event', () => activity({ events: [] }), 'events'],
    ['too many events', () => activity({ events: Array.from({ length: 51 }, () => searched()) }), 'events'],
    [
      'a long query',
      () => activity({ events: [searched('x'.repeat(articleLimits.queryLength + 1))] }),
      'events.0.query',
    ],
    ['half of a character', () => activity({ events: [searched('\ud800')] }), 'events.0.query'],
    ['another kind', () => activity({ events: [{ ...searched(), kind: 'bought' }] }), 'events.0.kind'],
    [
      'more than is known',
      () => activity({ events: [{ ...searched(), visitor: 'me' }] }),
      'events.0.visitor',
    ],
    ['a time before all', () => activity({ events: [{ ...searched(), at: -1 }] }), 'events.0.at'],
    ['an id that is none', () => activity({ session: 'x' }), 'session'],
    ['a language that is none', () => activity({ locale: "en'; drop table" }), 'locale'],
    [
      'one bad event among good ones',
      () => activity({ events: [searched(), { kind: 'read' }] }),
      'events.1.eventId',
    ],
  ])('[HLP12] [INP1] is refused whole with %s', async (_, body, path) => {
    const before = await stored('searched')
    expect(await refused(await post(body()))).toEqual([400, 'bad_request', path])
    expect(await stored('searched')).toBe(before)
  })

  it('[HLP12] comes from pages of the site alone', async () => {
    for (const origin of ['https://evil.example', origins.other, 'null'])
      expect(await refused(await post(activity(), { origin }))).toEqual([403, 'forbidden', undefined])
    expect((await refused(await post(activity({ site: 'none' })))) as unknown[]).toContain('not_found')
  })

  it('[HLP12] is no longer than a browser sends of a page that is left', async () => {
    expect(await refused(await post(JSON.stringify(activity()) + ' '.repeat(64 * 1024)))).toEqual([
      413,
      'too_large',
      undefined,
    ])
  })

  it('[HLP12] [HLP15] of an article or a conversation of another site is not kept', async () => {
    const bea = await relay.agent('bea')
    const visitor = await relay.visitor({ site: 'other' })
    const conversationId = await relay.started(visitor)
    const events = [
      { ...stamp(), kind: 'opened', articleId: article.articleId, locale: 'en' },
      { ...stamp(), kind: 'voted', articleId: article.articleId, locale: 'en', helpful: true },
      searched('stolen'),
    ]
    expect((await post(activity({ site: 'other', events }), { origin: origins.other })).status).toBe(204)
    const theirs = await bea.must<HelpFigures>('help:figures', all)
    expect(theirs).toMatchObject({ searches: 1, articles: [] })
    const asked = [searched('theirs'), { ...stamp(), kind: 'asked', conversationId, query: 'theirs' }]
    expect((await post(activity({ events: asked }))).status).toBe(204)
    const ada = await relay.agent('ada')
    const { wanted } = await ada.must<{
      wanted: { query: string; asked: number; conversationId: unknown }[]
    }>('wanted:list', {})
    expect(wanted.find(({ query }) => query === 'theirs')).toMatchObject({ asked: 0, conversationId: null })
    expect(JSON.stringify(wanted)).not.toContain('stolen')
  })
})

describe('budget', () => {
  it('[HLP12] of one address ends for new sessions, while those that began go on', async () => {
    const { sites, articles } = relay.app
    const limits = { eventsPerMinute: 1_000, sessionsPerHour: 2 }
    const app = express().use(helpActivityRoutes({ sites, activity: articles.activity, ...limits }))
    const server = app.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const told = async (session: string) => {
      const response = await fetch(`http://127.0.0.1:${port}/activity`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: origins.shop, 'x-forwarded-for': '198.51.100.7' },
        body: JSON.stringify(activity({ session })),
      })
      return response.status
    }
    try {
      const [first, second, third] = [uuid(), uuid(), uuid()]
      expect([await told(first), await told(second), await told(third)]).toEqual([204, 204, 429])
      expect([await told(first), await told(second), await told(third)]).toEqual([204, 204, 429])
    } finally {
      server.close()
    }
  })

  it('[HLP12] [CON10] of one address ends, and says when it comes back', async () => {
    const small = await openLiveRelay({ limits: { requestsPerMinute: 12 } })
    try {
      const events = () => Array.from({ length: 50 }, () => searched())
      expect((await post(activity({ events: events() }), {}, small.url)).status).toBe(204)
      const response = await post(activity({ events: events() }), {}, small.url)
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(await refused(response)).toEqual([429, 'rate_limited', undefined])
    } finally {
      await small.close()
    }
  })
})

describe('a search on the pages of the help centre', () => {
  const browser = `Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/141.0`
  const look = (path: string, referer = '') =>
    fetch(relay.url + path, { headers: { 'user-agent': browser, ...(referer !== '' && { referer }) } })
  const results = (query: string) => `/help/shop/en/?q=${encodeURIComponent(query)}`
  const told = async () => {
    await post(activity())
    const { rows } = await sql<{
      session: string
      kind: string
      query: string | null
      results: number | null
    }>`
      select session_id as session, kind, query, results from help_events
      where session_id like 'page:%' order by rowid`.execute(relay.app.storage.read)
    return rows
  }

  it('[HLP12] [HLP13] is counted once in one sitting, with what was opened of it, and without a cookie', async () => {
    const first = await look(results('qqzz lost at sea me@mail.example'))
    expect(first.headers.get('set-cookie')).toBeNull()
    await look(results('Lost, at sea: qqzz me@mail.example'))
    await look(`/help/shop/en/${article.slug}`, relay.url + results('qqzz lost at sea me@mail.example'))
    await look(`/help/shop/en/${article.slug}`, relay.url + results('never searched here'))
    await look(
      `/help/shop/en/${article.slug}`,
      `https://else.example${results('qqzz lost at sea me@mail.example')}`,
    )
    const rows = await told()
    expect(rows.map(({ kind, query }) => [kind, query])).toEqual([
      ['searched', 'qqzz lost at sea [email]'],
      ['opened', 'qqzz lost at sea [email]'],
    ])
    expect(new Set(rows.map(({ session }) => session)).size).toBe(1)
  })
})

describe('the pages of the help centre', () => {
  const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  const page = (headers: Record<string, string> = {}, more = '') =>
    fetch(`${relay.url}/help/shop/en/${article.slug}${more}`, {
      headers: { 'user-agent': browser, ...headers },
    })
  const viewed = async (ask: () => Promise<Response>): Promise<number> => {
    const before = await stored('opened')
    const response = await ask()
    expect(response.status).toBe(200)
    expect(response.headers.get('set-cookie')).toBeNull()
    // What was counted is stored by the time that the next write is.
    await post(activity())
    return (await stored('opened')) - before
  }

  it('[HLP12] are counted where a person opens them, each time', async () => {
    expect(await viewed(() => page())).toBe(1)
    expect(await viewed(() => page({ 'user-agent': `${browser} CUBOT_X19` }))).toBe(1)
    const fromLink = { 'sec-fetch-dest': 'document', 'sec-fetch-site': 'cross-site' }
    expect(await viewed(() => page(fromLink))).toBe(1)
  })

  it.each([
    [
      'a crawler',
      { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
    ],
    ['a tool', { 'user-agent': 'curl/8.5.0' }],
    ['a browser that fetches ahead', { 'sec-purpose': 'prefetch;prerender' }],
    ['a page that names it as a picture', { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site' }],
    ['a page that fetches it', { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'cross-site' }],
  ])('[HLP12] are not counted for %s', async (_, headers) => {
    expect(await viewed(() => page(headers))).toBe(0)
  })

  it('[HLP12] take the vote of a reader without script, and count the way back as no other reading', async () => {
    const before = await stored('voted')
    const views = await viewed(() =>
      fetch(`${relay.url}/help/shop/en/${article.slug}/vote`, {
        method: 'POST',
        headers: { 'user-agent': browser, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'helpful=yes',
      }),
    )
    expect(await stored('voted')).toBe(before + 1)
    expect(views).toBe(0)
  })
})

describe('the table', () => {
  const table = async (who: Person | null, query: string) =>
    relay.fetch(`/help/figures.csv?${query}`, {
      headers: who ? { cookie: await relay.signIn(who) } : {},
    })

  it('[HLP13] is a file for those who may see the figures', async () => {
    const response = await table('ada', 'site=shop&from=0')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="shop-help-figures.csv"')
    expect(await response.text()).toContain('Refunds,en,')
  })

  it('[HLP13] [HLP15] is for nobody else', async () => {
    expect(await refused(await table(null, 'site=shop'))).toEqual([401, 'unauthenticated', undefined])
    expect(await refused(await table('bea', 'site=shop'))).toEqual([404, 'not_found', undefined])
    expect(await refused(await table('ada', ''))).toEqual([400, 'bad_request', 'site'])
    expect(await refused(await table('ada', 'site=shop&from=yesterday'))).toEqual([
      400,
      'bad_request',
      'from',
    ])
  })
})
