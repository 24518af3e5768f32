import { randomUUID } from 'node:crypto'
import type { OfferMade, Reply } from '@docent/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AgentPrincipal } from '../realtime/principal.ts'
import { rooms } from '../realtime/publisher.ts'
import { createDesk, type Desk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
})
beforeEach(() => desk.newSite())
afterAll(() => desk.close())

const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1)
  return list[0] as T
}
const offerTo = async (agent: AgentPrincipal): Promise<OfferMade> => only(await desk.offerOf(agent))
const genOf = (reply: Reply<{ gen: number }>): number => {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`)
  return reply.data.gen
}
const codeOf = (reply: Reply<unknown>): string => (reply.ok ? 'done' : reply.error.code)

/** An agent who is connected and accepting. */
async function agentAtDesk(
  name: string,
  options: Parameters<Desk['agent']>[1] = {},
): Promise<AgentPrincipal> {
  const agent = await desk.agent(name, options)
  await desk.connects(agent)
  return agent
}
/** A conversation that an agent has accepted. */
async function servedBy(agent: AgentPrincipal) {
  const started = await desk.starts()
  const gen = genOf(await desk.routing.take(agent, started.id, 0))
  await desk.routing.settled()
  return { ...started, gen }
}

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

describe('hands [RTE2]', () => {
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

  it('[INP7] knows no conversation of another site', async () => {
    const { id } = await desk.starts()
    await desk.newSite()
    const ada = await desk.agent('Ada', { role: 'owner' })
    expect(codeOf(await desk.routing.take(ada, id, 0))).toBe('not_found')
    expect(codeOf(await desk.routing.resolve(ada, id, 0))).toBe('not_found')
  })

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

describe('what visitors are told [RTE8]', () => {
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

describe('colleagues [PRS]', () => {
  it('[PRS1] shows who is connected, what they accept and how busy they are', async () => {
    const teamId = await desk.team('Sales')
    const ada = await agentAtDesk('Ada', { teamIds: [teamId] })
    await desk.agent('Linus', { accepting: false })
    await desk.starts()
    const { agents, teams } = desk.routing.colleagues(desk.siteId)
    expect(agents).toMatchObject([
      { name: 'Ada', connected: true, accepting: true, active: 1, capacity: 3, teamIds: [teamId] },
      { name: 'Linus', connected: false, accepting: false, active: 0, teamIds: [] },
    ])
    expect(teams).toEqual([{ id: teamId, name: 'Sales' }])
    desk.leaves(ada)
    await desk.passes(10)
    expect(desk.publisher.of('agent:changed').at(-1)).toMatchObject({
      agent: { name: 'Ada', connected: false },
    })
  })
})
