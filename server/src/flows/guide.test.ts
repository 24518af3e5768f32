/** An agent and one visitor over real sockets: a tour sent as a card, followed step by step, led; an item ticked. */
import type { Entry, FlowRun, PageLabel, Stored, VisitorRun } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Speaker } from '../realtime/testing/live-relay.ts'
import { createGuide } from './guide.ts'
import { checklistDraft, eventOf, published, recorded, runsOf, tourDraft } from './testing/flow-scene.ts'

let relay: LiveRelay
let tour: string
let checklist: string
let inOrder: string
let ada: Speaker

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000, guideAnswer: 150 } })
  tour = await published(relay, tourDraft('Look around', ['a', 'b', 'c']), 'Tour of the shop')
  checklist = await published(relay, checklistDraft(['one', 'two']), 'First steps')
  inOrder = await published(relay, checklistDraft(['one', 'two'], 'listed'), 'One after the other')
  ada = await relay.agent('ada')
})
afterAll(() => relay.close())

const id = () => relay.random.uuid()
const cursor = { after: { seq: 0, id: null }, epoch: null }
const send = (conversationId: string, more: object = {}) => ({
  conversationId,
  cmid: id(),
  flowId: tour,
  ...more,
})

/** A conversation that Ada has open and answers. */
async function scene(agent = ada): Promise<{ visitor: Speaker; conversationId: string }> {
  const visitor = await relay.visitor()
  const conversationId = await relay.started(visitor)
  await agent.must('conversation:sync', { conversationId, ...cursor })
  await relay.said(agent, conversationId, 'How can I help?')
  return { visitor, conversationId }
}

/** The visitor accepted the tour that Ada sent, and stands on its first step. */
async function led(): Promise<{ visitor: Speaker; conversationId: string; runId: string }> {
  const { visitor, conversationId } = await scene()
  await ada.must('tour:send', send(conversationId))
  const runId = id()
  const data = { source: 'agent', conversationId } as const
  await recorded(relay, visitor, { flowId: tour, runId, kind: 'started', data })
  await recorded(relay, visitor, { flowId: tour, runId, kind: 'seen', stepId: 'a', seq: 2 })
  return { visitor, conversationId, runId }
}

