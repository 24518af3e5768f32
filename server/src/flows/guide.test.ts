/** An agent who leads a visitor, over real sockets: what there is to point at, and pointing. */
import type { PageLabel } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Speaker } from '../realtime/testing/live-relay.ts'
import { createGuide } from './guide.ts'
import { recorded } from './testing/flow-scene.ts'
import { type GuideScene, openGuideScene } from './testing/guide-scene.ts'

let at: GuideScene

beforeAll(async () => {
  at = await openGuideScene()
})
afterAll(() => at.close())

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
    const { visitor, conversationId } = await at.led()
    const [asked] = await Promise.all([
      at.ada.must('guide:ask', { conversationId }),
      answers(visitor, conversationId),
    ])
    expect(asked).toEqual({ labels })
    await at.ada.must('guide:point', { conversationId, labelId: 'l1' })
    expect(await visitor.hears('guide:pointed')).toEqual({
      conversationId,
      labelId: 'l1',
      agent: { kind: 'agent', id: at.relay.agentIds.ada, name: 'Ada Byron' },
    })
  })

  it('[FLO12] is answered by the first page that can, once', async () => {
    const { visitor, conversationId } = await at.led()
    const tab = await at.relay.visitor({ browser: visitor.browser })
    const asking = at.ada.must('guide:ask', { conversationId })
    const requestId = await answers(tab, conversationId)
    expect(await asking).toEqual({ labels })
    expect(await visitor.ask('guide:labels', { requestId, labels: [] })).toMatchObject({
      error: { code: 'not_found' },
    })
  })

  it('[FLO12] [INP7] is not answered by another visitor, who is told no more than of a question that is none', async () => {
    const { visitor, conversationId } = await at.led()
    const other = await at.led()
    const asking = at.ada.must('guide:ask', { conversationId })
    const { requestId } = await visitor.hears<{ requestId: string }>('guide:asked')
    const invented = await other.visitor.ask('guide:labels', { requestId: at.id(), labels })
    expect(await other.visitor.ask('guide:labels', { requestId, labels: [] })).toEqual(invented)
    expect(await (await at.relay.visitor()).ask('guide:labels', { requestId, labels: [] })).toEqual(invented)
    await visitor.must('guide:labels', { requestId, labels })
    expect(await asking).toEqual({ labels })
    expect(other.visitor.heard('guide:asked')).toEqual([])
  })

  it('[FLO12] hears after a while that nobody answers, and at once where nobody is there', async () => {
    const { visitor, conversationId } = await at.led()
    const silent = { error: { code: 'unavailable' } }
    const asking = at.ada.ask('guide:ask', { conversationId })
    const { requestId } = await visitor.hears<{ requestId: string }>('guide:asked')
    expect(await asking).toMatchObject(silent)
    expect(await visitor.ask('guide:labels', { requestId, labels })).toMatchObject({
      error: { code: 'not_found' },
    })
    visitor.close()
    await at.ada.hears(
      'visitor:changed',
      (told: { conversationId: string; connected: boolean }) =>
        told.conversationId === conversationId && !told.connected,
    )
    expect(await at.ada.ask('guide:ask', { conversationId })).toMatchObject(silent)
  })

  it('[FLO12] may do so only while a tour runs that this conversation sent', async () => {
    const { visitor, conversationId } = await at.scene()
    const refused = { error: { code: 'forbidden' } }
    const ask = () => at.ada.ask('guide:ask', { conversationId })
    const point = (labelId: string | null) => at.ada.ask('guide:point', { conversationId, labelId })
    expect(await ask()).toMatchObject(refused)
    expect(await point('l1')).toMatchObject(refused)
    // A tour that began by itself, and one of another conversation, are not this agent's.
    await recorded(at.relay, visitor, {
      flowId: at.tour,
      runId: at.id(),
      kind: 'started',
      data: { source: 'rule' },
    })
    const elsewhere = { source: 'agent', conversationId: at.id() } as const
    await recorded(at.relay, visitor, { flowId: at.tour, runId: at.id(), kind: 'started', data: elsewhere })
    expect(await ask()).toMatchObject(refused)
    const runId = at.id()
    const here = { source: 'agent', conversationId } as const
    await recorded(at.relay, visitor, { flowId: at.tour, runId, kind: 'started', data: here })
    expect(await point('l1')).toEqual({ ok: true, data: {} })
    // The visitor stops: what was pointed at may be let go of, and nothing else.
    await recorded(at.relay, visitor, { flowId: at.tour, runId, kind: 'dismissed', seq: 2 })
    expect(await ask()).toMatchObject(refused)
    expect(await point('l1')).toMatchObject(refused)
    expect(await point(null)).toEqual({ ok: true, data: {} })
    expect(visitor.heard('guide:asked')).toEqual([])
  })

  it('[FLO12] [INP7] is the one who has the conversation, or may take it over; nobody of elsewhere', async () => {
    const { conversationId } = await at.led()
    const request = { conversationId, labelId: 'l1' }
    expect(await (await at.relay.agent('grace')).ask('guide:point', request)).toMatchObject({
      error: { code: 'forbidden' },
    })
    expect(await (await at.relay.agent('susan')).ask('guide:point', request)).toEqual({ ok: true, data: {} })
    const foreign = await at.relay.agent('bea')
    for (const [command, asked] of [
      ['guide:point', request],
      ['guide:ask', { conversationId }],
      ['item:tick', { conversationId, eventId: at.id(), flowId: at.checklist, itemId: 'one' }],
    ] as const)
      expect(await foreign.ask(command, asked)).toMatchObject({ error: { code: 'not_found' } })
  })

  it('[FLO12] may not where the settings of the site say so', async () => {
    const { conversationId } = await at.led()
    const admin = await at.relay.agent('amir')
    const set = async (guide: string) => {
      const { version, settings } = await admin.must<{ version: number; settings: object }>(
        'settings:show',
        {},
      )
      await admin.must('settings:save', { version, settings: { ...settings, guide } })
    }
    await set('off')
    expect(await at.ada.ask('guide:ask', { conversationId })).toMatchObject({ error: { code: 'forbidden' } })
    await set('marked')
    expect(await at.ada.ask('guide:point', { conversationId, labelId: 'l1' })).toEqual({ ok: true, data: {} })
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
    const ask = (visitorId: string) => guide.ask({ visitorId, conversationId: at.id() })
    const answers = Array.from({ length: 1_000 }, () => ask('ann'))
    expect(await ask('bob')).toMatchObject({ error: { code: 'busy' } })
    expect(guide.answered('ann', asked[0] ?? '', [])).toEqual({ ok: true, data: {} })
    const next = ask('bob')
    guide.close()
    for (const reply of await Promise.all([...answers.slice(1), next]))
      expect(reply).toMatchObject({ error: { code: 'unavailable' } })
  })
})
