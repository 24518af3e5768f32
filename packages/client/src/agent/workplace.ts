/** All that one signed-in agent works with: outbox, inbox, read marks, open desks. Made anew when somebody else signs in. */
import type {
  AgentCommands,
  AgentEvents,
  Author,
  InboxRow,
  Reply,
  RequestOf,
  Stored,
  WrittenPart,
} from '@docent/protocol'
import { done } from '@docent/protocol/reply'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import type { Letter } from '../letter.ts'
import { createOutbox, type Outbox } from '../outbox.ts'
import type { Clock, Ids, Random, Tabs } from '../outside.ts'
import { createReadMarks } from '../read-marks.ts'
import type { Storage } from '../storage.ts'
import { createTypingTeller } from '../typing.ts'
import type { DeskConversation } from './agent-client.ts'
import { createDesk, type Desk } from './desk.ts'
import { createInbox, type LiveInbox } from './inbox.ts'

export interface VisitorMessage {
  readonly conversationId: string
  readonly name: string
  readonly text: string
}

export interface WorkplaceOptions {
  readonly connection: Connection<AgentCommands, AgentEvents>
  readonly storage: Storage
  readonly prefix: string
  readonly tab: string
  readonly tabs: Tabs
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  me(): { readonly id: string; readonly name: string } | null
  onVisitorMessage(message: VisitorMessage): void
}

type ChangeOfHands = 'conversation:take' | 'conversation:resolve' | 'conversation:reopen'
type Receiver = RequestOf<AgentCommands['conversation:transfer']>['to']

export interface Workplace {
  readonly prefix: string
  readonly outbox: Outbox
  readonly inbox: LiveInbox
  load(): Promise<void>
  resume(epoch: string): Promise<void>
  open(conversationId: string): void
  leave(conversationId: string): void
  view(conversationId: string): ReadonlySignal<DeskConversation | null>
  loadOlder(conversationId: string): Promise<void>
  write(kind: 'message' | 'note', conversationId: string, parts: readonly WrittenPart[]): Promise<void>
  markRead(conversationId: string, seq: number): void
  typing(conversationId: string, typing: boolean): void
  changeHands(command: ChangeOfHands, conversationId: string): Promise<Reply<{ gen: number }>>
  /** The relay's word on a step of this agent's, which may come long before the row that shows it. */
  heardOfHands(conversationId: string, gen: number): void
  /** This agent put something into a log by another way than the outbox. */
  heardOfOwnEntry(conversationId: string, seq: number): void
  transfer(conversationId: string, to: Receiver): Promise<Reply<{ gen: number }>>
  close(): void
}

/** The largest page that the relay gives: an inbox of thousands is there after a few. */
const inboxPage = 500

