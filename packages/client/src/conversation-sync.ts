/**
 * Keeps one conversation's public log whole: snapshot, entries since the cursor, history [SYN1–4].
 * Used by visitors and agents alike; knows neither socket nor storage nor what is drawn.
 */
import type { Cursor, Entry, HistoryPage, LogPage, Reply } from '@docent/protocol'
import {
  applyConversationEntry,
  type ConversationLog,
  emptyLog,
  logOf,
  placeOf,
  prependHistory,
} from '@docent/protocol/conversation'
import { isPermanent } from '@docent/protocol/reply'
import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import { createGapless } from './gapless.ts'
import type { Clock, Random } from './outside.ts'
import type { Outcome } from './retried-task.ts'

export interface ConversationSyncOptions {
  readonly id: string
  /** What this browser kept of the log, shown until the relay says more. */
  readonly cached?: ConversationLog | undefined
  /** The database that the cached log is of. */
  epoch(): string | null
  fetchAfter(after: Cursor, epoch: string | null): Promise<Reply<LogPage>>
  fetchOlder(beforeSeq: number): Promise<Reply<HistoryPage>>
  /** Fired when the relay does not know this log's past: what was acknowledged may be gone [MSG7]. */
  onReset(): void
  /** Fired for each entry as it is shown, in order, once; not for what a page brought in place of the log. */
  onEntry?(entry: Entry): void
  isConnected(): boolean
  readonly clock: Clock
  readonly random: Random
}

export interface ConversationSync {
  readonly log: ReadonlySignal<ConversationLog>
  readonly loading: ReadonlySignal<'nothing' | 'latest' | 'older'>
  hasOlder(): boolean
  /** Takes an entry that was pushed, or that this client made from its own acknowledgement. */
  receive(entry: Entry): void
  /** Hears how far the relay's log goes [SYN3]. */
  noticeHead(seq: number): void
  sync(): Promise<void>
  loadOlder(): Promise<void>
  /** Forgets the log: the database was restored. */
  reset(): void
  close(): void
}

export function createConversationSync(options: ConversationSyncOptions): ConversationSync {
  const { id } = options
  const log = signal(options.cached ?? emptyLog(id))
  const loading = signal<'nothing' | 'latest' | 'older'>('nothing')
  /** Rises with each new beginning, so that a page of history for the old one is not put in front of it. */
  let beginning = 0

  function apply(entry: Entry) {
    const before = log.value
    log.value = applyConversationEntry(before, entry)
    if (log.value !== before) options.onEntry?.(entry)
  }

  function beginWith(entries: readonly Entry[]) {
    beginning++
    log.value = logOf(id, entries)
  }

  async function fetch(): Promise<Outcome> {
    const epoch = options.epoch()
    const reply = await options.fetchAfter(log.value.last, epoch)
    if (!reply.ok) return isPermanent(reply.error.code) ? 'never' : 'later'
    const page = reply.data
    return batch(() => {
      if (page.kind === 'reset') options.onReset()
      if (page.kind !== 'entries') beginWith(page.entries)
      else for (const entry of page.entries) if (!applyIfNext(entry)) return 'later'
      return page.more && page.entries.length > 0 ? 'more' : 'done'
    })
  }

  /** False when a page has a hole, which no relay should send: it is asked again rather than trusted. */
  function applyIfNext(entry: Entry): boolean {
    const place = placeOf(log.value, entry)
    if (place === 'next') apply(entry)
    return place !== 'ahead'
  }

  const stream = createGapless<Entry>({
    place: (entry) => placeOf(log.value, entry),
    order: (entry) => entry.seq,
    last: () => log.value.last.seq,
    apply,
    fetch,
    isConnected: options.isConnected,
    clock: options.clock,
    random: options.random,
  })

  const hasOlder = () => (log.value.entries[0]?.seq ?? 1) > 1

  return {
    log,
    loading,
    hasOlder,
    receive(entry) {
      if (isEntry(entry)) stream.receive(entry)
    },
    noticeHead: stream.noticeHead,
    async sync() {
      if (log.value.last.seq === 0) loading.value = 'latest'
      await stream.sync()
      if (loading.value === 'latest') loading.value = 'nothing'
    },
    async loadOlder() {
      const first = log.value.entries[0]
      if (!first || first.seq <= 1 || loading.value !== 'nothing') return
      loading.value = 'older'
      const asked = beginning
      const reply = await options.fetchOlder(first.seq)
      batch(() => {
        loading.value = 'nothing'
        if (reply.ok && asked === beginning) log.value = prependHistory(log.value, reply.data.entries)
      })
    },
    reset() {
      beginning++
      log.value = emptyLog(id)
    },
    close: stream.close,
  }
}

/** Checked by hand, since the schemas stay out of a visitor's bytes. An unknown kind is an entry too [SYN6]. */
function isEntry(entry: Entry): boolean {
  return Number.isSafeInteger(entry?.seq) && entry.seq > 0 && typeof entry.id === 'string'
}
