/** Faults of the link between people and the relay: reset, half-open, one-way, flapping, refused upgrades, slow. */
import { namespaces, protocolVersion } from '@docent/protocol'
import { rawIdentity } from '@docent/testing/raw-people'
import { pause, waitUntil } from '@docent/testing/wait-until'
import { io } from 'socket.io-client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { keepWriting, peopleTalking } from './load.ts'
import { openScene, tenth } from './scene.ts'

/** Ping and its time-out together: a silent link cannot be noticed earlier, and must be noticed soon after [CON]. */
const noticedWithin = (tenth.pingInterval ?? 0) + (tenth.pingTimeout ?? 0) + 1_000

describe('F6, every TCP connection reset (10 times at 100 messages/s, seed 6)', () => {
  it('[OUT2] [SYN2] ends with one log for all', async () => {
    const scene = await openScene({ seed: 6 })
    const proxy = await scene.proxy()
    const { writers } = await peopleTalking(scene, { visitors: 6, agents: 2 }, proxy.url)
    const load = keepWriting(writers, 100, scene.random)
    for (let reset = 0; reset < 10; reset++) {
      await pause(scene.random.between(50, 600))
      proxy.resetAll()
    }
    await load.stop()
    await scene.expectWhole()
  })
})

describe('F7, a half-open connection (both directions swallowed, twice, seed 7)', () => {
  it(`[CON1] is noticed within 35 s, which is ${noticedWithin} ms here, and loses nothing`, async () => {
    const scene = await openScene({ seed: 7 })
    const proxy = await scene.proxy()
    const { writers } = await peopleTalking(scene, { visitors: 3, agents: 1 }, proxy.url)
    const load = keepWriting(writers, 20, scene.random)
    for (let times = 0; times < 2; times++) {
      await pause(scene.random.between(50, 400))
      const before = proxy.connections().ever
      proxy.swallow('to-client', 'to-relay')
      await waitUntil(() => proxy.connections().ever >= before + 4, {
        within: noticedWithin + 1_000,
        what: 'all four to connect anew',
      })
    }
    await load.stop()
    await scene.expectWhole()
  })
})

describe('F8, only the way of the acks cut (3 times, seed 8)', () => {
  it('[MSG5] answers the second send with the first one’s place, and one bubble stands', async () => {
    const scene = await openScene({ seed: 8 })
    const proxy = await scene.proxy()
    const { visitors, writers } = await peopleTalking(scene, { visitors: 1, agents: 1 }, proxy.url)
    const [visitor] = visitors
    const [writer] = writers
    // The message may come back by catching up before its ack does, so the ack itself is waited for.
    const duplicates = () => visitor?.journal().filter((line) => line.kind === 'acked' && line.duplicate)
    for (let times = 1; times <= 3; times++) {
      proxy.swallow('to-client')
      await writer?.say(`cut ${times}`)
      await waitUntil(() => duplicates()?.length === times && visitor?.pending() === 0, {
        within: noticedWithin + 5_000,
        what: 'the ack of the second send',
      })
    }
    await scene.expectWhole()
  })
})

describe('F9, a slow and jittery link (200 ± 100 ms, 30 messages/s for 3 s, seed 9)', () => {
  it('[SYN2] keeps the order', async () => {
    const scene = await openScene({ seed: 9 })
    const proxy = await scene.proxy()
    const { writers } = await peopleTalking(scene, { visitors: 4, agents: 2 }, proxy.url)
    proxy.delay(200, 100)
    const load = keepWriting(writers, 30, scene.random)
    await pause(3_000)
    await load.stop()
    proxy.heal()
    await scene.expectWhole()
  })
})

describe('F13, a flapping link (6 times up and down, 0.5 s each, seed 13)', () => {
  it('[CON5] leaves one connection for each and no more', async () => {
    const scene = await openScene({ seed: 13 })
    const proxy = await scene.proxy()
    const { visitors, agents, writers } = await peopleTalking(scene, { visitors: 5, agents: 1 }, proxy.url)
    const before = scene.relay.figures().descriptors
    const load = keepWriting(writers, 30, scene.random)
    proxy.flap(500, 500)
    await pause(6_000)
    proxy.heal()
    await load.stop()
    await scene.expectWhole()
    await waitUntil(() => proxy.connections().open === visitors.length + agents.length, {
      what: () => `one connection for each; there are ${proxy.connections().open}`,
    })
    await waitUntil(() => scene.relay.figures().descriptors <= before + 2, {
      what: () =>
        `the relay’s descriptors to return to ${before}; there are ${scene.relay.figures().descriptors}`,
    })
  })
})

