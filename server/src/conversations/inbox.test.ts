/** The agents' inbox, which has a cursor of its own: what changed, what left one's view, and what is pushed [SYN5]. */
import type { InboxPage, InboxRow } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Speaker } from '../realtime/testing/live-relay.ts'

let relay: LiveRelay
let susan: Speaker

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000, inboxPublish: 10 } })
  susan = await relay.agent('susan')
})
afterAll(() => relay.close())

const uuid = () => relay.random.uuid()
const page = (speaker: Speaker, after: number, limit = 100, epoch: string | null = null) =>
  speaker.must<InboxPage>('inbox:sync', { after, epoch, limit })

async function walk(speaker: Speaker, from: number, limit: number): Promise<readonly InboxPage[]> {
  const pages: InboxPage[] = []
  for (let after = from; ; ) {
    const next = await page(speaker, after, limit)
    pages.push(next)
    if (!next.more) return pages
    after = next.rev
  }
}
const head = async () => (await page(susan, 0, 500)).rev
const rowOf = (rows: readonly InboxRow[], id: string) => rows.find((row) => row.id === id)

describe('the cursor of the inbox', () => {
  it('[SYN5] names what changed since, each row once and as it is now', async () => {
    const visitor = await relay.visitor()
    const [one, two] = [await relay.started(visitor), await relay.started(visitor)]
    const before = await head()
    await relay.said(visitor, one, 'a')
    await relay.said(visitor, one, 'b')
    const changed = await page(susan, before)
    expect(changed.rows).toMatchObject([{ id: one, headSeq: 3, preview: 'b', lastAuthorKind: 'visitor' }])
    expect(changed).toMatchObject({ gone: [], more: false, reset: false })
    expect(rowOf((await page(susan, 0, 500)).rows, two)).toBeDefined()
    expect((await page(susan, changed.rev)).rows).toEqual([])
  })

  it('[SYN5] rises by one with each commit that changed a conversation, and never falls', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    const revs: number[] = []
    for (let turn = 0; turn < 5; turn++) {
      await relay.said(visitor, conversationId, `turn ${turn}`)
      revs.push(await head())
    }
    expect(revs).toEqual(revs.map((_, index) => (revs[0] ?? 0) + index))
  })

  it('[SYN5] never splits what one commit changed: the next page begins behind it', async () => {
    const visitor = await relay.visitor()
    const ids = await Promise.all(Array.from({ length: 12 }, () => relay.started(visitor)))
    const before = await head()
    await visitor.must('visitor:update', { profile: { name: 'Ann Ames' } })
    const pages = await walk(susan, before, 5)
    const rows = pages.flatMap((each) => each.rows)
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect(new Set(rows.map(({ rev }) => rev)).size).toBe(1)
    expect(rows.every(({ visitor: { name } }) => name === 'Ann Ames')).toBe(true)
  })

  it('[SYN5] walks the whole site in pages of any size, and finds each row once', async () => {
    const visitor = await relay.visitor()
    for (let turn = 0; turn < 10; turn++) await relay.started(visitor)
    const all = (await page(susan, 0, 500)).rows.map(({ id }) => id)
    for (const limit of [1, 3, 7]) {
      const walked = (await walk(susan, 0, limit)).flatMap(({ rows }) => rows.map(({ id }) => id))
      expect(walked.toSorted()).toEqual(all.toSorted())
    }
  })

  it.each([
    ['beyond the counter', async () => ({ after: (await head()) + 50, epoch: null })],
    ['of another epoch', async () => ({ after: await head(), epoch: 'before the restore' })],
  ])('[MSG7] [SYN5] %s begins anew, and says so', async (_name, cursor) => {
    const { after, epoch } = await cursor()
    const answer = await page(susan, after, 500, epoch)
    expect(answer).toMatchObject({ reset: true, epoch: susan.ready.epoch })
    expect(answer.rows).toEqual((await page(susan, 0, 500)).rows)
  })

  it('[SYN5] [MRK3] comes with one’s own read marks, and nobody else’s', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    const ada = await relay.agent('ada')
    await ada.must('conversation:read', { conversationId, seq: 1 })
    expect((await page(ada, 0, 500)).readSeq[conversationId]).toBe(1)
    expect((await page(susan, 0, 500)).readSeq[conversationId]).toBeUndefined()
  })
})

