/** Who a visitor is over real sockets [IDN]: proofs that hold, proofs that ended, and whose history goes where. */
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../agents/actor.ts'
import {
  type Browser,
  type LiveRelay,
  openLiveRelay,
  Refused,
  type Speaker,
} from '../realtime/testing/live-relay.ts'
import { hashOf } from './admission.ts'

let relay: LiveRelay
let secret: Uint8Array

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000 } })
  const key = await relay.app.siteKeys.add(operator, relay.sites.shop, { algorithm: 'HS256' })
  if (!key.ok) throw new Error(key.error.message)
  secret = Buffer.from(key.data.secret ?? '', 'base64url')
})
afterAll(() => relay.close())

interface Claims {
  readonly expiresIn?: number
  readonly email?: string
  readonly name?: string
}

/** What the site's own server would sign. Each is another one, however alike they are. */
const tokenFor = (sub: string, { expiresIn = 3_600, ...claims }: Claims = {}) =>
  new SignJWT({ ...claims, jti: relay.random.uuid() })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience('shop')
    // Never sooner than that, however much of this second is over.
    .setExpirationTime(Math.ceil(Date.now() / 1_000) + expiresIn)
    .sign(secret)

const user = () => `user ${relay.random.uuid()}`

const conversationsOf = async (visitor: Speaker) => {
  const { conversations } = await visitor.must<{ conversations: readonly { id: string; readSeq: number }[] }>(
    'conversation:list',
    {},
  )
  return conversations
}
const idsOf = async (visitor: Speaker) => (await conversationsOf(visitor)).map(({ id }) => id)

const refusalOf = (attempt: Promise<Speaker>) =>
  attempt.then(
    () => 'admitted',
    (error: unknown) => (error instanceof Refused ? error.failure?.code : String(error)),
  )

const merges = async (browser: Browser) => {
  const rows = await relay.app.storage.read.selectFrom('visitor_merges').selectAll().execute()
  const identity = await relay.app.storage.read
    .selectFrom('identities')
    .selectAll()
    .where('subject', '=', hashOf(browser.token))
    .executeTakeFirst()
  return rows.filter((row) => row.from_visitor_id === identity?.visitor_id)
}

describe('an anonymous visitor', () => {
  it('[IDN1] writes no row by looking at pages, and one by the first word', async () => {
    const count = async () =>
      (await relay.app.storage.read.selectFrom('visitors').select('id').execute()).length
    const before = await count()
    const visitor = await relay.visitor()
    await visitor.must('page:view', { page: { address: 'https://shop.example/', title: 'Shop' } })
    await visitor.must('visitor:update', { profile: { name: 'Ann' } })
    expect(visitor.ready.identity).toEqual({ kind: 'anonymous', visitorId: null })
    expect(await count()).toBe(before)
    await relay.started(visitor)
    expect(await count()).toBe(before + 1)
  })

  it('[IDN1] keeps only the hash of the token, nowhere the token itself', async () => {
    const visitor = await relay.visitor()
    await relay.started(visitor)
    const rows = await relay.app.storage.read.selectFrom('identities').select('subject').execute()
    expect(rows.map(({ subject }) => subject)).not.toContain(visitor.browser.token)
    expect(rows.some(({ subject }) => /^[\w-]{43}$/.test(subject))).toBe(true)
  })

  it('[IDN2] ends the token with the session, in every tab, and says so before the connection closes', async () => {
    const first = await relay.visitor()
    await relay.started(first)
    const tab = await relay.visitor({ browser: first.browser })
    expect(await first.ask('session:end', {})).toEqual({ ok: true, data: {} })
    await Promise.all([first.gone(), tab.gone()])
    expect(tab.heard('session:ended')).toMatchObject([{ error: { code: 'unauthenticated' } }])
    expect(await refusalOf(relay.visitor({ browser: first.browser }))).toBe('unauthenticated')
  })
})

