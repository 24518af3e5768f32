import type { FlowRun, PublishedFlow } from '@docent/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { banner, facts, flowId, tour } from '../../testing/published-flows.ts'
import { dueFlows, type KnownOfFlows } from './due-flows.ts'

const now = 1_800_000_000_000
const dayMs = 24 * 60 * 60_000

const run = (more: Partial<FlowRun> = {}): FlowRun => ({
  runId: 'run',
  flowId: flowId(1),
  version: 1,
  kind: 'tour',
  source: 'rule',
  status: 'running',
  stepId: null,
  seq: 1,
  done: [],
  startedAt: now - 2 * dayMs,
  endedAt: null,
  conversationId: null,
  ...more,
})

const due = (flows: readonly PublishedFlow[], known: Partial<KnownOfFlows> = {}) =>
  dueFlows({ flows, runs: [], begun: {}, facts: facts(), now, ...known }).map(({ id }) => id)

const first = flowId(1)

describe('what may begin by itself', () => {
  it('[FLO5] is due where audience and rule hold', () => {
    const wanted = tour({
      audience: { fact: 'attributes.plan', op: 'is', value: 'pro' },
      rule: { fact: 'path', op: 'matches', value: '/projects*' },
    })
    const pro = facts({ path: '/projects/7', attributes: { plan: 'pro' } })
    expect(due([wanted], { facts: pro })).toEqual([first])
    expect(due([wanted], { facts: { ...pro, path: '/' } })).toEqual([])
    expect(due([wanted], { facts: { ...pro, attributes: {} } })).toEqual([])
  })

  it('[FLO5] is never due without a rule of its own: it is begun by hand', () => {
    expect(due([tour({ rule: null })])).toEqual([])
  })

  it('[FLO5] is due while its schedule is open', () => {
    expect(due([tour({ schedule: { from: now, until: now + 1 } })])).toEqual([first])
    expect(due([tour({ schedule: { from: now + 1, until: null } })])).toEqual([])
    expect(due([tour({ schedule: { from: null, until: now } })])).toEqual([])
  })

  it('[FLO5] comes in the order of priority, then as published', () => {
    const flows = [10, 80, 80, 50].map((priority, at) => banner({ id: flowId(at), priority }))
    expect(due(flows)).toEqual([flowId(1), flowId(2), flowId(3), flowId(0)])
  })

  it.each(['running', 'dismissed', 'completed'] as const)(
    '[FLO1] [FLO5] begins once only: not again after a run that is %s, of whatever version',
    (status) => {
      expect(due([tour({ version: 9 })], { runs: [run({ status })] })).toEqual([])
    },
  )

  it('[FLO5] does not count what an author tried out', () => {
    expect(due([tour()], { runs: [run({ source: 'preview', status: 'completed' })] })).toEqual([first])
  })

  it('[FLO5] comes again in each visit until it is finished, and once a visit', () => {
    const again = banner({ frequency: { kind: 'until_finished' } })
    const visit = facts({ secondsOnSite: 600 })
    expect(due([again], { facts: visit, runs: [run()] })).toEqual([first])
    expect(due([again], { facts: visit, runs: [run({ startedAt: now - 500_000 })] })).toEqual([])
    expect(due([again], { facts: visit, runs: [run()], begun: { [first]: now - 500_000 } })).toEqual([])
    expect(due([again], { facts: visit, runs: [run({ status: 'dismissed' })] })).toEqual([])
    expect(due([again], { facts: visit, runs: [run({ status: 'completed' })] })).toEqual([])
  })

  it('[FLO5] comes again after so many days, counted from its last beginning', () => {
    const weekly = banner({ frequency: { kind: 'every', days: 7 } })
    const ended = (days: number) => run({ status: 'dismissed', startedAt: now - days * dayMs })
    expect(due([weekly], { runs: [ended(7)] })).toEqual([first])
    expect(due([weekly], { runs: [ended(7), ended(6.9)] })).toEqual([])
  })

  it('[FLO5] is made only of what is published, each at most once, and a finished "once" never comes back', () => {
    const someFlow = fc
      .record({
        id: fc.nat(5).map(flowId),
        priority: fc.nat(100),
        frequency: fc.constantFrom<PublishedFlow['frequency']>(
          { kind: 'once' },
          { kind: 'until_finished' },
          { kind: 'every', days: 3 },
        ),
      })
      .map((more) => tour(more))
    const flows = fc.uniqueArray(someFlow, { selector: ({ id }) => id, maxLength: 6 })
    const someRuns = fc.array(
      fc
        .record({
          flowId: fc.nat(5).map(flowId),
          status: fc.constantFrom('running', 'dismissed', 'completed'),
          startedAt: fc.integer({ min: now - 10 * dayMs, max: now }),
        })
        .map((more) => run(more as Partial<FlowRun>)),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(flows, someRuns, fc.nat(4_000), (published, runs, secondsOnSite) => {
        const known = { runs, facts: facts({ secondsOnSite }) }
        const found = due(published, known)
        expect(new Set(found).size).toBe(found.length)
        const priorities = found.map((id) => published.find((one) => one.id === id)?.priority ?? -1)
        expect(priorities).toEqual([...priorities].sort((a, b) => b - a))
        for (const { id, frequency } of published) {
          const ours = runs.filter((one) => one.flowId === id)
          if (ours.length === 0) expect(found).toContain(id)
          else if (frequency.kind === 'once') expect(found).not.toContain(id)
          // Whatever was due and begins is not due any more in the same moment.
          expect(due(published, { ...known, begun: { [id]: now } })).not.toContain(id)
        }
      }),
    )
  })
})
