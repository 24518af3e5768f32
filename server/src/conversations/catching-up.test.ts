/** What a reader who was away is given: pages, a fresh end, a reset, history and heads, over real sockets [SYN] [MSG7]. */
import { type Entry, type EntryBody, type LogPage, limits } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Speaker, textParts } from '../realtime/testing/live-relay.ts'
import { appendEntry } from './log.store.ts'

let relay: LiveRelay
/** Conversations whose pushes are lost on the way. */
const lost = new Set<string>()

beforeAll(async () => {
  relay = await openLiveRelay({
    timings: { head: 60, headToAll: 60_000 },
    hooks: { beforePublish: ({ conversationId }) => !lost.has(conversationId) },
  })
})
afterAll(() => relay.close())

const uuid = () => relay.random.uuid()
type At = { readonly seq: number; readonly id: string | null }
const nowhere: At = { seq: 0, id: null }

const sync = (speaker: Speaker, conversationId: string, after: At, epoch: string | null = null) =>
  speaker.must<LogPage>('conversation:sync', { conversationId, after, epoch })

async function conversation() {
  const visitor = await relay.visitor()
  return { visitor, conversationId: await relay.started(visitor, 'first') }
}

/** Writes entries of any kind without a socket, in one commit. */
function write(conversationId: string, bodies: readonly EntryBody[]): Promise<readonly Entry[]> {
  const siteId = relay.sites.shop.id
  const author = { kind: 'visitor', id: null, name: '' } as const
  return relay.app.storage.writes.transaction(async (trx, batch) => {
    const entries: Entry[] = []
    for (const body of bodies)
      entries.push(
        await appendEntry(trx, batch, {
          siteId,
          conversationId,
          author,
          at: Date.now(),
          body,
          via: 'widget',
        }),
      )
    return entries
  })
}
const message = (text: string): EntryBody => ({ kind: 'message', parts: [{ type: 'text', text }] })
const messages = (count: number, text = 'words'): EntryBody[] =>
  Array.from({ length: count }, (_, index) => message(`${text} ${index}`))

/** Asks on until there is no more. */
async function walk(speaker: Speaker, conversationId: string, from: At) {
  const pages: LogPage[] = []
  let after = from
  for (;;) {
    const page = await sync(speaker, conversationId, after)
    pages.push(page)
    const end = page.entries.at(-1)
    if (!page.more || !end) return pages
    after = { seq: end.seq, id: end.id }
  }
}
const seqs = (entries: readonly Entry[]) => entries.map(({ seq }) => seq)
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const bytesOf = (page: LogPage) =>
  page.entries.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0)

describe('a page', () => {
  it('[SYN2] holds 200 entries at most, and says that there are more', async () => {
    const { visitor, conversationId } = await conversation()
    const [first] = (await sync(visitor, conversationId, nowhere)).entries
    await write(conversationId, messages(449))
    const pages = await walk(visitor, conversationId, { seq: 1, id: first?.id ?? null })
    expect(pages.map(({ kind, entries, more }) => [kind, entries.length, more])).toEqual([
      ['entries', 200, true],
      ['entries', 200, true],
      ['entries', 49, false],
    ])
    expect(seqs(pages.flatMap(({ entries }) => entries))).toEqual(run(2, 450))
    expect(pages.map(({ headSeq }) => headSeq)).toEqual([450, 450, 450])
  })

  it('[SYN2] holds 128 KiB at most, counted in bytes and not in letters', async () => {
    const { visitor, conversationId } = await conversation()
    const [first] = (await sync(visitor, conversationId, nowhere)).entries
    // 24,000 bytes each, and 8,000 characters.
    await write(
      conversationId,
      Array.from({ length: 30 }, () => message('語'.repeat(8_000))),
    )
    const pages = await walk(visitor, conversationId, { seq: 1, id: first?.id ?? null })
    for (const page of pages) expect(bytesOf(page)).toBeLessThanOrEqual(limits.pageBytes)
    expect(seqs(pages.flatMap(({ entries }) => entries))).toEqual(run(2, 31))
    expect(bytesOf(await sync(visitor, conversationId, nowhere))).toBeLessThanOrEqual(limits.pageBytes)
  })

  it('[SYN2] holds one entry at least, or a long one would stop the log', async () => {
    const { visitor, conversationId } = await conversation()
    const [first] = (await sync(visitor, conversationId, nowhere)).entries
    const parts = Array.from({ length: 10 }, () => ({ type: 'text' as const, text: '語'.repeat(8_000) }))
    await write(conversationId, [{ kind: 'message', parts }, message('behind it')])
    const pages = await walk(visitor, conversationId, { seq: 1, id: first?.id ?? null })
    expect(pages.map(({ entries }) => seqs(entries))).toEqual([[2], [3]])
  })

  it('[SYN2] is the end of the log for a reader more than 1,000 behind', async () => {
    const { visitor, conversationId } = await conversation()
    const [first] = (await sync(visitor, conversationId, nowhere)).entries
    const [second] = await write(conversationId, messages(1_001))
    const behind = await sync(visitor, conversationId, { seq: 1, id: first?.id ?? null })
    expect(behind).toMatchObject({ kind: 'last_page', headSeq: 1_002, more: false })
    expect(seqs(behind.entries)).toEqual(run(803, 1_002))
    const within = await sync(visitor, conversationId, { seq: 2, id: second?.id ?? null })
    expect(within).toMatchObject({ kind: 'entries', more: true })
  })

  it('[SYN6] keeps an entry of a kind that this build does not know', async () => {
    const { visitor, conversationId } = await conversation()
    await write(conversationId, [
      { kind: 'sparkled', colour: 'blue' } as unknown as EntryBody,
      message('behind it'),
    ])
    const { entries } = await sync(visitor, conversationId, nowhere)
    expect(entries).toMatchObject([{ seq: 1 }, { seq: 2, kind: 'sparkled', colour: 'blue' }, { seq: 3 }])
  })
})

