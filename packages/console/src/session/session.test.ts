import { describe, expect, it } from 'vitest'
import { createSession } from './session.ts'

const access = {
  agent: { id: 'a', name: 'Ada', email: 'ada@demo.test' },
  sites: [{ key: 'demo', name: 'Demo', role: 'agent' }],
  csrf: 'token',
}
interface Asked {
  path: string
  method: string
  headers: Record<string, string>
  body: string
}

function relay(...answers: (readonly [status: number, body: unknown] | 'down')[]) {
  const asked: Asked[] = []
  const waits: (() => void)[] = []
  const session = createSession({
    address: 'http://relay.test/api/v1/session',
    fetch: (address, init) => {
      asked.push({
        path: String(address).split('/session')[1] ?? '',
        method: init?.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: String(init?.body ?? ''),
      })
      const answer = answers.shift()
      if (answer === undefined || answer === 'down') return Promise.reject(new TypeError('down'))
      return Promise.resolve(
        new Response(answer[0] === 204 ? null : JSON.stringify(answer[1]), { status: answer[0] }),
      )
    },
    after: (_ms, run) => void waits.push(run),
  })
  return { session, asked, waits }
}
const refused = (code: string, data?: object) => ({ error: { code, message: 'no', data } })

describe('the session', () => {
  it('[IDN4] takes up the session that the cookie stands for', async () => {
    const { session } = relay([200, { data: access }])
    await session.check()
    expect(session.state.value).toMatchObject({ kind: 'signed_in', access: { agent: { name: 'Ada' } } })
  })

  it('shows the door to whoever is not signed in', async () => {
    const { session, asked } = relay([204, null])
    await session.check()
    expect(session.state.value).toEqual({ kind: 'signed_out', because: 'start' })
    expect(asked.map(({ path }) => path)).toEqual(['?optional'])
  })

  it('tells a relay that is out of reach from a missing session', async () => {
    const { session } = relay('down')
    await session.check()
    expect(session.state.value.kind).toBe('unreachable')
  })

  it('signs in, and says what went wrong where it cannot', async () => {
    const { session } = relay(
      [401, refused('unauthenticated')],
      [429, refused('rate_limited', { retryAfterMs: 4_200 })],
      'down',
      [200, { data: { surprise: true } }],
      [200, { data: access }],
    )
    expect(await session.signIn('a', 'b')).toEqual({ kind: 'wrong' })
    expect(await session.signIn('a', 'b')).toEqual({ kind: 'too_many', retryAfterSeconds: 5 })
    expect(await session.signIn('a', 'b')).toEqual({ kind: 'unreachable' })
    expect(await session.signIn('a', 'b')).toEqual({ kind: 'broken' })
    expect(await session.signIn('a', 'b')).toEqual({ kind: 'done' })
    expect(session.state.value.kind).toBe('signed_in')
  })

  it('[IDN4] sends the token against forged requests when it signs out', async () => {
    const { session, asked } = relay([200, { data: access }], [200, { data: {} }])
    await session.check()
    expect(await session.signOut()).toBe('done')
    expect(asked[1]).toMatchObject({ method: 'DELETE', headers: { 'x-csrf-token': 'token' } })
    expect(session.state.value).toEqual({ kind: 'signed_out', because: 'start' })
  })

  it('stays signed in while the relay cannot be told', async () => {
    const { session } = relay([200, { data: access }], 'down')
    await session.check()
    expect(await session.signOut()).toBe('unreachable')
    expect(session.state.value.kind).toBe('signed_in')
  })
})

describe('one’s own password', () => {
  const fresh = { ...access, csrf: 'fresh token' }
  const path = (path: string) => refused('bad_request', { path })

  it('[IDN7] is sent with the token, and leaves the same person at the same desk', async () => {
    const { session, asked } = relay([200, { data: access }], [200, { data: fresh }], [200, { data: {} }])
    await session.check()
    const before = session.state.value
    expect(await session.changePassword('old', 'new')).toEqual({ kind: 'done' })
    expect(asked[1]).toMatchObject({
      method: 'PUT',
      path: '/password',
      headers: { 'x-csrf-token': 'token' },
      body: '{"present":"old","next":"new"}',
    })
    expect(session.state.value).toBe(before)
    await session.signOut()
    expect(asked[2]?.headers['x-csrf-token']).toBe('fresh token')
  })

  it('[IDN7] says what was not right', async () => {
    const { session } = relay(
      [200, { data: access }],
      [400, path('present')],
      [400, path('password')],
      [429, refused('rate_limited', { retryAfterMs: 90_000 })],
      'down',
      [500, refused('internal')],
    )
    await session.check()
    const kinds = []
    for (let i = 0; i < 5; i++) kinds.push((await session.changePassword('old', 'new')).kind)
    expect(kinds).toEqual(['wrong', 'unfit', 'too_many', 'unreachable', 'broken'])
    expect(session.state.value.kind).toBe('signed_in')
  })

  it('leads to the door where the session was over before', async () => {
    const { session } = relay([200, { data: access }], [401, refused('unauthenticated')])
    await session.check()
    expect(await session.changePassword('old', 'new')).toEqual({ kind: 'ended' })
    expect(session.state.value).toEqual({ kind: 'signed_out', because: 'ended' })
  })

  it('is sent again with the token of a session that another tab began', async () => {
    const { session, asked } = relay(
      [200, { data: access }],
      [403, refused('forbidden')],
      [200, { data: fresh }],
      [200, { data: fresh }],
    )
    await session.check()
    expect(await session.changePassword('old', 'new')).toEqual({ kind: 'done' })
    expect(asked[3]?.headers['x-csrf-token']).toBe('fresh token')
  })
})

describe('a session that the relay called over', () => {
  const over = [401, refused('unauthenticated')] as const

  it('[IDN7] holds where another tab has begun a fresh one, be it a moment later', async () => {
    const { session, waits } = relay([200, { data: access }], over, [200, { data: access }])
    await session.check()
    const holds = session.stillHolds()
    await expect.poll(() => waits.length).toBe(1)
    expect(session.state.value.kind).toBe('signed_in')
    waits[0]?.()
    expect(await holds).toBe(true)
  })

  it('[IDN4] leads to the door where there is none', async () => {
    const { session, waits } = relay([200, { data: access }], over, over)
    await session.check()
    const holds = session.stillHolds()
    await expect.poll(() => waits.length).toBe(1)
    waits[0]?.()
    expect(await holds).toBe(false)
    expect(session.state.value).toEqual({ kind: 'signed_out', because: 'ended' })
  })

  it('[IDN7] waits for the answer to a password that is being changed', async () => {
    const { session, asked } = relay(
      [200, { data: access }],
      [200, { data: access }],
      [200, { data: access }],
    )
    await session.check()
    const changed = session.changePassword('old', 'new')
    expect(await session.stillHolds()).toBe(true)
    expect((await changed).kind).toBe('done')
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET'])
  })
})
