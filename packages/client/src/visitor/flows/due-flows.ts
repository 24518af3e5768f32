/** Which flows may begin by themselves at this moment, the most urgent first [FLO5]. Pure: what is known is passed in. */
import type { FlowRun, PublishedFlow } from '@docent/protocol'
import { type Facts, matches } from '@docent/protocol/rule'

export interface KnownOfFlows {
  readonly flows: readonly PublishedFlow[]
  /** All runs of the visitor, of whatever version. */
  readonly runs: readonly FlowRun[]
  /** When each flow last began or went on in this browser: a run that goes on keeps its first beginning. */
  readonly begun: Readonly<Record<string, number>>
  readonly facts: Facts
  /** Milliseconds since 1970. */
  readonly now: number
}

const dayMs = 24 * 60 * 60_000

export function dueFlows({ flows, runs, begun, facts, now }: KnownOfFlows): readonly PublishedFlow[] {
  const visitBegan = now - facts.secondsOnSite * 1_000

  function permitted({ id, frequency }: PublishedFlow): boolean {
    // Who tries out a draft or an earlier version is not a visitor who has seen it.
    const ours = runs.filter(({ flowId, source }) => flowId === id && source !== 'preview')
    const last = Math.max(begun[id] ?? 0, ...ours.map(({ startedAt }) => startedAt))
    if (frequency.kind === 'once') return last === 0
    if (frequency.kind === 'every') return last <= now - frequency.days * dayMs
    return last < visitBegan && ours.every(({ status }) => status === 'running')
  }

  return flows
    .filter(
      (flow) =>
        flow.rule !== null &&
        isOpen(flow, now) &&
        permitted(flow) &&
        matches(flow.audience, facts) &&
        matches(flow.rule, facts),
    )
    .sort((a, b) => b.priority - a.priority)
}

const isOpen = ({ schedule: { from, until } }: PublishedFlow, now: number): boolean =>
  (from === null || from <= now) && (until === null || now < until)
