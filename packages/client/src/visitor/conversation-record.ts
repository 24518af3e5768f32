/** One conversation of a visitor: what the relay says of it, its log, and the view that is made of both. */
import type { Author, Entry, VisitorConversation } from '@docent/protocol'
import type { ConversationLog } from '@docent/protocol/conversation'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { ConversationSync, ConversationSyncOptions } from '../conversation-sync.ts'
import { createConversationSync } from '../conversation-sync.ts'
import { isWritten, type Letter } from '../letter.ts'
import type { OutboxItem } from '../outbox.ts'
import type { Clock } from '../outside.ts'
import { pendingOf } from '../pending-messages.ts'
import type { ReadMarks } from '../read-marks.ts'
import { createTyping } from '../typing.ts'
import type { ConversationView, PendingMessage } from './visitor-client.ts'

/** What is known of a conversation beside its log; kept with the list, so that it is there while offline. */
export type Known = Omit<VisitorConversation, 'id'> & { readonly contactEmail: string | null }

export interface ConversationRecord {
  readonly id: string
  /** Null while the relay has not heard of it. */
  readonly known: ReadonlySignal<Known | null>
  readonly view: ReadonlySignal<ConversationView | null>
  readonly sync: ConversationSync
  learn(known: Partial<Known>): void
  /** Raises the visitor's own mark. */
  markRead(seq: number): void
  hearTyping(author: Author, typing: boolean): void
  /** Shows an entry that the relay acknowledged to this client. */
  acknowledge(letter: Letter, entry: Entry): void
  close(): void
}

export interface RecordOptions extends Omit<ConversationSyncOptions, 'onEntry' | 'cached'> {
  readonly known: Known | null
  readonly cached: ConversationLog | undefined
  readonly items: ReadonlySignal<readonly OutboxItem[]>
  readonly marks: ReadMarks
  readonly clock: Clock
}

const unknown: Known = {
  status: 'open',
  startedAt: 0,
  headSeq: 0,
  headId: null,
  last: null,
  agent: null,
  queue: null,
  readSeq: 0,
  agentsReadSeq: 0,
  contactEmail: null,
}

export function createConversationRecord(options: RecordOptions): ConversationRecord {
  const { id, marks, items } = options
  const known = signal(options.known)
  const readSeq = signal(options.known?.readSeq ?? 0)
  const typing = createTyping(options.clock)
  const sync = createConversationSync({
    ...options,
    onEntry(entry) {
      typing.stop(entry.author)
      if (entry.kind === 'resolved') learn({ status: 'resolved', queue: null })
      if (entry.kind === 'reopened') learn({ status: 'open' })
    },
  })
  /** Acknowledged, but entries before them are still on their way: shown as sending until the log has them. */
  const ahead = signal<readonly { readonly seq: number; readonly message: PendingMessage }[]>([])

  function learn(more: Partial<Known>) {
    const { readSeq: read, ...rest } = more
    batch(() => {
      if (read !== undefined) marks.learn(id, read)
      const before = known.value ?? unknown
      readSeq.value = marks.of(id)
      known.value = {
        ...before,
        ...rest,
        readSeq: marks.of(id),
        agentsReadSeq: Math.max(before.agentsReadSeq, more.agentsReadSeq ?? 0),
      }
    })
  }

  const view = computed<ConversationView | null>(() => {
    const info = known.value
    const log = sync.log.value
    const waiting = [
      ...ahead.value.filter(({ seq }) => seq > log.last.seq).map(({ message }) => message),
      ...pendingOf(items.value, id, log),
    ]
    const [first] = waiting
    if (!info && !first) return null
    const about = info ?? unknown
    return {
      id,
      status: info ? info.status : 'new',
      entries: log.entries,
      pending: waiting,
      hasOlder: sync.hasOlder(),
      loading: sync.loading.value,
      agent: about.agent,
      queue: about.queue,
      typing: typing.authors.value,
      readSeq: readSeq.value,
      agentsReadSeq: about.agentsReadSeq,
      unread: unreadOf(about, log, readSeq.value),
      startedAt: info ? info.startedAt : (first?.writtenAt ?? 0),
      contactEmail: about.contactEmail,
    }
  })

  return {
    id,
    known,
    view,
    sync,
    learn,
    markRead(seq) {
      const clamped = Math.min(seq, sync.log.value.last.seq)
      if (marks.raise(id, clamped)) learn({})
    },
    hearTyping: typing.hear,
    acknowledge(letter, entry) {
      batch(() => {
        sync.receive(entry)
        if (entry.seq <= sync.log.value.last.seq || !isWritten(letter)) return
        const { cmid, parts, writtenAt } = letter
        const message = { cmid, conversationId: id, parts, writtenAt, state: { kind: 'sending' } } as const
        const still = ahead.value.filter(({ seq }) => seq > sync.log.value.last.seq)
        ahead.value = [...still, { seq: entry.seq, message }]
      })
    },
    close() {
      sync.close()
      typing.clear()
    },
  }
}

/** Messages of others behind the read mark. Where the log is not loaded, one stands for all of them. */
function unreadOf(known: Known, log: ConversationLog, readSeq: number): number {
  const head = Math.max(known.headSeq, log.last.seq)
  if (head <= readSeq) return 0
  if (log.last.seq < known.headSeq)
    return known.last && known.last.author.kind !== 'visitor' && known.last.kind === 'message' ? 1 : 0
  let unread = 0
  for (let at = log.entries.length - 1; at >= 0; at--) {
    const entry = log.entries[at]
    if (!entry || entry.seq <= readSeq) break
    if (entry.kind === 'message' && entry.author.kind !== 'visitor') unread++
  }
  return unread
}