describe('a tour that an agent sends', () => {
  it('[FLO11] is a card in the conversation, for the visitor, the list and the log alike', async () => {
    const { visitor, conversationId } = await scene()
    const request = send(conversationId)
    const stored = await ada.must<Stored>('tour:send', request)
    const parts = [{ type: 'tour', flowId: tour, title: 'Look around' }]
    expect(stored).toMatchObject({ duplicate: false, parts })
    const { entry } = await visitor.hears<{ entry: Entry }>(
      'entry:appended',
      (told) => told.entry.cmid === request.cmid,
    )
    expect(entry).toMatchObject({ kind: 'message', parts, author: { kind: 'agent', name: 'Ada Byron' } })
    const { rows } = await ada.must<{ rows: readonly { id: string; preview: string }[] }>('inbox:sync', {
      after: 0,
      epoch: null,
    })
    expect(rows.find((row) => row.id === conversationId)?.preview).toBe('Tour: Look around')
  })

  it('[FLO11] [MSG4] is stored once by its command id, and no other tour under the same one', async () => {
    const { conversationId } = await scene()
    const request = send(conversationId)
    const first = await ada.must<Stored>('tour:send', request)
    const again = await ada.must<Stored>('tour:send', request)
    expect(again).toMatchObject({ seq: first.seq, id: first.id, duplicate: true })
    const other = await published(relay, tourDraft('Another', ['x']))
    expect(await ada.ask('tour:send', { ...request, flowId: other })).toMatchObject({
      error: { code: 'mismatch' },
    })
    expect(
      await ada.ask('message:send', {
        conversationId,
        cmid: request.cmid,
        parts: [{ type: 'text', text: 'x' }],
      }),
    ).toMatchObject({ error: { code: 'mismatch' } })
  })

  it('[FLO11] [RTE5] takes a conversation that nobody has, and none that somebody else has', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    const owner = await relay.agent('susan')
    await owner.must('tour:send', send(conversationId))
    const { gen } = await owner.must<{ gen: number }>('conversation:take', { conversationId, gen: 1 })
    expect(gen).toBeGreaterThan(0)
    expect(await ada.ask('tour:send', send(conversationId))).toMatchObject({ error: { code: 'stale' } })
  })

  it('[FLO11] [INP7] must be a live tour of this site', async () => {
    const { conversationId } = await scene()
    const foreign = await relay.agent('bea')
    const withdrawn = await published(relay, tourDraft('Gone', ['a']))
    await (await relay.agent('amir')).must('flow:withdraw', { flowId: withdrawn })
    for (const flowId of [id(), checklist, withdrawn])
      expect(await ada.ask('tour:send', send(conversationId, { flowId }))).toMatchObject({
        error: { code: 'not_found' },
      })
    expect(await foreign.ask('tour:send', send(conversationId))).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(await foreign.ask('visitor:runs', { conversationId })).toMatchObject({
      error: { code: 'not_found' },
    })
  })

  it('[FLO11] [INP1] is no part that anybody can write by hand', async () => {
    const { visitor, conversationId } = await scene()
    const parts = [{ type: 'tour', flowId: tour, title: 'Click here' }]
    for (const speaker of [visitor, ada])
      expect(await speaker.ask('message:send', { conversationId, cmid: id(), parts })).toMatchObject({
        error: { code: 'bad_request' },
      })
  })

  it('[FLO11] is followed step by step, in their order, by those who have the conversation open', async () => {
    const { visitor, conversationId, runId } = await led()
    const linus = await relay.agent('linus')
    for (const [index, stepId] of ['b', 'c', 'b'].entries())
      await recorded(relay, visitor, { flowId: tour, runId, kind: 'seen', stepId, seq: index + 3 })
    await ada.hears<{ run: VisitorRun }>('visitor:progressed', ({ run }) => run.run.seq === 5)
    const told = ada
      .heard<{ conversationId: string; run: VisitorRun }>('visitor:progressed')
      .filter((progress) => progress.conversationId === conversationId)
    expect(told.map(({ run }) => run.stepTitle)).toEqual([null, 'Step a', 'Step b', 'Step c', 'Step b'])
    expect(told.at(-1)?.run).toMatchObject({ name: 'Tour of the shop', place: 2, of: 3, items: [] })
    expect(linus.heard('visitor:progressed')).toEqual([])
    const { runs } = await ada.must<{ runs: readonly VisitorRun[] }>('visitor:runs', { conversationId })
    expect(runs).toEqual([told.at(-1)?.run])
  })
})

