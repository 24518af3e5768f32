/**
 * What people do to the ownership of a conversation: who may, what happens, and what the loser of a race is told [RTE2].
 * Each is one step inside a routing transaction; knows nothing of sockets, and nothing of who is connected.
 */
import { allows, type Why } from '@docent/protocol'
import { maySee } from '../conversations/visibility.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import { agentAuthor, type Change } from './change.ts'
import { noAgent, noConversation, noFreeSlot, noOffer, noTeam, notYours, stale } from './refusals.ts'
import { findMember, findOffer, type Routed, teamExists } from './routing.store.ts'

export type TransferTarget =
  | { readonly kind: 'agent'; readonly agentId: string }
  | { readonly kind: 'team'; readonly teamId: string }

interface ByGen {
  readonly conversationId: string
  /** What the caller believes the conversation's `gen` to be. */
  readonly gen: number
}

interface Gen {
  readonly gen: number
}

const me = ({ agentId, name }: AgentPrincipal): { id: string; name: string } => ({ id: agentId, name })

async function seen(change: Change, by: AgentPrincipal, conversationId: string): Promise<Routed> {
  const found = await change.read(conversationId)
  if (!maySee(by, { ...found, offeredTo: found.offer?.agentId ?? null })) throw noConversation()
  return found
}

/** A conversation of which the caller knows the present state, and that is theirs, nobody's, or theirs to take over. */
async function touched(change: Change, by: AgentPrincipal, { conversationId, gen }: ByGen): Promise<Routed> {
  const found = await seen(change, by, conversationId)
  if (found.gen !== gen) throw stale(found)
  if (found.agentId && found.agentId !== by.agentId && !allows(by.role, 'conversations.take_over'))
    throw notYours(found)
  return found
}

/** Gives a conversation to the caller, whoever had it or was offered it before. */
async function give(change: Change, of: Routed, to: AgentPrincipal, why: Why): Promise<Gen> {
  const author = agentAuthor(me(to))
  const offeredToMe = of.offer?.agentId === to.agentId
  await change.endOffer(of, offeredToMe ? 'accepted' : 'withdrawn', author)
  await change.endAssignment(of, 'taken')
  if (!offeredToMe) {
    if (allows(to.role, 'conversations.take_over')) await change.slots.takeBeyond(to, of.id)
    else if (!(await change.slots.take(to.agentId))) throw noFreeSlot(null)
  }
  await change.slots.awake(to.agentId)
  if (of.status === 'resolved') await change.reopen(of, author)
  return { gen: await change.assign(of, me(to), why, author) }
}

/** The first answer ends an offer in all tabs; the same answer from another tab is no error [RTE5]. */
export async function accept(change: Change, by: AgentPrincipal, offerId: string): Promise<Gen> {
  const { found, running } = await offered(change, by, offerId, 'accepted')
  return running ? give(change, found, by, running.why) : { gen: found.gen }
}

export async function decline(change: Change, by: AgentPrincipal, offerId: string): Promise<Gen> {
  const { found, running } = await offered(change, by, offerId, 'declined')
  if (!running) return { gen: found.gen }
  await change.slots.awake(by.agentId)
  await change.endOffer(found, 'declined', agentAuthor(me(by)))
  await change.backToQueue(found, 'declined')
  return { gen: found.gen }
}

async function offered(
  change: Change,
  by: AgentPrincipal,
  offerId: string,
  answer: 'accepted' | 'declined',
): Promise<{ found: Routed; running: Routed['offer'] }> {
  const offer = await findOffer(change.trx, offerId, by.siteId, by.agentId)
  if (!offer) throw noOffer()
  const found = await change.read(offer.conversationId)
  if (found.offer?.id === offerId) return { found, running: found.offer }
  const saidBefore = offer.outcome === answer
  if (saidBefore && (answer === 'declined' || found.agentId === by.agentId)) return { found, running: null }
  throw stale(found)
}

export async function take(change: Change, by: AgentPrincipal, request: ByGen): Promise<Gen> {
  const found = await seen(change, by, request.conversationId)
  if (found.agentId === by.agentId) return { gen: found.gen }
  return give(change, await touched(change, by, request), by, { rule: 'taken', by: by.agentId })
}

/** Who replies accepts their own offer, or takes what nobody has; who may take over may reply without taking [RTE5]. */
export async function takeByReply(change: Change, by: AgentPrincipal, conversationId: string): Promise<Gen> {
  const found = await seen(change, by, conversationId)
  if (found.agentId === by.agentId) return { gen: found.gen }
  if (found.agentId) {
    if (allows(by.role, 'conversations.take_over')) return { gen: found.gen }
    throw stale(found)
  }
  const why: Why = found.offer?.agentId === by.agentId ? found.offer.why : { rule: 'replied', by: by.agentId }
  return give(change, found, by, why)
}

export async function transfer(
  change: Change,
  by: AgentPrincipal,
  request: ByGen,
  to: TransferTarget,
): Promise<Gen> {
  const found = await touched(change, by, request)
  if (to.kind === 'agent' && to.agentId === by.agentId) return take(change, by, request)
  if (to.kind === 'agent' && to.agentId === found.agentId) return { gen: found.gen }
  const author = agentAuthor(me(by))
  const moved = (target: { toAgentId: string | null; toTeamId: string | null }) =>
    change.note(found, { kind: 'transferred', from: found.agentId, ...target }, author)
  const reopened = () => (found.status === 'resolved' ? change.reopen(found, author) : undefined)

  if (to.kind === 'team') {
    if (!(await teamExists(change.trx, by.siteId, to.teamId))) throw noTeam()
    await change.endOffer(found, 'withdrawn', author)
    await change.endAssignment(found, 'transferred')
    await reopened()
    await moved({ toAgentId: null, toTeamId: to.teamId })
    return { gen: await change.enqueue(found, 'transferred', { teamId: to.teamId }) }
  }
  const agent = await findMember(change.trx, by.siteId, to.agentId)
  if (!agent) throw noAgent()
  await change.endOffer(found, 'withdrawn', author)
  await change.endAssignment(found, 'transferred')
  if (!(await change.slots.take(agent.id))) throw noFreeSlot(agent.name)
  await reopened()
  await moved({ toAgentId: agent.id, toTeamId: null })
  return { gen: await change.assign(found, agent, { rule: 'transferred', by: by.agentId }, author) }
}

export async function resolve(change: Change, by: AgentPrincipal, request: ByGen): Promise<Gen> {
  const found = await seen(change, by, request.conversationId)
  if (found.status === 'resolved') return { gen: found.gen }
  const mine = await touched(change, by, request)
  const author = agentAuthor(me(by))
  await change.endOffer(mine, 'withdrawn', author)
  await change.endAssignment(mine, 'resolved')
  await change.slots.awake(by.agentId)
  return { gen: await change.resolve(mine, author) }
}

/** Who reopens goes on with it, where there is a free slot; else it waits like any other. */
export async function reopen(change: Change, by: AgentPrincipal, request: ByGen): Promise<Gen> {
  const found = await seen(change, by, request.conversationId)
  if (found.status === 'open') {
    if (found.gen === request.gen || found.agentId === by.agentId) return { gen: found.gen }
    throw stale(found)
  }
  if (found.gen !== request.gen) throw stale(found)
  const author = agentAuthor(me(by))
  await change.reopen(found, author)
  if (!(await change.slots.take(by.agentId))) return { gen: await change.enqueue(found, 'reopened') }
  return { gen: await change.assign(found, me(by), { rule: 'taken', by: by.agentId }, author) }
}
