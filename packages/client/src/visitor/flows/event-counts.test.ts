import { failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import { createFlowsScene, opened, personIn } from '../../testing/flows-scene.ts'
import { facts, tour } from '../../testing/published-flows.ts'

const later = { ok: false, error: failure('unavailable', 'Later.') } as const

/** A page is gone that counted a payment while it was offline: its letter waits in the browser. */
async function leftUnsent() {
  const { scene, tab: before } = await opened(tour())
  scene.relay.goDown()
  before.client.track('paid')
  await scene.clock.settle()
  before.crash()
  return { scene, before }
}

describe('what was counted elsewhere', () => {
  it('[FLO15] joins the facts of the page: before, elsewhere, and here', async () => {
    const scene = createFlowsScene(tour())
    scene.relay.flows.setCount('visitor:mine', 'paid', 2)
    const tab = scene.openFlowsTab({ newSecret: () => 'mine' })
    tab.client.connect()
    await scene.clock.advance(100)
    expect(tab.flows.facts.value.events).toEqual({ paid: 2 })
    tab.facts.value = facts({ events: { paid: 1, opened: 1 } })
    tab.client.track('paid')
    await scene.clock.advance(100)
    expect(tab.flows.facts.value.events).toEqual({ paid: 3, opened: 1 })
    scene.relay.push('event:counted', { name: 'paid', count: 5 })
    await scene.clock.advance(10)
    expect(tab.flows.facts.value.events).toEqual({ paid: 5, opened: 1 })
  })

  it('[FLO15] counts what an earlier page could not send, before it is sent and after', async () => {
    const { scene } = await leftUnsent()
    scene.relay.comeUp()
    scene.relay.refuseNext('event:track', later)
    const after = scene.openFlowsTab()
    after.client.connect()
    await scene.clock.advance(10)
    expect(after.flows.facts.value.events).toEqual({ paid: 1 })
    await scene.clock.advance(20_000)
    scene.relay.cutAll()
    await scene.clock.advance(20_000)
    expect(scene.relay.flows.countsOf(personIn(after))).toEqual({ paid: 1 })
    expect(after.flows.facts.value.events).toEqual({ paid: 1 })
  })

  it('[FLO15] counts once what the relay has though its acknowledgement was lost', async () => {
    const { scene, before } = await leftUnsent()
    // The relay took it in the last moment of the page, whose letter still waits in this browser.
    scene.relay.flows.setCount(personIn(before), 'paid', 1)
    scene.relay.comeUp()
    scene.relay.refuseNext('event:track', later)
    const after = scene.openFlowsTab()
    after.client.connect()
    await scene.clock.advance(10)
    expect(after.flows.facts.value.events).toEqual({ paid: 1 })
  })

  it('[FLO15] counts what is still on its way to the relay once', async () => {
    const scene = createFlowsScene(tour())
    scene.relay.refuseNext('event:track', later)
    const tab = scene.openFlowsTab()
    tab.facts.value = facts({ events: { paid: 1 } })
    tab.client.track('paid')
    tab.client.connect()
    await scene.clock.advance(100)
    expect(tab.flows.facts.value.events).toEqual({ paid: 1 })
    await scene.clock.advance(20_000)
    scene.relay.cutAll()
    await scene.clock.advance(20_000)
    expect(tab.flows.facts.value.events).toEqual({ paid: 1 })
  })
})
