import { describe, expect, it } from 'vitest'
import { genOf, only, openDesk } from './desk-words.ts'

const { desk, agentAtDesk, offerTo, servedBy } = await openDesk()

describe('a relay that stood still', () => {
  it('[RTE5] still takes the answer that lay in its sockets meanwhile', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    const { offerId } = await offerTo(ada)
    desk.clock.advance(90_000)
    await desk.routing.sweep()
    genOf(await desk.routing.accept(ada, offerId))
    expect((await desk.row(id)).agent_id).toBe(ada.agentId)
    expect((await desk.membership(ada)).missed_in_row).toBe(0)
  })
})

describe('the end of a process', () => {
  it('[RTE2] withdraws on the next start what ran out meanwhile, and lets other offers run on', async () => {
    const ada = await agentAtDesk('Ada', { capacity: 1 })
    const linus = await agentAtDesk('Linus', { capacity: 1 })
    const first = await desk.starts()
    desk.clock.advance(20_000)
    await desk.starts()
    desk.clock.advance(15_000)
    await desk.restarts()
    const offers = [...(await desk.offerOf(ada)), ...(await desk.offerOf(linus))]
    expect(only(offers).remainingMs).toBe(15_000)
    expect((await desk.internalKinds(first.id)).slice(-2)).toEqual(['withdrawn', 'queued'])
  })

  it('[RTE2] puts a wrong count of slots right', async () => {
    const ada = await desk.agent('Ada')
    await servedBy(ada)
    await desk.storage.writes.transaction(async (trx) => {
      await trx.updateTable('memberships').set({ active: 3 }).where('agent_id', '=', ada.agentId).execute()
    })
    await desk.restarts()
    expect((await desk.membership(ada)).active).toBe(1)
  })

  it('[RTE2] wakes a conversation whose message was stored just before', async () => {
    const ada = await desk.agent('Ada')
    const { id, gen } = await servedBy(ada)
    genOf(await desk.routing.resolve(ada, id, gen))
    await desk.storage.writes.transaction(async (trx) => {
      await trx.updateTable('conversations').set({ waiting_since: 1 }).where('id', '=', id).execute()
    })
    await desk.restarts()
    expect(await desk.row(id)).toMatchObject({ status: 'open', agent_id: null })
    expect((await desk.row(id)).queued_at).not.toBeNull()
  })

  it('[RTE1] finds with the sweep what no event told', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.conversation()
    await desk.passes(5)
    expect((await offerTo(ada)).conversationId).toBe(id)
    expect(await desk.internalKinds(id)).toEqual(['queued', 'offered'])
  })
})
