/** A tour that an agent sends as a card, over real sockets, and who may follow it. */
import type { Entry, Stored, VisitorRun } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { published, recorded, tourDraft } from './testing/flow-scene.ts'
import { type GuideScene, openGuideScene } from './testing/guide-scene.ts'

let at: GuideScene

beforeAll(async () => {
  at = await openGuideScene()
})
afterAll(() => at.close())

describe('a tour that an agent sends', () => {
  it('[FLO11] is a card in the conversation, for the visitor, the list and the log alike', async () => {
    const { visitor, conversationId } = await at.scene()
    const request = at.send(conversationId)
    const stored = await at.ada.must<Stored>('tour:send', request)
    const parts = [{ type: 'tour', flowId: at.tour, title: 'Look around' }]
    expect(stored).toMatchObject({ duplicate: false, parts })
    const { entry } = await visitor.hears<{ entry: Entry }>(
      'entry:appended',
      (told) => told.entry.cmid === request.cmid,
    )
    expect(entry).toMatchObject({ kind: 'message', parts, author: { kind: 'agent', name: 'Ada Byron' } })
    const { rows } = await at.ada.must<{ rows: readonly { id: string; preview: string }[] }>('inbox:sync', {
      after: 0,
      epoch: null,
    })
    expect(rows.find((row) => row.id === conversationId)?.preview).toBe('Tour: Look around')
  })

  it('[FLO11] [MSG4] is stored once by its command id, and no other tour under the same one', async () => {
    const { conversationId } = await at.scene()
    const request = at.send(conversationId)
    const first = await at.ada.must<Stored>('tour:send', request)
    const again = await at.ada.must<Stored>('tour:send', request)
    expect(again).toMatchObject({ seq: first.seq, id: first.id, duplicate: true })
    const other = await published(at.relay, tourDraft('Another', ['x']))
    expect(await at.ada.ask('tour:send', { ...request, flowId: other })).toMatchObject({
      error: { code: 'mismatch' },
    })
    expect(
      await at.ada.ask('message:send', {
        conversationId,
        cmid: request.cmid,
        parts: [{ type: 'text', text: 'x' }],
      }),
    ).toMatchObject({ error: { code: 'mismatch' } })
  })

  it('[FLO11] [RTE5] takes a conversation that nobody has, and none that somebody else has', async () => {
    const visitor = await at.relay.visitor()
    const conversationId = await at.relay.started(visitor)
    const owner = await at.relay.agent('susan')
    await owner.must('tour:send', at.send(conversationId))
    const { gen } = await owner.must<{ gen: number }>('conversation:take', { conversationId, gen: 1 })
    expect(gen).toBeGreaterThan(0)
    expect(await at.ada.ask('tour:send', at.send(conversationId))).toMatchObject({ error: { code: 'stale' } })
  })

  it('[FLO11] [INP7] must be a live tour of this site', async () => {
    const { conversationId } = await at.scene()
    const foreign = await at.relay.agent('bea')
    const withdrawn = await published(at.relay, tourDraft('Gone', ['a']))
    await (await at.relay.agent('amir')).must('flow:withdraw', { flowId: withdrawn })
    for (const flowId of [at.id(), at.checklist, withdrawn])
      expect(await at.ada.ask('tour:send', at.send(conversationId, { flowId }))).toMatchObject({
        error: { code: 'not_found' },
      })
    expect(await foreign.ask('tour:send', at.send(conversationId))).toMatchObject({
      error: { code: 'not_found' },
    })
    expect(await foreign.ask('visitor:runs', { conversationId })).toMatchObject({
      error: { code: 'not_found' },
    })
  })

  it('[FLO11] [INP1] is no part that anybody can write by hand', async () => {
    const { visitor, conversationId } = await at.scene()
    const parts = [{ type: 'tour', flowId: at.tour, title: 'Click here' }]
    for (const speaker of [visitor, at.ada])
      expect(await speaker.ask('message:send', { conversationId, cmid: at.id(), parts })).toMatchObject({
        error: { code: 'bad_request' },
      })
  })

  it('[FLO11] is followed step by step, in their order, by those who have the conversation open', async () => {
    const { visitor, conversationId, runId } = await at.led()
    const linus = await at.relay.agent('linus')
    for (const [index, stepId] of ['b', 'c', 'b'].entries())
      await recorded(at.relay, visitor, { flowId: at.tour, runId, kind: 'seen', stepId, seq: index + 3 })
    await at.ada.hears<{ run: VisitorRun }>('visitor:progressed', ({ run }) => run.run.seq === 5)
    const told = at.ada
      .heard<{ conversationId: string; run: VisitorRun }>('visitor:progressed')
      .filter((progress) => progress.conversationId === conversationId)
    expect(told.map(({ run }) => run.stepTitle)).toEqual([null, 'Step a', 'Step b', 'Step c', 'Step b'])
    expect(told.at(-1)?.run).toMatchObject({ name: 'Tour of the shop', place: 2, of: 3, items: [] })
    expect(linus.heard('visitor:progressed')).toEqual([])
    const { runs } = await at.ada.must<{ runs: readonly VisitorRun[] }>('visitor:runs', { conversationId })
    expect(runs).toEqual([told.at(-1)?.run])
  })
})
