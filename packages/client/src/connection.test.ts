import type { VisitorCommands, VisitorEvents } from '@docent/protocol'
import { failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import { createConnection } from './connection.ts'
import { createFakeClock } from './testing/fake-clock.ts'
import { createFakePage } from './testing/fake-page.ts'
import { createFakeRelay } from './testing/fake-relay.ts'

interface Outside {
  readonly random?: () => number
  readonly onUnauthenticated?: () => Promise<boolean>
}

function open({ random = () => 0.5, onUnauthenticated }: Outside = {}) {
  const clock = createFakeClock()
  const relay = createFakeRelay(clock)
  const page = createFakePage()
  const opened: boolean[] = []
  const openSocket = relay.openSocket('visitor')
  const connection = createConnection<VisitorCommands, VisitorEvents>({
    openSocket(request) {
      opened.push(request.pollingFirst)
      return openSocket(request)
    },
    auth: async () => ({ token: 'mine' }),
    ...(onUnauthenticated && { onUnauthenticated }),
    page,
    clock,
    random,
  })
  const state = () => connection.status.value.state
  /** How long it waits now, in milliseconds. */
  const waits = () => {
    const status = connection.status.value
    return status.state === 'waiting' ? status.retryAt - clock.now() : null
  }
  return { clock, relay, page, connection, state, waits, opened }
}

describe('reconnecting', () => {
  it('opens once, however often it is told to', async () => {
    const { clock, connection, opened, state } = open()
    connection.connect()
    connection.connect()
    await clock.advance(100)
    connection.connect()
    expect(state()).toBe('open')
    expect(opened).toEqual([false])
  })

  it('[CON6] spreads idle clients over the window that the relay names', async () => {
    const { clock, relay, connection, waits } = open({ random: () => 0.9 })
    connection.connect()
    await clock.advance(100)
    relay.push('bye', { reason: 'restart', reconnectWindowMs: 60_000 })
    await clock.advance(10)
    relay.cutAll()
    expect(waits()).toBe(54_000)
  })

  it('[CON5] [CON6] lets an open panel try within a second, then with growing pauses of at most 15 s', async () => {
    const { clock, relay, connection, waits } = open({ random: () => 0.99 })
    connection.setUrgent(true)
    connection.connect()
    await clock.advance(100)
    relay.goDown()
    const pauses: number[] = []
    for (let attempt = 0; attempt < 8; attempt++) {
      const pause = waits() ?? 0
      pauses.push(pause)
      await clock.advance(pause + 5)
    }
    expect(pauses[0]).toBeLessThanOrEqual(1_000)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(15_000)
    expect(pauses.at(-1)).toBeGreaterThan(14_800)
  })

  it('[CON6] tries within a second once a panel opens while it waits', async () => {
    const { clock, relay, connection, waits } = open({ random: () => 0.9 })
    connection.connect()
    await clock.advance(100)
    relay.push('bye', { reason: 'restart', reconnectWindowMs: 60_000 })
    await clock.advance(10)
    relay.cutAll()
    connection.setUrgent(true)
    expect(waits()).toBe(900)
  })

  it('[CON9] waits as long as a busy relay asks', async () => {
    const { clock, relay, connection, waits } = open({ random: () => 0 })
    relay.refuseHandshakes({ ok: false, error: failure('busy', 'Later.', { retryAfterMs: 7_000 }) })
    connection.connect()
    await clock.advance(10)
    expect(waits()).toBeGreaterThan(6_900)
  })

  it('[CON2] tries polling first after an attempt that got no answer at all', async () => {
    const { clock, relay, connection, opened } = open()
    // As a middle box does that lets a WebSocket open and swallows its frames.
    relay.muteHandshakes(true)
    connection.connect()
    await clock.advance(10_500)
    relay.muteHandshakes(false)
    await clock.advance(5_000)
    expect(opened).toEqual([false, true])
    expect(connection.isOpen()).toBe(true)
  })

  it('is refused for good by a permanent code, until somebody tries again', async () => {
    const { clock, relay, connection, state, page } = open()
    relay.refuseHandshakes({ ok: false, error: failure('forbidden', 'Add the origin.') })
    connection.connect()
    await clock.advance(60_000)
    page.wake()
    await clock.advance(60_000)
    expect(connection.status.value).toEqual({
      state: 'refused',
      code: 'forbidden',
      message: 'Add the origin.',
    })
    relay.refuseHandshakes(null)
    connection.retryNow()
    await clock.advance(100)
    expect(state()).toBe('open')
  })

  it('[IDN2] tries once more with a fresh proof, then stays refused', async () => {
    let renewals = 0
    const { clock, relay, connection, state } = open({
      onUnauthenticated: async () => ++renewals > 0,
    })
    relay.refuseHandshakes({ ok: false, error: failure('unauthenticated', 'The token has ended.') })
    connection.connect()
    await clock.advance(120_000)
    expect(renewals).toBe(1)
    expect(state()).toBe('refused')
  })

  it('[OUT4] closes when the page is left, and connects at once when it comes back', async () => {
    const { clock, relay, connection, page, state } = open()
    connection.connect()
    await clock.advance(100)
    page.leave()
    await clock.advance(60_000)
    expect([state(), relay.sockets()]).toEqual(['idle', 0])
    page.wake()
    await clock.advance(10)
    expect(state()).toBe('open')
  })

  it('[OUT4] does not wait any longer when the page is online again', async () => {
    const { clock, relay, connection, page, state } = open({ random: () => 0.99 })
    connection.connect()
    await clock.advance(100)
    relay.goDown()
    await clock.advance(30_000)
    relay.comeUp()
    page.wake()
    await clock.advance(10)
    expect(state()).toBe('open')
  })

  it('does not connect by itself when the page wakes before it was told to', async () => {
    const { clock, relay, page } = open()
    page.wake()
    await clock.advance(1_000)
    expect(relay.sockets()).toBe(0)
  })
})

describe('requests', () => {
  it('[OUT2] fail at once when the connection is lost', async () => {
    const { clock, relay, connection } = open()
    connection.connect()
    await clock.advance(100)
    relay.link.reply = () => []
    const reply = connection.request('conversation:list', {})
    await clock.advance(10)
    relay.cutAll()
    expect(await reply).toMatchObject({ ok: false, error: { code: 'unavailable' } })
  })

  it('[OUT2] fail after the time that the caller gives', async () => {
    const { clock, relay, connection, state } = open()
    connection.connect()
    await clock.advance(100)
    relay.link.reply = () => []
    let code = ''
    void connection.request('conversation:list', {}, { timeoutMs: 12_000 }).then((reply) => {
      if (!reply.ok) code = reply.error.code
    })
    await clock.advance(11_999)
    expect(code).toBe('')
    await clock.advance(1)
    expect([code, state()]).toEqual(['unavailable', 'open'])
  })

  it('find out, as a probe, that a connection is dead', async () => {
    const { clock, relay, connection, state } = open()
    connection.connect()
    await clock.advance(100)
    relay.link.reply = () => []
    void connection.request('conversation:list', {}, { probe: true })
    await clock.advance(8_000)
    expect(state()).toBe('waiting')
  })

  it('fail without a connection, and once it is closed', async () => {
    const { clock, connection } = open()
    expect((await connection.request('conversation:list', {})).ok).toBe(false)
    connection.connect()
    await clock.advance(100)
    connection.close()
    connection.close()
    expect((await connection.request('conversation:list', {})).ok).toBe(false)
    connection.connect()
    await clock.advance(1_000)
    expect(connection.status.value.state).toBe('closed')
  })
})

it('hears no more of an event once the listener is taken back', async () => {
  const { clock, relay, connection } = open()
  const heard: unknown[] = []
  const undo = connection.on('availability:changed', (payload) => heard.push(payload))
  connection.connect()
  await clock.advance(100)
  relay.push('availability:changed', { state: 'away', nextOpenAt: null })
  await clock.advance(10)
  undo()
  relay.push('availability:changed', { state: 'online', nextOpenAt: null })
  await clock.advance(10)
  expect(heard).toEqual([{ state: 'away', nextOpenAt: null }])
})