describe('an agent who leads', () => {
  const labels: readonly PageLabel[] = [{ id: 'l1', label: 'Invite people', role: 'button' }]
  /** The page's part: answers what it is asked. */
  async function answers(page: Speaker, conversationId: string): Promise<string> {
    const { requestId } = await page.hears<{ requestId: string }>(
      'guide:asked',
      (asked) => (asked as { conversationId?: string }).conversationId === conversationId,
    )
    await page.must('guide:labels', { requestId, labels })
    return requestId
  }

  it('[FLO12] chooses from the labels of the page, and points at one', async () => {
    const { visitor, conversationId } = await led()
    const [asked] = await Promise.all([
      ada.must('guide:ask', { conversationId }),
      answers(visitor, conversationId),
    ])
    expect(asked).toEqual({ labels })
    await ada.must('guide:point', { conversationId, labelId: 'l1' })
    expect(await visitor.hears('guide:pointed')).toEqual({
      conversationId,
      labelId: 'l1',
      agent: { kind: 'agent', id: relay.agentIds.ada, name: 'Ada Byron' },
    })
  })

  it('[FLO12] is answered by the first page that can, once', async () => {
    const { visitor, conversationId } = await led()
    const tab = await relay.visitor({ browser: visitor.browser })
    const asking = ada.must('guide:ask', { conversationId })
    const requestId = await answers(tab, conversationId)
    expect(await asking).toEqual({ labels })
    expect(await visitor.ask('guide:labels', { requestId, labels: [] })).toMatchObject({
      error: { code: 'not_found' },
    })
  })

  it('[FLO12] [INP7] is not answered by another visitor, who is told no more than of a question that is none', async () => {
    const { visitor, conversationId } = await led()
    const other = await led()
    const asking = ada.must('guide:ask', { conversationId })
    const { requestId } = await visitor.hears<{ requestId: string }>('guide:asked')
    const invented = await other.visitor.ask('guide:labels', { requestId: id(), labels })
    expect(await other.visitor.ask('guide:labels', { requestId, labels: [] })).toEqual(invented)
    expect(await (await relay.visitor()).ask('guide:labels', { requestId, labels: [] })).toEqual(invented)
    await visitor.must('guide:labels', { requestId, labels })
    expect(await asking).toEqual({ labels })
    expect(other.visitor.heard('guide:asked')).toEqual([])
  })

  it('[FLO12] hears after a while that nobody answers, and at once where nobody is there', async () => {
    const { visitor, conversationId } = await led()
    const silent = { error: { code: 'unavailable' } }
    const asking = ada.ask('guide:ask', { conversationId })
    const { requestId } = await visitor.hears<{ requestId: string }>('guide:asked')
    expect(await asking).toMatchObject(silent)
    expect(await visitor.ask('guide:labels', { requestId, labels })).toMatchObject({
      error: { code: 'not_found' },
    })
    visitor.close()
    await ada.hears(
      'visitor:changed',
      (told: { conversationId: string; connected: boolean }) =>
        told.conversationId === conversationId && !told.connected,
    )
    expect(await ada.ask('guide:ask', { conversationId })).toMatchObject(silent)
  })

  it('[FLO12] may do so only while a tour runs that this conversation sent', async () => {
    const { visitor, conversationId } = await scene()
    const refused = { error: { code: 'forbidden' } }
    const ask = () => ada.ask('guide:ask', { conversationId })
    const point = (labelId: string | null) => ada.ask('guide:point', { conversationId, labelId })
    expect(await ask()).toMatchObject(refused)
    expect(await point('l1')).toMatchObject(refused)
    // A tour that began by itself, and one of another conversation, are not this agent's.
    await recorded(relay, visitor, { flowId: tour, runId: id(), kind: 'started', data: { source: 'rule' } })
    const elsewhere = { source: 'agent', conversationId: id() } as const
    await recorded(relay, visitor, { flowId: tour, runId: id(), kind: 'started', data: elsewhere })
    expect(await ask()).toMatchObject(refused)
    const runId = id()
    const here = { source: 'agent', conversationId } as const
    await recorded(relay, visitor, { flowId: tour, runId, kind: 'started', data: here })
    expect(await point('l1')).toEqual({ ok: true, data: {} })
    // The visitor stops: what was pointed at may be let go of, and nothing else.
    await recorded(relay, visitor, { flowId: tour, runId, kind: 'dismissed', seq: 2 })
    expect(await ask()).toMatchObject(refused)
    expect(await point('l1')).toMatchObject(refused)
    expect(await point(null)).toEqual({ ok: true, data: {} })
    expect(visitor.heard('guide:asked')).toEqual([])
  })

  it('[FLO12] [INP7] is the one who has the conversation, or may take it over; nobody of elsewhere', async () => {
    const { conversationId } = await led()
    const request = { conversationId, labelId: 'l1' }
    expect(await (await relay.agent('grace')).ask('guide:point', request)).toMatchObject({
      error: { code: 'forbidden' },
    })
    expect(await (await relay.agent('susan')).ask('guide:point', request)).toEqual({ ok: true, data: {} })
    const foreign = await relay.agent('bea')
    for (const [command, asked] of [
      ['guide:point', request],
      ['guide:ask', { conversationId }],
      ['item:tick', { conversationId, eventId: id(), flowId: checklist, itemId: 'one' }],
    ] as const)
      expect(await foreign.ask(command, asked)).toMatchObject({ error: { code: 'not_found' } })
  })

  it('[FLO12] may not where the settings of the site say so', async () => {
    const { conversationId } = await led()
    const admin = await relay.agent('amir')
    const set = async (guide: string) => {
      const { version, settings } = await admin.must<{ version: number; settings: object }>(
        'settings:show',
        {},
      )
      await admin.must('settings:save', { version, settings: { ...settings, guide } })
    }
    await set('off')
    expect(await ada.ask('guide:ask', { conversationId })).toMatchObject({ error: { code: 'forbidden' } })
    await set('marked')
    expect(await ada.ask('guide:point', { conversationId, labelId: 'l1' })).toEqual({ ok: true, data: {} })
  })
})

describe('questions to pages', () => {
  it('[FLO12] [CON9] are a thousand at most, and forgotten once they are answered', async () => {
    const asked: string[] = []
    const guide = createGuide({
      publisher: {
        toVisitors: (_room, _event, payload) => void asked.push((payload as { requestId: string }).requestId),
        toAgents: () => undefined,
        toAll: () => undefined,
      },
      isConnected: () => true,
      answerWithinMs: 60_000,
    })
    const ask = (visitorId: string) => guide.ask({ visitorId, conversationId: id() })
    const answers = Array.from({ length: 1_000 }, () => ask('ann'))
    expect(await ask('bob')).toMatchObject({ error: { code: 'busy' } })
    expect(guide.answered('ann', asked[0] ?? '', [])).toEqual({ ok: true, data: {} })
    const next = ask('bob')
    guide.close()
    for (const reply of await Promise.all([...answers.slice(1), next]))
      expect(reply).toMatchObject({ error: { code: 'unavailable' } })
  })
})

