/** Any order of what people and failures do: after each step the database keeps its promises [RTE2], and nobody waits for ever. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AgentPrincipal } from '../realtime/principal.ts'
import { createDesk, type Desk } from './desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await createDesk()
})
afterAll(() => desk.close())

const agentAt = fc.nat({ max: 3 })
const conversationAt = fc.nat({ max: 7 })
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('start' as const), team: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('accept' as const), agent: agentAt }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('decline' as const), agent: agentAt }) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom('take' as const, 'reply' as const, 'resolve' as const, 'reopen' as const),
      agent: agentAt,
      conversation: conversationAt,
      /** What the agent believes of `gen`: the truth, or what was. */
      late: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('transfer' as const),
      agent: agentAt,
      conversation: conversationAt,
      to: fc.option(agentAt),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('write' as const), conversation: conversationAt }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('come' as const), agent: agentAt }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('leave' as const), agent: agentAt }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('accepting' as const), agent: agentAt, on: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('pass' as const), seconds: fc.constantFrom(5, 35, 130) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

interface World {
  readonly agents: readonly AgentPrincipal[]
  readonly teamId: string
  readonly conversations: { id: string; visitorId: string }[]
}

async function perform(world: World, doing: Step): Promise<void> {
  const { agents, conversations } = world
  const agent = 'agent' in doing ? agents[doing.agent] : undefined
  const conversation =
    'conversation' in doing ? conversations[doing.conversation % conversations.length] : undefined
  const { routing, siteId } = desk
  switch (doing.does) {
    case 'start':
      conversations.push(await desk.conversation({ teamId: doing.team ? world.teamId : null }))
      return routing.queued(siteId, conversations.at(-1)?.id ?? '')
    case 'pass':
      return desk.passes(doing.seconds)
    case 'restart':
      return desk.restarts()
    case 'write':
      if (conversation && (await desk.row(conversation.id)).status === 'resolved')
        await desk.writes(conversation.id)
      return
  }
  if (!agent) return
  switch (doing.does) {
    case 'come':
      return desk.presence.connected(`socket of ${agent.agentId}`, agent)
    case 'leave':
      return desk.leaves(agent)
    case 'accepting':
      await routing.setAccepting(agent, doing.on)
      return
    case 'accept':
    case 'decline': {
      const offer = (await desk.offerOf(agent))[0]
      if (offer) await routing[doing.does](agent, offer.offerId)
      return
    }
  }
  if (!conversation) return
  const { assign_gen } = await desk.row(conversation.id)
  if (doing.does === 'reply') await routing.takeByReply(agent, conversation.id)
  else if (doing.does === 'transfer') {
    const target = doing.to === null ? undefined : agents[doing.to]
    const to = target
      ? ({ kind: 'agent', agentId: target.agentId } as const)
      : ({ kind: 'team', teamId: world.teamId } as const)
    await routing.transfer(agent, conversation.id, assign_gen, to)
  } else
    await routing[doing.does](agent, conversation.id, doing.late ? Math.max(0, assign_gen - 1) : assign_gen)
}

/** I5, and what the two tables and their copies in `conversations` must agree on. */
async function expectPromisesKept({ agents }: World): Promise<void> {
  // One snapshot: what an earlier step triggered may be committed between two reads.
  const [conversations, assignments, offers, memberships] = await desk.storage.read
    .transaction()
    .execute(
      async (db) =>
        [
          await db.selectFrom('conversations').selectAll().where('site_id', '=', desk.siteId).execute(),
          await db
            .selectFrom('assignments')
            .selectAll()
            .where('site_id', '=', desk.siteId)
            .where('ended_at', 'is', null)
            .execute(),
          await db
            .selectFrom('offers')
            .selectAll()
            .where('site_id', '=', desk.siteId)
            .where('ended_at', 'is', null)
            .execute(),
          await db.selectFrom('memberships').selectAll().where('site_id', '=', desk.siteId).execute(),
        ] as const,
    )
  for (const { id, status, agent_id, queued_at } of conversations) {
    const owners = assignments.filter((one) => one.conversation_id === id).map((one) => one.agent_id)
    const offered = offers.filter((one) => one.conversation_id === id)
    expect(owners).toEqual(agent_id === null ? [] : [agent_id])
    expect(offered.length).toBeLessThanOrEqual(1)
    // Each is in exactly one place: resolved, somebody's, or in the queue.
    expect([status === 'resolved', agent_id !== null, queued_at !== null].filter(Boolean)).toHaveLength(1)
    if (offered.length > 0) expect(queued_at).not.toBeNull()
  }
  for (const { agent_id, active, capacity } of memberships) {
    const held = [...assignments, ...offers].filter((one) => one.agent_id === agent_id).length
    expect(active).toBe(held)
    // Only a supervisor may exceed the number of slots, by taking over.
    if (agents.find(({ agentId }) => agentId === agent_id)?.role === 'agent')
      expect(active).toBeLessThanOrEqual(capacity)
  }
}

async function expectLogsWhole({ conversations }: World): Promise<void> {
  for (const { id } of conversations) {
    const { entries, internal } = await desk.logs(id)
    expect(entries.map(({ place }) => place)).toEqual(entries.map((_, index) => index + 1))
    expect(internal.map(({ place }) => place)).toEqual(internal.map((_, index) => index + 1))
  }
}

/** Somebody with room for all comes, and answers whatever is offered: in the end nobody waits. */
async function expectNobodyWaitsForEver(world: World): Promise<void> {
  const last = await desk.agent('Last', { capacity: 100, teamIds: [world.teamId] })
  await desk.connects(last)
  for (let round = 0; round < 40; round++) {
    for (const { offerId } of await desk.offerOf(last)) await desk.routing.accept(last, offerId)
    const waiting = await desk.storage.read
      .selectFrom('conversations')
      .select('id')
      .where('site_id', '=', desk.siteId)
      .where('queued_at', 'is not', null)
      .execute()
    if (waiting.length === 0) return
    await desk.passes(5)
  }
  expect.fail('a conversation waited for ever')
}

describe('routing in any order [RTE2]', () => {
  it('[RTE2] keeps one owner, true counts and whole logs, and offers everything in the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40 }),
        fc.boolean(),
        fc.boolean(),
        async (steps, offers, together) => {
          await desk.newSite()
          desk.set({ offers })
          const teamId = await desk.team('Sales')
          const agents = [
            await desk.agent('Ada', { capacity: 1 }),
            await desk.agent('Linus', { capacity: 2, teamIds: [teamId] }),
            await desk.agent('Grace', { capacity: 3, accepting: false }),
            await desk.agent('Sue', { capacity: 1, role: 'supervisor' }),
          ]
          const world: World = { agents, teamId, conversations: [] }
          for (const doing of steps) {
            // Together: what one step triggers is still under way when the next begins.
            await perform(world, doing)
            if (!together) await desk.routing.settled()
            await expectPromisesKept(world)
          }
          await desk.routing.settled()
          await expectPromisesKept(world)
          await expectLogsWhole(world)
          await expectNobodyWaitsForEver(world)
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)
})