describe('a signed-in user', () => {
  it('[IDN2] is known by the token of the site’s server on any device', async () => {
    const sub = user()
    const phone = await relay.visitor({ jwt: await tokenFor(sub) })
    expect(phone.ready.identity).toMatchObject({ kind: 'user' })
    const conversation = await relay.started(phone)
    const laptop = await relay.visitor({ jwt: await tokenFor(sub) })
    expect(await idsOf(laptop)).toEqual([conversation])
  })

  it('[IDN2] is refused with a site’s token at another site', async () => {
    const other = await relay.app.siteKeys.add(operator, relay.sites.other, { algorithm: 'HS256' })
    expect(other.ok).toBe(true)
    const jwt = await tokenFor(user())
    expect(await refusalOf(relay.visitor({ site: 'other', jwt }))).toBe('unauthenticated')
  })

  it.each(['', 'not a token', 'a.b.c', `${'x'.repeat(4_000)}.y.z`])(
    '[IDN2] is refused with a token that is none (%#)',
    async (jwt) => {
      expect(await refusalOf(relay.visitor({ jwt }))).toBe('unauthenticated')
    },
  )

  it('[IDN2] is refused where the whole handshake is of another form', async () => {
    const { browser } = await relay.visitor()
    for (const auth of [
      {},
      { protocol: 1, ...browser, token: 'short' },
      { protocol: 1, ...browser, jwt: 'x'.repeat(4_097) },
      { protocol: 1, ...browser, jwt: { toString: 'x' } },
      { protocol: '1', ...browser },
    ])
      expect(await refusalOf(relay.visitor({ auth }))).toBe('bad_request')
  })

  it('[IDN2] is warned before the session ends, told when it does, and closed', async () => {
    const visitor = await relay.visitor({ jwt: await tokenFor(user(), { expiresIn: 1 }) })
    await visitor.hears('session:expiring')
    await visitor.gone()
    expect(visitor.heard('session:ended')).toMatchObject([{ error: { code: 'unauthenticated' } }])
  })

  it('[IDN2] stays where a fresh token of the same user comes in time', async () => {
    const sub = user()
    const visitor = await relay.visitor({ jwt: await tokenFor(sub, { expiresIn: 3 }) })
    const ends = (visitor.ready.identity as { expiresAt: number }).expiresAt
    const { expiresAt } = await visitor.must<{ expiresAt: number }>('session:renew', {
      jwt: await tokenFor(sub),
    })
    expect(expiresAt).toBeGreaterThan(ends)
    // Past the first token's end, which this other session of the same moment tells.
    const witness = await relay.visitor({ jwt: await tokenFor(user(), { expiresIn: 3 }) })
    await witness.gone()
    expect(visitor.isConnected()).toBe(true)
    expect(visitor.heard('session:ended')).toEqual([])
  })

  it('[IDN2] is not renewed by another user’s token, and an anonymous visitor by none', async () => {
    const visitor = await relay.visitor({ jwt: await tokenFor(user()) })
    const other = await tokenFor(user())
    expect(await visitor.ask('session:renew', { jwt: other })).toMatchObject({ error: { code: 'forbidden' } })
    const anonymous = await relay.visitor()
    expect(await anonymous.ask('session:renew', { jwt: other })).toMatchObject({
      error: { code: 'forbidden' },
    })
  })

  it('[IDN2] takes none of the session’s tokens after its end, not one that was renewed away', async () => {
    const sub = user()
    const [before, after] = [await tokenFor(sub), await tokenFor(sub)]
    const visitor = await relay.visitor({ jwt: before })
    await visitor.must('session:renew', { jwt: after })
    await visitor.must('session:end', {})
    for (const jwt of [before, after]) expect(await refusalOf(relay.visitor({ jwt }))).toBe('unauthenticated')
    expect(await refusalOf(relay.visitor({ jwt: await tokenFor(sub) }))).toBe('admitted')
  })

  it('[IDN2] ends the other tabs of the same browser along, and no other device', async () => {
    const sub = user()
    const laptop = await relay.visitor({ jwt: await tokenFor(sub) })
    const tab = await relay.visitor({ browser: laptop.browser, jwt: await tokenFor(sub) })
    const phone = await relay.visitor({ jwt: await tokenFor(sub) })
    await laptop.must('session:end', {})
    await tab.gone()
    expect(tab.heard('session:ended')).toHaveLength(1)
    expect(phone.isConnected()).toBe(true)
    await phone.must('conversation:list', {})
  })

  it('[IDN2] brings the address for which the site vouches to a visitor who was known before', async () => {
    const browser = relay.browser()
    const visitor = await relay.visitor({ browser })
    await visitor.must('visitor:update', { profile: { email: 'typed@home.example' } })
    const conversationId = await relay.started(visitor)
    const jwt = await tokenFor(user(), { email: 'vouched@home.example', name: 'Ann Ames' })
    await relay.visitor({ browser, jwt })
    const ada = await relay.agent('ada')
    expect(await ada.must('visitor:show', { conversationId })).toMatchObject({
      name: 'Ann Ames',
      email: 'vouched@home.example',
      emailVerified: true,
      signedIn: true,
    })
  })
})

