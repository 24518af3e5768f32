import { describe, expect, it } from 'vitest'
import { rooms } from '../realtime/publisher.ts'
import { genOf, openDesk } from './desk-words.ts'

const { desk, agentAtDesk, offerTo, servedBy } = await openDesk()

describe('resolving and reopening [RTE2]', () => {
  it('[RTE2] resolves once, with a line in both logs, and reopens for who reopens it', async () => {
    const ada = await desk.agent('Ada')
    const { id, gen, visitorId } = await servedBy(ada)
    const resolved = genOf(await desk.routing.resolve(ada, id, gen))
    expect(genOf(await desk.routing.resolve(ada, id, gen))).toBe(resolved)
    expect(await desk.row(id)).toMatchObject({ status: 'resolved', agent_id: null, waiting_since: null })
    expect(desk.publisher.of('conversation:changed', rooms.visitor(visitorId)).at(-1)).toMatchObject({
      status: 'resolved',
      agent: null,
    })
    genOf(await desk.routing.reopen(ada, id, resolved))
    expect(await desk.row(id)).toMatchObject({ status: 'open', agent_id: ada.agentId })
    expect(await desk.publicKinds(id)).toEqual(['joined', 'resolved', 'reopened', 'joined'])
    expect((await desk.membership(ada)).active).toBe(1)
  })
})

describe('waking a resolved conversation', () => {
  it('[RTE2] goes back at once to the agent who had it, if there and free', async () => {
    const ada = await agentAtDesk('Ada')
    await agentAtDesk('Linus')
    const { id, gen } = await servedBy(ada)
    genOf(await desk.routing.resolve(ada, id, gen))
    await desk.writes(id)
    expect(await desk.row(id)).toMatchObject({ status: 'open', agent_id: ada.agentId })
  })

  it('[RTE2] is queued where that agent is away', async () => {
    const ada = await desk.agent('Ada')
    const { id, gen } = await servedBy(ada)
    genOf(await desk.routing.resolve(ada, id, gen))
    const linus = await agentAtDesk('Linus')
    await desk.writes(id)
    expect((await offerTo(linus)).conversationId).toBe(id)
    expect((await desk.internalKinds(id)).slice(-3)).toEqual(['reopened', 'queued', 'offered'])
  })
})
