/**
 * What is written of visitors' runs in a group commit: what a page says of one, and an item that an agent ticks.
 * The run is what its events come to; it is computed by the function that the page uses as well [FLO4].
 */
import {
  applyFlowEvent,
  emptyRun,
  type FlowDraft,
  type FlowEvent,
  type FlowRun,
  flowLimits,
} from '@docent/protocol'
import type { Database } from 'better-sqlite3'
import type { Batch } from '../storage/write-queue.ts'
import { createVisitorStore, type NewVisitor } from '../visitors/visitors.store.ts'
import { partsOf } from './flow-parts.ts'
import { createRunsStore, type FrozenVersion } from './runs.store.ts'

export interface NewFlowEvent {
  readonly visitor: NewVisitor
  readonly event: FlowEvent
}

/** What came of an event; only `kept` stored anything, and only where it is new. */
export type Recorded =
  | { readonly kind: 'kept'; readonly visitorId: string; readonly run: FlowRun; readonly isNew: boolean }
  /** No such flow, version, item, or run of this visitor: which one is not told [INP7]. */
  | { readonly kind: 'absent' }
  /** The event's id is that of another run's. */
  | { readonly kind: 'conflict' }
  /** The run is of another flow or version. */
  | { readonly kind: 'mismatch' }

export interface NewTick {
  readonly siteId: string
  readonly visitorId: string
  readonly agentId: string
  readonly conversationId: string
  readonly flowId: string
  readonly itemId: string
  readonly eventId: string
  readonly at: number
  /** For what the tick may have to make: a run, its beginning, its end, a line of the audit. */
  readonly ids: {
    readonly run: string
    readonly started: string
    readonly completed: string
    readonly audit: string
  }
}

export type Ticked =
  | Exclude<Recorded, { kind: 'mismatch' }>
  /** The items go in their order, and one before this one is not done [FLO8]. */
  | { readonly kind: 'too_early'; readonly title: string }

export function runJobs(database: Database) {
  const runs = createRunsStore(database)
  const visitors = createVisitorStore(database)

  const draftOf = ({ body }: FrozenVersion) => JSON.parse(body) as FlowDraft

  /** Only what the version consists of can be done, or the list of what is done could grow for ever. */
  function hasPart(siteId: string, { flowId, version, stepId }: FlowEvent): boolean {
    const frozen = runs.version(siteId, flowId, version)
    return frozen !== null && (stepId === null || partsOf(draftOf(frozen)).some(({ id }) => id === stepId))
  }

  function tick(order: NewTick, version: FrozenVersion, before: FlowRun | null): Ticked {
    const { siteId, visitorId, agentId, conversationId, flowId, itemId, eventId, at, ids } = order
    const draft = draftOf(version)
    const items = draft.content.kind === 'checklist' ? draft.content.items.map(({ id }) => id) : []
    if (!items.includes(itemId)) return { kind: 'absent' }
    if (before?.done.includes(itemId)) return { kind: 'kept', visitorId, run: before, isNew: false }
    if (draft.content.kind === 'checklist' && draft.content.order === 'listed') {
      const missing = items.slice(0, items.indexOf(itemId)).find((id) => !before?.done.includes(id))
      const title = partsOf(draft).find(({ id }) => id === missing)?.title
      if (title !== undefined) return { kind: 'too_early', title }
    }
    const common = { runId: before?.runId ?? ids.run, flowId, version: version.version, at }
    const started: FlowEvent = {
      ...common,
      eventId: ids.started,
      kind: 'started',
      stepId: null,
      seq: 1,
      data: { source: 'agent' },
    }
    const base = before ?? applyFlowEvent(emptyRun(started, version.kind), started)
    // Its number is no claim to where the visitor is: an item that was ticked moves no step.
    const done: FlowEvent = { ...common, eventId, kind: 'item_done', stepId: itemId, seq: base.seq + 1 }
    const ticked = applyFlowEvent(base, done)
    // The visitor may be away: nobody else would say that this was the last one.
    const isWhole = ticked.status !== 'completed' && items.every((id) => ticked.done.includes(id))
    const completed: FlowEvent = {
      ...common,
      eventId: ids.completed,
      kind: 'completed',
      stepId: null,
      seq: base.seq + 2,
    }
    const run = isWhole ? applyFlowEvent(ticked, completed) : ticked
    if (before) runs.update(run)
    else {
      runs.insert({ siteId, visitorId, run })
      runs.keep(siteId, started, at, agentId)
    }
    runs.keep(siteId, done, at, agentId)
    if (isWhole) runs.keep(siteId, completed, at, agentId)
    runs.audit({
      id: ids.audit,
      siteId,
      agentId,
      action: 'flow.item_ticked',
      detail: { flowId, version: version.version, itemId, visitorId, conversationId },
      at,
    })
    return { kind: 'kept', visitorId, run, isNew: true }
  }

  return {
    /** Keeps an event once per id, and makes the visitor's row where this is the first write. */
    'flow:record'(_batch: Batch, { visitor, event: told }: NewFlowEvent): Recorded {
      const { siteId, identity, at } = visitor
      // A page whose clock is ahead would begin runs that are still to come, and stand in no figures until then.
      const event = { ...told, at: Math.min(told.at, at) }
      const { runId, flowId } = event
      const head = runs.head(siteId, flowId, event.version)
      if (!head) return { kind: 'absent' }
      const before = runs.find(runId)
      const speaker = visitors.find(siteId, identity.kind, identity.subject)
      if (before && before.visitorId !== speaker?.visitorId) return { kind: 'absent' }
      const kept = runs.event(event.eventId)
      if (kept && kept.runId !== runId) return { kind: 'conflict' }
      if (before && (before.run.flowId !== flowId || before.run.version !== event.version))
        return { kind: 'mismatch' }
      if (kept && before) return { kind: 'kept', visitorId: before.visitorId, run: before.run, isNew: false }
      if (event.kind === 'item_done' && !hasPart(siteId, event)) return { kind: 'absent' }
      const visitorId = visitors.ensure(visitor)
      const run = applyFlowEvent(before?.run ?? emptyRun(event, head.kind), event)
      if (before) runs.update(run)
      else runs.insert({ siteId, visitorId, run })
      // Beyond it the run still moves, since the same event twice comes to the same; only the rows have an end.
      if (runs.hasRoom(runId, flowLimits.eventsOfRun)) runs.keep(siteId, event, at, null)
      return { kind: 'kept', visitorId, run, isNew: true }
    },

    /** Completes an item for a visitor: in the run that the visitor has, else in a new one of what is live [FLO8]. */
    'flow:tick'(_batch: Batch, order: NewTick): Ticked {
      const { siteId, visitorId, flowId } = order
      const kept = runs.event(order.eventId)
      if (kept) {
        const known = runs.find(kept.runId)
        return known && known.visitorId === visitorId && known.run.flowId === flowId
          ? { kind: 'kept', visitorId, run: known.run, isNew: false }
          : { kind: 'conflict' }
      }
      const before = runs.latestOfFlow(visitorId, flowId)
      const version = before ? runs.version(siteId, flowId, before.version) : runs.live(siteId, flowId)
      return version ? tick(order, version, before) : { kind: 'absent' }
    },
  }
}
