/**
 * The inbox with its own cursor [SYN5]: every row that the agent may see, live. Rows are replaced, never merged;
 * a gap in the counter is closed by asking. Knows nothing of what is inside a conversation.
 */
import type { InboxPage, InboxRow, Reply } from '@docent/protocol'
import { isPermanent } from '@docent/protocol/reply'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core'
import { createGapless } from '../gapless.ts'
import type { Clock, Random } from '../outside.ts'
import type { ReadMarks } from '../read-marks.ts'
import type { Outcome } from '../retried-task.ts'
import type { Inbox, InboxItem } from './agent-client.ts'

interface Change {
  readonly after: number
  readonly rev: number
  readonly rows: readonly InboxRow[]
}

export interface InboxOptions {
  fetchAfter(after: number, epoch: string | null): Promise<Reply<InboxPage>>
  readonly marks: ReadMarks
  /** Conversations with something that waits to be sent. */
  readonly pending: ReadonlySignal<ReadonlySet<string>>
  /** Fired when a visitor wrote, once per entry, not for what the first pages brought. */
  onVisitorMessage(row: InboxRow): void
  isConnected(): boolean
  readonly clock: Clock
  readonly random: Random
}

export interface LiveInbox extends Inbox {
  receive(change: Change): void
  /** Hears how far the site's counter goes [SYN3]. */
  noticeHead(rev: number): void
  sync(): Promise<void>
  row(conversationId: string): InboxRow | undefined
  /** A read mark rose, here or in another tab. */
  refreshMark(conversationId: string): void
  /** This agent's own word is in the log: nobody needs to be told of it. */
  noteOwnEntry(conversationId: string, seq: number): void
  close(): void
}

export function createInbox(options: InboxOptions): LiveInbox {
  const { marks, pending } = options
  const rows = new Map<string, InboxRow>()
  const items = new Map<string, InboxItem>()
  const heard = new Map<string, number>()
  const version = signal(0)
  const ready = signal(false)
  let rev = 0
  let epoch: string | null = null

  function put(row: InboxRow) {
    const before = rows.get(row.id)
    if (before && before.rev > row.rev) return
    rows.set(row.id, row)
    makeItem(row)
    const told = heard.get(row.id) ?? 0
    if (row.headSeq <= told) return
    heard.set(row.id, row.headSeq)
    if (ready.value && row.lastAuthorKind === 'visitor' && !isOnlyChangeOfHands(before, row))
      options.onVisitorMessage(row)
  }

  /** "Ada joined" raises both heads and leaves the last words as they are. */
  const isOnlyChangeOfHands = (before: InboxRow | undefined, after: InboxRow) =>
    before !== undefined && before.preview === after.preview && before.headIseq < after.headIseq

  /** An item keeps its identity until something of it changes, so that a list of thousands draws only what did. */
  function makeItem(row: InboxRow) {
    const unread = row.headSeq > marks.of(row.id)
    const hasPending = pending.peek().has(row.id)
    items.set(row.id, { ...row, unread, hasPending })
  }

  function remake(id: string) {
    const row = rows.get(id)
    const item = items.get(id)
    if (!row || !item) return
    const unread = row.headSeq > marks.of(id)
    if (item.unread === unread && item.hasPending === pending.peek().has(id)) return
    makeItem(row)
    version.value++
  }

  function forget(id: string) {
    rows.delete(id)
    items.delete(id)
    heard.delete(id)
  }

  async function fetch(): Promise<Outcome> {
    const reply = await options.fetchAfter(rev, epoch)
    if (!reply.ok) return isPermanent(reply.error.code) ? 'never' : 'later'
    const page = reply.data
    return batch(() => {
      if (page.reset) for (const id of [...rows.keys()]) forget(id)
      epoch = page.epoch
      for (const [id, seq] of Object.entries(page.readSeq)) marks.learn(id, seq)
      for (const row of page.rows) put(row)
      for (const id of page.gone) forget(id)
      rev = page.rev
      version.value++
      if (page.more) return 'more'
      ready.value = true
      return 'done'
    })
  }

  const stream = createGapless<Change>({
    ...options,
    place(change) {
      if (change.rev <= rev) return 'known'
      return change.after <= rev ? 'next' : 'ahead'
    },
    order: (change) => change.rev,
    last: () => rev,
    apply(change) {
      for (const row of change.rows) put(row)
      rev = change.rev
      version.value++
    },
    fetch,
  })

  const sorted = computed(() => {
    version.value
    return [...items.values()].sort((a, b) => b.lastAt - a.lastAt || (a.id < b.id ? 1 : -1))
  })

  let pendingBefore: ReadonlySet<string> = new Set()
  const undo = pending.subscribe((now) => {
    const before = pendingBefore
    pendingBefore = now
    for (const id of new Set([...before, ...now])) remake(id)
  })

  return {
    items: sorted,
    ready,
    item: (id) =>
      computed(() => {
        version.value
        return items.get(id) ?? null
      }),
    receive: (change) => stream.receive(change),
    noticeHead: stream.noticeHead,
    sync: stream.sync,
    row: (id) => rows.get(id),
    refreshMark: remake,
    noteOwnEntry(id, seq) {
      heard.set(id, Math.max(seq, heard.get(id) ?? 0))
    },
    close() {
      undo()
      stream.close()
    },
  }
}
