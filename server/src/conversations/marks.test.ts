/** How far each has read, who is writing, and the address that a visitor leaves [MRK] [RTE8]. */
import type { InternalEntry } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Speaker } from '../realtime/testing/live-relay.ts'

let relay: LiveRelay

beforeAll(async () => {
  relay = await openLiveRelay({ timings: { head: 60_000 } })
})
afterAll(() => relay.close())

const open = async (speaker: Speaker, conversationId: string) => {
  await speaker.must('conversation:sync', { conversationId, after: { seq: 0, id: null }, epoch: null })
}
const read = (speaker: Speaker, conversationId: string, seq: number) =>
  speaker.must<{ seq: number }>('conversation:read', { conversationId, seq })

async function scene() {
  const visitor = await relay.visitor()
  const tab = await relay.visitor({ browser: visitor.browser })
  const conversationId = await relay.started(visitor)
  const [ada, adasTab, susan] = [
    await relay.agent('ada'),
    await relay.agent('ada'),
    await relay.agent('susan'),
  ]
  for (const agent of [ada, adasTab, susan]) await open(agent, conversationId)
  await relay.said(visitor, conversationId, 'second')
  return { visitor, tab, conversationId, ada, adasTab, susan }
}
const quiet = (...speakers: readonly Speaker[]) =>
  Promise.all(
    speakers.map((speaker) => speaker.ask('conversation:history', { conversationId: '', beforeSeq: 0 })),
  )

describe('a read mark', () => {
  it('[MRK1] only rises, and no further than the head', async () => {
    const { visitor, conversationId } = await scene()
    expect(await read(visitor, conversationId, 1_000_000)).toEqual({ seq: 2 })
    await read(visitor, conversationId, 1)
    const { conversations } = await visitor.must<{ conversations: object[] }>('conversation:list', {})
    expect(conversations).toMatchObject([{ id: conversationId, readSeq: 2 }])
  })

  it('[MRK3] of an agent reaches the visitor without the agent’s name, and the agent’s own tabs', async () => {
    const { visitor, tab, conversationId, ada, adasTab, susan } = await scene()
    await read(ada, conversationId, 2)
    for (const page of [visitor, tab])
      expect(await page.hears('read:changed')).toEqual({ conversationId, by: 'agents', seq: 2 })
    expect(await adasTab.hears('read:changed')).toEqual({ conversationId, by: 'me', seq: 2 })
    await quiet(ada, susan)
    expect(ada.heard('read:changed')).toEqual([])
    expect(susan.heard('read:changed')).toEqual([])
    expect(visitor.frames()).not.toContain(relay.agentIds.ada)
  })

  it('[MRK1] of a visitor reaches the agents and the visitor’s other tabs, once', async () => {
    const { visitor, tab, conversationId, susan } = await scene()
    await read(visitor, conversationId, 2)
    await read(visitor, conversationId, 2)
    expect(await susan.hears('read:changed')).toEqual({ conversationId, by: 'visitor', seq: 2 })
    expect(await tab.hears('read:changed')).toEqual({ conversationId, by: 'me', seq: 2 })
    await quiet(visitor, susan)
    expect(visitor.heard('read:changed')).toEqual([])
    expect(susan.heard('read:changed')).toHaveLength(1)
  })
})

describe('typing', () => {
  it('[MRK4] reaches the others, and is stored nowhere', async () => {
    const { visitor, tab, conversationId, susan, ada } = await scene()
    const counts = async () => {
      const { storage } = relay.app
      const entries = await storage.read.selectFrom('entries').select('id').execute()
      const rows = await storage.read
        .selectFrom('conversations')
        .select('rev')
        .where('id', '=', conversationId)
        .execute()
      return [entries.length, rows[0]?.rev]
    }
    const before = await counts()
    await visitor.must('typing:send', { conversationId, typing: true })
    expect(await susan.hears('typing:changed')).toMatchObject({
      conversationId,
      typing: true,
      author: { kind: 'visitor' },
    })
    await susan.must('typing:send', { conversationId, typing: true })
    for (const other of [visitor, tab, ada])
      await other.hears(
        'typing:changed',
        ({ author }: { author: { name: string } }) => author.name === 'Susan Kare',
      )
    await susan.must('typing:send', { conversationId, typing: false })
    await visitor.hears('typing:changed', ({ typing }: { typing: boolean }) => !typing)
    expect(susan.heard('typing:changed')).toHaveLength(1)
    expect(await counts()).toEqual(before)
  })
})

describe('an address that was left', () => {
  it('[RTE8] [IDN3] is kept unverified, and written down for agents alone', async () => {
    const { visitor, conversationId, susan } = await scene()
    await susan.must('internal:sync', { conversationId, afterIseq: 0 })
    const email = 'ann@home.example'
    expect(await visitor.must('contact:leave', { conversationId, email: ` ${email} ` })).toEqual({ email })
    const { entry } = await susan.hears<{ entry: InternalEntry }>('internal:appended')
    expect(entry).toMatchObject({ kind: 'contact_left', email, author: { kind: 'visitor' } })
    expect(await susan.must('visitor:show', { conversationId })).toMatchObject({
      email,
      emailVerified: false,
    })
    const page = await visitor.must<{ entries: object[] }>('conversation:sync', {
      conversationId,
      after: { seq: 0, id: null },
      epoch: null,
    })
    expect(page.entries).toHaveLength(2)
    const { rows } = await susan.must<{ rows: { id: string; visitor: { email: string } }[] }>('inbox:sync', {
      after: 0,
      epoch: null,
      limit: 500,
    })
    expect(rows.find(({ id }) => id === conversationId)?.visitor.email).toBe(email)
  })

  it('[IDN3] does not replace the address that the site gave', async () => {
    const { visitor, conversationId, susan } = await scene()
    await visitor.must('visitor:update', { profile: { email: 'known@home.example' } })
    await visitor.must('contact:leave', { conversationId, email: 'typed@home.example' })
    expect(await susan.must('visitor:show', { conversationId })).toMatchObject({
      email: 'known@home.example',
    })
  })

  it.each([
    '',
    'ann',
    'ann@',
    '@home.example',
    `${'a'.repeat(250)}@b.example`,
    'a@b.example\nBcc: all@b.example',
  ])('[INP3] is refused where it is none: %j', async (email) => {
    const visitor = await relay.visitor()
    const conversationId = await relay.started(visitor)
    expect(await visitor.ask('contact:leave', { conversationId, email })).toMatchObject({
      error: { code: 'bad_request', data: { path: 'email' } },
    })
  })
})
