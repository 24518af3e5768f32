/**
 * What routing does by itself: gives those who wait to agents, ends offers that ran out, takes conversations from agents
 * who are gone, wakes resolved ones. Each is one step inside a routing transaction; it is told who is connected.
 */
import type { SiteSettings, Why } from '@docent/protocol'
import type { Change } from './change.ts'
import { type Candidate, chooseAgent, mayHave, type Wanted } from './choose-agent.ts'
import { conversationsOf, findConversation, findMember, type Routed } from './routing.store.ts'
import {
  acceptingAgents,
  lastOwner,
  lastServedBy,
  refusals,
  type WaitingCursor,
  waitingPage,
} from './waiting.store.ts'

/** Conversations given in one transaction: the door for messages opens again in between. */
const mostPerTransaction = 20
const pageLength = 50

interface Situation {
  readonly connected: readonly string[]
  readonly settings: SiteSettings['routing']
  /** For how long the agent who last served a visitor comes first. */
  readonly returningMs: number
  /** For how long an agent who declined is not asked again, even where nobody else is there. */
  readonly restMs: number
}

/** Gives what waits, raised priority and then the oldest first, to agents with a free slot; true where there may be more. */
export async function giveWaiting(change: Change, situation: Situation): Promise<boolean> {
  let agents = await acceptingAgents(change.trx, change.siteId, situation.connected)
  let given = 0
  for await (const waiting of waitingFor(change, () => agents)) {
    if (given === mostPerTransaction) return true
    const chosen = await giveOne(change, waiting, agents, situation)
    if (!chosen) continue
    given += 1
    agents = agents.map((agent) =>
      agent.agentId === chosen ? { ...agent, active: agent.active + 1, lastAssignedAt: change.now } : agent,
    )
  }
  return false
}

/** Who waits, in their order, until nobody of `agents` has a free slot any more. */
async function* waitingFor(change: Change, agents: () => readonly Candidate[]): AsyncGenerator<Routed> {
  for (const raised of [1, 0] as const) {
    let after: WaitingCursor | null = null
    do {
      const free = agents().filter((agent) => mayHave(agent, null))
      if (free.length === 0) return
      const teamIds = [...new Set(free.flatMap((agent) => agent.teamIds))]
      const query = { siteId: change.siteId, raised, teamIds, after, limit: pageLength }
      const page: Routed[] = await waitingPage(change.trx, query)
      yield* page
      const last = page.length === pageLength ? page.at(-1) : undefined
      after = last?.queuedAt ? { queuedAt: last.queuedAt, id: last.id } : null
    } while (after)
  }
}

/** Offers a conversation, or assigns it where the site asks nobody; returns who was chosen. */
async function giveOne(
  change: Change,
  waiting: Routed,
  agents: readonly Candidate[],
  { settings, returningMs, restMs }: Situation,
): Promise<string | null> {
  if (!agents.some((agent) => mayHave(agent, waiting.teamId))) return null
  const wanted = await wantedOf(change, waiting, returningMs, restMs)
  const choice = chooseAgent(wanted, agents, settings.strategy)
  if (!choice) return null
  const { agentId, why } = choice
  const of = await change.ensureQueued(waiting)
  if (settings.offers) return (await change.offer(of, agentId, why)) ? agentId : null
  return (await assignTo(change, of, agentId, why)) === null ? null : agentId
}

async function wantedOf(
  change: Change,
  { id, siteId, teamId, visitorId, queuedAt, startedAt }: Routed,
  returningMs: number,
  restMs: number,
): Promise<Wanted> {
  const { trx, now } = change
  const passed = await refusals(trx, id, queuedAt ?? startedAt)
  // A wall clock that was put back must not prolong the rest.
  const justNow = (at: number | null) => at !== null && now - at >= 0 && now - at < restMs
  const declined = passed.filter(({ outcome, endedAt }) => outcome === 'declined' && justNow(endedAt))
  return {
    teamId,
    servedBy: await lastServedBy(trx, siteId, visitorId, now - returningMs),
    refusedBy: new Set(passed.map(({ agentId }) => agentId)),
    resting: new Set(declined.map(({ agentId }) => agentId)),
  }
}

/** Null where the agent has no free slot, or is no longer there. */
async function assignTo(change: Change, of: Routed, agentId: string, why: Why): Promise<number | null> {
  const agent = await findMember(change.trx, change.siteId, agentId)
  if (!agent || !(await change.slots.take(agentId))) return null
  return change.assign(of, agent, why)
}

/** Ends an offer that nobody answered; two in a row, and the agent is not asked any more [RTE5]. */
export async function missOffer(
  change: Change,
  conversationId: string,
  offerId: string,
  agentIsThere: boolean,
): Promise<void> {
  const found = await findConversation(change.trx, change.siteId, conversationId)
  if (found?.offer?.id !== offerId) return
  const { agentId } = found.offer
  if (!agentIsThere) return withdrawOffer(change, found)
  await change.endOffer(found, 'missed')
  await change.backToQueue(found, 'missed')
  if ((await change.slots.countMiss(agentId)) >= 2) await change.slots.setAccepting(agentId, false)
}

async function withdrawOffer(change: Change, of: Routed): Promise<void> {
  await change.endOffer(of, 'withdrawn')
  await change.backToQueue(of, 'agent_gone')
}

/** What was only offered to an agent who is gone is queued again at once [RTE6]. */
export async function withdrawOffers(
  change: Change,
  conversationIds: readonly string[],
  agentId?: string,
): Promise<void> {
  for (const id of conversationIds) {
    const found = await findConversation(change.trx, change.siteId, id)
    if (found?.offer && (agentId === undefined || found.offer.agentId === agentId))
      await withdrawOffer(change, found)
  }
}

/** What an agent had who has been gone for too long waits again, before all others [RTE6]. */
export async function requeueOf(change: Change, agentId: string): Promise<void> {
  for (const id of await conversationsOf(change.trx, change.siteId, agentId)) {
    const found = await change.read(id)
    await change.endAssignment(found, 'agent_gone')
    await change.note(found, { kind: 'agent_gone', agentId })
    await change.enqueue(found, 'agent_gone', { raised: true })
  }
}

/** A visitor wrote to a resolved conversation: back to who had it, if that agent is there and free, else into the queue. */
export async function wake(
  change: Change,
  conversationId: string,
  connected: readonly string[],
): Promise<void> {
  const found = await findConversation(change.trx, change.siteId, conversationId)
  if (found?.status !== 'resolved') return
  await change.reopen(found, { kind: 'visitor', id: found.visitorId, name: '' })
  const last = await lastOwner(change.trx, conversationId)
  const agents = await acceptingAgents(change.trx, change.siteId, connected)
  const same = agents.find((agent) => agent.agentId === last && mayHave(agent, found.teamId))
  if (same) {
    const { agentId, active, capacity } = same
    const why: Why = { rule: 'returning', active, capacity }
    if ((await assignTo(change, found, agentId, why)) !== null) return
  }
  await change.enqueue(found, 'woke')
}
