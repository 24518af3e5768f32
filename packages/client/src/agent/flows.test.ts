import type { FlowRow, VisitorRun } from '@docent/protocol'
import { done, failure } from '@docent/protocol/reply'
import { effect } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { atTheDesk } from '../testing/at-the-desk.ts'

const row = (id: string): FlowRow => ({
  id,
  kind: 'tour',
  name: `Tour ${id}`,
  liveVersion: 1,
  lastVersion: 1,
  changed: false,
  priority: 0,
  updatedAt: 0,
  updatedBy: null,
  started: 0,
  completed: 0,
  brokenSteps: 0,
})

const visitorRun = (runId: string, stepId: string): VisitorRun => ({
  run: {
    runId,
    flowId: 'f',
    version: 1,
    kind: 'tour',
    source: 'agent',
    status: 'running',
    stepId,
    seq: 1,
    done: [],
    startedAt: 0,
    endedAt: null,
    conversationId: null,
  },
  name: 'A tour',
  stepTitle: stepId,
  place: 1,
  of: 3,
  items: [],
})

async function withFlows() {
  const desk = await atTheDesk()
  const asked = (command: string) => desk.relay.heard.filter((one) => one.command === command)
  const answer = (command: string, data: object) => desk.relay.answer(command, done(data))
  return { ...desk, asked, answer }
}

describe('flows at the desk', () => {
  it('[FLO2] has a list that is fetched while somebody looks, and follows what colleagues change', async () => {
    const { clock, relay, agent, asked, answer } = await withFlows()
    expect(asked('flow:list')).toEqual([])
    answer('flow:list', { flows: [row('1')] })
    const seen: (readonly string[] | null)[] = []
    const undo = effect(() => {
      seen.push(agent.flows.list.value?.map(({ id }) => id) ?? null)
    })
    await clock.advance(100)
    expect(seen).toEqual([null, ['1']])
    answer('flow:list', { flows: [row('1'), row('2')] })
    // Somebody who writes saves often; the list is fetched once for all of it.
    for (let at = 0; at < 20; at++) relay.push('flow:changed', { flowId: '2' })
    await clock.advance(2_000)
    expect(seen.at(-1)).toEqual(['1', '2'])
    expect(asked('flow:list')).toHaveLength(2)
    undo()
    relay.push('flow:changed', { flowId: '2' })
    await clock.advance(5_000)
    expect(asked('flow:list')).toHaveLength(2)
  })

  it('[FLO2] shows what was changed here at once, and catches up after an absence', async () => {
    const { clock, relay, agent, asked, answer } = await withFlows()
    answer('flow:list', { flows: [] })
    effect(() => void agent.flows.list.value)
    await clock.advance(100)
    answer('flow:publish', { version: 3 })
    answer('flow:list', { flows: [row('1')] })
    const [published] = await Promise.all([agent.flows.publish({ flowId: '1', rev: 2 }), clock.advance(100)])
    expect(published).toEqual({ ok: true, data: { version: 3 } })
    expect(agent.flows.list.value).toHaveLength(1)
    relay.cutAll()
    await clock.advance(5_000)
    expect(asked('flow:list')).toHaveLength(3)
  })

  it('[FLO2] does not ask again where the agent may not read them', async () => {
    const { clock, relay, agent, asked } = await withFlows()
    relay.refuseNext('flow:list', { ok: false, error: failure('forbidden', 'No.') })
    effect(() => void agent.flows.list.value)
    await clock.advance(60_000)
    expect(asked('flow:list')).toHaveLength(1)
    expect(agent.flows.list.value).toBeNull()
  })

  it('[FLO2] hands over what another saved meanwhile as it is', async () => {
    const { clock, relay, agent } = await withFlows()
    relay.refuseNext('flow:withdraw', { ok: false, error: failure('conflict', 'Changed.') })
    const [reply] = await Promise.all([agent.flows.withdraw('1'), clock.advance(100)])
    expect(reply).toMatchObject({ ok: false, error: { code: 'conflict' } })
  })
})

