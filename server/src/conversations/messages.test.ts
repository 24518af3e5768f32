/** What is said in a conversation, once and in one order, over real sockets and a real database [MSG]. */
import type { Entry, Stored } from '@docent/protocol'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Speaker, textParts } from '../realtime/testing/live-relay.ts'
import { conversation, logOf, textsOf } from './testing/logs.ts'

let relay: LiveRelay
let susan: Speaker

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000 } })
  susan = await relay.agent('susan')
})
afterAll(() => relay.close())

const uuid = () => relay.random.uuid()

describe('a command that comes again', () => {
  it('[MSG1] [MSG4] is stored once, and answered with what was stored', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const request = { conversationId, cmid: uuid(), parts: textParts('once') }
    const first = await visitor.must<Stored>('message:send', request)
    const again = await visitor.must<Stored>('message:send', request)
    expect(first).toMatchObject({ seq: 2, duplicate: false })
    expect(again).toMatchObject({ seq: 2, id: first.id, at: first.at, duplicate: true })
    expect(textsOf(await logOf(visitor, conversationId))).toEqual(['first', 'once'])
  })

  it('[MSG5] is published again to the others, in case they missed it, and the same', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const ada = await relay.agent('ada')
    await logOf(ada, conversationId)
    const request = { conversationId, cmid: uuid(), parts: textParts('**twice** told') }
    await visitor.must('message:send', request)
    await visitor.must('message:send', request)
    await ada.hears('entry:appended')
    await ada.must('agent:list', {})
    const [one, two, ...more] = ada.heard<{ entry: Entry }>('entry:appended')
    expect(two).toEqual(one)
    expect(more).toEqual([])
  })

  it('[MSG1] keeps the first words when it comes with others', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const request = { conversationId, cmid: uuid(), parts: textParts('first words') }
    await visitor.must('message:send', request)
    const changed = await visitor.ask('message:send', { ...request, parts: textParts('other words') })
    expect(changed).toMatchObject({ ok: false, error: { code: 'mismatch' } })
    const elsewhere = await relay.started(visitor)
    expect(await visitor.ask('message:send', { ...request, conversationId: elsewhere })).toMatchObject({
      error: { code: 'mismatch' },
    })
    expect(textsOf(await logOf(visitor, conversationId))).toEqual(['first', 'first words'])
  })

  it('[MSG1] is a conflict for another author, who learns nothing of the first', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const cmid = await relay.said(visitor, conversationId, 'a private matter')
    const stranger = await conversation(relay)
    await susan.must('conversation:take', { conversationId, gen: 0 })
    for (const [speaker, id] of [
      [stranger.visitor, stranger.conversationId],
      [stranger.visitor, conversationId],
      [susan, conversationId],
    ] as const) {
      const reply = await speaker.ask('message:send', {
        conversationId: id,
        cmid,
        parts: textParts('a private matter'),
      })
      expect(reply).toMatchObject({ ok: false, error: { code: 'conflict' } })
      expect(JSON.stringify(reply)).not.toContain(conversationId)
    }
  })

  it('[MSG1] is unique on its site, not on all: two sites never meet', async () => {
    const [here, there] = [await relay.visitor(), await relay.visitor({ site: 'other' })]
    const [one, two] = [await relay.started(here), await relay.started(there)]
    const cmid = uuid()
    await here.must('message:send', { conversationId: one, cmid, parts: textParts('here') })
    await there.must('message:send', { conversationId: two, cmid, parts: textParts('there') })
    expect(textsOf(await logOf(there, two))).toEqual(['Hello', 'there'])
  })
})

