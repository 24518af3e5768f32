/** The internal log of a conversation, over real sockets and a real database [MSG]. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Speaker, textParts } from '../realtime/testing/live-relay.ts'
import { conversation, internalOf, logOf } from './testing/logs.ts'

let relay: LiveRelay
let susan: Speaker

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000 } })
  susan = await relay.agent('susan')
})
afterAll(() => relay.close())

const uuid = () => relay.random.uuid()

describe('the internal log', () => {
  it('[MSG2] counts from 1 without a gap and stands behind the public entry of its moment', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const note = (text: string) =>
      susan.must('note:add', { conversationId, cmid: uuid(), parts: textParts(text) })
    await note('one')
    await relay.said(visitor, conversationId, 'second')
    await note('two')
    const entries = await internalOf(susan, conversationId)
    expect(entries.map(({ iseq, afterSeq, kind }) => [iseq, afterSeq, kind])).toEqual([
      [1, 1, 'queued'],
      [2, 1, 'note'],
      [3, 2, 'note'],
    ])
    expect((await logOf(visitor, conversationId)).map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('[MSG1] [MSG2] takes a note once, by the same promise as a message', async () => {
    const { conversationId } = await conversation(relay)
    const request = { conversationId, cmid: uuid(), parts: textParts('a note') }
    const first = await susan.must<{ iseq: number; id: string }>('note:add', request)
    expect(await susan.must('note:add', request)).toMatchObject({
      iseq: first.iseq,
      id: first.id,
      duplicate: true,
    })
    expect(await susan.ask('note:add', { ...request, parts: textParts('other') })).toMatchObject({
      error: { code: 'mismatch' },
    })
    const ada = await relay.agent('ada')
    expect(await ada.ask('note:add', request)).toMatchObject({ error: { code: 'conflict' } })
    expect((await internalOf(susan, conversationId)).filter(({ kind }) => kind === 'note')).toHaveLength(1)
  })

  it('[MSG2] is pushed to agents who have it open, and to nobody else', async () => {
    const { visitor, conversationId } = await conversation(relay)
    const ada = await relay.agent('ada')
    const idle = await relay.agent('grace')
    await ada.must('internal:sync', { conversationId, afterIseq: 0 })
    await susan.must('note:add', { conversationId, cmid: uuid(), parts: textParts('between us') })
    expect(await ada.hears('internal:appended')).toMatchObject({
      entry: { kind: 'note', author: { name: 'Susan Kare' } },
    })
    await Promise.all([idle.must('agent:list', {}), visitor.must('conversation:list', {})])
    for (const other of [idle, visitor, susan]) expect(other.frames()).not.toContain('"internal:appended"')
  })
})
