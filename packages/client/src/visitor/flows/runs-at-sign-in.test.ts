import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../storage.ts'
import { createFakeBrowser } from '../../testing/fake-tabs.ts'
import { begun, createFlowsScene, dueIn, opened, stand } from '../../testing/flows-scene.ts'
import { banner, first, flowId, tour } from '../../testing/published-flows.ts'

describe('signing in', () => {
  const jwtOf = (sub: string) => `.${btoa(JSON.stringify({ sub }))}.`
  const jwt = jwtOf('greta')
  const token = async () => jwt

  it('[FLO4] makes the anonymous visitor’s runs the user’s, what was not sent yet among them', async () => {
    const { clock, relay, scene, tab } = await opened(tour(), banner({ id: flowId(2) }))
    const runId = await begun(tab)
    await clock.advance(100)
    relay.goDown()
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    const closed = await tab.flows.start(flowId(2), 'rule')
    tab.flows.record(closed?.run.runId ?? '', { kind: 'dismissed' })
    await clock.advance(100)
    tab.page.leave()
    tab.crash()
    relay.comeUp()
    const user = scene.openFlowsTab({ token })
    const wasDue: string[] = []
    user.flows.due.subscribe((due) => wasDue.push(...due.map(({ id }) => id)))
    user.client.connect()
    await clock.advance(5_000)
    expect(wasDue).toEqual([])
    expect(stand(user).sort()).toEqual(['1 dismissed -', '1 running two'])
    expect(relay.flows.runsOf(`user:${jwt}`)).toHaveLength(2)
  })

  it('[FLO4] shows nobody what another identity did', async () => {
    const { clock, scene, tab } = await opened(tour())
    await begun(tab)
    await clock.advance(100)
    await Promise.all([tab.client.shutdown(), clock.advance(5_000)])
    tab.flows.close()
    const next = scene.openFlowsTab()
    next.client.connect()
    await clock.advance(100)
    expect(stand(next)).toEqual([])
    expect(dueIn(next)).toEqual([first])
  })

  it('[FLO4] has the later step of two devices, however many steps the other one took offline', async () => {
    const scene = createFlowsScene(tour())
    const { clock, relay } = scene
    const laptop = scene.openFlowsTab({ token })
    const phone = scene.openFlowsTab({
      token,
      storage: createMemoryStorage(),
      tabs: createFakeBrowser().openTab(),
    })
    for (const { client } of [laptop, phone]) client.connect()
    await clock.advance(100)
    const runId = await begun(laptop)
    await clock.advance(100)
    laptop.page.leave()
    for (const stepId of ['one', 'two', 'one', 'two']) laptop.flows.record(runId, { kind: 'seen', stepId })
    await clock.advance(60_000)
    phone.flows.record(runId, { kind: 'seen', stepId: 'three' })
    await clock.advance(1_000)
    laptop.page.wake()
    await clock.advance(10_000)
    expect(relay.flows.events).toHaveLength(6)
    for (const device of [laptop, phone]) expect(stand(device)).toEqual(['1 running three'])
    // Who acts next is the latest again, on whichever device.
    laptop.flows.record(runId, { kind: 'seen', stepId: 'one' })
    await clock.advance(100)
    for (const device of [laptop, phone]) expect(stand(device)).toEqual(['1 running one'])
  })

  it('[FLO4] lets a tab go on as whoever signed in elsewhere, with nothing of who signed out', async () => {
    const scene = createFlowsScene(tour())
    const { clock, relay } = scene
    let who = 'greta'
    const tab = scene.openFlowsTab({ token: async () => jwtOf(who) })
    const other = scene.openFlowsTab({ token: async () => jwtOf(who) })
    for (const { client } of [tab, other]) client.connect()
    await clock.advance(100)
    const runId = await begun(tab)
    await clock.advance(100)
    expect(stand(other)).toHaveLength(1)
    who = 'hugo'
    await Promise.all([tab.client.shutdown(), clock.advance(5_000)])
    tab.flows.close()
    await clock.advance(10_000)
    expect(stand(other)).toEqual([])
    expect(dueIn(other)).toEqual([first])
    other.flows.record(runId, { kind: 'completed' })
    await clock.advance(1_000)
    expect(relay.flows.events.map(({ kind }) => kind)).toEqual(['started'])
  })
})
