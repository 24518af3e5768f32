import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean } from '../../testing/fake-links.ts'
import { createFlowsScene, type FlowsTab } from '../../testing/flows-scene.ts'
import { checklist, flowId, item, tour } from '../../testing/published-flows.ts'

/** What may happen to a visitor's tour and checklist, to the tabs and to the links. */
type Step =
  | { readonly act: 'see' | 'tick'; readonly tab: number; readonly which: number }
  | { readonly act: 'complete' | 'dismiss' | 'reload' | 'lead'; readonly tab: number }
  | { readonly act: 'cut' | 'down' | 'up' | 'publish' }
  | { readonly act: 'wait'; readonly milliseconds: number }

const tab = fc.nat(1)
const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ act: fc.constantFrom('see', 'tick'), tab, which: fc.nat(2) }) },
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constantFrom('complete', 'dismiss', 'reload', 'lead'), tab }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('cut', 'down', 'up', 'publish') }) },
    {
      weight: 5,
      arbitrary: fc.record({ act: fc.constant('wait'), milliseconds: fc.integer({ min: 0, max: 9_000 }) }),
    },
  ),
  { maxLength: 40 },
) as fc.Arbitrary<readonly Step[]>

/** Losses, copies and delays of a link, in turn, for ever. */
const fates = fc.array(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 3 }), {
  minLength: 1,
  maxLength: 12,
})

const places = ['a', 'b', 'c']

const standOf = ({ flows }: FlowsTab) =>
  flows.runs.value.map(({ run }) => run).sort((one, other) => (one.runId < other.runId ? -1 : 1))

describe('runs under every fault', () => {
  it('[FLO4] come to the same in both tabs and at the relay, each event stored once, and begin once', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fates, async (script, pattern) => {
        const list = checklist(
          places.map((id) => item(id)),
          { id: flowId(2) },
        )
        const scene = createFlowsScene(tour({}, places), list)
        const { clock, relay } = scene
        const tabs = [scene.openFlowsTab(), scene.openFlowsTab()] as [FlowsTab, FlowsTab]
        for (const { client } of tabs) client.connect()
        await clock.advance(1_000)
        for (const id of [flowId(1), flowId(2)]) await tabs[0].flows.start(id, 'rule')
        await clock.advance(1_000)
        let turn = 0
        const fate = () => pattern[turn++ % pattern.length] ?? [1]
        relay.link.request = fate
        relay.link.reply = fate
        let versions = 1
        const idOf = (at: number, flow: number) =>
          tabs[at]?.flows.runs.peek().find(({ run }) => run.flowId === flowId(flow))?.run.runId ?? ''
        for (const step of script) {
          const at = 'tab' in step ? step.tab : 0
          const { flows } = tabs[at] as FlowsTab
          if (step.act === 'see') flows.record(idOf(at, 1), { kind: 'seen', stepId: `${places[step.which]}` })
          else if (step.act === 'tick')
            flows.record(idOf(at, 2), { kind: 'item_done', stepId: `${places[step.which]}` })
          else if (step.act === 'complete') flows.record(idOf(at, 1), { kind: 'completed' })
          else if (step.act === 'dismiss') flows.record(idOf(at, 2), { kind: 'dismissed' })
          else if (step.act === 'lead') flows.lead()
          else if (step.act === 'cut') relay.cutAll()
          else if (step.act === 'down') relay.goDown()
          else if (step.act === 'up') relay.comeUp()
          else if (step.act === 'publish') relay.publish(tour({ version: ++versions }, places), list)
          else if (step.act === 'wait') await clock.advance(step.milliseconds)
          else {
            tabs[at]?.page.leave()
            tabs[at]?.crash()
            tabs[at] = scene.openFlowsTab()
            tabs[at]?.client.connect()
          }
          await clock.settle()
          // Nothing that was begun begins again, whatever is known at the moment.
          for (const { flows: known } of tabs) expect(known.due.value).toEqual([])
          expect(tabs.filter(({ flows: known }) => known.leads.value).length).toBeLessThanOrEqual(1)
        }
        relay.link.request = clean
        relay.link.reply = clean
        relay.comeUp()
        await clock.advance(120_000)
        relay.cutAll()
        await clock.advance(60_000)
        const stored = [...relay.flows.runsOf(tabs[0].client.identity.value.visitorId ?? '')].sort(
          (one, other) => (one.runId < other.runId ? -1 : 1),
        )
        expect(stored).toHaveLength(2)
        for (const one of tabs) {
          expect(one.client.ground.waiting.value).toEqual([])
          expect(standOf(one)).toEqual(stored)
        }
        expect(tabs.filter(({ flows }) => flows.leads.value)).toHaveLength(1)
        // The relay stored no event twice, and what ends ends once.
        const ends = relay.flows.events.filter(
          ({ kind, flowId: of }) => kind === 'completed' && of === flowId(1),
        )
        const wanted = script.some(({ act }) => act === 'complete')
        expect(ends.length > 0).toBe(wanted)
        for (const one of tabs) one.crash()
      }),
      { numRuns: 150 },
    )
  }, 120_000)
})
