import { describe, expect, it } from 'vitest'
import { begun, dueIn, opened, stand } from '../../testing/flows-scene.ts'
import { tour } from '../../testing/published-flows.ts'

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
})