describe('a cursor of another log [MSG7]', () => {
  it.each([
    ['beyond the head', (end: At) => ({ after: { seq: end.seq + 5, id: end.id } })],
    ['with an id that is not there', (end: At) => ({ after: { seq: end.seq, id: 'other' } })],
    ['of another epoch', (end: At) => ({ after: end, epoch: 'before the restore' })],
    ['of another epoch, at nothing', () => ({ after: nowhere, epoch: 'before the restore' })],
  ])('[MSG7] %s is answered with a reset and the end of the log', async (_name, cursor) => {
    const { visitor, conversationId } = await conversation()
    const [, , third] = await write(conversationId, messages(3))
    const { after, epoch = null } = {
      epoch: null,
      ...cursor({ seq: third?.seq ?? 0, id: third?.id ?? null }),
    }
    const id = after.id === 'other' ? uuid() : after.id
    const page = await sync(visitor, conversationId, { seq: after.seq, id }, epoch)
    expect(page).toMatchObject({ kind: 'reset', headSeq: 4, headId: third?.id, more: false })
    expect(seqs(page.entries)).toEqual(run(1, 4))
  })

  it('[MSG7] is none where all of it fits', async () => {
    const { visitor, conversationId } = await conversation()
    const { epoch, headId } = await sync(visitor, conversationId, nowhere)
    expect(epoch).toBe(visitor.ready.epoch)
    expect(await sync(visitor, conversationId, { seq: 1, id: headId }, epoch)).toMatchObject({
      kind: 'entries',
      entries: [],
      more: false,
    })
  })
})

describe('history', () => {
  const history = (speaker: Speaker, conversationId: string, beforeSeq: number, limit?: number) =>
    speaker.must<{ entries: Entry[]; more: boolean }>('conversation:history', {
      conversationId,
      beforeSeq,
      ...(limit !== undefined && { limit }),
    })

  it('[SYN2] goes back page by page to the first entry', async () => {
    const { visitor, conversationId } = await conversation()
    await write(conversationId, messages(119))
    const last = await history(visitor, conversationId, 121)
    const before = await history(visitor, conversationId, 71)
    const first = await history(visitor, conversationId, 21)
    expect([last, before, first].map(({ entries, more }) => [entries.length, more])).toEqual([
      [50, true],
      [50, true],
      [20, false],
    ])
    expect(seqs([...first.entries, ...before.entries, ...last.entries])).toEqual(run(1, 120))
    expect(await history(visitor, conversationId, 1)).toEqual({ entries: [], more: false })
    expect(await history(visitor, conversationId, 0)).toEqual({ entries: [], more: false })
  })

  it('[SYN2] comes with edits folded in that lie behind the page', async () => {
    const { visitor, conversationId } = await conversation()
    const [one, two, three] = await write(conversationId, messages(3))
    await write(conversationId, [
      ...messages(10),
      { kind: 'edited', target: one?.id ?? '', parts: [{ type: 'text', text: 'once' }] },
      { kind: 'edited', target: one?.id ?? '', parts: [{ type: 'text', text: 'twice' }] },
      { kind: 'deleted', target: two?.id ?? '' },
    ])
    const { entries } = await history(visitor, conversationId, 5)
    expect(entries).toMatchObject([
      { seq: 1 },
      { seq: 2, edited: true, parts: [{ text: 'twice' }] },
      { seq: 3, deleted: true, parts: [] },
      { seq: 4, id: three?.id, parts: [{ text: 'words 2' }] },
    ])
    expect(entries[3]).not.toHaveProperty('edited')
    expect(entries).toHaveLength(4)
  })

  it('[INP3] gives no more than a page at once', async () => {
    const { visitor, conversationId } = await conversation()
    for (const limit of [0, 201, 1.5, -1, 1e9])
      expect(
        await visitor.ask('conversation:history', { conversationId, beforeSeq: 5, limit }),
      ).toMatchObject({
        error: { code: 'bad_request', data: { path: 'limit' } },
      })
  })
})

