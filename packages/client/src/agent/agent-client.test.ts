import type { InboxRow } from '@docent/protocol'
import { failure } from '@docent/protocol/reply'
import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { createReadMarks } from '../read-marks.ts'
import { atTheDesk } from '../testing/at-the-desk.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { settings, text, wordsOf } from '../testing/two-sides.ts'
import { createVisitorClient } from '../visitor/create-visitor-client.ts'
import type { DeskConversation } from './agent-client.ts'
import { createInbox } from './inbox.ts'

const linesOf = (desk: DeskConversation) =>
  desk.lines.map((line) => {
    if (line.log === 'pending') return `[${line.note ? 'note ' : ''}${line.message.parts[0]?.text}]`
    const { entry } = line
    const said =
      'parts' in entry ? entry.parts.map((part) => (part.type === 'text' ? part.text : '')).join() : ''
    return `${line.log === 'internal' ? 'internal ' : ''}${said || entry.kind}`
  })

const offer = {
  offerId: 'o',
  conversationId: 'c',
  until: 5,
  remainingMs: 30_000,
  visitorName: '',
  preview: '',
  why: { rule: 'least_busy' },
}

describe('an agent at the desk', () => {
  it('[SYN4] shows what the visitor writes, and the visitor what the agent answers', async () => {
    const { clock, visitor, agent, desk, id } = await atTheDesk()
    await agent.conversations.send(id, text('Good day'))
    await clock.advance(100)
    await visitor.conversations.send(id, text('A question'))
    await clock.advance(100)
    expect(linesOf(desk.value)).toEqual(['Hello', 'Good day', 'A question'])
    expect(wordsOf(visitor.conversations.view(id).value)).toEqual(['Hello', 'Good day', 'A question'])
  })

  it('[MSG2] puts a note behind the public entry that it followed, and the visitor never sees it', async () => {
    const { clock, visitor, agent, desk, id } = await atTheDesk()
    await agent.conversations.addNote(id, text('be kind'))
    await clock.advance(100)
    await visitor.conversations.send(id, text('Anybody?'))
    await clock.advance(100)
    expect(linesOf(desk.value)).toEqual(['Hello', 'internal be kind', 'Anybody?'])
    expect(wordsOf(visitor.conversations.view(id).value)).toEqual(['Hello', 'Anybody?'])
  })

  it('[OUT2] keeps reply and note while the connection is gone, and sends each once', async () => {
    const { clock, relay, agent, desk, id } = await atTheDesk()
    relay.goDown()
    await agent.conversations.send(id, text('a reply'))
    await agent.conversations.addNote(id, text('a note'))
    await clock.advance(1_000)
    expect(linesOf(desk.value)).toEqual(['Hello', '[a reply]', '[note a note]'])
    relay.comeUp()
    await clock.advance(30_000)
    expect(linesOf(desk.value)).toEqual(['Hello', 'a reply', 'internal a note'])
  })

  it('[SYN3] finds what was lost in both logs by the next head', async () => {
    const { clock, relay, agent, desk, id } = await atTheDesk()
    relay.link.push = () => []
    relay.agentSays(id, 'lost')
    const internal = relay.conversations.get(id)?.internal
    internal?.push({
      id: 'x',
      conversationId: id,
      iseq: 1,
      afterSeq: 1,
      at: 0,
      author: { kind: 'system', id: null, name: '' },
      cmid: null,
      teamId: null,
      inHours: true,
      kind: 'queued',
      reason: 'started',
    })
    relay.link.push = () => [1]
    relay.sendHeads()
    await clock.advance(1_000)
    expect(linesOf(desk.value)).toEqual(['Hello', 'internal queued', 'lost'])
    expect(agent.connection.status.value.state).toBe('open')
  })

  it('asks for the visitor’s page once the room is joined, lest a change in between is never told', async () => {
    const { clock, relay, agent, id } = await atTheDesk()
    agent.conversations.leave(id)
    await clock.advance(100)
    const before = relay.heard.length
    const heard = () => relay.heard.slice(before).map(({ command }) => command)
    relay.link.reply = () => [1_000]
    agent.conversations.open(id)
    await clock.advance(500)
    expect(heard()).toContain('conversation:sync')
    expect(heard()).not.toContain('visitor:show')
    await clock.advance(1_000)
    expect(heard()).toContain('visitor:show')
  })

  it('leaves a conversation that is no longer on screen', async () => {
    const { clock, relay, agent, id } = await atTheDesk()
    agent.conversations.leave(id)
    await clock.advance(100)
    expect(relay.heard.at(-1)?.command).toBe('conversation:leave')
  })

  it('[RTE2] builds a second step on its own first one, whose row may still be under way', async () => {
    const { clock, relay, agent, id } = await atTheDesk()
    const steps = agent.conversations.take(id).then(() => agent.conversations.resolve(id))
    await clock.advance(100)
    expect(await steps).toMatchObject({ ok: true })
    expect(relay.heard.slice(-2).map(({ command, payload }) => [command, payload.gen])).toEqual([
      ['conversation:take', 0],
      ['conversation:resolve', 1],
    ])
  })

  it('[IDN4] is refused when the session ended, and says so', async () => {
    const { clock, relay, agent } = await atTheDesk()
    relay.push('session:ended', { error: failure('unauthenticated', 'Sign in again.') }, 'agent')
    await clock.advance(60_000)
    expect(agent.connection.status.value).toMatchObject({ state: 'refused', code: 'unauthenticated' })
  })

  it('[RTE5] counts an offer down by its own clock, and drops it in every tab when it ended', async () => {
    const { clock, relay, agent } = await atTheDesk()
    relay.push('offer:made', offer, 'agent')
    await clock.advance(10)
    const [running] = agent.availability.offers.value
    expect((running?.endsAt ?? 0) - clock.now()).toBeGreaterThan(29_900)
    relay.push('offer:ended', { offerId: 'o', conversationId: 'c', outcome: 'accepted' }, 'agent')
    await clock.advance(10)
    expect(agent.availability.offers.value).toEqual([])
  })

  it('[RTE5] drops an offer whose end was lost on the way', async () => {
    const { clock, relay, agent } = await atTheDesk()
    relay.push('offer:made', offer, 'agent')
    await clock.advance(33_000)
    expect(agent.availability.offers.value).toEqual([])
  })
})

