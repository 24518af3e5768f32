/** Faults of beginning: impatience, two tabs, no connection. Each makes one conversation [STA2]. */
import { waitUntil } from '@docent/testing/wait-until'
import { describe, expect, it } from 'vitest'
import { openScene, type Scene } from './scene.ts'

const stored = (scene: Scene) =>
  scene.database.prepare<[], { id: string; last_seq: number }>('select id, last_seq from conversations').all()

describe('one conversation is begun', () => {
  it('[STA2] by twenty fast clicks (seed 50)', async () => {
    const scene = await openScene({ seed: 50 })
    const visitor = scene.visitor()
    const ids = await Promise.all(Array.from({ length: 20 }, (_, click) => visitor.start(`click ${click}`)))
    expect(new Set(ids).size).toBe(1)
    await scene.expectWhole()
    expect(stored(scene)).toHaveLength(1)
  })

  it('[STA2] by two tabs at the same moment (seed 51)', async () => {
    const scene = await openScene({ seed: 51 })
    const left = scene.visitor()
    const right = scene.visitor({ tabOf: left })
    const ids = await Promise.all([left.start('from the left'), right.start('from the right')])
    expect(new Set(ids).size).toBe(1)
    await waitUntil(() => stored(scene)[0]?.last_seq === 2, { what: 'both messages' })
    await scene.expectWhole()
    expect(stored(scene)).toHaveLength(1)
  })

  it('[STA2] while offline, with more said before the relay is back (seed 52)', async () => {
    const scene = await openScene({ seed: 52 })
    const visitor = scene.visitor()
    await waitUntil(() => visitor.client.connection.status.value.state === 'open', { what: 'the connection' })
    await scene.relay.kill()
    const first = await visitor.start('Is anybody there?')
    const second = await visitor.start('Hello?')
    await visitor.say(first, 'I will wait.')
    expect(second).toBe(first)
    await scene.relay.start()
    await scene.expectWhole()
    expect(stored(scene)).toEqual([{ id: first, last_seq: 3 }])
  })
})
