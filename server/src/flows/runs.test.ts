/** Visitors' runs over real sockets [FLO4]: kept once, the same on each device, joined by a sign-in, and nobody else's. */
import {
  applyFlowEvent,
  emptyRun,
  type FlowEvent,
  type FlowRun,
  flowEventKinds,
  flowLimits,
  runSources,
} from '@docent/protocol'
import fc from 'fast-check'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../agents/actor.ts'
import { type LiveRelay, openLiveRelay } from '../realtime/testing/live-relay.ts'
import { checklistDraft, eventOf, published, recorded, runsOf, tourDraft } from './testing/flow-scene.ts'

let relay: LiveRelay
let secret: Uint8Array
let tour: string
let checklist: string

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000 } })
  const key = await relay.app.siteKeys.add(operator, relay.sites.shop, { algorithm: 'HS256' })
  if (!key.ok) throw new Error(key.error.message)
  secret = Buffer.from(key.data.secret ?? '', 'base64url')
  tour = await published(relay, tourDraft('Look around', ['a', 'b', 'c']))
  checklist = await published(relay, checklistDraft(['one', 'two']))
})
afterAll(() => relay.close())

const id = () => relay.random.uuid()
const jwtOf = (sub: string) =>
  new SignJWT({ jti: id() })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setAudience('shop')
    .setExpirationTime('1h')
    .sign(secret)
const signedIn = async (sub: string) => relay.visitor({ jwt: await jwtOf(sub) })

const eventsOf = (runId: string) =>
  relay.app.storage.read.selectFrom('flow_events').selectAll().where('run_id', '=', runId).execute()