const rowOf = (id: string, rev: number, more: Partial<InboxRow> = {}): InboxRow => ({
  id,
  rev,
  status: 'open',
  visitor: { id: 'v', name: 'Ann', email: null },
  agentId: null,
  teamId: null,
  offer: null,
  gen: 0,
  raised: false,
  startedAt: 0,
  queuedAt: null,
  waitingSince: null,
  headSeq: rev,
  headId: null,
  headIseq: 0,
  lastAt: rev,
  lastAuthorKind: 'visitor',
  preview: `words ${rev}`,
  ...more,
})

describe('the inbox', () => {
  function open(stored: readonly InboxRow[]) {
    const clock = createFakeClock()
    const told: string[] = []
    const asked: number[] = []
    const inbox = createInbox({
      marks: createReadMarks(clock, async () => true),
      pending: signal(new Set<string>()),
      async fetchAfter(after) {
        asked.push(after)
        const rows = stored.filter(({ rev }) => rev > after).sort((a, b) => a.rev - b.rev)
        const page = rows.slice(0, 2)
        const more = rows.length > 2
        const rev = more ? (page.at(-1)?.rev ?? after) : Math.max(after, ...stored.map((row) => row.rev))
        return { ok: true, data: { rows: page, gone: [], rev, more, readSeq: {}, epoch: 'e', reset: false } }
      },
      onVisitorMessage: ({ preview }) => told.push(preview),
      isConnected: () => true,
      clock,
      random: () => 0.5,
    })
    return { clock, inbox, told, asked }
  }

  it('[SYN5] loads page by page, the latest activity first', async () => {
    const { inbox } = open([rowOf('a', 1), rowOf('b', 3), rowOf('c', 2)])
    await inbox.sync()
    expect(inbox.items.value.map(({ id }) => id)).toEqual(['b', 'c', 'a'])
    expect(inbox.ready.value).toBe(true)
  })

  it('[SYN5] closes a gap in the counter by asking', async () => {
    const stored = [rowOf('a', 1)]
    const { clock, inbox, asked } = open(stored)
    await inbox.sync()
    stored.push(rowOf('b', 2), rowOf('c', 3))
    inbox.receive({ after: 2, rev: 3, rows: [rowOf('c', 3)] })
    await clock.advance(200)
    expect(inbox.items.value.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    expect(asked).toEqual([0, 1])
  })

  it('[SYN5] takes a change that follows without asking, and one that it knows not at all', async () => {
    const { clock, inbox, asked } = open([rowOf('a', 1)])
    await inbox.sync()
    inbox.receive({ after: 1, rev: 2, rows: [rowOf('a', 2)] })
    inbox.receive({ after: 0, rev: 1, rows: [rowOf('a', 1, { preview: 'old' })] })
    await clock.advance(1_000)
    expect(inbox.items.value[0]?.preview).toBe('words 2')
    expect(asked).toEqual([0])
  })

  it('tells of a visitor’s words once, and not of those that were there before', async () => {
    const { inbox, told } = open([rowOf('a', 1)])
    await inbox.sync()
    inbox.receive({ after: 1, rev: 2, rows: [rowOf('a', 2)] })
    inbox.receive({ after: 2, rev: 3, rows: [rowOf('a', 3, { preview: 'words 2', headIseq: 1 })] })
    inbox.receive({ after: 3, rev: 4, rows: [rowOf('a', 4, { headIseq: 1, lastAuthorKind: 'agent' })] })
    expect(told).toEqual(['words 2'])
  })

  it('keeps the same item where nothing of it changed', async () => {
    const { inbox } = open([rowOf('a', 1), rowOf('b', 2)])
    await inbox.sync()
    const before = inbox.items.value.find(({ id }) => id === 'a')
    inbox.receive({ after: 2, rev: 3, rows: [rowOf('b', 3)] })
    expect(inbox.items.value.find(({ id }) => id === 'a')).toBe(before)
  })
})

it('does not mix up what two kinds of people keep in one browser', async () => {
  const { clock, storage, agent, id, relay } = await atTheDesk()
  relay.goDown()
  await agent.conversations.send(id, text('from the desk'))
  const stranger = createVisitorClient({
    url: 'http://relay.test',
    site: 'demo',
    settings,
    openSocket: relay.openSocket('visitor'),
    storage,
    clock,
    random: () => 0.5,
  })
  stranger.connect()
  await clock.advance(1_000)
  expect(stranger.conversations.list.value.flatMap(({ pending }) => pending)).toEqual([])
})
