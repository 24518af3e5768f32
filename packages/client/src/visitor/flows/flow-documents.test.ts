import { describe, expect, it } from 'vitest'
import { begun, dueIn, opened, stand } from '../../testing/flows-scene.ts'
import { banner, first, flowId, tour } from '../../testing/published-flows.ts'

describe('what is published', () => {
  it('[FLO1] is finished in the version that was begun, while others begin the next', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'one' })
    await clock.advance(100)
    relay.publish(tour({ version: 2 }, ['new']))
    await clock.advance(100)
    expect(tab.flows.flows.value.map(({ version }) => version)).toEqual([2])
    expect(stand(tab)).toEqual(['1 running one'])
    expect((await tab.flows.start(first, 'page'))?.flow.version).toBe(1)
    tab.crash()
    const after = scene.openFlowsTab()
    after.client.connect()
    await clock.advance(100)
    expect(stand(after)).toEqual(['1 running one'])
    expect(scene.fetched.filter((what) => what.startsWith('version'))).toEqual([])
  })

  it('[FLO1] [FLO18] fetches the version that was begun on another device', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    await begun(tab)
    await clock.advance(100)
    relay.publish(tour({ version: 2 }, ['new']))
    for (const [key] of await scene.storage.list('demo/flows')) await scene.storage.set(key, undefined)
    const elsewhere = scene.openFlowsTab()
    elsewhere.client.connect()
    await clock.advance(200)
    expect(stand(elsewhere)).toEqual(['1 running -'])
    expect(scene.fetched).toContain(`version ${first} 1`)
  })

  it('[FLO1] is not begun again because a next version is published', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'dismissed' })
    relay.publish(tour({ version: 2 }))
    await clock.advance(1_000)
    expect(dueIn(tab)).toEqual([])
    // By hand it may: it is another run, of what is live.
    const again = await tab.flows.start(first, 'checklist')
    expect(again?.run).toMatchObject({ version: 2, status: 'running', source: 'checklist' })
    expect(again?.run.runId).not.toBe(runId)
  })

  it('[FLO3] reaches an open page, and one that missed the news while it was offline', async () => {
    const { clock, relay, tab } = await opened(tour())
    relay.publish(tour(), banner({ id: flowId(2) }))
    await clock.advance(100)
    expect(tab.flows.flows.value).toHaveLength(2)
    relay.goDown()
    relay.publish()
    relay.comeUp()
    await clock.advance(60_000)
    expect(tab.flows.flows.value).toEqual([])
  })

  it('[FLO3] is fetched once a revision, and is there while offline', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    tab.crash()
    const second = scene.openFlowsTab()
    second.client.connect()
    await clock.advance(100)
    expect(scene.fetched).toEqual(['flows r1'])
    second.crash()
    relay.goDown()
    scene.serving = false
    const offline = scene.openFlowsTab()
    offline.client.connect()
    await clock.advance(100)
    expect(offline.flows.flows.value).toHaveLength(1)
  })

  it('[FLO3] shows what this browser had where what is published now cannot be fetched', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    tab.crash()
    scene.serving = false
    relay.publish(tour({ version: 2 }))
    const next = scene.openFlowsTab()
    next.client.connect()
    await clock.advance(100)
    expect(next.flows.flows.value.map(({ version }) => version)).toEqual([1])
    scene.serving = true
    await clock.advance(60_000)
    expect(next.flows.flows.value.map(({ version }) => version)).toEqual([2])
  })

  it('[FLO3] tries again where the document does not come, with what it had meanwhile', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    scene.serving = false
    relay.publish(tour({ version: 2 }))
    await clock.advance(1_000)
    expect(tab.flows.flows.value[0]?.version).toBe(1)
    scene.serving = true
    await clock.advance(60_000)
    expect(tab.flows.flows.value[0]?.version).toBe(2)
  })
})
