/** Figures and broken steps, counted from what visitors' pages told a relay that runs. */
import type { BrokenStep, FlowFigures, FlowRow } from '@docent/protocol'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Person, type Speaker } from '../realtime/testing/live-relay.ts'
import { checklistDraft, published, recorded, tourDraft } from './testing/flow-scene.ts'

let relay: LiveRelay
let ada: Speaker
let flowId: string

const day = 24 * 3_600_000
/** A while ago: a time that is still to come is taken for now. */
const now = Date.now() - 60_000
const always = { version: null, from: 0, until: Number.MAX_SAFE_INTEGER }

beforeAll(async () => {
  relay = await openLiveRelay()
  ada = await relay.agent('ada')
})
afterAll(() => relay.close())
beforeEach(async () => {
  flowId = await published(relay, tourDraft('Find your way', ['one', 'two']))
})

const figures = (more: object = {}) => ada.must<FlowFigures>('flow:figures', { flowId, ...always, ...more })
const rowOf = async () =>
  (await ada.must<{ flows: readonly FlowRow[] }>('flow:list', {})).flows.find(({ id }) => id === flowId)
const broken = async () =>
  (await ada.must<{ steps: readonly BrokenStep[] }>('flow:broken', {})).steps.filter(
    (step) => step.flowId === flowId,
  )

/** A visitor's way through the tour, begun at `at`; each step is seen 100 ms after the one before. */
async function way(
  steps: readonly string[],
  {
    end,
    at = now,
    source = 'rule',
    version = 1,
    missing,
  }: {
    readonly end?: 'completed' | 'dismissed'
    readonly at?: number
    readonly source?: 'rule' | 'preview'
    readonly version?: number
    readonly missing?: string
  } = {},
): Promise<void> {
  const visitor = await relay.visitor()
  const runId = relay.random.uuid()
  const about = { flowId, runId, version }
  await recorded(relay, visitor, { ...about, kind: 'started', at, data: { source } })
  for (const [index, stepId] of steps.entries())
    await recorded(relay, visitor, {
      ...about,
      kind: 'seen',
      stepId,
      seq: index + 2,
      at: at + 100 * (index + 1),
    })
  if (missing)
    await recorded(relay, visitor, {
      ...about,
      kind: 'missing',
      stepId: missing,
      seq: 50,
      at,
      data: { path: '/board', looked: 'docent, css', instead: 'a button 1f0e' },
    })
  if (end) await recorded(relay, visitor, { ...about, kind: end, seq: 99, at: at + 1_000 })
  visitor.close()
}

async function csv(path: string, cookie: string): Promise<Response> {
  return relay.fetch(`/flows/${path}`, { headers: { cookie } })
}

describe('figures', () => {
  it('[FLO16] are of one version or of all, and of the runs that began in a span', async () => {
    await way(['one', 'two'], { end: 'completed' })
    await way(['one'], { end: 'dismissed', at: now - 10 * day })
    const amir = await relay.agent('amir')
    const draft = tourDraft('Find your way', ['two', 'three'])
    await amir.must('flow:save', { flowId, rev: 1, name: 'A flow', draft })
    await amir.must('flow:publish', { flowId, rev: 2 })
    await way(['two'], { version: 2 })
    expect(await figures()).toMatchObject({ started: 3, completed: 1, left: 1, medianMs: 1_000 })
    expect((await figures()).steps.map(({ stepId, seen }) => [stepId, seen])).toEqual([
      ['two', 2],
      ['three', 0],
      ['one', 2],
    ])
    expect(await figures({ version: 1 })).toMatchObject({ started: 2 })
    expect((await figures({ version: 2 })).steps.map(({ stepId }) => stepId)).toEqual(['two', 'three'])
    expect(await figures({ from: now - day })).toMatchObject({ started: 2, left: 0 })
    expect(await figures({ until: now })).toMatchObject({ started: 1, left: 1 })
    expect(await figures({ version: 7 })).toEqual({
      started: 0,
      completed: 0,
      left: 0,
      medianMs: null,
      steps: [],
    })
  })

  it('[FLO16] leave out what authors tried themselves', async () => {
    await way(['one', 'two'], { end: 'completed', source: 'preview' })
    expect(await figures()).toMatchObject({ started: 0, completed: 0 })
    expect(await rowOf()).toMatchObject({ started: 0, completed: 0 })
  })

  it('[FLO16] stay with a flow that was archived', async () => {
    await way(['one'], { end: 'dismissed' })
    await (await relay.agent('amir')).must('flow:archive', { flowId })
    expect(await figures()).toMatchObject({ started: 1, left: 1 })
  })

  it('[FLO16] of more runs than are read at once count each one once', async () => {
    const visitor = await relay.visitor()
    for (let index = 0; index < 450; index++)
      await recorded(relay, visitor, {
        flowId,
        runId: relay.random.uuid(),
        kind: 'started',
        at: now - (index % 7),
      })
    expect(await figures()).toMatchObject({ started: 450 })
    expect(await rowOf()).toMatchObject({ started: 1 })
  })

  it('[FLO16] count items of a checklist', async () => {
    flowId = await published(relay, checklistDraft(['one', 'two']))
    const visitor = await relay.visitor()
    const about = { flowId, runId: relay.random.uuid() }
    await recorded(relay, visitor, { ...about, kind: 'started', at: now })
    await recorded(relay, visitor, { ...about, kind: 'item_done', stepId: 'two', seq: 2, at: now + 5 })
    expect((await figures()).steps).toMatchObject([
      { stepId: 'one', done: 0 },
      { stepId: 'two', done: 1 },
    ])
  })
})