describe('an event of a run', () => {
  it('[FLO4] is stored once, however often it is sent', async () => {
    const event = eventOf(relay, { flowId: tour, runId: id(), kind: 'started', data: { source: 'link' } })
    const browser = relay.browser()
    for (let turn = 0; turn < 20; turn++) {
      // Over a connection of its own each time, as after so many lost acks.
      const visitor = await relay.visitor({ browser })
      const { run } = await visitor.must<{ run: FlowRun }>('flow:record', { event })
      expect(run).toMatchObject({ runId: event.runId, status: 'running', source: 'link' })
      visitor.close()
    }
    expect(await eventsOf(event.runId)).toHaveLength(1)
    expect((await runsOf(await relay.visitor({ browser }))).runs).toHaveLength(1)
  })

  it('[FLO4] is stored once where it is sent many times at once', async () => {
    const event = eventOf(relay, { flowId: tour, runId: id(), kind: 'started' })
    const browser = relay.browser()
    const tabs = await Promise.all(Array.from({ length: 5 }, () => relay.visitor({ browser })))
    await Promise.all(tabs.flatMap((tab) => [1, 2, 3, 4].map(() => tab.must('flow:record', { event }))))
    expect(await eventsOf(event.runId)).toHaveLength(1)
  })

  it('[FLO4] [IDN1] makes the row of an anonymous visitor, and an asked one none', async () => {
    const visitor = await relay.visitor()
    expect(await runsOf(visitor)).toEqual({ runs: [], events: {} })
    const tab = await relay.visitor({ browser: visitor.browser })
    await recorded(relay, visitor, { flowId: tour, runId: id(), kind: 'started' })
    // The row is known to the other tab as well, which asks for what is its own.
    expect((await runsOf(tab)).runs).toHaveLength(1)
  })

  it("[FLO4] is told to the visitor's other pages, and to the one that said it by the ack alone", async () => {
    const here = await signedIn(`u ${id()}`)
    const runId = id()
    await recorded(relay, here, { flowId: tour, runId, kind: 'started' })
    const there = await relay.visitor({ browser: here.browser, jwt: await jwtOf('somebody else') })
    const tab = await relay.visitor()
    const first = await recorded(relay, tab, { flowId: tour, runId: id(), kind: 'started' })
    const second = await relay.visitor({ browser: tab.browser })
    await recorded(relay, tab, { flowId: tour, runId: first.runId, kind: 'seen', stepId: 'b', seq: 2 })
    const told = await second.hears<{ run: FlowRun }>('run:changed')
    expect(told.run).toMatchObject({ runId: first.runId, stepId: 'b', seq: 2 })
    expect(tab.heard('run:changed')).toEqual([])
    expect(there.heard('run:changed')).toEqual([])
  })

  it('[FLO4] comes to the same as in the page, in whatever order events arrive', async () => {
    const visitor = await relay.visitor()
    const happened = fc.record({
      kind: fc.constantFrom(...flowEventKinds),
      stepId: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null }),
      seq: fc.integer({ min: 1, max: 12 }),
      at: fc.integer({ min: 1, max: 1_000 }),
      source: fc.constantFrom(...runSources),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(happened, { minLength: 1, maxLength: 10 }), fc.nat(), async (list, turn) => {
        const runId = id()
        const events = list.map(({ source, ...event }): FlowEvent => {
          const said = eventOf(relay, { flowId: tour, runId, ...event })
          return event.kind === 'started' ? { ...said, data: { source } } : said
        })
        const [first] = events
        if (!first) return
        const inPage = events.reduce(applyFlowEvent, emptyRun(first, 'tour'))
        const cut = turn % events.length
        const arriving = [...events.slice(cut), ...events.slice(0, cut), ...events.toReversed()]
        const replies = await Promise.all(
          arriving.map((event) => visitor.must<{ run: FlowRun }>('flow:record', { event })),
        )
        expect(replies.at(-1)?.run).toEqual(inPage)
        expect(await eventsOf(runId)).toHaveLength(events.length)
      }),
      { numRuns: 60 },
    )
  })

  it('[FLO4] [INP3] is one of a thousand that are kept of a run, which moves on all the same', async () => {
    const visitor = await relay.visitor()
    const runId = id()
    const happened = { flowId: tour, runId, kind: 'seen', stepId: 'a' } as const
    for (let seq = 1; seq <= flowLimits.eventsOfRun + 5; seq += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, index) => recorded(relay, visitor, { ...happened, seq: seq + index })),
      )
    expect(await eventsOf(runId)).toHaveLength(flowLimits.eventsOfRun)
    expect(
      await recorded(relay, visitor, { flowId: tour, runId, kind: 'completed', seq: 5_000 }),
    ).toMatchObject({
      status: 'completed',
      stepId: 'a',
    })
    expect((await runsOf(visitor)).runs).toMatchObject([{ runId, status: 'completed' }])
  }, 60_000)

  it('[FLO4] [FLO16] happened now at the latest, whatever the clock of its page says', async () => {
    const visitor = await relay.visitor()
    const run = await recorded(relay, visitor, {
      flowId: tour,
      runId: id(),
      kind: 'started',
      at: Number.MAX_SAFE_INTEGER,
    })
    expect(run.startedAt).toBeLessThanOrEqual(Date.now())
  })

  it('[FLO1] is kept for the version that was started, though another is live, or none', async () => {
    const flowId = await published(relay, tourDraft('First', ['a']))
    const visitor = await relay.visitor()
    const runId = id()
    await recorded(relay, visitor, { flowId, runId, kind: 'started' })
    const admin = await relay.agent('amir')
    await admin.must('flow:save', { flowId, rev: 1, name: 'A flow', draft: tourDraft('Second', ['x']) })
    await admin.must('flow:publish', { flowId, rev: 2 })
    expect(await recorded(relay, visitor, { flowId, runId, kind: 'completed', seq: 2 })).toMatchObject({
      version: 1,
      status: 'completed',
    })
    await admin.must('flow:withdraw', { flowId })
    expect(
      await recorded(relay, visitor, { flowId, runId, kind: 'seen', stepId: 'a', seq: 3 }),
    ).toMatchObject({ status: 'completed', stepId: 'a' })
  })

  it.each([
    ['a flow that there is not', () => ({ flowId: id() })],
    ['a version that was never published', () => ({ version: 9 })],
    ['an item that the version does not have', () => ({ kind: 'item_done' as const, stepId: 'nine' })],
  ])('[FLO4] [INP7] is refused for %s, and leaves nothing', async (_what, change) => {
    const visitor = await relay.visitor()
    const runId = id()
    const event = eventOf(relay, { flowId: tour, runId, kind: 'started', ...change() })
    expect(await visitor.ask('flow:record', { event })).toMatchObject({ error: { code: 'not_found' } })
    expect(await eventsOf(runId)).toEqual([])
    expect(await runsOf(visitor)).toEqual({ runs: [], events: {} })
  })

  it('[INP7] cannot be put into the run of somebody else, and is told nothing of it', async () => {
    const [a, b] = [await relay.visitor(), await relay.visitor()]
    const runId = id()
    const started = eventOf(relay, { flowId: tour, runId, kind: 'started' })
    await a.must('flow:record', { event: started })
    await recorded(relay, b, { flowId: tour, runId: id(), kind: 'started' })
    const stranger = await relay.visitor()
    for (const attacker of [b, stranger]) {
      const event = eventOf(relay, { flowId: tour, runId, kind: 'completed', seq: 9 })
      const unknown = await attacker.ask('flow:record', {
        event: eventOf(relay, { flowId: id(), runId: id(), kind: 'started' }),
      })
      expect(await attacker.ask('flow:record', { event })).toEqual(unknown)
      expect(await attacker.ask('flow:record', { event: started })).toEqual(unknown)
    }
    expect((await runsOf(a)).runs).toMatchObject([{ runId, status: 'running', stepId: null }])
    expect(await eventsOf(runId)).toHaveLength(1)
  })

  it('[FLO4] is refused where its id, or its run, is of something else', async () => {
    const visitor = await relay.visitor()
    const runId = id()
    const event = eventOf(relay, { flowId: tour, runId, kind: 'started' })
    await visitor.must('flow:record', { event })
    expect(await visitor.ask('flow:record', { event: { ...event, runId: id() } })).toMatchObject({
      error: { code: 'conflict' },
    })
    expect(
      await visitor.ask('flow:record', { event: { ...event, eventId: id(), flowId: checklist } }),
    ).toMatchObject({ error: { code: 'mismatch' } })
  })

  it("[INP7] is refused at another site, whose flows are not this one's", async () => {
    const visitor = await relay.visitor({ site: 'other' })
    const event = eventOf(relay, { flowId: tour, runId: id(), kind: 'started' })
    expect(await visitor.ask('flow:record', { event })).toMatchObject({ error: { code: 'not_found' } })
  })
})

