import { describe, expect, it } from 'vitest'
import type { Tabs } from '../../outside.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createFakeBrowser } from '../../testing/fake-tabs.ts'
import { begun, dueIn, opened, stand } from '../../testing/flows-scene.ts'
import { tour } from '../../testing/published-flows.ts'
import { createLeadingTab } from './leading-tab.ts'

async function threeTabs() {
  const { clock, scene, tab } = await opened(tour())
  const other = scene.openFlowsTab()
  const third = scene.openFlowsTab()
  await clock.settle()
  const leading = () => [tab, other, third].map(({ flows }) => flows.leads.value)
  return { clock, tab, third, leading }
}

describe('two tabs', () => {
  it('[FLO6] have one that leads, and the lead passes on as it closes', async () => {
    const { clock, tab, leading } = await threeTabs()
    expect(leading()).toEqual([true, false, false])
    tab.crash()
    await clock.settle()
    expect(leading()).toEqual([false, true, false])
  })

  it('[FLO6] give the lead to the one in which the visitor acts, and to no other', async () => {
    const { clock, tab, third, leading } = await threeTabs()
    third.flows.lead()
    await clock.settle()
    expect(leading()).toEqual([false, false, true])
    tab.flows.lead()
    await clock.settle()
    expect(leading()).toEqual([true, false, false])
    third.crash()
    tab.page.leave()
    await clock.settle()
    expect(leading()).toEqual([false, true, false])
    tab.page.wake()
    await clock.settle()
    expect(leading()).toEqual([false, true, false])
  })

  it('[FLO6] follow each other’s progress, offline too', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const runId = await begun(tab)
    await clock.advance(100)
    const other = scene.openFlowsTab()
    other.client.connect()
    await clock.advance(100)
    relay.goDown()
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    await clock.settle()
    expect(stand(other)).toEqual(['1 running two'])
    expect(dueIn(other)).toEqual([])
  })

  it('[FLO6] give the lead to the one that takes it, though its place in the queue comes later than its word', async () => {
    const clock = createFakeClock()
    const browser = createFakeBrowser()
    const lead = (tabs: Tabs) =>
      createLeadingTab({
        clock,
        tabs,
        name: 'lead',
        page: { onWake: () => () => {}, onLeave: () => () => {} },
      })
    /** Asks the browser for a lock as a page does that is still being built. */
    const slow = (tabs: Tabs): Tabs => ({
      ...tabs,
      whenFree(name, act) {
        let forget = () => {}
        const undo = clock.after(50, () => {
          forget = tabs.whenFree(name, act)
        })
        return () => {
          undo()
          forget()
        }
      },
    })
    const first = lead(browser.openTab())
    await clock.settle()
    const second = lead(slow(browser.openTab()))
    second.take()
    await clock.advance(100)
    // Stepped back, and found nobody in the queue but itself.
    expect([first.leads.value, second.leads.value]).toEqual([true, false])
    await clock.advance(200)
    expect([first.leads.value, second.leads.value]).toEqual([false, true])
    await clock.advance(10_000)
    expect([first.leads.value, second.leads.value]).toEqual([false, true])
    first.close()
    second.close()
  })
})
