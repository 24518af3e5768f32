import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyFlowEvent,
  emptyRun,
  type FlowEvent,
  type FlowRun,
  flowEventKinds,
  joinRuns,
  runSources,
} from './flow-run.ts'

const events = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...flowEventKinds),
      stepId: fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null }),
      at: fc.integer({ min: 1, max: 1_000 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((list) =>
    // As pages make them: the first begins the run, and each has a number of its own.
    list.map(
      (event, index): FlowEvent => ({
        ...event,
        kind: index === 0 ? 'started' : event.kind === 'started' ? 'seen' : event.kind,
        ...(index === 0 && { data: { source: 'link' } }),
        eventId: `e${index}`,
        runId: 'r',
        flowId: 'f',
        version: 1,
        seq: index + 1,
      }),
    ),
  )

const comesTo = (list: readonly FlowEvent[]): FlowRun => {
  const [first] = list
  if (!first) throw new Error('a run has at least one event')
  return list.reduce(applyFlowEvent, emptyRun(first, 'tour'))
}

describe('a run [FLO4]', () => {
  it('[FLO4] comes to the same whatever the order of its events, and however often each arrives', () => {
    fc.assert(
      fc.property(
        events.chain((list) =>
          fc.record({
            list: fc.constant(list),
            shuffled: fc.shuffledSubarray([...list, ...list], {
              minLength: list.length * 2,
              maxLength: list.length * 2,
            }),
          }),
        ),
        ({ list, shuffled }) => {
          expect(comesTo(shuffled)).toEqual(comesTo(list))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('[FLO4] comes to the same where two tabs gave their events the same numbers', () => {
    const clashing = fc.array(
      fc.record({
        kind: fc.constantFrom(...flowEventKinds),
        stepId: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null }),
        seq: fc.integer({ min: 1, max: 4 }),
        at: fc.integer({ min: 1, max: 1_000 }),
        data: fc.record({
          source: fc.constantFrom(...runSources),
          conversationId: fc.constantFrom('c1', 'c2'),
        }),
      }),
      { minLength: 1, maxLength: 10 },
    )
    const named = clashing.map((list) =>
      list.map((event, index) => ({ ...event, eventId: `e${index}`, runId: 'r', flowId: 'f', version: 1 })),
    )
    fc.assert(
      fc.property(
        named.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(comesTo(shuffled)).toEqual(comesTo(list))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('[FLO4] is the same when two devices join what each saw of it', () => {
    fc.assert(
      fc.property(events, fc.nat(), (list, cut) => {
        const at = (cut % list.length) + 1
        const one = comesTo(list.slice(0, at))
        const rest = list.slice(at)
        const other = rest.length > 0 ? comesTo([...rest, list[0] as FlowEvent]) : one
        expect(joinRuns(one, other)).toEqual(comesTo(list))
        expect(joinRuns(other, one)).toEqual(comesTo(list))
      }),
      { numRuns: 500 },
    )
  })

  it('[FLO4] never falls: what was completed stays completed, what was dismissed can still be completed', () => {
    const base: FlowEvent = {
      eventId: 'e',
      runId: 'r',
      flowId: 'f',
      version: 1,
      kind: 'started',
      stepId: null,
      seq: 1,
      at: 1,
    }
    const run = comesTo([base, { ...base, kind: 'dismissed', seq: 2, at: 2 }])
    expect(run).toMatchObject({ status: 'dismissed', endedAt: 2 })
    const completed = applyFlowEvent(run, { ...base, kind: 'completed', seq: 3, at: 3 })
    expect(completed).toMatchObject({ status: 'completed', endedAt: 3 })
    expect(applyFlowEvent(completed, { ...base, kind: 'dismissed', seq: 4, at: 4 })).toEqual(completed)
  })

  it('[FLO4] goes back with "Back": the latest step counts, not the furthest', () => {
    const seen = (stepId: string, seq: number): FlowEvent => ({
      eventId: `${seq}`,
      runId: 'r',
      flowId: 'f',
      version: 1,
      kind: 'seen',
      stepId,
      seq,
      at: seq,
    })
    expect(comesTo([seen('a', 1), seen('b', 2), seen('a', 3)]).stepId).toBe('a')
  })
})
