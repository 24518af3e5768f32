import type { PendingMessage } from '@docent/client/visitor/types'
import type { Author, EntryBody, ShownEntry } from '@docent/protocol'
import { createTimeWords } from '@docent/ui/time'
import { describe, expect, it } from 'vitest'
import { previewOf } from './preview.ts'
import { lastOwnKey, layOut, type ThreadItem } from './thread.ts'

const minute = 60_000
const noon = Date.parse('2026-06-10T12:00:00Z')
const visitor: Author = { kind: 'visitor', id: 'v1', name: '' }
const ada: Author = { kind: 'agent', id: 'a1', name: 'Ada' }
const relay: Author = { kind: 'system', id: null, name: '' }
const linus: Author = { kind: 'agent', id: 'a2', name: 'Linus' }

const line = (seq: number, author: Author, body: EntryBody, at = noon): ShownEntry => ({
  id: `e${seq}`,
  conversationId: 'c',
  seq,
  at,
  author,
  via: 'widget',
  cmid: null,
  ...body,
})
const says = (seq: number, author: Author, at = noon, text = `text ${seq}`): ShownEntry =>
  line(seq, author, { kind: 'message', parts: [{ type: 'text', text }] }, at)
const waits = (cmid: string, state: PendingMessage['state'] = { kind: 'queued' }): PendingMessage => ({
  cmid,
  conversationId: 'c',
  parts: [{ type: 'text', text: cmid }],
  writtenAt: noon,
  state,
})
const time = createTimeWords({ locale: 'en', timeZone: 'UTC' })
const lay = (
  entries: readonly ShownEntry[],
  pending: readonly PendingMessage[] = [],
  more: { othersReadSeq?: number; unreadAfter?: number | null; self?: Author } = {},
) =>
  layOut(entries, pending, {
    self: { kind: 'visitor', id: null, name: '' },
    othersReadSeq: 0,
    unreadAfter: null,
    daysBetween: time.daysBetween,
    ...more,
  })
const outline = (items: readonly ThreadItem[]) =>
  items.map((item) =>
    item.kind === 'group' ? `${item.own ? 'own' : item.author.name}×${item.messages.length}` : item.kind,
  )

describe('layout of a conversation', () => {
  it('groups what one author wrote within five minutes', () => {
    const entries = [
      says(1, visitor),
      says(2, visitor, noon + 4 * minute),
      says(3, visitor, noon + 10 * minute),
    ]
    expect(outline(lay(entries))).toEqual(['day', 'own×2', 'own×1'])
  })

  it('gives each agent a group and a face of its own', () => {
    expect(outline(lay([says(1, ada), says(2, linus), says(3, ada)]))).toEqual([
      'day',
      'Ada×1',
      'Linus×1',
      'Ada×1',
    ])
  })

  it('separates days', () => {
    const nextDay = noon + 24 * 60 * minute
    expect(outline(lay([says(1, visitor), says(2, visitor, nextDay)]))).toEqual([
      'day',
      'own×1',
      'day',
      'own×1',
    ])
  })

  it('begins no divider with a line: who asked from an article has nothing new to read', () => {
    const origin = { kind: 'article', title: 'Where is my parcel?' } as const
    const entries = [line(1, relay, { kind: 'origin', origin }), says(2, visitor)]
    expect(outline(lay(entries, [], { unreadAfter: 0 }))).toEqual(['day', 'line', 'own×1'])
    expect(outline(lay([...entries, says(3, ada)], [], { unreadAfter: 0 }))).toEqual([
      'day',
      'line',
      'own×1',
      'unread',
      'Ada×1',
    ])
  })

  it('puts the divider before the first unread message of others', () => {
    const entries = [says(1, ada), says(2, visitor), says(3, ada), says(4, ada)]
    expect(outline(lay(entries, [], { unreadAfter: 1 }))).toEqual([
      'day',
      'Ada×1',
      'own×1',
      'unread',
      'Ada×2',
    ])
  })

  it('[SYN7] shows what waits last, even where the clock of the page is wrong by years', () => {
    const early = { ...waits('p1'), writtenAt: Date.parse('2010-01-01T00:00:00Z') }
    const items = lay([says(1, visitor), says(2, ada)], [early, waits('p2')])
    expect(outline(items)).toEqual(['day', 'own×1', 'Ada×1', 'own×2'])
    expect(lastOwnKey(items)).toBe('p2')
  })

  it('says of each own message where it stands', () => {
    const items = lay([says(1, visitor), says(2, visitor)], [waits('p', { kind: 'sending' })], {
      othersReadSeq: 1,
    })
    const states = items.flatMap((item) =>
      item.kind === 'group' ? item.messages.map((m) => m.state.kind) : [],
    )
    expect(states).toEqual(['read', 'sent', 'sending'])
  })

  it('keeps the key of a bubble when it is acknowledged', () => {
    const before = lay([], [waits('p')])
    const after = lay([{ ...says(1, visitor), cmid: 'p' }])
    expect(lastOwnKey(before)).toBe(lastOwnKey(after))
  })

  it('[SYN6] shows an unknown kind of entry as a line, and edits not at all', () => {
    const unknown = { ...says(2, ada), kind: 'hologram' } as unknown as ShownEntry
    const edit: ShownEntry = { ...says(3, ada), kind: 'edited', target: 'e1', parts: [] } as ShownEntry
    expect(outline(lay([says(1, ada), unknown, edit]))).toEqual(['day', 'Ada×1', 'line'])
  })

  it('stands on the side of the agent in the console', () => {
    expect(outline(lay([says(1, visitor), says(2, linus)], [], { self: ada }))).toEqual([
      'day',
      '×1',
      'own×1',
    ])
  })

  it('makes one line of a message for lists', () => {
    expect(previewOf([{ type: 'text', text: ' one\n\ntwo ' }])).toBe('one two')
  })
})
