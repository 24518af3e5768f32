/** Faults of the relay's process: killed, stopped, frozen, started twice. */
import { isPermanent } from '@docent/protocol/reply'
import { connectRawVisitor, rawIdentity } from '@docent/testing/raw-people'
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
