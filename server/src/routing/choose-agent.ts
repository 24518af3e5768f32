/**
 * Who gets a conversation, and why [RTE3]. Pure: it is told who is there, and knows neither database nor clock.
 * A further strategy is a further row in `strategies`.
 */
import type { Strategy, Why } from '@docent/protocol'

/** An agent who is connected and accepting. */
export interface Candidate {
  readonly agentId: string
  readonly teamIds: readonly string[]
  /** Conversations that hold a slot now, and how many may. */
  readonly active: number
  readonly capacity: number
  /** When routing last gave this agent a conversation; null for never. */
  readonly lastAssignedAt: number | null
}

/** What the choice needs to know of a conversation that waits. */
export interface Wanted {
  readonly teamId: string | null
  /** The agent who served this visitor within the last day [RTE4]. */
  readonly servedBy: string | null
  /** Agents who missed or declined it during this wait: not asked again while others may [RTE5]. */
  readonly refusedBy: ReadonlySet<string>
  /** Agents who declined it a moment ago: not asked again yet, even where nobody else is there. */
  readonly resting: ReadonlySet<string>
}

export interface Choice {
  readonly agentId: string
  readonly why: Why
}

type Order = (a: Candidate, b: Candidate) => number

/** The one who waited longest for a conversation comes first; never having had one is longest. */
const longestSinceLast: Order = (a, b) => {
  if (a.lastAssignedAt === b.lastAssignedAt) return 0
  if (a.lastAssignedAt === null) return -1
  return b.lastAssignedAt === null ? 1 : a.lastAssignedAt - b.lastAssignedAt
}

/** The smaller share of capacity in use, compared without dividing. */
const smallestShare: Order = (a, b) => a.active * b.capacity - b.active * a.capacity

const byId: Order = (a, b) => (a.agentId < b.agentId ? -1 : 1)

/** Each strategy's orders, the first that tells two agents apart decides; with the name of the tie-break where it was one. */
const strategies: Record<Strategy, readonly { order: Order; tieBrokenBy?: Why['tieBrokenBy'] }[]> = {
  least_busy: [
    { order: smallestShare },
    { order: longestSinceLast, tieBrokenBy: 'longest_since_last' },
    { order: byId, tieBrokenBy: 'order' },
  ],
  round_robin: [{ order: longestSinceLast }, { order: byId, tieBrokenBy: 'order' }],
}

/** Null where nobody may have it now. The answer does not depend on the order of `candidates`. */
export function chooseAgent(
  wanted: Wanted,
  candidates: readonly Candidate[],
  strategy: Strategy,
): Choice | null {
  const able = candidates.filter(
    (agent) => mayHave(agent, wanted.teamId) && !wanted.resting.has(agent.agentId),
  )
  const unasked = able.filter((agent) => !wanted.refusedBy.has(agent.agentId))
  const returning = unasked.find((agent) => agent.agentId === wanted.servedBy)
  if (returning) return choiceOf(returning, 'returning', unasked.length)
  return best(unasked.length > 0 ? unasked : able, strategy)
}

/** Capacity and team: what no strategy overrides. */
export const mayHave = (agent: Candidate, teamId: string | null): boolean =>
  agent.active < agent.capacity && (teamId === null || agent.teamIds.includes(teamId))

function best(candidates: readonly Candidate[], strategy: Strategy): Choice | null {
  let left = candidates
  for (const { order, tieBrokenBy } of strategies[strategy]) {
    const first = left.reduce<Candidate | undefined>((a, b) => (a && order(a, b) <= 0 ? a : b), undefined)
    if (!first) return null
    const rivals = left.filter((agent) => agent === first || order(agent, first) === 0)
    if (rivals.length === 1)
      return choiceOf(first, strategy, candidates.length, left.length > 1 ? tieBrokenBy : undefined)
    left = rivals
  }
  return null
}

const choiceOf = (
  { agentId, active, capacity }: Candidate,
  rule: Why['rule'],
  candidates: number,
  tieBrokenBy?: Why['tieBrokenBy'],
): Choice => ({
  agentId,
  why: { rule, active, capacity, candidates, ...(tieBrokenBy && { tieBrokenBy }) },
})
