/** An item of a checklist that an agent ticks for a visitor, over real sockets. */
import type { FlowRun, VisitorRun } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventOf, recorded, runsOf } from './testing/flow-scene.ts'
import { type GuideScene, openGuideScene } from './testing/guide-scene.ts'

let at: GuideScene

beforeAll(async () => {
  at = await openGuideScene()
})
afterAll(() => at.close())

describe('an item that an agent ticks', () => {
  const tick = (conversationId: string, itemId: string, flowId = at.checklist) => ({
    conversationId,
    eventId: at.id(),
    flowId,
    itemId,
  })
  const audits = (conversationId: string) =>
    at.relay.app.storage.read
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'flow.item_ticked')
      .where('detail', 'like', `%${conversationId}%`)
      .execute()

  it('[FLO8] is done for the visitor at once, and leaves a line in the audit', async () => {
    const { visitor, conversationId } = await at.scene()
    const runId = at.id()
    await recorded(at.relay, visitor, {
      flowId: at.checklist,
      runId,
      kind: 'started',
      data: { source: 'rule' },
    })
    const { run } = await at.ada.must<{ run: VisitorRun }>('item:tick', tick(conversationId, 'two'))
    expect(run).toMatchObject({
      run: { runId, status: 'running', done: ['two'], source: 'rule' },
      items: [
        { id: 'one', title: 'Item one', done: false },
        { id: 'two', title: 'Item two', done: true },
      ],
    })
    expect(await visitor.hears<{ run: FlowRun }>('run:changed', (told) => told.run.done.length > 0)).toEqual({
      run: run.run,
    })
    expect(await audits(conversationId)).toMatchObject([
      { actor_kind: 'agent', actor_id: at.relay.agentIds.ada, site_id: at.relay.sites.shop.id },
    ])
    const events = await at.relay.app.storage.read
      .selectFrom('flow_events')
      .select(['kind', 'step_id', 'agent_id'])
      .where('run_id', '=', runId)
      .where('agent_id', 'is not', null)
      .execute()
    expect(events).toEqual([{ kind: 'item_done', step_id: 'two', agent_id: at.relay.agentIds.ada }])
  })

  it('[FLO8] counts once, whoever reports it and however often', async () => {
    const { visitor, conversationId } = await at.scene()
    const request = tick(conversationId, 'one')
    for (let turn = 0; turn < 3; turn++) await at.ada.must('item:tick', request)
    await at.ada.must('item:tick', tick(conversationId, 'one'))
    const { runs } = await runsOf(visitor)
    expect(runs).toMatchObject([{ flowId: at.checklist, source: 'agent', done: ['one'] }])
    const [run] = runs
    await recorded(at.relay, visitor, {
      flowId: at.checklist,
      runId: run?.runId ?? '',
      kind: 'item_done',
      stepId: 'one',
      seq: 5,
    })
    expect((await runsOf(visitor)).runs).toMatchObject([{ done: ['one'] }])
    expect(await audits(conversationId)).toHaveLength(1)
  })

  it('[FLO8] completes the checklist where it was the last one, though the visitor is away', async () => {
    const { visitor, conversationId } = await at.scene()
    visitor.close()
    await at.ada.must('item:tick', tick(conversationId, 'one'))
    const { run } = await at.ada.must<{ run: VisitorRun }>('item:tick', tick(conversationId, 'two'))
    expect(run.run).toMatchObject({ status: 'completed', done: ['one', 'two'] })
    const back = await at.relay.visitor({ browser: visitor.browser })
    expect((await runsOf(back)).runs).toEqual([run.run])
  })

  it('[FLO8] waits for those before it where the items go in their order', async () => {
    const { conversationId } = await at.scene()
    expect(await at.ada.ask('item:tick', tick(conversationId, 'two', at.inOrder))).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('Item one') },
    })
    await at.ada.must('item:tick', tick(conversationId, 'one', at.inOrder))
    await at.ada.must('item:tick', tick(conversationId, 'two', at.inOrder))
  })

  it('[FLO8] [INP7] must be of a checklist that is live or begun, and its id nobody else’s', async () => {
    const { visitor, conversationId } = await at.scene()
    const absent = { error: { code: 'not_found' } }
    expect(await at.ada.ask('item:tick', tick(conversationId, 'nine'))).toMatchObject(absent)
    expect(await at.ada.ask('item:tick', tick(conversationId, 'one', at.id()))).toMatchObject(absent)
    expect(await at.ada.ask('item:tick', tick(conversationId, 'a', at.tour))).toMatchObject(absent)
    const started = eventOf(at.relay, { flowId: at.tour, runId: at.id(), kind: 'started' })
    await visitor.must('flow:record', { event: started })
    expect(
      await at.ada.ask('item:tick', { ...tick(conversationId, 'one'), eventId: started.eventId }),
    ).toMatchObject({ error: { code: 'conflict' } })
    expect(await audits(conversationId)).toEqual([])
  })
})
