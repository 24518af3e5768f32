import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HttpSide, openHttpSide, password } from '../http/testing/http-side.ts'

let side: HttpSide

beforeEach(async () => {
  side = await openHttpSide()
})
afterEach(() => side.close())

describe('sessions', () => {
  it('[IDN4] signs in, says who one is, signs out', async () => {
    const { ask, signIn, origin } = await side.serve()
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

  it('[IDN4] says to who only asks whether anybody is signed in that nobody is, without an error', async () => {
    const { ask, signIn } = await side.serve()
    expect((await ask('/api/v1/session?optional')).status).toBe(204)
    const cookie = (await signIn()).headers.get('set-cookie')?.split(';')[0] ?? ''
    const reply = await ask('/api/v1/session?optional', { headers: { cookie } })
    expect(await reply.json()).toMatchObject({ data: { agent: { name: 'Ada' } } })
  })

  it('[INP2] answers a wrong password with a code and a sentence, and no cookie', async () => {
    const { signIn } = await side.serve()
    const reply = await signIn({}, { email: 'ada@example.com', password: 'wrong' })
    expect(reply.status).toBe(401)
    expect(reply.headers.get('set-cookie')).toBeNull()
    expect(await reply.json()).toMatchObject({ error: { code: 'unauthenticated' } })
  })

  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    '[IDN4] refuses to sign in from the origin %s',
    async (origin) => {
      const { signIn } = await side.serve()
      expect((await signIn({ Origin: origin })).status).toBe(403)
    },
  )

  it('[IDN4] refuses to sign in without an origin', async () => {
    const { ask } = await side.serve()
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }
    expect((await ask('/api/v1/session', init)).status).toBe(403)
  })

  it('[IDN4] does not sign out without the session’s CSRF token', async () => {
    const { ask, signIn, origin } = await side.serve()
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
    const { signIn } = await side.serve()
    const reply = await signIn({ 'Content-Type': type }, body)
    expect(reply.status).toBe(400)
    expect(await reply.json()).toMatchObject({ error: { code: 'bad_request' } })
  })

  it('[INP3] refuses a body that is too large', async () => {
    const { signIn } = await side.serve()
    const reply = await signIn({}, { email: 'a', password: 'x'.repeat(20_000) })
    expect(reply.status).toBe(413)
    expect(await reply.json()).toMatchObject({ error: { code: 'too_large' } })
  })

  /** Signs in, and answers what changes one's own password from that browser. */
  async function signedIn() {
    const { ask, signIn, origin } = await side.serve()
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
    const { signIn } = await side.serve()
    for (let i = 0; i < 10; i++) await signIn({}, { email: 'ada@example.com', password: 'wrong' })
    const reply = await signIn()
    expect(reply.status).toBe(429)
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await reply.json()).toMatchObject({ error: { code: 'rate_limited', data: {} } })
  })
})
