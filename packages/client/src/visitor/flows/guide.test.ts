import { describe, expect, it } from 'vitest'
import { begun, opened, personIn } from '../../testing/flows-scene.ts'
import { first, flowId, tour } from '../../testing/published-flows.ts'

describe('an agent who leads', () => {
  const conversationId = 'c0000000-0000-7000-8000-000000000001'
  const asked = { requestId: 'a0000000-0000-7000-8000-000000000001', conversationId }
  const pointed = { conversationId, labelId: 'l1', agent: { kind: 'agent', id: 'ada', name: 'Ada' } }
  const labels = [{ id: 'l1', label: `New project ${'x'.repeat(100)}`, role: 'button' }]

  it('[FLO12] gets labels, cut to what may be said, from the tab that leads, while the tour runs', async () => {
    const { clock, relay, scene, tab } = await opened(tour())
    const other = scene.openFlowsTab()
    other.client.connect()
    for (const { flows } of [tab, other]) flows.guide.onAsked(() => labels)
    const answers = () => relay.heard.filter(({ command }) => command === 'guide:labels')
    await clock.advance(100)
    relay.push('guide:asked', asked)
    await clock.advance(10)
    expect(answers()).toEqual([])
    const sent = await tab.flows.start(first, 'agent', conversationId)
    await clock.advance(100)
    relay.push('guide:asked', asked)
    await clock.advance(10)
    expect(answers().map(({ payload }) => payload)).toEqual([
      {
        requestId: asked.requestId,
        labels: [{ ...labels[0], label: labels[0]?.label.slice(0, 80) }],
      },
    ])
    tab.flows.record(sent?.run.runId ?? '', { kind: 'dismissed' })
    relay.push('guide:asked', { ...asked, requestId: 'another' })
    await clock.advance(10)
    expect(answers()).toHaveLength(1)
  })

  it('[FLO12] points at one element until the tour ends, in the tab that leads', async () => {
    const { clock, relay, tab } = await opened(tour())
    relay.push('guide:pointed', pointed)
    await clock.advance(10)
    expect(tab.flows.guide.pointed.value).toBeNull()
    const sent = await tab.flows.start(first, 'agent', conversationId)
    await clock.advance(100)
    // What was said before the tour is not shown in it.
    expect(tab.flows.guide.pointed.value).toBeNull()
    relay.push('guide:pointed', pointed)
    await clock.advance(10)
    expect(tab.flows.guide.pointed.value).toEqual({ labelId: 'l1', agentName: 'Ada' })
    relay.push('guide:pointed', { ...pointed, labelId: null })
    await clock.advance(10)
    expect(tab.flows.guide.pointed.value).toBeNull()
    relay.push('guide:pointed', pointed)
    await clock.advance(10)
    tab.flows.record(sent?.run.runId ?? '', { kind: 'dismissed' })
    expect(tab.flows.guide.pointed.value).toBeNull()
  })

  it('[FLO11] joins a tour that runs already, and the visitor stays where they are', async () => {
    const { clock, relay, tab } = await opened(tour())
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'seen', stepId: 'two' })
    const sent = await tab.flows.start(first, 'agent', conversationId)
    expect(sent?.run).toMatchObject({ runId, stepId: 'two', source: 'agent', conversationId })
    await clock.advance(100)
    expect(relay.flows.runsOf(personIn(tab))[0]).toMatchObject({ stepId: 'two', conversationId })
  })

  it('[FLO11] lets an agent send a tour to somebody outside of its audience; the page cannot', async () => {
    const { clock, relay, tab } = await opened(tour({ audience: { any: [] } }))
    expect(await tab.flows.start(first, 'page')).toBeNull()
    const sent = await tab.flows.start(first, 'agent', conversationId)
    expect(sent?.run.conversationId).toBe(conversationId)
    await clock.advance(100)
    expect(relay.flows.events[0]?.data).toEqual({ source: 'agent', conversationId: sent?.run.conversationId })
    expect(await tab.flows.start(flowId(9), 'page')).toBeNull()
  })
})
