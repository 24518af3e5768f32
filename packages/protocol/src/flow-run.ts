/**
 * A run is one visitor's way through one version of a flow. Everything that happens in it is an event; the state of a run
 * is what its events come to, in whatever order and however often they arrive [FLO4]. Relay and page use the same function.
 */
import type { FlowKind } from './flow.ts'

/** What began a run. */
export const runSources = ['rule', 'page', 'link', 'checklist', 'article', 'agent', 'preview'] as const
export type RunSource = (typeof runSources)[number]

export const flowEventKinds = [
  /** The run began; `data.source`. */
  'started',
  /** A step, hint, banner or question is on screen. */
  'seen',
  /** An item of a checklist, a hint that was read and closed, a question that was answered (`data.value`). */
  'item_done',
  /** The target of a step could not be found; `data` says what was looked for and what the page had instead. */
  'missing',
  /** No progress for a while, or clicks beside the target; help was offered. */
  'stuck',
  /** A button with an action was pressed. */
  'acted',
  'completed',
  /** The visitor closed it. */
  'dismissed',
] as const
export type FlowEventKind = (typeof flowEventKinds)[number]

export interface FlowEventData {
  readonly source?: RunSource
  /** The conversation from which an agent sent the tour. */
  readonly conversationId?: string
  /** Place of the locator that matched, counted from 0. */
  readonly locator?: number
  /** Path of the page; never its query or fragment. */
  readonly path?: string
  /** What was looked for, one word per locator, without the page's own texts. */
  readonly looked?: string
  /** The likeliest element that was there instead: tag, role and hash of its name. */
  readonly instead?: string
  readonly value?: string | number
}

export interface FlowEvent {
  /** Made where it happened; the relay stores it once. */
  readonly eventId: string
  readonly runId: string
  readonly flowId: string
  readonly version: number
  readonly kind: FlowEventKind
  /** The step, item, hint or question; null where the whole flow is meant. */
  readonly stepId: string | null
  /** Rises within a run: of two steps the one with the higher number is the later, whatever arrives when. */
  readonly seq: number
  /** Milliseconds since 1970 by the page's clock; for people and for durations, never for order. */
  readonly at: number
  readonly data?: FlowEventData
}

export const runStatuses = ['running', 'dismissed', 'completed'] as const
export type RunStatus = (typeof runStatuses)[number]

export interface FlowRun {
  readonly runId: string
  readonly flowId: string
  readonly version: number
  readonly kind: FlowKind
  readonly source: RunSource
  /** Only rises: what was completed stays so, what was dismissed can still be completed. */
  readonly status: RunStatus
  /** Where the visitor is: the step of the latest event that names one. */
  readonly stepId: string | null
  /** The number of that event. */
  readonly seq: number
  /** Ids of what is done; only grows. */
  readonly done: readonly string[]
  readonly startedAt: number
  readonly endedAt: number | null
  readonly conversationId: string | null
}

const rank = (status: RunStatus): number => runStatuses.indexOf(status)

const statusAfter = (kind: FlowEventKind): RunStatus =>
  kind === 'completed' || kind === 'dismissed' ? kind : 'running'

/** Steps move where a visitor is; an item ticked elsewhere does not. */
const movesStep = (kind: FlowEventKind): boolean => kind === 'seen' || kind === 'started'

/** Two tabs may give the same number: then the words decide, which are the same everywhere. */
const isLater = (seq: number, stepId: string | null, than: Pick<FlowRun, 'seq' | 'stepId'>): boolean =>
  seq === than.seq ? (stepId ?? '') > (than.stepId ?? '') : seq > than.seq

/** What is said of a run more than once comes to one thing, whoever was heard first. */
const source = (a: RunSource, b: RunSource): RunSource =>
  runSources.indexOf(b) > runSources.indexOf(a) ? b : a
const conversation = (a: string | null, b: string | null): string | null =>
  a !== null && b !== null ? (a < b ? a : b) : (a ?? b)

/** A run of which nothing is known yet but that it is. */
export function emptyRun(event: FlowEvent, kind: FlowKind): FlowRun {
  const { runId, flowId, version, at } = event
  return {
    runId,
    flowId,
    version,
    kind,
    source: 'rule',
    status: 'running',
    stepId: null,
    seq: 0,
    done: [],
    startedAt: at,
    endedAt: null,
    conversationId: null,
  }
}

/** The run after one more event. The order of the events, and how often each comes, make no difference. */
export const applyFlowEvent = (run: FlowRun, event: FlowEvent): FlowRun =>
  joinRuns(run, told(event, run.kind))

/** What one event says of its run by itself. */
function told(event: FlowEvent, flowKind: FlowKind): FlowRun {
  const { kind, stepId, seq, at, data } = event
  const status = statusAfter(kind)
  return {
    ...emptyRun(event, flowKind),
    source: data?.source ?? 'rule',
    conversationId: data?.conversationId ?? null,
    status,
    ...(movesStep(kind) && { stepId, seq }),
    done: kind === 'item_done' && stepId !== null ? [stepId] : [],
    endedAt: status === 'running' ? null : at,
  }
}

/** Two tellings of the same run, as one device and the relay have them: what both know. */
export function joinRuns(a: FlowRun, b: FlowRun): FlowRun {
  const later = isLater(b.seq, b.stepId, a) ? b : a
  const higher = rank(b.status) > rank(a.status) ? b : a
  const sameStatus = a.status === b.status
  return {
    ...a,
    source: source(a.source, b.source),
    conversationId: conversation(a.conversationId, b.conversationId),
    status: higher.status,
    stepId: later.stepId,
    seq: later.seq,
    done: [...new Set([...a.done, ...b.done])].sort(),
    startedAt: Math.min(a.startedAt, b.startedAt),
    endedAt:
      sameStatus && a.endedAt !== null && b.endedAt !== null
        ? Math.min(a.endedAt, b.endedAt)
        : higher.endedAt,
  }
}
