/** One conversation that is open on the desk: both logs followed, who is there, and the view that is made of it. */
import type { AgentCommands, AgentEvents, Author, Entry } from '@docent/protocol'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import { type ConversationSync, createConversationSync } from '../conversation-sync.ts'
import type { OutboxItem } from '../outbox.ts'
import type { Clock, Random } from '../outside.ts'
import type { ReadMarks } from '../read-marks.ts'
import { createTyping } from '../typing.ts'
import type { DeskConversation } from './agent-client.ts'
import { deskLines } from './desk-lines.ts'
import { createInternalLog, type InternalLog } from './internal-log.ts'

export interface DeskOptions {
  readonly id: string
  readonly connection: Connection<AgentCommands, AgentEvents>
  readonly items: ReadonlySignal<readonly OutboxItem[]>
  readonly marks: ReadMarks
  epoch(): string | null
  onReset(): void
  readonly clock: Clock
  readonly random: Random
}

export interface Desk {
  readonly view: ReadonlySignal<DeskConversation>
  readonly log: ConversationSync
  readonly internal: InternalLog
  /** Joins the rooms and catches up. */
  sync(): Promise<void>
  reset(): void
  markRead(seq: number): boolean
  hearRead(by: 'visitor' | 'agents' | 'me', seq: number): void
  hearTyping(author: Author, typing: boolean): void
  hearVisitor(visitor: Pick<AgentEvents['visitor:changed'], 'connected' | 'page'>): void
  close(): void
}

export function createDesk({ id, connection, items, marks, ...options }: DeskOptions): Desk {
  const { clock, random } = options
  const isConnected = connection.isOpen
  const typing = createTyping(clock)
  const visitor = signal<Pick<AgentEvents['visitor:changed'], 'connected' | 'page'>>({
    connected: false,
    page: null,
  })
  const visitorReadSeq = signal(0)
  const readSeq = signal(marks.of(id))

  const log = createConversationSync({
    id,
    epoch: options.epoch,
    fetchAfter: (after, epoch) =>
      connection.request('conversation:sync', { conversationId: id, after, epoch }),
    fetchOlder: (beforeSeq) => connection.request('conversation:history', { conversationId: id, beforeSeq }),
    onReset: options.onReset,
    onEntry: (entry: Entry) => typing.stop(entry.author),
    isConnected,
    clock,
    random,
  })
  const internal = createInternalLog({
    fetchAfter: (afterIseq) => connection.request('internal:sync', { conversationId: id, afterIseq }),
    isConnected,
    clock,
    random,
  })

  /**
   * Whether the visitor is there is told when it changes; at first it has to be asked, and only once the room is joined:
   * what changed between an earlier answer and the joining would never be told.
   */
  async function askVisitor() {
    const reply = await connection.request('visitor:show', { conversationId: id })
    if (reply.ok) visitor.value = { connected: reply.data.connected, page: reply.data.page }
  }

  return {
    log,
    internal,
    view: computed(() => ({
      id,
      lines: deskLines(log.log.value, internal.entries.value, items.value),
      hasOlder: log.hasOlder(),
      loading: log.loading.value,
      typing: typing.authors.value,
      visitorReadSeq: visitorReadSeq.value,
      readSeq: readSeq.value,
      visitorConnected: visitor.value.connected,
      page: visitor.value.page,
    })),
    async sync() {
      readSeq.value = marks.of(id)
      await Promise.all([log.sync().then(askVisitor), internal.sync()])
    },
    reset() {
      batch(() => {
        log.reset()
        internal.reset()
      })
    },
    markRead(seq) {
      const rose = marks.raise(id, Math.min(seq, log.log.value.last.seq))
      readSeq.value = marks.of(id)
      return rose
    },
    hearRead(by, seq) {
      if (by === 'visitor') visitorReadSeq.value = Math.max(visitorReadSeq.value, seq)
      if (by === 'me') {
        marks.learn(id, seq)
        readSeq.value = marks.of(id)
      }
    },
    hearTyping: typing.hear,
    hearVisitor({ connected, page }) {
      visitor.value = { connected, page }
    },
    close() {
      log.close()
      internal.close()
      typing.clear()
    },
  }
}