describe('an anonymous history, when its visitor signs in [IDN3]', () => {
  it('[IDN3] goes to the user from the same browser, and is written down once', async () => {
    const browser = relay.browser()
    const conversation = await relay.started(await relay.visitor({ browser }))
    const signedIn = await relay.visitor({ browser, jwt: await tokenFor(user()) })
    expect(await idsOf(signedIn)).toEqual([conversation])
    expect(await merges(browser)).toHaveLength(1)
  })

  it('[IDN3] goes over once, however many tabs sign in at the same time', async () => {
    const sub = user()
    const known = await relay.started(await relay.visitor({ jwt: await tokenFor(sub) }))
    const browser = relay.browser()
    const anonymous = await relay.started(await relay.visitor({ browser }))
    const jwts = await Promise.all(Array.from({ length: 5 }, () => tokenFor(sub)))
    const tabs = await Promise.all(jwts.map((jwt) => relay.visitor({ browser, jwt })))
    for (const tab of tabs) expect((await idsOf(tab)).toSorted()).toEqual([known, anonymous].toSorted())
    expect(await merges(browser)).toHaveLength(1)
  })

  it('[IDN3] is out of reach of the anonymous token from then on, on open sockets, too', async () => {
    const browser = relay.browser()
    const tab = await relay.visitor({ browser })
    const conversationId = await relay.started(tab)
    const signedIn = await relay.visitor({ browser, jwt: await tokenFor(user()) })
    await tab.gone()
    expect(tab.heard('session:ended')).toHaveLength(1)
    await relay.said(signedIn, conversationId, 'said after signing in')
    expect(tab.frames()).not.toContain('said after signing in')
    expect(await refusalOf(relay.visitor({ browser }))).toBe('unauthenticated')
  })

  it('[IDN3] is not the next user’s at the same browser', async () => {
    const browser = relay.browser()
    await relay.started(await relay.visitor({ browser }))
    await relay.visitor({ browser, jwt: await tokenFor(user()) })
    const next = await relay.visitor({ browser, jwt: await tokenFor(user()) })
    expect(await idsOf(next)).toEqual([])
  })

  it('[IDN3] reaches the user’s other devices at once, live, with what was read', async () => {
    const sub = user()
    const phone = await relay.visitor({ jwt: await tokenFor(sub) })
    await relay.started(phone)
    const browser = relay.browser()
    const anonymous = await relay.visitor({ browser })
    const conversationId = await relay.started(anonymous)
    await relay.said(anonymous, conversationId, 'second')
    await anonymous.must('conversation:read', { conversationId, seq: 2 })
    const laptop = await relay.visitor({ browser, jwt: await tokenFor(sub) })

    const names = ({ heads }: { heads: readonly (readonly [string, number])[] }) =>
      heads.some(([id, seq]) => id === conversationId && seq === 2)
    await phone.hears('head', names)
    await relay.said(laptop, conversationId, 'third')
    await phone.hears('entry:appended', ({ entry }: { entry: { seq: number } }) => entry.seq === 3)
    const kept = (await conversationsOf(phone)).find(({ id }) => id === conversationId)
    expect(kept?.readSeq).toBe(2)
    await phone.must('conversation:read', { conversationId, seq: 3 })
    const marks = await relay.app.storage.read
      .selectFrom('read_marks')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .execute()
    expect(marks).toMatchObject([{ seq: 3 }])
  })

  it('[IDN3] is found by nobody who types the address', async () => {
    const owner = await relay.visitor({ jwt: await tokenFor(user(), { email: 'rich@home.example' }) })
    const conversationId = await relay.started(owner)
    const thief = await relay.visitor()
    const own = await relay.started(thief)
    await thief.must('visitor:update', { profile: { email: 'rich@home.example' } })
    await thief.must('contact:leave', { conversationId: own, email: 'rich@home.example' })
    expect(await idsOf(thief)).toEqual([own])
    const later = await relay.visitor({ browser: thief.browser })
    expect(await idsOf(later)).toEqual([own])
    const ada = await relay.agent('ada')
    expect(await ada.must('visitor:show', { conversationId: own })).toMatchObject({ emailVerified: false })
    expect(await ada.must('visitor:show', { conversationId })).toMatchObject({ emailVerified: true })
  })
})
