import { describe, expect, it } from 'vitest'
import { codeOf, genOf, only, openDesk } from './desk-words.ts'

const { desk, agentAtDesk, offerTo, servedBy } = await openDesk()

describe('taking a conversation [RTE2]', () => {
  it('[RTE2] gives a conversation to one of two who take it at once, and tells the other who has it', async () => {
    const ada = await desk.agent('Ada', { capacity: 1000 })
    const linus = await desk.agent('Linus', { capacity: 1000 })
    for (let round = 0; round < 200; round++) {
      const { id } = await desk.conversation()
      const pair = round % 2 === 0 ? ([ada, linus] as const) : ([linus, ada] as const)
      const replies = await Promise.all(pair.map((agent) => desk.routing.take(agent, id, 0)))
      expect(replies.map(codeOf)).toEqual(['done', 'stale'])
      const lost = replies[1]
      expect(lost?.ok === false && lost.error.data).toEqual({
        owner: { id: pair[0].agentId, name: pair[0].name },
        gen: 1,
      })
    }
    const [one, other] = [await desk.membership(ada), await desk.membership(linus)]
    expect([one.active, other.active]).toEqual([100, 100])
  })

  it('[RTE2] takes what is offered to somebody else, and withdraws that offer', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    const linus = await desk.agent('Linus')
    const { offerId } = await offerTo(ada)
    genOf(await desk.routing.take(linus, id, 0))
    expect((await desk.membership(ada)).active).toBe(0)
    expect(desk.publisher.of('offer:ended').at(-1)).toMatchObject({ offerId, outcome: 'withdrawn' })
    expect(codeOf(await desk.routing.accept(ada, offerId))).toBe('stale')
  })

  it('[RTE2] refuses an agent without a free slot, and lets a supervisor exceed it with a trace', async () => {
    const ada = await agentAtDesk('Ada', { capacity: 0 })
    const sue = await desk.agent('Sue', { capacity: 0, role: 'supervisor' })
    const { id } = await desk.starts()
    expect(codeOf(await desk.routing.take(ada, id, 0))).toBe('at_capacity')
    expect(codeOf(await desk.routing.takeByReply(ada, id))).toBe('at_capacity')
    genOf(await desk.routing.take(sue, id, 0))
    expect((await desk.membership(sue)).active).toBe(1)
    const traces = await desk.storage.read
      .selectFrom('audit')
      .selectAll()
      .where('site_id', '=', desk.siteId)
      .execute()
    expect(only(traces)).toMatchObject({ action: 'capacity.exceeded', actor_id: sue.agentId })
  })

  it("[RTE2] lets only those who may take over touch what is another agent's", async () => {
    const ada = await desk.agent('Ada')
    const linus = await desk.agent('Linus')
    const sue = await desk.agent('Sue', { role: 'supervisor' })
    const { id, gen } = await servedBy(ada)
    expect(codeOf(await desk.routing.take(linus, id, gen))).toBe('forbidden')
    expect(codeOf(await desk.routing.resolve(linus, id, gen))).toBe('forbidden')
    const team = await desk.team('Sales')
    expect(codeOf(await desk.routing.transfer(linus, id, gen, { kind: 'team', teamId: team }))).toBe(
      'forbidden',
    )
    genOf(await desk.routing.take(sue, id, gen))
    expect((await desk.membership(ada)).active).toBe(0)
    expect(codeOf(await desk.routing.resolve(ada, id, gen))).toBe('stale')
  })

  it('[RTE5] accepts the own offer by a reply, and takes what nobody has', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    genOf(await desk.routing.takeByReply(ada, id))
    expect(await desk.internalKinds(id)).toEqual(['queued', 'offered', 'accepted', 'assigned'])
    const linus = await desk.agent('Linus')
    const other = await desk.conversation()
    const gen = genOf(await desk.routing.takeByReply(linus, other.id))
    expect(genOf(await desk.routing.takeByReply(linus, other.id))).toBe(gen)
    expect((await desk.membership(linus)).active).toBe(1)
  })

  it('[RTE5] tells an agent who replies elsewhere whose it is, and lets a supervisor reply without taking', async () => {
    const ada = await desk.agent('Ada')
    const { id } = await servedBy(ada)
    const linus = await desk.agent('Linus')
    const reply = await desk.routing.takeByReply(linus, id)
    expect(reply).toMatchObject({ ok: false, error: { code: 'stale', data: { owner: { name: 'Ada' } } } })
    const sue = await desk.agent('Sue', { role: 'supervisor' })
    expect(codeOf(await desk.routing.takeByReply(sue, id))).toBe('done')
    expect((await desk.row(id)).agent_id).toBe(ada.agentId)
  })

  it('[INP7] knows no conversation of another site', async () => {
    const { id } = await desk.starts()
    await desk.newSite()
    const ada = await desk.agent('Ada', { role: 'owner' })
    expect(codeOf(await desk.routing.take(ada, id, 0))).toBe('not_found')
    expect(codeOf(await desk.routing.resolve(ada, id, 0))).toBe('not_found')
  })
})
