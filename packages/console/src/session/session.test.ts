import { describe, expect, it } from 'vitest'
import { createSession } from './session.ts'

const access = {
  agent: { id: 'a', name: 'Ada', email: 'ada@demo.test' },
  sites: [{ key: 'demo', name: 'Demo', role: 'agent' }],
  csrf: 'token',
}
interface Asked {
  method: string
  headers: Record<string, string>
  body: string
}

function relay(...answers: (readonly [status: number, body: unknown] | 'down')[]) {
  const asked: Asked[] = []
  const session = createSession({
    address: 'http://relay.test/api/v1/session',
    fetch: (_address, init) => {
      asked.push({
        method: init?.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: String(init?.body ?? ''),
      })
      const answer = answers.shift()
      if (answer === undefined || answer === 'down') return Promise.reject(new TypeError('down'))
      return Promise.resolve(new Response(JSON.stringify(answer[1]), { status: answer[0] }))
    },
  })
  return { session, asked }
}
const refused = (code: string, data?: object) => ({ error: { code, message: 'no', data } })

describe('the session', () => {
  it('[IDN4] takes up the session that the cookie stands for', async () => {
    const { session } = relay([200, { data: access }])
    await session.check()
    expect(session.state.value).toMatchObject({ kind: 'signed_in', access: { agent: { name: 'Ada' } } })
  })

  it('shows the door to whoever is not signed in', async () => {
    const { session } = relay([401, refused('unauthenticated')])
    await session.check()
    expect(session.state.value).toEqual({ kind: 'signed_out', because: 'start' })
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
