/**
 * Figures of a flow, counted from what was stored [FLO16]: how many began, saw and did each step, where they left, how long it took.
 * The counting itself is pure and takes one run after the other; who reads the runs is `figures.store.ts`.
 */
import type { FlowEventKind, FlowFigures, RunStatus, StepFigures } from '@docent/protocol'

export interface CountedEvent {
  readonly kind: FlowEventKind
  readonly stepId: string | null
  readonly seq: number
  readonly at: number
  /** What was answered to a question. */
  readonly value?: string | number | null
}

export interface CountedRun {
  readonly version: number
  readonly status: RunStatus
  /** Where the visitor was last. */
  readonly stepId: string | null
  readonly startedAt: number
  readonly endedAt: number | null
  /** By `seq`. */
  readonly events: readonly CountedEvent[]
}

interface StepCount {
  seen: number
  done: number
  left: number
  missing: number
  readonly times: number[]
}

export interface FiguresCount {
  add(run: CountedRun): void
  figures(): FlowFigures
}

/** `placesOf`: the steps of a version in their order; `order`: those that the table shows. */
export function createFiguresCount(
  placesOf: (version: number) => readonly string[],
  order: readonly string[],
): FiguresCount {
  const steps = new Map<string, StepCount>(order.map((id) => [id, emptyStep()]))
  const times: number[] = []
  let started = 0
  let completed = 0
  let left = 0

  function add(run: CountedRun): void {
    started += 1
    if (run.status === 'completed') {
      completed += 1
      if (run.endedAt !== null) times.push(Math.max(0, run.endedAt - run.startedAt))
    }
    if (run.status === 'dismissed') left += 1
    const places = new Map(placesOf(run.version).map((id, place) => [id, place]))
    for (const id of new Set(run.events.flatMap(({ stepId }) => (stepId === null ? [] : [stepId])))) {
      const step = steps.get(id)
      if (step) addStep(step, id, run, places)
    }
  }

  return {
    add,
    figures: () => ({
      started,
      completed,
      left,
      medianMs: median(times),
      steps: order.map((stepId) => figuresOf(stepId, steps.get(stepId) ?? emptyStep())),
    }),
  }
}

const emptyStep = (): StepCount => ({ seen: 0, done: 0, left: 0, missing: 0, times: [] })

function addStep(step: StepCount, id: string, run: CountedRun, places: ReadonlyMap<string, number>): void {
  const { events, status } = run
  const seen = events.find(({ kind, stepId }) => kind === 'seen' && stepId === id)
  const ticked = events.find(({ kind, stepId }) => kind === 'item_done' && stepId === id)
  if (events.some(({ kind, stepId }) => kind === 'missing' && stepId === id)) step.missing += 1
  // An item that an event or an agent completed was done without being looked at.
  if (!seen && !ticked) return
  step.seen += 1
  const onward = ticked ?? (seen && events.find((event) => goesOn(event, seen, id, places)))
  if (onward || status === 'completed') step.done += 1
  // Whoever went on, came back and closed it here left here all the same; an item that is done holds nobody.
  if (status === 'dismissed' && run.stepId === id && !ticked) step.left += 1
  if (seen && onward) step.times.push(Math.max(0, onward.at - seen.at))
}

/** A step further on, or the end. Back is no way of being done with a step. */
function goesOn(
  { kind, stepId, seq }: CountedEvent,
  seen: CountedEvent,
  id: string,
  places: ReadonlyMap<string, number>,
): boolean {
  if (seq < seen.seq) return false
  if (kind === 'completed') return true
  if (kind !== 'seen' || stepId === null) return false
  return (places.get(stepId) ?? -1) > (places.get(id) ?? Number.POSITIVE_INFINITY)
}

const figuresOf = (stepId: string, { seen, done, left, missing, times }: StepCount): StepFigures => ({
  stepId,
  seen,
  done,
  left,
  medianMs: median(times),
  missing,
})

/** The middle one, or the mean of the two in the middle, in whole milliseconds; null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = Float64Array.from(values).sort()
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return Math.round(sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2)
}
