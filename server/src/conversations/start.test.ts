/** How a conversation begins, once, over real sockets and a real database [STA]. */
import type { Entry, Stored } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Speaker, textParts } from '../realtime/testing/live-relay.ts'
import { conversation, internalOf, logOf, textsOf } from './testing/logs.ts'

let relay: LiveRelay
let susan: Speaker

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000 } })
  susan = await relay.agent('susan')
})
afterAll(() => relay.close())

const uuid = () => relay.random.uuid()

describe('a start', () => {
  const start = (conversationId: string, more: object = {}) => ({
    conversationId,
    cmid: uuid(),
    parts: textParts('Hello'),
    ...more,
  })

  it('[STA1] makes visitor, conversation, origin, message and place in the queue together', async () => {
    const visitor = await relay.visitor()
    const conversationId = uuid()
    const origin = { kind: 'page', address: 'https://shop.example/cart', title: 'Cart' }
    const { seq, entries } = await visitor.must<Stored & { entries: Entry[] }>(
      'conversation:start',
      start(conversationId, { origin }),
    )
    expect(seq).toBe(2)
    expect(entries).toMatchObject([
      { seq: 1, kind: 'origin', origin },
      { seq: 2, kind: 'message' },
    ])
    expect(await logOf(visitor, conversationId)).toEqual(entries)
    expect(await internalOf(susan, conversationId)).toMatchObject([
      { iseq: 1, kind: 'queued', reason: 'started', inHours: true },
    ])
    const { conversations } = await visitor.must<{ conversations: object[] }>('conversation:list', {})
    expect(conversations).toMatchObject([
      { id: conversationId, status: 'open', headSeq: 2, queue: { place: expect.any(Number) } },
    ])
  })

  it('[STA1] [STA2] makes one conversation of twenty clicks in two tabs', async () => {
    const visitor = await relay.visitor()
    const tab = await relay.visitor({ browser: visitor.browser })
    const request = start(uuid())
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, turn) =>
        (turn % 2 ? tab : visitor).must<Stored>('conversation:start', request),
      ),
    )
    expect(new Set(replies.map(({ seq, id }) => `${seq} ${id}`)).size).toBe(1)
    expect(replies.filter(({ duplicate }) => !duplicate)).toHaveLength(1)
    expect(await logOf(visitor, request.conversationId)).toHaveLength(1)
    expect(await internalOf(susan, request.conversationId)).toHaveLength(1)
  })

  it('[STA1] [MSG5] answers a repeated start with all that the first one stored', async () => {
    const visitor = await relay.visitor()
    const request = start(uuid(), {
      origin: { kind: 'page', address: 'https://shop.example/', title: 'Shop' },
    })
    const first = await visitor.must<Stored & { entries: Entry[] }>('conversation:start', request)
    await relay.said(visitor, request.conversationId, 'and more')
    const again = await visitor.must<Stored & { entries: Entry[] }>('conversation:start', request)
    expect(first.entries.map(({ kind }) => kind)).toEqual(['origin', 'message'])
    expect(again).toMatchObject({ seq: 2, duplicate: true })
    expect(again.entries).toEqual(first.entries)

    const added = start(request.conversationId)
    await visitor.must('conversation:start', added)
    const addedAgain = await visitor.must<{ entries: Entry[] }>('conversation:start', added)
    expect(addedAgain.entries).toMatchObject([{ seq: 4, kind: 'message' }])
  })

  it('[STA1] is not_found for an id that somebody else has, and leaves nothing behind', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const rows = async () =>
      (await relay.app.storage.read.selectFrom('visitors').select('id').execute()).length
    const before = await rows()
    for (const site of ['shop', 'other'] as const) {
      const stranger = await relay.visitor({ site })
      expect(await stranger.ask('conversation:start', start(conversationId))).toMatchObject({
        error: { code: 'not_found' },
      })
    }
    expect(await rows()).toBe(before)
    expect(await logOf(visitor, conversationId)).toHaveLength(1)
  })

  it('[STA1] in the same id with another command adds to the conversation', async () => {
    const { visitor, conversationId } = await conversation(relay)
    await visitor.must('conversation:start', start(conversationId))
    expect(textsOf(await logOf(visitor, conversationId))).toEqual(['first', 'Hello'])
    expect(await internalOf(susan, conversationId)).toHaveLength(1)
  })

  it('[SYN3] reaches the visitor’s other tabs, which were never told of it', async () => {
    const visitor = await relay.visitor()
    const tab = await relay.visitor({ browser: visitor.browser })
    const conversationId = await relay.started(visitor)
    await tab.hears(
      'conversation:changed',
      (changed: { conversationId: string }) => changed.conversationId === conversationId,
    )
    await relay.said(visitor, conversationId, 'and more')
    await tab.hears('entry:appended', ({ entry }: { entry: Entry }) => entry.seq === 2)
  })
})
