/** What the server of a host tracks, over real HTTP, and what the pages of its users hear of it [FLO15]. */
import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../agents/actor.ts'
import { runsOf } from '../flows/testing/flow-scene.ts'
import { type LiveRelay, openLiveRelay, origins, type SiteName } from '../realtime/testing/live-relay.ts'

let relay: LiveRelay
let key: string

beforeEach(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000 }, limits: { eventsPerKeyPerMinute: 250 } })
  key = await keyOf('shop')
})
afterEach(() => relay.close())

const id = () => relay.random.uuid()

async function keyOf(site: SiteName): Promise<string> {
  const made = await relay.app.apiKeys.add(operator, relay.sites[site], {
    name: 'Backend',
    scopes: ['events:write'],
  })
  if (!made.ok) throw new Error(made.error.message)
  return made.data.key
}

/** A post as the server of a host makes it. */
async function post(body: unknown, more: { key?: string | null; headers?: Record<string, string> } = {}) {
  const shown = more.key === undefined ? key : more.key
  const response = await relay.fetch('/events', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(shown !== null && { Authorization: `Bearer ${shown}` }),
      ...more.headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as unknown }
}

async function signedIn(sub: string) {
  const made = await relay.app.siteKeys.add(operator, relay.sites.shop, { algorithm: 'HS256' })
  if (!made.ok) throw new Error(made.error.message)
  const jwt = await new SignJWT({ jti: id() })
    .setProtectedHeader({ alg: 'HS256', kid: made.data.kid })
    .setSubject(sub)
    .setAudience('shop')
    .setExpirationTime('1h')
    .sign(Buffer.from(made.data.secret ?? '', 'base64url'))
  return relay.visitor({ jwt })
}

const stored = () => relay.app.storage.read.selectFrom('visitor_events').selectAll().execute()

describe('an event from the server of a host', () => {
  it('[FLO15] is counted for its user, also one whom nobody has seen, and read by the first page', async () => {
    const reply = await post({
      user: 'u1',
      name: 'project.created',
      properties: { template: 'blank' },
      at: 5,
    })
    expect(reply).toMatchObject({ status: 200, body: { data: { stored: 1, repeated: 0 } } })
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect(await stored()).toMatchObject([
      { name: 'project.created', properties: '{"template":"blank"}', at: 5, site_id: relay.sites.shop.id },
    ])
    const page = await signedIn('u1')
    expect((await runsOf(page)).events).toEqual({ 'project.created': 1 })
  })

  it('[FLO15] is counted once per event id, within one request and over several', async () => {
    const event = { eventId: id(), user: 'u1', name: 'saved' }
    expect(await post({ events: [event, event] })).toMatchObject({
      body: { data: { stored: 1, repeated: 1 } },
    })
    const again = await Promise.all(Array.from({ length: 5 }, () => post(event)))
    for (const reply of again) expect(reply).toMatchObject({ body: { data: { stored: 0, repeated: 1 } } })
    expect(await stored()).toHaveLength(1)
  })

  it('[FLO15] is heard by the pages that its user has open, and by nobody else’s', async () => {
    const [page, other] = [await signedIn('u1'), await signedIn('u2')]
    // Neither has a row until now: the page becomes this visitor's as the row is made.
    expect(page.ready.identity).toMatchObject({ visitorId: '' })
    await post({
      events: [
        { user: 'u1', name: 'saved' },
        { user: 'u1', name: 'saved' },
      ],
    })
    expect(await page.hears('event:counted')).toEqual({ name: 'saved', count: 2 })
    await post({ user: 'u1', name: 'saved' })
    expect(await page.hears<{ count: number }>('event:counted', ({ count }) => count === 3)).toBeTruthy()
    await post({ user: 'u2', name: 'shared' })
    expect(await other.hears('event:counted')).toEqual({ name: 'shared', count: 1 })
    expect(other.heard('event:counted')).toHaveLength(1)
    expect((await runsOf(page)).events).toEqual({ saved: 3 })
  })

  it('[FLO15] joins what a page of the same user tracked', async () => {
    const page = await signedIn('u1')
    await page.must('event:track', { eventId: id(), name: 'saved' })
    await post({ user: 'u1', name: 'saved' })
    expect(await page.hears('event:counted')).toEqual({ name: 'saved', count: 2 })
  })

  it('[FLO15] cannot happen later than now, whatever the clock of the host says', async () => {
    await post({ user: 'u1', name: 'saved', at: Date.now() + 86_400_000 })
    const [event] = await stored()
    expect(event?.at).toBeLessThanOrEqual(Date.now())
  })
})