describe('a message', () => {
  it('[MSG5] comes to the other tabs and to agents, and not to the socket that sent it', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const tab = await relay.visitor({ browser: visitor.browser })
    const ada = await relay.agent('ada')
    await logOf(ada, conversationId)
    await relay.said(visitor, conversationId, 'to all the others')
    for (const other of [tab, ada])
      expect(await other.hears('entry:appended')).toMatchObject({
        entry: { seq: 2, parts: [{ text: 'to all the others' }] },
      })
    await visitor.must('conversation:list', {})
    expect(visitor.heard('entry:appended')).toEqual([])
  })

  it('[MSG5] [SYN4] is the same by its ack, by its push, by its page and by history', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const tab = await relay.visitor({ browser: visitor.browser })
    const request = { conversationId, cmid: uuid(), parts: textParts('see https://docent.example now') }
    const { duplicate, ...stored } = await visitor.must<Stored>('message:send', request)
    const { entry } = await tab.hears<{ entry: Entry }>('entry:appended')
    expect(duplicate).toBe(false)
    expect(entry).toMatchObject({ ...stored, cmid: request.cmid, kind: 'message', via: 'widget' })
    expect((await logOf(tab, conversationId)).at(-1)).toEqual(entry)
    const { entries } = await tab.must<{ entries: Entry[] }>('conversation:history', {
      conversationId,
      beforeSeq: 3,
    })
    expect(entries.at(-1)).toEqual(entry)
  })

  it('[MSG3] names its agent to the visitor, and nothing else of the agent', async () => {
    const { visitor, conversationId } = await conversation(relay)
    await susan.must('conversation:take', { conversationId, gen: 0 })
    await relay.said(susan, conversationId, 'Good day')
    const { entry } = await visitor.hears<{ entry: Entry }>(
      'entry:appended',
      (said: { entry: Entry }) => said.entry.kind === 'message',
    )
    expect(entry.author).toEqual({ kind: 'agent', id: relay.agentIds.susan, name: 'Susan Kare' })
    expect(entry.via).toBe('console')
  })

  it('[MSG4] leaves no hole in the log where others were refused', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const stranger = await relay.visitor()
    await relay.started(stranger)
    const cmid = await relay.said(visitor, conversationId, 'known')
    await Promise.all(
      Array.from({ length: 30 }, (_, turn) => {
        const parts = textParts(`message ${turn}`)
        if (turn % 3 === 0) return stranger.ask('message:send', { conversationId, cmid: uuid(), parts })
        if (turn % 3 === 1) return visitor.ask('message:send', { conversationId, cmid, parts })
        return visitor.ask('message:send', { conversationId, cmid: uuid(), parts })
      }),
    )
    const entries = await logOf(visitor, conversationId)
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
  })

  it('[MSG2] [SYN7] has one place for all, however many write at once', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const tab = await relay.visitor({ browser: visitor.browser })
    await susan.must('conversation:take', { conversationId, gen: 0 })
    await Promise.all(
      [visitor, tab, susan].flatMap((speaker, index) =>
        Array.from({ length: 20 }, (_, turn) => relay.said(speaker, conversationId, `${index}.${turn}`)),
      ),
    )
    const [byVisitor, byAgent] = [await logOf(tab, conversationId), await logOf(susan, conversationId)]
    expect(byAgent).toEqual(byVisitor)
    expect(byVisitor.map(({ seq }) => seq)).toEqual(byVisitor.map((_, index) => index + 1))
    expect(new Set(byVisitor.map(({ id }) => id)).size).toBe(byVisitor.length)
  })

  it('[MSG3] keeps place, kind and time when its content was erased', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const cmid = await relay.said(visitor, conversationId, 'to be forgotten')
    const [, before] = await logOf(visitor, conversationId)
    await relay.app.storage.writes.transaction(async (trx) => {
      await trx
        .deleteFrom('entry_contents')
        .where('entry_id', '=', before?.id ?? '')
        .execute()
    })
    const [, after] = await logOf(visitor, conversationId)
    expect(after).toEqual({ ...before, parts: [] })
    const again = await visitor.must<Stored>('message:send', {
      conversationId,
      cmid,
      parts: textParts('anything'),
    })
    expect(again).toMatchObject({ seq: 2, duplicate: true })
    expect(JSON.stringify(await logOf(visitor, conversationId))).not.toContain('to be forgotten')
  })

  it.each([
    ['of white space alone', textParts(' \n\t\u00a0')],
    ['without a part', []],
    ['of eleven parts', Array.from({ length: 11 }, () => textParts('x')[0])],
    ['of 8,001 characters', textParts('x'.repeat(8_001))],
    ['with half of a character', textParts('\ud800')],
    ['with a part that nobody can write yet', [{ type: 'file', fileId: 'x' }]],
    ['with nodes of its own', [{ type: 'text', text: 'x', nodes: [{ type: 'paragraph', children: [] }] }]],
    ['that is no list', { 0: textParts('x')[0], length: 1 }],
  ])('[INP3] [INP4] is refused %s', async (_name, parts) => {
    const { visitor, conversationId } = await conversation(relay)
    const reply = await visitor.ask('message:send', { conversationId, cmid: uuid(), parts })
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'bad_request', data: { path: expect.stringContaining('parts') } },
    })
  })

  it('[INP4] is refused with a key that nobody knows', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const request = { conversationId, cmid: uuid(), parts: textParts('x'), authorId: relay.agentIds.ada }
    expect(await visitor.ask('message:send', request)).toMatchObject({ error: { code: 'bad_request' } })
  })

  it('[MSG4] stores what looks like a command to the database as the words that it is', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const text = `'); drop table entries; -- " \\" \u0000 %s $1 {{x}} \u202e`
    await relay.said(visitor, conversationId, text)
    expect(textsOf(await logOf(visitor, conversationId)).at(-1)).toBe(text)
  })
})

describe('a disk that is full', () => {
  const pages = (count: number) =>
    relay.app.storage.writes.transaction(async (trx) => {
      await sql.raw(`pragma max_page_count = ${count}`).execute(trx)
    })

  it('[STO3] is unavailable for messages, notes and starts alike, and acknowledges none of them', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const before = await logOf(visitor, conversationId)
    const parts = Array.from({ length: 7 }, () => textParts('x'.repeat(8_000))[0])
    const cmids = Array.from({ length: 20 }, uuid)
    await pages(1)
    const replies = await Promise.all([
      ...cmids.map((cmid) => visitor.ask('message:send', { conversationId, cmid, parts })),
      ...cmids.map(() => susan.ask('note:add', { conversationId, cmid: uuid(), parts })),
      visitor.ask('conversation:start', { conversationId: uuid(), cmid: uuid(), parts }),
    ])
    await pages(1_000_000)
    const codes = replies.map((reply) => (reply.ok ? 'stored' : reply.error.code))
    expect(new Set(codes)).toContain('unavailable')
    expect(codes.filter((code) => code !== 'unavailable' && code !== 'stored')).toEqual([])
    const stored = replies.slice(0, cmids.length).filter((reply) => reply.ok).length
    expect(await logOf(visitor, conversationId)).toHaveLength(before.length + stored)
    for (const cmid of cmids) await visitor.must('message:send', { conversationId, cmid, parts })
    const seqs = (await logOf(visitor, conversationId)).map(({ seq }) => seq)
    expect(seqs.at(-1)).toBe(before.length + cmids.length)
  })
})
