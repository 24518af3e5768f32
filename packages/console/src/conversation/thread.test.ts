import type { DeskLine, PendingMessage } from '@docent/client/agent/types'
import type { Author, Entry, EntryBody, InternalBody, InternalEntry } from '@docent/protocol'
import { describe, expect, it } from 'vitest'
import { chunksOf, lastOwnKey, type ThreadItem, threadOf } from './thread.ts'
import { threadWindow } from './thread-window.ts'

const visitor: Author = { kind: 'visitor', id: 'v', name: 'Mira' }
const ada: Author = { kind: 'agent', id: 'ada', name: 'Ada' }
const minute = 60_000
const text = (words: string): EntryBody => ({ kind: 'message', parts: [{ type: 'text', text: words }] })

const publicLine = (seq: number, body: EntryBody = text('hi'), more: Partial<Entry> = {}): DeskLine => ({
  log: 'public',
  entry: {
    id: `p${seq}`,
    conversationId: 'c',
    seq,
    at: seq * 1_000,
    author: visitor,
    via: 'widget',
    cmid: null,
    ...body,
    ...more,
  } as Entry,
})
const internalLine = (iseq: number, afterSeq: number, body: InternalBody): DeskLine => ({
  log: 'internal',
  entry: {
    id: `i${iseq}`,
    conversationId: 'c',
    iseq,
    afterSeq,
    at: afterSeq * 1_000 + iseq,
    author: ada,
    cmid: null,
    teamId: null,
    inHours: true,
    ...body,
  } as InternalEntry,
})
const pendingLine = (cmid: string, state: PendingMessage['state'], note = false): DeskLine => ({
  log: 'pending',
  note,
  message: {
    cmid,
    conversationId: 'c',
    parts: [{ type: 'text', text: 'on its way' }],
    writtenAt: 9_000,
    state,
  },
})
const lay = (lines: readonly DeskLine[], newAfterSeq: number | null = null, visitorReadSeq = 0) =>
  threadOf(lines, {
    me: ada,
    visitorReadSeq,
    newAfterSeq,
    sameDay: (one, other) => Math.floor(one / 86_400_000) === Math.floor(other / 86_400_000),
  })
const kinds = (items: readonly ThreadItem[]): string[] => items.map((item) => item.kind)

describe('the layout of a conversation', () => {
  it('groups messages of one author within five minutes', () => {
    const items = lay([
      publicLine(1),
      publicLine(2),
      publicLine(3, text('hello'), { author: ada }),
      publicLine(4, text('again'), { at: 10 * minute }),
    ])
    expect(kinds(items)).toEqual(['day', 'messages', 'messages', 'messages'])
  })

  it('separates days', () => {
    expect(kinds(lay([publicLine(1), publicLine(2, text('later'), { at: 86_400_000 * 2 })]))).toEqual([
      'day',
      'messages',
      'day',
      'messages',
    ])
  })

  it('[MSG2] shows both logs, notes apart from messages', () => {
    const note = internalLine(1, 1, { kind: 'note', parts: [{ type: 'text', text: 'careful' }] })
    expect(kinds(lay([publicLine(1), note, publicLine(2)]))).toEqual(['day', 'messages', 'note', 'messages'])
  })

  it('says a change once that is written into both logs', () => {
    const items = lay([
      publicLine(1),
      internalLine(1, 1, { kind: 'accepted', agentId: 'ada' }),
      internalLine(2, 1, { kind: 'assigned', agentId: 'ada', why: { rule: 'least_busy' } }),
      publicLine(2, { kind: 'joined' }, { author: ada }),
      publicLine(3, { kind: 'resolved' }, { author: ada }),
      internalLine(3, 3, { kind: 'resolved' }),
    ])
    const events = items.find((item) => item.kind === 'events')
    expect(events?.kind === 'events' && events.events.map(({ entry }) => entry.kind)).toEqual([
      'assigned',
      'resolved',
    ])
  })

  it('puts the divider before the first message that is new', () => {
    expect(kinds(lay([publicLine(1), publicLine(2), publicLine(3)], 1))).toEqual([
      'day',
      'messages',
      'unread',
      'messages',
    ])
    expect(kinds(lay([publicLine(1), publicLine(2)], 2))).not.toContain('unread')
  })

  it('[SYN7] keeps the bubble of a sent message the same element', () => {
    const waiting = lay([publicLine(1), pendingLine('cm', { kind: 'sending' })])
    const stored = lay([publicLine(1), publicLine(2, text('on its way'), { author: ada, cmid: 'cm' })])
    expect(lastOwnKey(waiting)).toBe('cm')
    expect(lastOwnKey(stored)).toBe('cm')
  })

  it('[MRK3] tells sent from read by the visitor’s mark', () => {
    const ours = [publicLine(1, text('a'), { author: ada }), publicLine(2, text('b'), { author: ada })]
    const group = lay(ours, null, 1).find((item) => item.kind === 'messages')
    expect(group?.kind === 'messages' && group.bubbles.map((bubble) => bubble.state)).toEqual([
      'read',
      'sent',
    ])
  })

  it('[SYN6] keeps an entry of a kind that it does not know as an event', () => {
    const unknown = publicLine(1, { kind: 'from_the_future' } as unknown as EntryBody)
    expect(kinds(lay([unknown]))).toEqual(['day', 'events'])
  })

  it('cuts chunks by seq, so that history in front moves none', () => {
    const late = Array.from({ length: 100 }, (_, index) => publicLine(index + 101))
    const early = Array.from({ length: 100 }, (_, index) => publicLine(index + 1))
    const before = chunksOf(lay(late)).map((chunk) => chunk.id)
    const after = chunksOf(lay([...early, ...late])).map((chunk) => chunk.id)
    expect(after.slice(-before.length + 1)).toEqual(before.slice(1))
  })
})

describe('the window of a conversation', () => {
  const heights = Array.from({ length: 200 }, () => 2_000)

  it('draws a few chunks of many, and leaves room for the rest', () => {
    const found = threadWindow(heights, 200_000, 800)
    expect(found.end - found.first).toBeLessThan(5)
    const drawn = heights.slice(found.first, found.end).reduce((sum, height) => sum + height, 0)
    expect(found.before + drawn + found.after).toBe(400_000)
  })

  it('always draws something', () => {
    expect(threadWindow([50], 9_000, 800)).toEqual({ first: 0, end: 1, before: 0, after: 0 })
  })
})
