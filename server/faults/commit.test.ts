/** Faults between a message's arrival and the moment at which everybody has it. */
import { pause, waitUntil } from '@docent/testing/wait-until'
import { describe, expect, it } from 'vitest'
import { type HookedRelayMessage, hookedRelay, killPoints } from './hooked-relay-messages.ts'
import { keepWriting, peopleTalking } from './load.ts'
import { openScene, type Scene } from './scene.ts'

const tell = (scene: Scene, message: HookedRelayMessage) => scene.relay.tell({ ...message })

describe('F2, killed at a chosen point (3 times each at 60 messages/s, seed 2)', () => {
  it.each(killPoints)('[MSG5] %s', async (at) => {
    const scene = await openScene({ seed: 2, entry: hookedRelay })
    const { writers } = await peopleTalking(scene, { visitors: 5, agents: 1 })
    const load = keepWriting(writers, 60, scene.random)
    for (let kill = 0; kill < 3; kill++) {
      tell(scene, { tell: 'kill', at, after: scene.random.between(1, 20) })
      await scene.relay.ends()
      await scene.relay.start()
    }
    await load.stop()
    await scene.expectWhole()
  })
})

describe('publications that are lost on the relay (10 of them, seed 62)', () => {
  it('[SYN2] [SYN3] are found again, by the next entry or by the head', async () => {
    const scene = await openScene({ seed: 62, entry: hookedRelay })
    const { writers } = await peopleTalking(scene, { visitors: 2, agents: 1 })
    for (let times = 0; times < 5; times++) {
      tell(scene, { tell: 'lose', publications: 2 })
      for (let turn = 0; turn < 3; turn++)
        await scene.random.pick([...writers] as [(typeof writers)[0]]).say(`${times}.${turn}`)
      // Nothing else would ever find them; how soon is no matter of a test.
      await scene.converged(10_000)
    }
    await scene.expectWhole()
  })
})

describe('a transaction held open and rolled back while messages arrive (8 times, seed 70)', () => {
  it('[STO2] takes no message along', async () => {
    const scene = await openScene({ seed: 70, entry: hookedRelay })
    const { writers } = await peopleTalking(scene, { visitors: 5, agents: 1 })
    const load = keepWriting(writers, 100, scene.random)
    for (let times = 0; times < 8; times++) {
      tell(scene, { tell: 'hold', ms: scene.random.between(50, 400) })
      await pause(scene.random.between(100, 500))
    }
    await load.stop()
    await waitUntil(
      () => scene.database.prepare(`select 1 from meta where key = 'held'`).get() === undefined,
      { what: 'the held transactions to be taken back' },
    )
    await scene.expectWhole()
    expect(load.written()).toBeGreaterThan(100)
  })
})
