import { describe, expect, it } from 'vitest'
import { openDesk } from './desk-words.ts'

const { desk, agentAtDesk, offerTo, servedBy } = await openDesk()

describe('an agent who is gone [RTE6]', () => {
  it('[RTE6] has offers withdrawn and queued again at once', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    const linus = await agentAtDesk('Linus')
    desk.leaves(ada)
    await desk.passes(10)
    expect((await offerTo(linus)).conversationId).toBe(id)
    expect(await desk.membership(ada)).toMatchObject({ active: 0, missed_in_row: 0 })
    expect(await desk.internalKinds(id)).toEqual(['queued', 'offered', 'withdrawn', 'queued', 'offered'])
  })

  it('[RTE6] keeps open conversations for 120 s, then they wait before all others', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await servedBy(ada)
    desk.leaves(ada)
    await desk.passes(125)
    expect((await desk.row(id)).agent_id).toBe(ada.agentId)
    const other = await desk.starts()
    await desk.passes(5)
    expect(await desk.row(id)).toMatchObject({ agent_id: null, raised: 1 })
    expect((await desk.membership(ada)).active).toBe(0)
    expect((await desk.internalKinds(id)).slice(-2)).toEqual(['agent_gone', 'queued'])
    expect(desk.routing.queuePlace(id)?.place).toBe(1)
    expect(desk.routing.queuePlace(other.id)?.place).toBe(2)
  })

  it('[RTE6] leaves an agent who comes back in time what is theirs', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await servedBy(ada)
    desk.leaves(ada)
    await desk.passes(100)
    await desk.connects(ada)
    await desk.passes(300)
    expect((await desk.row(id)).agent_id).toBe(ada.agentId)
  })

  it('[RTE6] does not count the time for which the relay itself stood still', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await servedBy(ada)
    desk.leaves(ada)
    await desk.passes(60)
    desk.clock.advance(600_000)
    await desk.passes(100)
    expect((await desk.row(id)).agent_id).toBe(ada.agentId)
    await desk.passes(30)
    expect((await desk.row(id)).agent_id).toBeNull()
  })
})