describe('F14, a middle box that refuses WebSocket (seed 14)', () => {
  it('[CON2] carries on by polling, both ways', async () => {
    const scene = await openScene({ seed: 14 })
    const proxy = await scene.proxy()
    proxy.refuseUpgrades()
    const { writers } = await peopleTalking(scene, { visitors: 2, agents: 1 }, proxy.url)
    const load = keepWriting(writers, 20, scene.random)
    await pause(2_000)
    await load.stop()
    await scene.expectWhole()
    expect(load.written()).toBeGreaterThan(20)
  })
})

describe('what Socket.IO offers to keep by itself (seed 62)', () => {
  it('[CON4] is not used: what is written without a connection is sent once, by the outbox', async () => {
    const scene = await openScene({ seed: 62 })
    const proxy = await scene.proxy()
    const { visitors, writers } = await peopleTalking(scene, { visitors: 1, agents: 0 }, proxy.url)
    const sent = () => visitors[0]?.journal().filter((line) => line.kind === 'sent').length ?? 0
    const before = sent()
    proxy.refuse()
    proxy.resetAll()
    const state = () => visitors[0]?.client.connection.status.value.state
    await waitUntil(() => state() === 'waiting', { what: 'the loss to be noticed' })
    await writers[0]?.say('Written without a connection')
    expect(sent()).toBe(before)
    proxy.heal()
    await scene.expectWhole()
    expect(sent()).toBe(before + 1)
  })

  it('[CON4] is not used: a connection that comes back is a new one, whose reader must ask', async () => {
    const scene = await openScene({ seed: 63 })
    const proxy = await scene.proxy()
    const { token, deviceId } = rawIdentity(scene.random)
    // Its own way of coming back, as the engine would never ask for it.
    const socket = io(`${proxy.url}${namespaces.visitor}`, {
      query: { site: 'demo' },
      auth: { protocol: protocolVersion, token, deviceId, language: 'en', timeZone: 'UTC' },
      transports: ['websocket'],
      reconnectionDelay: 10,
      extraHeaders: { origin: scene.relay.url },
    })
    const ids: (string | undefined)[] = []
    socket.on('connect', () => ids.push(socket.id))
    onTestFinished(() => void socket.disconnect())
    await waitUntil(() => ids.length === 1, { what: 'the first connection' })
    proxy.resetAll()
    await waitUntil(() => ids.length === 2, { what: 'the second connection' })
    expect(socket.recovered).not.toBe(true)
    expect(ids[1]).not.toBe(ids[0])
  })
})

/** All heads are told once a minute, at the next beat: with the beat's ± 20 % and the sync that follows. */
const allHeadsWithin = (tenth.headToAll ?? 0) + 1.2 * (tenth.head ?? 0) + 500

describe('a push that the link lost, the connection standing (seed 60)', () => {
  it(`[SYN3] is found by the next heads to all, within ${allHeadsWithin} ms here`, async () => {
    const scene = await openScene({ seed: 60 })
    const proxy = await scene.proxy()
    const visitor = scene.visitor({ url: proxy.url })
    const id = await visitor.start('Hello')
    await waitUntil(() => visitor.pending() === 0, { what: 'the start' })
    const agent = await scene.agent('supervisor@demo.test')
    agent.open(id)
    await scene.converged()
    const connections = proxy.connections().ever
    proxy.lose('to-client', 'entry:appended', 1)
    await agent.say(id, 'This one is lost')
    await waitUntil(() => proxy.lost() === 1, { what: 'the push to be lost' })
    await scene.converged(allHeadsWithin)
    expect(proxy.connections().ever).toBe(connections)
    await scene.expectWhole()
  })
})
