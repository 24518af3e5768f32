import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyConversationEntry,
  type ConversationLog,
  type Entry,
  type EntryBody,
  emptyLog,
  logOf,
  placeOf,
  prependHistory,
  textOf,
} from './conversation.ts'

const id = 'c'
const entry = (seq: number, body: EntryBody): Entry => ({
  id: `e${seq}`,
  conversationId: id,
  seq,
  at: 1_000 + seq,
  author: { kind: 'visitor', id: 'v', name: '' },
  via: 'widget',
  cmid: null,
  ...body,
})
const message = (text: string): EntryBody => ({ kind: 'message', parts: [{ type: 'text', text }] })

/** One of each kind that there is, and one that there is not; they point at the message that stands at 1. */
const kinds: Readonly<Record<EntryBody['kind'] | 'unknown', EntryBody>> = {
  message: message('words'),
  edited: { kind: 'edited', target: 'e1', parts: [{ type: 'text', text: 'other words' }] },
  deleted: { kind: 'deleted', target: 'e1' },
  origin: { kind: 'origin', origin: { kind: 'page', address: 'https://shop.example/' } },
  joined: { kind: 'joined' },
  resolved: { kind: 'resolved' },
  reopened: { kind: 'reopened' },
  unknown: { kind: 'sparkled', colour: 'blue' } as unknown as EntryBody,
}
const names = Object.keys(kinds) as (keyof typeof kinds)[]
const apply = (entries: readonly Entry[], log: ConversationLog = emptyLog(id)) =>
  entries.reduce(applyConversationEntry, log)

/** A change follows what it changes: there is no other order in a log. */
const pointingBack = (body: EntryBody, before: number): EntryBody =>
  'target' in body ? { ...body, target: `e${Number(body.target.slice(1)) % (before + 1)}` } : body

describe('old state + entry = fresh state [SYN4]', () => {
  it.each(names)('[SYN4] for an entry of the kind %s', (name) => {
    const before = [entry(1, message('first')), entry(2, message('second'))]
    const next = entry(3, kinds[name])
    const old = apply(before)
    expect(applyConversationEntry(old, next)).toEqual(logOf(id, [...before, next]))
    expect(old).toEqual(logOf(id, before))
  })

  it('[SYN4] for any run of kinds, in any pages, with history in front', () => {
    const bodies = fc.array(
      fc.oneof(
        fc.constantFrom(...names).map((name) => kinds[name]),
        fc.nat({ max: 12 }).map((target): EntryBody => ({ kind: 'deleted', target: `e${target}` })),
        fc
          .nat({ max: 12 })
          .map((target): EntryBody => ({ ...kinds.edited, target: `e${target}` }) as EntryBody),
        fc.string().map(message),
      ),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(bodies, fc.nat(), fc.nat(), (list, first, second) => {
        const entries = list.map((body, index) => entry(index + 1, pointingBack(body, index)))
        const fresh = logOf(id, entries)
        expect(apply(entries)).toEqual(fresh)
        const [from, then] = [first % entries.length, second % entries.length]
        const late = apply(entries.slice(from + 1), logOf(id, entries.slice(from, from + 1)))
        expect(prependHistory(late, entries.slice(0, from))).toEqual(fresh)
        // Pages that overlap, and entries that come twice, change nothing.
        expect(prependHistory(prependHistory(late, entries.slice(then)), entries)).toEqual(fresh)
        expect(apply(entries, fresh)).toBe(fresh)
      }),
    )
  })
})

describe('the place of an entry', () => {
  const log = apply([entry(1, message('first')), entry(2, message('second'))])

  it('[SYN2] is next, known or ahead', () => {
    expect([1, 2, 3, 4].map((seq) => placeOf(log, { seq }))).toEqual(['known', 'known', 'next', 'ahead'])
  })

  it('[SYN2] known changes nothing, ahead is refused: a log has no holes', () => {
    expect(applyConversationEntry(log, entry(2, message('another')))).toBe(log)
    expect(() => applyConversationEntry(log, entry(4, message('fourth')))).toThrow(RangeError)
  })

  it('[SYN6] is counted for a kind that this build does not know', () => {
    expect(applyConversationEntry(log, entry(3, kinds.unknown))).toMatchObject({
      last: { seq: 3, id: 'e3' },
      entries: [{}, {}, { kind: 'sparkled', colour: 'blue' }],
    })
  })
})

describe('changes of earlier entries', () => {
  it('[MSG3] show the last edit, and nothing of what was deleted, whatever came later', () => {
    const log = apply([
      entry(1, message('first')),
      entry(2, kinds.edited),
      entry(3, kinds.deleted),
      entry(4, kinds.edited),
    ])
    expect(log.entries[0]).toMatchObject({ kind: 'message', parts: [], deleted: true })
    expect(log.entries).toHaveLength(4)
  })

  it('[MSG3] change messages alone, and only the one that they name', () => {
    const before = [entry(1, { kind: 'joined' }), entry(2, message('second'))]
    const log = apply([...before, entry(3, kinds.deleted), entry(4, { kind: 'deleted', target: 'nothing' })])
    expect(log.entries.slice(0, 2)).toEqual(before)
  })
})

describe('the plain text of a message', () => {
  it('[TXT1] is that of its text parts, line by line', () => {
    expect(
      textOf([
        { type: 'text', text: 'a' },
        { type: 'choices', choices: [] },
        { type: 'text', text: 'b' },
      ]),
    ).toBe('a\nb')
    expect(textOf([])).toBe('')
  })
})
