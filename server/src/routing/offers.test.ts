import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { rooms } from '../realtime/publisher.ts'
import { codeOf, genOf, openDesk } from './desk-words.ts'

const { desk, agentAtDesk, offerTo, servedBy } = await openDesk()

describe('offers [RTE5]', () => {
  it('[RTE1] offers a conversation when it is queued, and holds a slot for it', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    const offer = await offerTo(ada)
    expect(offer).toMatchObject({
      conversationId: id,
      remainingMs: 30_000,
      visitorName: 'Grace',
      preview: 'Where is my parcel?',
      why: { rule: 'least_busy', active: 0, capacity: 3, candidates: 1 },
    })
    expect((await desk.membership(ada)).active).toBe(1)
    expect(desk.publisher.of('offer:made', rooms.agent(desk.siteId, ada.agentId))).toEqual([offer])
    expect(await desk.internalKinds(id)).toEqual(['queued', 'offered'])
  })

  it('[RTE1] offers what waits when an agent comes, and when one begins to accept', async () => {
    const ada = await desk.agent('Ada')
    const linus = await desk.agent('Linus', { accepting: false, capacity: 1 })
    const first = await desk.starts()
    await desk.connects(ada)
    expect((await offerTo(ada)).conversationId).toBe(first.id)
    await desk.routing.setAccepting(ada, false)
    const second = await desk.starts()
    await desk.connects(linus)
    expect(await desk.offerOf(linus)).toEqual([])
    expect(await desk.routing.setAccepting(linus, true)).toEqual({ ok: true, data: { accepting: true } })
    await desk.routing.settled()
    expect((await offerTo(linus)).conversationId).toBe(second.id)
  })

  it('[RTE5] gives the conversation to who accepts, and ends the offer in all tabs', async () => {
    const ada = await agentAtDesk('Ada')
    const { id, visitorId } = await desk.starts()
    const { offerId } = await offerTo(ada)
    const gen = genOf(await desk.routing.accept(ada, offerId))
    expect(await desk.row(id)).toMatchObject({ agent_id: ada.agentId, queued_at: null, assign_gen: gen })
    expect((await desk.membership(ada)).active).toBe(1)
    expect(desk.publisher.of('offer:ended', rooms.agent(desk.siteId, ada.agentId))).toEqual([
      { offerId, conversationId: id, outcome: 'accepted' },
    ])
    expect(await desk.internalKinds(id)).toEqual(['queued', 'offered', 'accepted', 'assigned'])
    expect(await desk.publicKinds(id)).toEqual(['joined'])
    expect(desk.publisher.of('conversation:changed', rooms.visitor(visitorId)).at(-1)).toEqual({
      conversationId: id,
      status: 'open',
      agent: { kind: 'agent', id: ada.agentId, name: 'Ada' },
      queue: null,
    })
  })

  it('[RTE5] takes the same answer from a second tab, and refuses another one', async () => {
    const ada = await agentAtDesk('Ada')
    await desk.starts()
    const { offerId } = await offerTo(ada)
    const gen = genOf(await desk.routing.accept(ada, offerId))
    expect(genOf(await desk.routing.accept(ada, offerId))).toBe(gen)
    expect(codeOf(await desk.routing.decline(ada, offerId))).toBe('stale')
  })

  it('[INP7] knows no offer that was made to somebody else', async () => {
    const ada = await agentAtDesk('Ada')
    const linus = await desk.agent('Linus')
    await desk.starts()
    const { offerId } = await offerTo(ada)
    expect(codeOf(await desk.routing.accept(linus, offerId))).toBe('not_found')
    expect(codeOf(await desk.routing.accept(linus, randomUUID()))).toBe('not_found')
  })

  it('[RTE5] offers what one agent declined to the next, at its old place', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    const { queued_at: since } = await desk.row(id)
    const linus = await agentAtDesk('Linus')
    await desk.passes(5)
    genOf(await desk.routing.decline(ada, (await offerTo(ada)).offerId))
    await desk.routing.settled()
    expect((await offerTo(linus)).conversationId).toBe(id)
    expect((await desk.row(id)).queued_at).toBe(since)
    expect((await desk.membership(ada)).active).toBe(0)
    expect(await desk.internalKinds(id)).toEqual(['queued', 'offered', 'declined', 'queued', 'offered'])
  })

  it('[RTE5] asks an agent who declined and is alone again only after a while', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    genOf(await desk.routing.decline(ada, (await offerTo(ada)).offerId))
    await desk.passes(25)
    expect(await desk.offerOf(ada)).toEqual([])
    await desk.passes(5)
    expect((await offerTo(ada)).conversationId).toBe(id)
  })

  it('[RTE5] ends an offer after 30 s: missed, counted, back at its old place, and the next agent is asked', async () => {
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    const { queued_at: since } = await desk.row(id)
    const linus = await agentAtDesk('Linus')
    await desk.passes(25)
    expect((await offerTo(ada)).remainingMs).toBe(5_000)
    await desk.passes(5)
    expect(await desk.offerOf(ada)).toEqual([])
    expect((await offerTo(linus)).conversationId).toBe(id)
    expect(await desk.membership(ada)).toMatchObject({ active: 0, missed_in_row: 1, accepting: 1 })
    expect((await desk.row(id)).queued_at).toBe(since)
  })

  it('[RTE5] stops the accepting of an agent who missed two in a row, and says so', async () => {
    const ada = await agentAtDesk('Ada')
    await desk.starts()
    await desk.passes(60)
    expect(await desk.membership(ada)).toMatchObject({ active: 0, accepting: 0 })
    const changes = desk.publisher.of('agent:changed', rooms.siteAgents(desk.siteId))
    expect(changes.at(-1)).toMatchObject({
      agent: { name: 'Ada', accepting: false, active: 0, connected: true },
    })
    expect(desk.routing.availability(desk.siteId)).toEqual({ state: 'away', nextOpenAt: null })
  })

  it('[RTE5] does not count misses before and after an answer as in a row', async () => {
    const ada = await agentAtDesk('Ada')
    await desk.starts()
    await desk.passes(30)
    genOf(await desk.routing.decline(ada, (await offerTo(ada)).offerId))
    await desk.passes(60)
    expect(await desk.membership(ada)).toMatchObject({ accepting: 1, missed_in_row: 1 })
  })

  it('[RTE2] never offers more than an agent has slots, and goes on in the order of the queue', async () => {
    const ada = await agentAtDesk('Ada', { capacity: 2 })
    const waiting = [await desk.starts(), await desk.starts(), await desk.starts()]
    const offers = await desk.offerOf(ada)
    expect(offers.map((offer) => offer.conversationId)).toEqual(waiting.slice(0, 2).map(({ id }) => id))
    const gen = genOf(await desk.routing.accept(ada, offers[0]?.offerId ?? ''))
    genOf(await desk.routing.resolve(ada, waiting[0]?.id ?? '', gen))
    await desk.routing.settled()
    expect((await desk.offerOf(ada)).map((offer) => offer.conversationId)).toEqual(
      waiting.slice(1).map(({ id }) => id),
    )
  })

  it('[RTE5] assigns at once where the site asks nobody', async () => {
    desk.set({ offers: false })
    const ada = await agentAtDesk('Ada')
    const { id } = await desk.starts()
    expect((await desk.row(id)).agent_id).toBe(ada.agentId)
    expect(await desk.internalKinds(id)).toEqual(['queued', 'assigned'])
  })

  it("[RTE4] offers a team's conversation to its members only", async () => {
    const teamId = await desk.team('Sales')
    const ada = await agentAtDesk('Ada')
    const linus = await agentAtDesk('Linus', { teamIds: [teamId] })
    const { id } = await desk.starts({ teamId })
    expect(await desk.offerOf(ada)).toEqual([])
    expect((await offerTo(linus)).conversationId).toBe(id)
  })

  it('[RTE4] offers to the agent who served this visitor last', async () => {
    const ada = await agentAtDesk('Ada')
    const first = await servedBy(ada)
    genOf(await desk.routing.resolve(ada, first.id, first.gen))
    const linus = await agentAtDesk('Linus')
    const again = await desk.starts({ visitorId: first.visitorId })
    expect((await offerTo(ada)).conversationId).toBe(again.id)
    expect((await offerTo(ada)).why.rule).toBe('returning')
    expect(await desk.offerOf(linus)).toEqual([])
  })

  it('[PRS5] lets an offer neither end nor live on when the wall clock is set', async () => {
    const ada = await agentAtDesk('Ada')
    await desk.starts()
    desk.clock.moveWall(3_600_000)
    await desk.passes(25)
    expect((await offerTo(ada)).remainingMs).toBe(5_000)
    desk.clock.moveWall(-7_200_000)
    await desk.passes(5)
    expect(await desk.membership(ada)).toMatchObject({ missed_in_row: 1 })
    desk.clock.moveWall(3_600_000)
  })
})