describe('the file', () => {
  it('[FLO16] says the same as the table, to whoever is signed in on this site', async () => {
    await way(['one', 'two'], { end: 'completed' })
    const reply = await csv(
      `${flowId}/figures.csv?version=1&from=0&until=${now + 1}`,
      await relay.signIn('ada'),
    )
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('content-disposition')).toBe('attachment; filename="a-flow-figures.csv"')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect((await reply.text()).split('\r\n').slice(1, 3)).toEqual([
      ',A flow,1,1,0,1000,',
      '1,Step one,1,1,0,100,0',
    ])
  })

  it.each<[string, Person | null, string, number]>([
    ['nobody', null, 'figures.csv', 401],
    ['an agent of another site', 'bea', 'figures.csv', 404],
    ['words for a number', 'ada', 'figures.csv?from=yesterday', 400],
    ['a number that is none', 'ada', 'figures.csv?version=0', 400],
    ['two at once', 'ada', 'figures.csv?version=1&version=2', 400],
  ])('[INP7] is refused to %s', async (_who, person, file, status) => {
    const cookie = person === null ? '' : await relay.signIn(person)
    expect((await csv(`${flowId}/${file}`, cookie)).status).toBe(status)
  })

  it('[INP7] is not there for a flow that is not', async () => {
    const cookie = await relay.signIn('ada')
    for (const id of [relay.random.uuid(), 'no-id', '__proto__'])
      expect((await csv(`${id}/figures.csv`, cookie)).status).toBe(404)
  })
})

describe('broken steps', () => {
  it('[FLO10] are those whose target more than one visitor of this week did not have', async () => {
    await way(['one'], { missing: 'two' })
    expect(await broken()).toEqual([])
    await way(['one'], { missing: 'two' })
    expect(await broken()).toEqual([
      {
        flowId,
        flowName: 'A flow',
        version: 1,
        stepId: 'two',
        stepTitle: 'Step two',
        runs: 2,
        lastAt: expect.any(Number),
        path: '/board',
        looked: 'docent, css',
        instead: 'a button 1f0e',
      },
    ])
    expect(await rowOf()).toMatchObject({ brokenSteps: 1 })
  })

  it('[FLO10] are of the live version, and of steps that it has', async () => {
    for (const missing of ['two', 'two', 'made-up', 'made-up']) await way(['one'], { missing })
    expect(await broken()).toHaveLength(1)
    const amir = await relay.agent('amir')
    await amir.must('flow:withdraw', { flowId })
    expect(await broken()).toEqual([])
  })

  it('[INP7] are told to the agents of their site alone', async () => {
    for (let time = 0; time < 2; time++) await way(['one'], { missing: 'two' })
    const bea = await relay.agent('bea')
    expect(await bea.must('flow:broken', {})).toEqual({ steps: [] })
  })
})