describe('the key', () => {
  it.each([
    ['none', null],
    ['an empty one', ''],
    ['one that was never made', `dk_${'A'.repeat(43)}`],
    ['one of another form', "' or 1=1"],
  ])('[FLO15] is refused where it is %s', async (_what, shown) => {
    const reply = await post({ user: 'u1', name: 'saved' }, { key: shown })
    expect(reply).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } })
    expect(reply.headers.get('www-authenticate')).toBe('Bearer')
    expect(await stored()).toEqual([])
  })

  it('[FLO15] is judged before the body is read', async () => {
    const reply = await post('x'.repeat(300_000), { key: null })
    expect(reply.status).toBe(401)
  })

  it('[FLO15] is refused once it was revoked', async () => {
    await post({ user: 'u1', name: 'saved' })
    const [row] = await relay.app.apiKeys.list(relay.sites.shop.id)
    expect(row?.lastUsedAt).toBeGreaterThan(0)
    expect(await relay.app.apiKeys.revoke(operator, relay.sites.other, row?.id ?? '')).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(await relay.app.apiKeys.revoke(operator, relay.sites.shop, row?.id ?? '')).toMatchObject({
      ok: true,
    })
    expect((await post({ user: 'u1', name: 'saved' })).status).toBe(401)
  })

  it('[FLO15] is refused for what is not among its scopes', async () => {
    await relay.app.storage.writes.transaction(async (trx) => {
      await trx.updateTable('api_keys').set({ scopes: '["articles:write"]' }).execute()
    })
    expect(await post({ user: 'u1', name: 'saved' })).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden' } },
    })
  })

  it('[FLO15] is kept as a hash alone, and its making and revoking in the audit', async () => {
    const [row] = await relay.app.storage.read.selectFrom('api_keys').selectAll().execute()
    expect(JSON.stringify(row)).not.toContain(key.slice(3))
    await relay.app.apiKeys.revoke(operator, relay.sites.shop, row?.id ?? '')
    const lines = await relay.app.storage.read
      .selectFrom('audit')
      .selectAll()
      .where('action', 'like', 'site.api_key%')
      .execute()
    expect(lines.map(({ action }) => action)).toEqual(['site.api_key_added', 'site.api_key_revoked'])
    expect(JSON.stringify(lines)).not.toContain(key.slice(3))
  })

  it('[FLO15] [INP7] counts for its own site, whoever of another one has the same name', async () => {
    const page = await signedIn('u1')
    await page.must('event:track', { eventId: id(), name: 'saved' })
    await post({ user: 'u1', name: 'saved' }, { key: await keyOf('other') })
    expect((await runsOf(page)).events).toEqual({ saved: 1 })
  })

  it('[FLO15] [CON10] has a budget of events, apart from that of other keys', async () => {
    const hundred = { events: Array.from({ length: 100 }, () => ({ user: 'u1', name: 'saved' })) }
    expect((await post(hundred)).status).toBe(200)
    expect((await post(hundred)).status).toBe(200)
    const refused = await post(hundred)
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate_limited' } } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await stored()).toHaveLength(200)
    expect((await post(hundred, { key: await keyOf('shop') })).status).toBe(200)
  })
})

describe('the body', () => {
  const event = { user: 'u1', name: 'saved' }
  it.each<[string, unknown, string]>([
    ['no JSON', '{', ''],
    ['null', 'null', ''],
    ['a bare list', [event], 'user'],
    ['no event', { events: [] }, 'events'],
    ['too many', { events: Array.from({ length: 101 }, () => event) }, 'events'],
    ['no user', { name: 'saved' }, 'user'],
    ['an empty name', { events: [event, { ...event, name: '' }] }, 'events.1.name'],
    ['a user that is too long', { ...event, user: 'x'.repeat(201) }, 'user'],
    ['an id of another form', { ...event, eventId: 'order-7' }, 'eventId'],
    ['a property that holds a list', { ...event, properties: { a: [1] } }, 'properties.a'],
    ['half of a character', { ...event, name: '\ud800' }, 'name'],
    ['an unknown key', { ...event, email: 'a@example.com' }, 'email'],
    ['a time that is none', { ...event, at: 'now' }, 'at'],
  ])('[INP1] [FLO15] is refused with the path of its first fault: %s', async (_what, body, path) => {
    const reply = await post(body)
    expect(reply).toMatchObject({ status: 400, body: { error: { code: 'bad_request', data: { path } } } })
    expect(await stored()).toEqual([])
  })

  it('[INP2] [FLO15] is refused in the same form where it is too large, or no JSON by its type', async () => {
    const large = { events: Array.from({ length: 100 }, () => ({ ...event, user: 'x'.repeat(3_000) })) }
    expect(await post(large)).toMatchObject({ status: 413, body: { error: { code: 'too_large' } } })
    const form = await post('user=u1&name=saved', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(form).toMatchObject({ status: 400, body: { error: { code: 'bad_request' } } })
  })

  it('[FLO15] is not for pages: no other origin may read an answer', async () => {
    const reply = await post(event, { headers: { Origin: origins.shop } })
    expect(reply.headers.get('access-control-allow-origin')).toBeNull()
  })
})
