import { describe, expect, it } from 'vitest'
import { type FlowsTab, opened } from '../../testing/flows-scene.ts'
import { tour } from '../../testing/published-flows.ts'

/** Asks for the place in a tab; says whether it came. */
function ask({ flows }: FlowsTab, byVisitor = false) {
  const asked = { came: false, end: () => {} }
  asked.end = flows.interruptions.ask({
    id: 'banner',
    priority: 0,
    byVisitor,
    show: () => {
      asked.came = true
    },
  })
  return asked
}

/** A tab in which something popped up and was closed. */
async function afterOne() {
  const { clock, scene, tab } = await opened(tour())
  const first = ask(tab)
  await clock.advance(100)
  expect(first.came).toBe(true)
  first.end()
  await clock.settle()
  return { clock, scene, tab }
}

describe('the rest after something popped up', () => {
  it('[FLO7] goes on over a change of page', async () => {
    const { clock, scene, tab } = await afterOne()
    tab.crash()
    const next = ask(scene.openFlowsTab())
    await clock.advance(29_000)
    expect(next.came).toBe(false)
    await clock.advance(1_000)
    expect(next.came).toBe(true)
  })

  it('[FLO7] holds in a tab that was open before', async () => {
    const { clock, scene, tab } = await opened(tour())
    const other = scene.openFlowsTab()
    await clock.advance(100)
    const first = ask(tab)
    await clock.advance(100)
    first.end()
    await clock.settle()
    const second = ask(other)
    await clock.advance(29_000)
    expect(second.came).toBe(false)
    await clock.advance(1_000)
    expect(second.came).toBe(true)
  })

  it('[FLO7] is passed over by what the visitor asks for', async () => {
    const { scene } = await afterOne()
    expect(ask(scene.openFlowsTab(), true).came).toBe(true)
  })

  it('[FLO7] is no longer than a rest, whatever was kept', async () => {
    const { clock, scene, tab } = await afterOne()
    const { storage, site } = tab.client.ground
    await storage.set(`${site}/rest`, clock.now() + 9_000_000)
    const next = ask(scene.openFlowsTab())
    await clock.advance(30_100)
    expect(next.came).toBe(true)
  })
})
