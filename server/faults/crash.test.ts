/** Faults of the relay's process: killed, stopped, frozen, started twice. */
import type { LogPage, OfferMade } from '@docent/protocol'
import { isPermanent } from '@docent/protocol/reply'
import type { RawClient } from '@docent/testing/raw-client'
import {
  connectRawAgent,
  connectRawVisitor,
  must,
  parts,
  rawIdentity,
  signIn,
  startConversation,
} from '@docent/testing/raw-people'
import { RelayEnded, startRelay } from '@docent/testing/relay-process'
import { pause, waitUntil } from '@docent/testing/wait-until'
import { describe, expect, it } from 'vitest'
import { keepWriting, peopleTalking } from './load.ts'
import { openScene, tenth } from './scene.ts'

describe('F1, kill -9 (20 kills at 200 messages/s, 8 visitors, 2 agents, seed 1)', () => {
  it('[MSG5] [STO3] loses nothing that was acknowledged and stores nothing twice', async () => {
    const scene = await openScene({ seed: 1 })
    const { writers } = await peopleTalking(scene, { visitors: 8, agents: 2 })
    const load = keepWriting(writers, 200, scene.random)
    for (let kill = 0; kill < 20; kill++) {
      await pause(scene.random.between(100, 700))
      await scene.relay.kill()
      await scene.relay.start()
    }
    await load.stop()
    await scene.expectWhole()
    expect(load.written()).toBeGreaterThan(1_000)
  })
})

describe('F3, a rolling restart (3 times SIGTERM at 100 messages/s, seed 3)', () => {
  it('[CON11] says bye, ends in time, and fails no send', async () => {
    const scene = await openScene({ seed: 3 })
    const { visitors, agents, writers } = await peopleTalking(scene, { visitors: 6, agents: 1 })
    const load = keepWriting(writers, 100, scene.random)
    for (let restart = 0; restart < 3; restart++) {
      const witness = await connectRawVisitor(scene.relay.url, rawIdentity(scene.random))
      await pause(scene.random.between(200, 600))
      const { exitCode, tookMs } = await scene.relay.stop()
      // What the relay said before its end may be read after it.
      await witness.closed
      expect(witness.eventsHeard('bye')).toBe(1)
      expect(exitCode).toBe(0)
      expect(tookMs).toBeLessThan((tenth.shutdown ?? 0) + 500)
      await scene.relay.start()
    }
    await load.stop()
    await scene.expectWhole()
    const refused = [...visitors, ...agents].flatMap((person) =>
      person.journal().filter((line) => line.kind === 'refused' && isPermanent(line.code)),
    )
    expect(refused).toEqual([])
  })
})

describe('F4, a frozen relay (0.5 and 4 s, which are 5 and 40 s at the full intervals, seed 4)', () => {
  it('[PRS] gives no conversation a second owner afterwards', async () => {
    const scene = await openScene({ seed: 4 })
    const { writers } = await peopleTalking(scene, { visitors: 4, agents: 2 })
    const load = keepWriting(writers, 50, scene.random)
    for (const frozenFor of [500, 4_000]) {
      scene.relay.freeze()
      await pause(frozenFor)
      scene.relay.thaw()
      await pause(500)
    }
    await load.stop()
    await scene.expectWhole()
  })
})

describe('clients from before the last restart (seed 80)', () => {
  it('[INP8] get a code of the list for what is stale, and nothing of anybody else', async () => {
    const scene = await openScene({ seed: 80 })
    const { relay, random } = scene
    const [ann, bob] = [rawIdentity(random), rawIdentity(random)]
    const session = await signIn(relay.url, 'ada@demo.test')
    const connect = async () => ({
      ann: await connectRawVisitor(relay.url, ann),
      bob: await connectRawVisitor(relay.url, bob),
      ada: await connectRawAgent(relay.url, session),
    })
    const before = await connect()
    let offer: OfferMade | null = null
    before.ada.onEvent((event, payload) => {
      if (event === 'offer:made') offer = payload as OfferMade
    })
    await must(before.ada, 'availability:set', { accepting: true })
    const anns = await startConversation(before.ann, random, 'Ann’s words')
    const { offerId } = await waitUntil(() => offer, { what: 'the offer' })
    const { gen } = await must<{ gen: number }>(before.ada, 'offer:accept', { offerId })
    await must(before.ada, 'availability:set', { accepting: false })
    const bobs = await startConversation(before.bob, random, 'Bob’s words')
    const { epoch } = await must<LogPage>(before.ann, 'conversation:sync', {
      conversationId: anns,
      after: { seq: 0, id: null },
      epoch: null,
    })
    await must(before.ada, 'conversation:resolve', { conversationId: anns, gen })
    await relay.kill()
    await relay.start()

    const after = await connect()
    const annHears: string[] = []
    after.ann.onEvent((event, payload) => void annHears.push(`${event} ${JSON.stringify(payload)}`))
    const codeOf = async (client: RawClient, command: string, payload: object) => {
      const reply = await client.request(command, payload)
      expect(JSON.stringify(reply), command).not.toContain(
        client === after.ann ? 'Bob’s words' : 'Ann’s words',
      )
      return reply.ok ? 'ok' : reply.error.code
    }
    // Hands and offers that changed meanwhile.
    expect(await codeOf(after.ada, 'offer:accept', { offerId })).toBe('stale')
    expect(await codeOf(after.ada, 'offer:accept', { offerId: random.uuid() })).toBe('not_found')
    expect(await codeOf(after.ada, 'conversation:take', { conversationId: anns, gen })).toBe('stale')
    expect(await codeOf(after.ada, 'conversation:reopen', { conversationId: anns, gen })).toBe('stale')
    // A cursor that never was.
    const beyond = await must<LogPage>(after.ann, 'conversation:sync', {
      conversationId: anns,
      after: { seq: 900, id: random.uuid() },
      epoch,
    })
    expect(beyond.kind).toBe('reset')
    // Somebody else’s conversation, as if it had been one’s own.
    const message = { conversationId: bobs, cmid: random.uuid(), parts: parts('Mine?') }
    expect(await codeOf(after.ann, 'message:send', message)).toBe('not_found')
    const cursor = { seq: 1, id: null }
    expect(await codeOf(after.ann, 'conversation:sync', { conversationId: bobs, after: cursor, epoch })).toBe(
      'not_found',
    )
    // Rooms of before are gone with their process: who has not asked again hears nothing, of others least of all.
    await must(after.bob, 'message:send', {
      conversationId: bobs,
      cmid: random.uuid(),
      parts: parts('Bob’s words again'),
    })
    await must(after.ann, 'conversation:list', {})
    expect(annHears.filter((words) => words.includes('Bob'))).toEqual([])
    await scene.expectWhole()
  })
})

describe('F23, a second relay on the same database', () => {
  it('[STO1] refuses to start, says why, and leaves the first one well', async () => {
    const scene = await openScene({ seed: 23 })
    const second = startRelay({ dataDir: scene.relay.dataDir, startsWithin: 10_000 })
    const refusal = await second.then(
      (relay) => relay.close().then(() => null),
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(RelayEnded)
    expect(String(refusal)).toContain('Another relay is running')
    const visitor = scene.visitor()
    await visitor.start('Are you still there?')
    await waitUntil(() => visitor.pending() === 0, { what: 'the first relay to answer' })
    await scene.expectWhole()
  })
})
