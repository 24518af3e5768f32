import { failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import {
  begun,
  createFlowsScene,
  dueIn,
  kindsOf,
  opened,
  personIn,
  stand,
} from '../../testing/flows-scene.ts'
import { first, tour } from '../../testing/published-flows.ts'

const minutes = 60_000

describe('a run', () => {
  it('[FLO4] is shown at once, stored at the relay, and is not due again', async () => {
    const { clock, relay, tab } = await opened(tour())
    expect(dueIn(tab)).toEqual([first])
    const runId = await begun(tab)
    expect(dueIn(tab)).toEqual([])
    tab.flows.record(runId, { kind: 'seen', stepId: 'one', data: { locator: 0, path: '/' } })
    expect(stand(tab)).toEqual(['1 running one'])
    await clock.advance(100)
    expect(kindsOf(relay.flows.events)).toEqual(['started', 'seen one'])
    expect(relay.flows.runsOf(personIn(tab))[0]).toMatchObject({ stepId: 'one', source: 'rule' })
  })

  it('[FLO4] goes on under an address that is longer than the relay takes', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'one', data: { path: `/${'a'.repeat(2_000)}` } })
    await clock.advance(100)
    expect(relay.flows.events.at(-1)?.data?.path).toBe(`/${'a'.repeat(499)}`)
  })

  it('[FLO4] counts the same progress once, however often it is sent, and keeps its order', async () => {
    const { clock, relay, tab } = await opened(tour())
    relay.link.reply = () => []
    const runId = await begun(tab)
    for (const stepId of ['one', 'two', 'three']) tab.flows.record(runId, { kind: 'seen', stepId })
    tab.flows.record(runId, { kind: 'completed' })
    await clock.advance(40_000)
    relay.link.reply = () => [1]
    await clock.advance(60_000)
    const sent = relay.heard.filter(({ command }) => command === 'flow:record')
    expect(sent.length).toBeGreaterThan(5)
    expect(kindsOf(relay.flows.events)).toEqual([
      'started',
      'seen one',
      'seen two',
      'seen three',
      'completed',
    ])
    expect(stand(tab)).toEqual(['1 completed three'])
    expect(tab.client.ground.waiting.value).toEqual([])
  })

  it('[FLO4] goes on for ten minutes offline, then everything arrives', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const runId = await begun(tab)
    await clock.advance(100)
    relay.goDown()
    scene.serving = false
    for (const stepId of ['one', 'two', 'one', 'three']) {
      tab.flows.record(runId, { kind: 'seen', stepId })
      await clock.advance(2.5 * minutes)
    }
    tab.flows.record(runId, { kind: 'completed' })
    expect(stand(tab)).toEqual(['1 completed three'])
    expect(relay.flows.events).toHaveLength(1)
    relay.comeUp()
    scene.serving = true
    await clock.advance(2 * minutes)
    expect(kindsOf(relay.flows.events)).toEqual([
      'started',
      'seen one',
      'seen two',
      'seen one',
      'seen three',
      'completed',
    ])
    expect(relay.flows.runsOf(personIn(tab))[0]).toMatchObject({ status: 'completed', stepId: 'three' })
  })

  it('[FLO18] is there after a reload at its step, before the relay has answered', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    await clock.settle()
    tab.crash()
    relay.goDown()
    const after = scene.openFlowsTab()
    after.client.connect()
    await clock.settle()
    expect(stand(after)).toEqual(['1 running two'])
    // Offline, what this browser knows has to do; nothing begins a second time.
    await clock.advance(3_000)
    expect(after.flows.ready.value).toBe(true)
    expect(dueIn(after)).toEqual([])
    after.flows.record(runId, { kind: 'seen', stepId: 'three' })
    relay.comeUp()
    await clock.advance(60_000)
    expect(relay.flows.runsOf(personIn(tab))[0]).toMatchObject({ stepId: 'three' })
  })

  it('[FLO4] moves with the step that another device says', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'one' })
    await clock.advance(100)
    const [run] = relay.flows.runsOf(personIn(tab))
    relay.push('run:changed', { run: { ...run, stepId: 'three', seq: (run?.seq ?? 0) + 10 } })
    await clock.advance(10)
    expect(stand(tab)).toEqual(['1 running three'])
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    expect(stand(tab)).toEqual(['1 running two'])
  })

  it('[FLO5] does not begin by itself before the runs are known, and not where they cannot be', async () => {
    const scene = createFlowsScene(tour())
    scene.relay.link.reply = () => []
    const tab = scene.openFlowsTab()
    tab.client.connect()
    await scene.clock.advance(5_000)
    expect(tab.flows.ready.value).toBe(false)
    expect(dueIn(tab)).toEqual([])
    scene.relay.link.reply = () => [1]
    await scene.clock.advance(20_000)
    expect(dueIn(tab)).toEqual([first])
  })

  it('[FLO4] drops what the relay refuses for good, and goes on', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    await clock.advance(100)
    relay.refuseNext('flow:record', { ok: false, error: failure('mismatch', 'No.') })
    tab.flows.record(runId, { kind: 'seen', stepId: 'one' })
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    await clock.advance(1_000)
    expect(kindsOf(relay.flows.events)).toEqual(['started', 'seen two'])
    expect(tab.client.ground.waiting.value).toEqual([])
  })
})
