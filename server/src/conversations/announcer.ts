/** Tells those who are connected what was stored: the only place that knows which room hears of what. */
import type { Entry, InboxRow, InternalEntry } from '@docent/protocol'
import { type Publisher, type PublishOptions, rooms } from '../realtime/publisher.ts'

export interface Announcer {
  /** A public entry, after its COMMIT; a duplicate is announced again [MSG5]. */
  entry(entry: Entry, options?: PublishOptions): void
  internal(entry: InternalEntry, options?: PublishOptions): void
  /** Rows of a site's inbox changed: agents hear of them with the next batch. */
  inbox(siteId: string): void
  close(): void
}

interface Options {
  readonly publisher: Publisher
  /** The rows that changed after a counter, and the counter up to which they were read; null reads only the counter. */
  readonly readRows: (
    siteId: string,
    after: number | null,
  ) => Promise<{ rows: readonly InboxRow[]; rev: number; more: boolean }>
  /** Sends rows to those agents who may see them. */
  readonly publishRows: (siteId: string, after: number, rev: number, rows: readonly InboxRow[]) => void
  /** How long changes are gathered, at least, once some were told; the first after a quiet while does not wait for it. */
  readonly everyMs: number
  /** Milliseconds on a clock that never jumps. */
  readonly monotonic: () => number
  /** False where a test loses the publication of an entry. */
  readonly beforePublish: (entry: Entry) => boolean
  /** Called after each public entry went out. */
  readonly onPublished?: (entry: Entry) => void
  /** Called after each internal entry went out. */
  readonly onInternal?: (entry: InternalEntry) => void
  readonly onError: (error: unknown) => void
}

/** A busy site's rows may take a fortieth of the relay's time, not more: messages come first. */
const restPerWork = 40
/** Milliseconds after which the first change in a while is told: what one command changes comes together. */
const firstMs = 10
/** Milliseconds; an inbox that is older looks dead, whatever the load. */
const longestRest = 1_000

/** Changes of rows are gathered for a moment: with 50 agents and a busy site, one push each would cost more than the messages. */
export function createAnnouncer({
  publisher,
  readRows,
  publishRows,
  everyMs,
  monotonic,
  beforePublish,
  onPublished,
  onInternal,
  onError,
}: Options): Announcer {
  const waiting = new Set<string>()
  const published = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let restsUntil = 0

  async function flush(): Promise<void> {
    const startedAt = monotonic()
    const due = [...waiting]
    waiting.clear()
    for (const siteId of due) {
      try {
        // Read by counter, not by a list of ids: what was committed a moment ago is in, or comes with the next.
        const before = published.get(siteId) ?? null
        const { rows, rev, more } = await readRows(siteId, before)
        published.set(siteId, rev)
        // The first time nothing is known of what consoles have: whoever is behind `rev` asks.
        publishRows(siteId, before ?? rev, rev, rows)
        if (more) waiting.add(siteId)
      } catch (error) {
        // Not lost: the inbox's counter in the next `head` makes every console ask [SYN5].
        onError(error)
      }
    }
    const endedAt = monotonic()
    restsUntil =
      endedAt +
      Math.min(Math.max(everyMs, (endedAt - startedAt) * restPerWork), Math.max(everyMs, longestRest))
    timer = null
    if (waiting.size > 0) schedule()
  }

  function schedule(): void {
    if (closed || timer) return
    timer = setTimeout(() => void flush(), Math.max(firstMs, restsUntil - monotonic()))
  }

  return {
    entry(entry, options) {
      if (!beforePublish(entry)) return
      publisher.toAll(rooms.conversation(entry.conversationId), 'entry:appended', { entry }, options)
      onPublished?.(entry)
    },
    internal(entry, options) {
      publisher.toAgents(rooms.internal(entry.conversationId), 'internal:appended', { entry }, options)
      onInternal?.(entry)
    },
    inbox(siteId) {
      if (closed) return
      waiting.add(siteId)
      schedule()
    },
    close() {
      closed = true
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
