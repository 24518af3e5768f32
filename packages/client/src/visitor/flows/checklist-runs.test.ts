import { describe, expect, it } from 'vitest'
import { begun, kindsOf, opened, personIn } from '../../testing/flows-scene.ts'
import { checklist, facts, first, flowId, item, tour } from '../../testing/published-flows.ts'

describe('a checklist', () => {
  const items = [
    item('project', {
      completeWhen: [{ by: 'rule', rule: { fact: 'events.project_made', op: 'at_least', value: 1 } }],
    }),
    item('tour', { completeWhen: [{ by: 'tour', flowId: flowId(2) }] }),
  ]

  it('[FLO8] completes its items by rule and by tour, itself with the last, and each once over two tabs', async () => {
    const { clock, relay, scene, tab } = await opened(checklist(items), tour({ id: flowId(2), rule: null }))
    const other = scene.openFlowsTab()
    other.client.connect()
    await clock.advance(100)
    await begun(tab)
    const made = facts({ events: { project_made: 1 } })
    tab.facts.value = made
    other.facts.value = made
    await clock.advance(100)
    const touring = await tab.flows.start(flowId(2), 'checklist')
    tab.flows.record(touring?.run.runId ?? '', { kind: 'completed' })
    await clock.advance(100)
    const ofList = relay.flows.events.filter((event) => event.flowId === first)
    expect(kindsOf(ofList)).toEqual(['started', 'item_done project', 'item_done tour', 'completed'])
    expect(other.flows.runs.value.find(({ run }) => run.kind === 'checklist')?.run.status).toBe('completed')
  })

  it('[FLO8] in listed order takes no item before its turn, whoever says so', async () => {
    const listed = [item('a', { completeWhen: [{ by: 'visitor' }] }), item('b')]
    const { tab } = await opened(checklist(listed, {}, 'listed'))
    const runId = await begun(tab)
    tab.flows.record(runId, { kind: 'item_done', stepId: 'b' })
    expect(tab.flows.runs.value[0]?.run.done).toEqual([])
    tab.flows.record(runId, { kind: 'item_done', stepId: 'a' })
    tab.flows.record(runId, { kind: 'item_done', stepId: 'a' })
    tab.flows.record(runId, { kind: 'item_done', stepId: 'b' })
    expect(tab.flows.runs.value[0]?.run).toMatchObject({ done: ['a', 'b'], status: 'completed' })
  })

  it('[FLO8] learns with the next word to the relay what an agent ticked, where the push was lost', async () => {
    const { clock, relay, tab } = await opened(checklist(items))
    const runId = await begun(tab)
    await clock.advance(100)
    const [run] = relay.flows.runsOf(personIn(tab))
    if (!run) throw new Error('it was not stored')
    const eventId = 'e0000000-0000-7000-8000-000000000001'
    const { version, seq } = run
    relay.flows.record(personIn(tab), {
      ...{ eventId, runId, flowId: first, version, seq: seq + 1, at: clock.now() },
      ...{ kind: 'item_done', stepId: 'tour' },
    })
    tab.flows.record(runId, { kind: 'acted', stepId: 'project' })
    await clock.advance(100)
    expect(tab.flows.runs.value[0]?.run.done).toEqual(['tour'])
  })

  it('[FLO8] that was put away is found again where it was', async () => {
    const { clock, tab } = await opened(checklist(items))
    tab.facts.value = facts({ events: { project_made: 1 } })
    const runId = await begun(tab)
    await clock.advance(10)
    tab.flows.record(runId, { kind: 'dismissed' })
    const again = await tab.flows.start(first, 'page')
    expect(again?.run).toMatchObject({ runId, status: 'dismissed', done: ['project'] })
  })

  it('[FLO8] disappears for those for whom its audience no longer holds', async () => {
    const { tab } = await opened(checklist(items, { audience: { fact: 'signedIn', op: 'is', value: false } }))
    await begun(tab)
    expect(tab.flows.runs.value).toHaveLength(1)
    tab.facts.value = facts({ signedIn: true })
    expect(tab.flows.runs.value).toEqual([])
  })
})
