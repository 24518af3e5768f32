import { describe, expect, it } from 'vitest'
import { rooms } from '../realtime/publisher.ts'
import { openDesk } from './desk-words.ts'

const { desk, agentAtDesk } = await openDesk()

describe('availability [RTE8]', () => {
  it('[RTE8] says online while somebody is connected and accepting, and tells it once when that changes', async () => {
    const told = () => desk.publisher.of('availability:changed', rooms.siteVisitors(desk.siteId))
    expect(desk.routing.availability(desk.siteId)).toEqual({ state: 'away', nextOpenAt: null })
    const ada = await agentAtDesk('Ada')
    expect(desk.routing.availability(desk.siteId)).toEqual({ state: 'online', nextOpenAt: null })
    await agentAtDesk('Linus', { accepting: false })
    await desk.routing.setAccepting(ada, false)
    expect(told()).toEqual([
      { state: 'away', nextOpenAt: null },
      { state: 'online', nextOpenAt: null },
      { state: 'away', nextOpenAt: null },
    ])
  })

  it('[RTE8] names the next open hour outside business hours, and tells when it opens', async () => {
    await agentAtDesk('Ada')
    const opens = desk.clock.now() + 60_000
    const from = Math.floor((opens % 86_400_000) / 60_000)
    const day = [{ from, to: from + 60 }]
    desk.set({}, { timeZone: 'UTC', days: Array.from({ length: 7 }, () => day) })
    const exactly = opens - (opens % 60_000)
    expect(desk.routing.availability(desk.siteId)).toEqual({ state: 'away', nextOpenAt: exactly })
    await desk.passes(65)
    const told = desk.publisher.of('availability:changed', rooms.siteVisitors(desk.siteId))
    expect(told.at(-1)).toEqual({ state: 'online', nextOpenAt: null })
  })
})