describe('an item that an agent ticks', () => {
  const tick = (conversationId: string, itemId: string, flowId = checklist) => ({
    conversationId,
    eventId: id(),
    flowId,
    itemId,
  })
  const audits = (conversationId: string) =>
    relay.app.storage.read
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'flow.item_ticked')
      .where('detail', 'like', `%${conversationId}%`)
      .execute()

  it('[FLO8] is done for the visitor at once, and leaves a line in the audit', async () => {
    const { visitor, conversationId } = await scene()
    const runId = id()
    await recorded(relay, visitor, { flowId: checklist, runId, kind: 'started', data: { source: 'rule' } })
    const { run } = await ada.must<{ run: VisitorRun }>('item:tick', tick(conversationId, 'two'))
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
      { actor_kind: 'agent', actor_id: relay.agentIds.ada, site_id: relay.sites.shop.id },
    ])
    const events = await relay.app.storage.read
      .selectFrom('flow_events')
      .select(['kind', 'step_id', 'agent_id'])
      .where('run_id', '=', runId)
      .where('agent_id', 'is not', null)
      .execute()
    expect(events).toEqual([{ kind: 'item_done', step_id: 'two', agent_id: relay.agentIds.ada }])
  })

  it('[FLO8] counts once, whoever reports it and however often', async () => {
    const { visitor, conversationId } = await scene()
    const request = tick(conversationId, 'one')
    for (let turn = 0; turn < 3; turn++) await ada.must('item:tick', request)
    await ada.must('item:tick', tick(conversationId, 'one'))
    const { runs } = await runsOf(visitor)
    expect(runs).toMatchObject([{ flowId: checklist, source: 'agent', done: ['one'] }])
    const [run] = runs
    await recorded(relay, visitor, {
      flowId: checklist,
      runId: run?.runId ?? '',
      kind: 'item_done',
      stepId: 'one',
      seq: 5,
    })
    expect((await runsOf(visitor)).runs).toMatchObject([{ done: ['one'] }])
    expect(await audits(conversationId)).toHaveLength(1)
  })

  it('[FLO8] completes the checklist where it was the last one, though the visitor is away', async () => {
    const { visitor, conversationId } = await scene()
    visitor.close()
    await ada.must('item:tick', tick(conversationId, 'one'))
    const { run } = await ada.must<{ run: VisitorRun }>('item:tick', tick(conversationId, 'two'))
    expect(run.run).toMatchObject({ status: 'completed', done: ['one', 'two'] })
    const back = await relay.visitor({ browser: visitor.browser })
    expect((await runsOf(back)).runs).toEqual([run.run])
  })

  it('[FLO8] waits for those before it where the items go in their order', async () => {
    const { conversationId } = await scene()
    expect(await ada.ask('item:tick', tick(conversationId, 'two', inOrder))).toMatchObject({
      error: { code: 'conflict', message: expect.stringContaining('Item one') },
    })
    await ada.must('item:tick', tick(conversationId, 'one', inOrder))
    await ada.must('item:tick', tick(conversationId, 'two', inOrder))
  })

  it('[FLO8] [INP7] must be of a checklist that is live or begun, and its id nobody else’s', async () => {
    const { visitor, conversationId } = await scene()
    const absent = { error: { code: 'not_found' } }
    expect(await ada.ask('item:tick', tick(conversationId, 'nine'))).toMatchObject(absent)
    expect(await ada.ask('item:tick', tick(conversationId, 'one', id()))).toMatchObject(absent)
    expect(await ada.ask('item:tick', tick(conversationId, 'a', tour))).toMatchObject(absent)
    const started = eventOf(relay, { flowId: tour, runId: id(), kind: 'started' })
    await visitor.must('flow:record', { event: started })
    expect(
      await ada.ask('item:tick', { ...tick(conversationId, 'one'), eventId: started.eventId }),
    ).toMatchObject({ error: { code: 'conflict' } })
    expect(await audits(conversationId)).toEqual([])
  })
})