describe('a sign-in', () => {
  it('[FLO4] [IDN3] brings the runs of the anonymous visitor along, to every device', async () => {
    const sub = `user ${id()}`
    const elsewhere = await signedIn(sub)
    await recorded(relay, elsewhere, { flowId: tour, runId: id(), kind: 'started', at: 1 })
    await elsewhere.must('event:track', { eventId: id(), name: 'saved' })
    const anonymous = await relay.visitor()
    await anonymous.must('event:track', { eventId: id(), name: 'saved' })
    const runId = id()
    await recorded(relay, anonymous, { flowId: tour, runId, kind: 'started', at: 2 })
    await recorded(relay, anonymous, { flowId: tour, runId, kind: 'completed', seq: 2, at: 3 })
    const here = await relay.visitor({ browser: anonymous.browser, jwt: await jwtOf(sub) })
    // Both stay where both went through the same flow; the latest comes first.
    expect((await runsOf(here)).runs).toMatchObject([{ runId, status: 'completed' }, { status: 'running' }])
    expect(await elsewhere.hears('run:changed')).toMatchObject({ run: { runId, status: 'completed' } })
    expect(await elsewhere.hears('event:counted')).toEqual({ name: 'saved', count: 2 })
    expect((await runsOf(await signedIn(sub))).runs).toHaveLength(2)
    // What happened in it goes on where it is now.
    expect(
      await recorded(relay, elsewhere, { flowId: tour, runId, kind: 'seen', stepId: 'c', seq: 3 }),
    ).toMatchObject({ status: 'completed', stepId: 'c' })
    expect(await eventsOf(runId)).toHaveLength(3)
  })

  it('[FLO4] makes the runs the user’s where the user was not known before', async () => {
    const anonymous = await relay.visitor()
    const run = await recorded(relay, anonymous, { flowId: tour, runId: id(), kind: 'started' })
    const sub = `user ${id()}`
    const elsewhere = await signedIn(sub)
    await relay.visitor({ browser: anonymous.browser, jwt: await jwtOf(sub) })
    expect(await elsewhere.hears('run:changed')).toEqual({ run })
    expect((await runsOf(await signedIn(sub))).runs).toMatchObject([{ runId: run.runId }])
  })
})

describe('what a page asks for', () => {
  it('[FLO5] is how often each event was counted, from all devices', async () => {
    const sub = `user ${id()}`
    const [phone, laptop] = [await signedIn(sub), await signedIn(sub)]
    const track = (name: string) => ({ eventId: id(), name })
    await phone.must('event:track', track('saved'))
    await laptop.must('event:track', track('saved'))
    await laptop.must('event:track', track('__proto__'))
    expect(await phone.hears('event:counted')).toEqual({ name: 'saved', count: 2 })
    const { events } = await runsOf(phone)
    expect(Object.entries(events).toSorted()).toEqual([
      ['__proto__', 1],
      ['saved', 2],
    ])
    // What it tracked itself is in its acks.
    expect(laptop.heard('event:counted')).toEqual([{ name: 'saved', count: 1 }])
  })
})
