import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { codeOf, genOf, openDesk } from './desk-words.ts'

const { desk, agentAtDesk, offerTo, servedBy } = await openDesk()

describe('transfer [RTE2]', () => {
  it('[RTE2] transfers to an agent with a free slot', async () => {
    const ada = await desk.agent('Ada')
    const linus = await desk.agent('Linus', { capacity: 1 })
    const [one, two] = [await servedBy(ada), await servedBy(ada)]
    const to = { kind: 'agent', agentId: linus.agentId } as const
    genOf(await desk.routing.transfer(ada, one.id, one.gen, to))
    expect(await desk.row(one.id)).toMatchObject({ agent_id: linus.agentId })
    expect(codeOf(await desk.routing.transfer(ada, two.id, two.gen, to))).toBe('at_capacity')
    expect((await desk.row(two.id)).agent_id).toBe(ada.agentId)
    expect([(await desk.membership(ada)).active, (await desk.membership(linus)).active]).toEqual([1, 1])
    expect(await desk.internalKinds(one.id)).toEqual(['queued', 'assigned', 'transferred', 'assigned'])
    const nobody = { kind: 'agent', agentId: randomUUID() } as const
    expect(codeOf(await desk.routing.transfer(ada, two.id, two.gen, nobody))).toBe('not_found')
  })

  it('[RTE2] transfers to a team, whose members are asked, and which others no longer see', async () => {
    const teamId = await desk.team('Sales')
    const ada = await agentAtDesk('Ada')
    const linus = await agentAtDesk('Linus', { teamIds: [teamId] })
    const { id, gen } = await servedBy(ada)
    genOf(await desk.routing.transfer(ada, id, gen, { kind: 'team', teamId }))
    await desk.routing.settled()
    expect((await offerTo(linus)).conversationId).toBe(id)
    const row = await desk.row(id)
    expect(row).toMatchObject({ team_id: teamId, agent_id: null })
    expect(codeOf(await desk.routing.take(ada, id, row.assign_gen))).toBe('not_found')
    const elsewhere = { kind: 'team', teamId: randomUUID() } as const
    expect(codeOf(await desk.routing.transfer(linus, id, row.assign_gen, elsewhere))).toBe('not_found')
  })
})