describe('an inbox row', () => {
  it('[SYN5] [RTE2] follows its conversation from the queue to its end', async () => {
    const visitor = await relay.visitor()
    await visitor.must('visitor:update', { profile: { name: 'Ann', email: 'ann@home.example' } })
    const conversationId = await relay.started(visitor, 'Hello\n\n  there')
    const row = async () => rowOf((await page(susan, 0, 500)).rows, conversationId)
    expect(await row()).toMatchObject({
      status: 'open',
      visitor: { name: 'Ann', email: 'ann@home.example' },
      agentId: null,
      queuedAt: expect.any(Number),
      waitingSince: expect.any(Number),
      headSeq: 1,
      headIseq: 1,
      preview: 'Hello there',
    })
    const { gen } = await susan.must<{ gen: number }>('conversation:take', { conversationId, gen: 0 })
    expect(await row()).toMatchObject({ agentId: relay.agentIds.susan, queuedAt: null, gen })
    await relay.said(susan, conversationId, '**Good** day')
    expect(await row()).toMatchObject({ waitingSince: null, lastAuthorKind: 'agent', preview: 'Good day' })
    await susan.must('conversation:resolve', { conversationId, gen })
    expect(await row()).toMatchObject({ status: 'resolved', agentId: null })
  })

  it('[SYN5] [INP7] leaves the view of those who may see it no longer, and comes into others’', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    const [ada, linus] = [await relay.agent('ada'), await relay.agent('linus')]
    const before = await head()
    await susan.must('conversation:transfer', {
      conversationId,
      gen: 0,
      to: { kind: 'team', teamId: relay.teams.Sales },
    })
    expect(await page(ada, before)).toMatchObject({ rows: [], gone: [conversationId] })
    expect(await page(linus, before)).toMatchObject({ rows: [{ id: conversationId }], gone: [] })
    expect(JSON.stringify(await page(ada, 0, 500))).not.toContain(`"id":"${conversationId}"`)
  })
})

describe('the push of changed rows', { timeout: 20_000 }, () => {
  interface Changed {
    readonly after: number
    readonly rev: number
    readonly rows: readonly InboxRow[]
  }

  it('[SYN5] goes to every agent of the site in one unbroken run', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    const [ada, bea] = [await relay.agent('ada'), await relay.agent('bea')]
    // What earlier tests changed goes out first: a row that is not Ada's to see would leave a gap in her run.
    await relay.said(visitor, conversationId, 'before the run')
    await ada.hears<Changed>('inbox:changed', ({ rev }) => rev > Number(ada.ready.inboxRev))
    // Some share a push, and under load a push waits: how many there are is nobody's promise.
    for (let turn = 0; turn < 5; turn++) {
      await relay.said(visitor, conversationId, `turn ${turn}`)
      await ada.must('agent:list', {})
    }
    await ada.hears<Changed>('inbox:changed', ({ rows }) => rows.some(({ preview }) => preview === 'turn 4'))
    const pushes = ada.heard<Changed>('inbox:changed')
    for (const [index, push] of pushes.entries()) {
      if (index > 0) expect(push.after).toBe(pushes[index - 1]?.rev)
      expect(push.rev).toBeGreaterThanOrEqual(push.after)
    }
    expect(bea.frames()).not.toContain(conversationId)
  })

  it('[SYN5] [INP7] leaves a gap where a row is not the agent’s to see, so that the console asks', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    const [ada, linus] = [await relay.agent('ada'), await relay.agent('linus')]
    await susan.must('conversation:transfer', {
      conversationId,
      gen: 0,
      to: { kind: 'team', teamId: relay.teams.Sales },
    })
    const { rev: transferred } = await linus.hears<Changed>('inbox:changed', ({ rows }) =>
      rows.some(({ id, teamId }) => id === conversationId && teamId === relay.teams.Sales),
    )
    const gap = await ada.hears<Changed>('inbox:changed', ({ rev }) => rev === transferred)
    expect(gap).toEqual({ after: transferred, rev: transferred, rows: [] })
    await relay.said(visitor, conversationId, 'for Sales alone')
    await linus.hears<Changed>('inbox:changed', ({ rows }) =>
      rows.some(({ preview }) => preview === 'for Sales alone'),
    )
    await ada.must('agent:list', {})
    expect(ada.frames()).not.toContain('for Sales alone')
  })
})

describe('an agent’s card of a visitor', () => {
  it('[SET5] [PRS7] tells who it is, what was counted, and the page that is open', async () => {
    const visitor = await relay.visitor({
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
    })
    const conversationId = await relay.started(visitor)
    const eventId = uuid()
    for (let turn = 0; turn < 3; turn++)
      expect(await visitor.must('event:track', { eventId, name: 'order.placed' })).toEqual({ count: 1 })
    await visitor.must('visitor:update', { profile: { attributes: { plan: 'pro', seats: 3 } } })
    const address = 'https://shop.example/cart'
    await visitor.must('page:view', { page: { address, title: '<b>Cart</b>' } })
    expect(await susan.must('visitor:show', { conversationId })).toMatchObject({
      attributes: { plan: 'pro', seats: 3 },
      events: [{ name: 'order.placed', count: 1 }],
      page: { address, title: '<b>Cart</b>', referrer: '' },
      browser: 'Firefox 140',
      system: 'Linux',
      connected: true,
      otherConversations: 0,
    })
    const pages = await relay.app.storage.read.selectFrom('visitors').selectAll().execute()
    expect(JSON.stringify(pages)).not.toContain('cart')
  })

  it('[INP4] takes no attribute whose name means something to JavaScript', async () => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    const attributes = JSON.parse(
      '{"__proto__":{"admin":true},"constructor":"x","prototype":"y","toString":"z","plan":"pro"}',
    )
    await visitor.must('visitor:update', { profile: { attributes } })
    const card = await susan.must<{ attributes: Record<string, unknown> }>('visitor:show', { conversationId })
    expect(Object.entries(card.attributes).toSorted()).toEqual([
      ['plan', 'pro'],
      ['toString', 'z'],
    ])
    expect(card.attributes.admin).toBeUndefined()
  })
})