export function createWorkplace(options: WorkplaceOptions): Workplace {
  const { connection, storage, prefix, clock, random, ids } = options
  const desks = signal<ReadonlyMap<string, Desk>>(new Map())
  /** How far this agent's own steps came: rows are gathered, so they may show an older one for a while. */
  const ownGens = new Map<string, number>()
  let epoch: string | null = null

  const marks = createReadMarks(clock, async (conversationId, seq) => {
    const reply = await connection.request('conversation:read', { conversationId, seq })
    return reply.ok
  })
  const outbox = createOutbox({ ...options, deliver })
  const inbox = createInbox({
    marks,
    pending: computed(() => new Set(outbox.items.value.map(({ letter }) => letter.conversationId))),
    fetchAfter: (after, known) =>
      connection.request('inbox:sync', { after, epoch: known, limit: inboxPage }, { probe: true }),
    onVisitorMessage: (row) => options.onVisitorMessage(messageOf(row)),
    isConnected: connection.isOpen,
    clock,
    random,
  })
  const desk = (id: string) => desks.peek().get(id)

  const genOf = (id: string) => Math.max(inbox.row(id)?.gen ?? 0, ownGens.get(id) ?? 0)
  const heardOfHands = (id: string, gen: number) => {
    ownGens.set(id, gen)
  }
  async function step(id: string, send: (gen: number) => Promise<Reply<{ gen: number }>>) {
    const reply = await send(genOf(id))
    if (reply.ok) heardOfHands(id, reply.data.gen)
    return reply
  }

  async function deliver(letter: Letter, timeoutMs: number): Promise<Reply<() => void>> {
    // Only visitors start conversations, track events and walk through flows; a build that did would be of no use here.
    if (letter.kind !== 'message' && letter.kind !== 'note') return done(() => {})
    const { conversationId, cmid, parts } = letter
    const request = { conversationId, cmid, parts: [...parts] }
    if (letter.kind === 'note') {
      const reply = await connection.request('note:add', request, { timeoutMs })
      if (!reply.ok) return reply
      // The relay adds team and hours to a note, so it is fetched rather than made here.
      await desk(conversationId)?.internal.sync()
      return done(() => {})
    }
    const reply = await connection.request('message:send', request, { timeoutMs })
    return reply.ok ? done(() => showOwn(letter, reply.data)) : reply
  }

  function showOwn(
    { conversationId, cmid, parts }: Extract<Letter, { kind: 'message' | 'note' }>,
    stored: Stored,
  ) {
    const me = options.me()
    const author: Author = { kind: 'agent', id: me?.id ?? null, name: me?.name ?? '' }
    inbox.noteOwnEntry(conversationId, stored.seq)
    // Who answers has read what is answered.
    marks.raise(conversationId, stored.seq)
    desk(conversationId)?.log.receive({
      id: stored.id,
      conversationId,
      seq: stored.seq,
      at: stored.at,
      author,
      via: 'console',
      cmid,
      kind: 'message',
      parts: stored.parts ?? parts,
    })
  }

  const undo = [
    connection.on('entry:appended', ({ entry }) => desk(entry.conversationId)?.log.receive(entry)),
    connection.on('internal:appended', ({ entry }) => desk(entry.conversationId)?.internal.receive(entry)),
    connection.on('inbox:changed', (change) => inbox.receive(change)),
    connection.on('head', ({ heads, inboxRev }) => {
      inbox.noticeHead(inboxRev)
      for (const [id, seq, iseq] of heads) {
        desk(id)?.log.noticeHead(seq)
        desk(id)?.internal.noticeHead(iseq)
      }
    }),
    connection.on('typing:changed', ({ conversationId, author, typing }) =>
      desk(conversationId)?.hearTyping(author, typing),
    ),
    connection.on('read:changed', ({ conversationId, by, seq }) => {
      if (by === 'me') marks.learn(conversationId, seq)
      desk(conversationId)?.hearRead(by, seq)
      inbox.refreshMark(conversationId)
    }),
    connection.on('visitor:changed', (visitor) => desk(visitor.conversationId)?.hearVisitor(visitor)),
    connection.onWake(() => void catchUp()),
  ]

  const catchUp = () => Promise.all([inbox.sync(), ...[...desks.peek().values()].map(({ sync }) => sync())])

  return {
    prefix,
    outbox,
    inbox,
    load: outbox.load,
    async resume(now) {
      const before = await storage.get(`${prefix}epoch`)
      epoch = now
      if (before !== now) {
        await storage.set(`${prefix}epoch`, now)
        ownGens.clear()
        for (const { reset } of desks.peek().values()) reset()
        if (before !== undefined) await outbox.offerAgain()
      }
      if (!connection.isOpen()) return
      outbox.resume()
      marks.resume()
      await catchUp()
    },
    open(id) {
      if (desk(id)) return
      const made = createDesk({
        id,
        connection,
        items: outbox.items,
        marks,
        epoch: () => epoch,
        onReset: () => void outbox.offerAgain(id),
        clock,
        random,
      })
      desks.value = new Map(desks.peek()).set(id, made)
      if (connection.isOpen()) void made.sync()
    },
    leave(id) {
      desk(id)?.close()
      const rest = new Map(desks.peek())
      rest.delete(id)
      desks.value = rest
      void connection.request('conversation:leave', { conversationId: id })
    },
    view: (id) => computed(() => desks.value.get(id)?.view.value ?? null),
    async loadOlder(id) {
      await desk(id)?.log.loadOlder()
    },
    write: (kind, conversationId, parts) =>
      outbox.add({ kind, cmid: ids(), conversationId, parts, writtenAt: clock.now() }),
    markRead(id, seq) {
      batch(() => {
        if (desk(id)?.markRead(seq)) inbox.refreshMark(id)
      })
    },
    typing: createTypingTeller(clock, (conversationId, typing) => {
      void connection.request('typing:send', { conversationId, typing })
    }),
    changeHands: (command, conversationId) =>
      step(conversationId, (gen) => connection.request(command, { conversationId, gen })),
    heardOfHands,
    heardOfOwnEntry(id, seq) {
      inbox.noteOwnEntry(id, seq)
      marks.raise(id, seq)
      desk(id)?.log.noticeHead(seq)
    },
    transfer: (conversationId, to) =>
      step(conversationId, (gen) => connection.request('conversation:transfer', { conversationId, gen, to })),
    close() {
      for (const act of undo.splice(0)) act()
      for (const { close } of desks.peek().values()) close()
      inbox.close()
      outbox.close()
      marks.close()
    },
  }
}

const messageOf = ({ id, visitor, preview }: InboxRow): VisitorMessage => ({
  conversationId: id,
  name: visitor.name,
  text: preview,
})
