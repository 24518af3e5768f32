import { describe, expect, it } from 'vitest'
import { rooms } from '../realtime/publisher.ts'
import { genOf, openDesk } from './desk-words.ts'

const { desk, agentAtDesk, offerTo } = await openDesk()

describe('places in the queue [RTE8]', () => {
  const queuesTold = async (visitorId: string, atLeast = 1): Promise<unknown[]> => {
    await expect
      .poll(() => desk.publisher.of('conversation:changed', rooms.visitor(visitorId)).length)
      .toBeGreaterThanOrEqual(atLeast)
    return desk.publisher
      .of('conversation:changed', rooms.visitor(visitorId))
      .map((payload) => (payload as { queue: unknown }).queue)
  }

  it('[RTE8] tells each who waits the place, and again only when it changes', async () => {
    const ada = await desk.agent('Ada')
    const [first, second] = [await desk.starts(), await desk.starts()]
    expect(await queuesTold(first.visitorId)).toEqual([{ place: 1, estimateSeconds: null }])
    expect(await queuesTold(second.visitorId)).toEqual([{ place: 2, estimateSeconds: null }])
    genOf(await desk.routing.take(ada, first.id, 0))
    expect(await queuesTold(second.visitorId, 2)).toEqual([
      { place: 2, estimateSeconds: null },
      { place: 1, estimateSeconds: null },
    ])
    expect(desk.routing.queuePlace(first.id)).toBeNull()
    expect(desk.routing.queuePlace(second.id)).toEqual({ place: 1, estimateSeconds: null })
  })

  it('[RTE8] estimates from those who were served before, while somebody is there', async () => {
    const ada = await agentAtDesk('Ada', { capacity: 3 })
    for (let served = 0; served < 3; served++) {
      await desk.starts()
      await desk.passes(10)
      genOf(await desk.routing.accept(ada, (await offerTo(ada)).offerId))
    }
    const fourth = await desk.starts()
    expect(desk.routing.queuePlace(fourth.id)).toEqual({ place: 1, estimateSeconds: 10 })
    const fifth = await desk.starts()
    expect(desk.routing.queuePlace(fifth.id)).toEqual({ place: 2, estimateSeconds: 20 })
  })
})