describe('what is said while a reader catches up', () => {
  it('[SYN1] is in the page or comes live: the rooms are joined before the page is read', async () => {
    const { visitor, conversationId } = await conversation()
    const ada = await relay.agent('ada')
    const talk = Array.from({ length: 40 }, (_, turn) => relay.said(visitor, conversationId, `word ${turn}`))
    const page = await sync(ada, conversationId, nowhere)
    await Promise.all(talk)
    const known = () =>
      new Set([
        ...seqs(page.entries),
        ...ada.heard<{ entry: Entry }>('entry:appended').map(({ entry }) => entry.seq),
      ])
    await ada.hears('entry:appended', ({ entry }: { entry: Entry }) => entry.seq === 41)
    expect([...known()].toSorted((a, b) => a - b)).toEqual(run(1, 41))
  })

  it('[SYN3] that nobody was told of is found by the next head, from the database', async () => {
    const { visitor, conversationId } = await conversation()
    const [tab, ada] = [await relay.visitor({ browser: visitor.browser }), await relay.agent('ada')]
    await sync(ada, conversationId, nowhere)
    lost.add(conversationId)
    await relay.said(visitor, conversationId, 'never pushed')
    type Heads = { heads: readonly (readonly [string, number, number?])[] }
    const names = ({ heads }: Heads) => heads.some(([id, seq]) => id === conversationId && seq === 2)
    await Promise.all([tab.hears<Heads>('head', names), ada.hears<Heads>('head', names)])
    expect(tab.frames()).not.toContain('never pushed')
    lost.delete(conversationId)
  })

  it('[SYN3] [INP7] is in the heads of those alone who may see it', async () => {
    const { visitor, conversationId } = await conversation()
    const stranger = await conversation()
    lost.add(conversationId)
    await relay.said(visitor, conversationId, 'never pushed')
    await visitor.hears('head', ({ heads }: { heads: [string, number][] }) =>
      heads.some(([, seq]) => seq === 2),
    )
    expect(stranger.visitor.frames()).not.toContain(conversationId)
    lost.delete(conversationId)
  })
})

describe('the list of a visitor', () => {
  it('[SYN3] names each conversation with its end, who answers, and how far both have read', async () => {
    const { visitor, conversationId } = await conversation()
    const susan = await relay.agent('susan')
    await susan.must('conversation:take', { conversationId, gen: 0 })
    await relay.said(susan, conversationId, 'Good day')
    await susan.must('conversation:read', { conversationId, seq: 3 })
    await visitor.must('conversation:read', { conversationId, seq: 2 })
    const later = await relay.started(visitor)
    const { conversations } = await visitor.must<{ conversations: { id: string }[] }>('conversation:list', {})
    expect(conversations.map(({ id }) => id).toSorted()).toEqual([conversationId, later].toSorted())
    expect(conversations.find(({ id }) => id === conversationId)).toMatchObject({
      status: 'open',
      headSeq: 3,
      last: { seq: 3, parts: textParts('Good day') },
      agent: { kind: 'agent', name: 'Susan Kare' },
      queue: null,
      readSeq: 2,
      agentsReadSeq: 3,
    })
  })

  it('[IDN1] is empty for a browser that never wrote', async () => {
    const visitor = await relay.visitor()
    expect(await visitor.must('conversation:list', {})).toMatchObject({ conversations: [] })
  })
})