describe('leading a visitor', () => {
  it('[FLO11] sees each step as it happens, the latest run first', async () => {
    const { clock, relay, agent, id, answer } = await withFlows()
    answer('visitor:runs', { runs: [visitorRun('a', 'one')] })
    const runs = agent.guide.runs(id)
    const stands = () => runs.value.map(({ run, stepTitle }) => `${run.runId} ${stepTitle}`)
    await clock.advance(100)
    expect(stands()).toEqual(['a one'])
    relay.push('visitor:progressed', { conversationId: id, run: visitorRun('a', 'two') })
    relay.push('visitor:progressed', { conversationId: id, run: visitorRun('b', 'one') })
    relay.push('visitor:progressed', { conversationId: 'another', run: visitorRun('c', 'one') })
    await clock.advance(10)
    expect(stands()).toEqual(['b one', 'a two'])
    answer('visitor:runs', { runs: [visitorRun('b', 'three')] })
    relay.cutAll()
    await clock.advance(5_000)
    expect(stands()).toEqual(['b three'])
    expect(agent.guide.runs(id)).toBe(runs)
  })

  it('[FLO11] keeps a step that is pushed while an older answer is under way', async () => {
    const { clock, relay, agent, id, answer } = await withFlows()
    answer('visitor:runs', { runs: [visitorRun('a', 'one')] })
    const runs = agent.guide.runs(id)
    const fresh = visitorRun('a', 'two')
    relay.push('visitor:progressed', {
      conversationId: id,
      run: { ...fresh, run: { ...fresh.run, seq: 2 } },
    })
    await clock.advance(100)
    expect(runs.value.map(({ stepTitle }) => stepTitle)).toEqual(['two'])
    relay.push('visitor:progressed', { conversationId: id, run: visitorRun('a', 'one') })
    await clock.advance(10)
    expect(runs.value.map(({ stepTitle }) => stepTitle)).toEqual(['two'])
  })

  it('[FLO11] shows the card that was sent in the conversation, without waiting for anybody', async () => {
    const { clock, relay, agent, desk, id, answer } = await withFlows()
    const card = relay.agentSays(id, 'Tour: A tour')
    relay.link.push = () => []
    answer('tour:send', { seq: card.seq, id: card.id, at: card.at, duplicate: false })
    const [sent] = await Promise.all([agent.guide.sendTour(id, 'f'), clock.advance(100)])
    expect(sent.ok).toBe(true)
    expect(desk.value.lines.filter(({ log }) => log === 'public')).toHaveLength(2)
  })

  it('[FLO8] shows an item that was ticked at once', async () => {
    const { clock, agent, id, answer } = await withFlows()
    answer('visitor:runs', { runs: [] })
    const runs = agent.guide.runs(id)
    await clock.advance(100)
    answer('item:tick', { run: visitorRun('list', 'one') })
    await Promise.all([agent.guide.tick(id, 'f', 'item'), clock.advance(100)])
    expect(runs.value.map(({ run }) => run.runId)).toEqual(['list'])
  })

  it('[FLO12] asks what there is to point at, points, and stops', async () => {
    const { clock, agent, id, asked, answer } = await withFlows()
    answer('guide:ask', { labels: [{ id: 'l', label: 'New project', role: 'button' }] })
    const [labels] = await Promise.all([agent.guide.ask(id), clock.advance(100)])
    expect(labels).toMatchObject({ ok: true, data: { labels: [{ label: 'New project' }] } })
    await Promise.all([agent.guide.point(id, 'l'), agent.guide.point(id, null), clock.advance(100)])
    expect(asked('guide:point').map(({ payload }) => payload)).toEqual([
      { conversationId: id, labelId: 'l' },
      { conversationId: id, labelId: null },
    ])
  })
})
