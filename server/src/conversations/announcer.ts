/** Tells those who are connected what was stored: the only place that knows which room hears of what. */
import type { Entry, InboxRow, InternalEntry } from '@docent/protocol'
import { type Publisher, type PublishOptions, rooms } from '../realtime/publisher.ts'

export interface Announcer {
  /** A public entry, after its COMMIT; a duplicate is announced again [MSG5]. */
  entry(entry: Entry, options?: PublishOptions): void
  internal(entry: InternalEntry): void
  /** A conversation's row changed: agents hear of it with the next batch of rows. */
  row(siteId: string, conversationId: string): void
  /** Sends what waits now, then no more. */
  close(): void
}

interface Options {
  readonly publisher: Publisher
  /** Reads the rows of these conversations and the site's counter, as committed. */
  readonly readRows: (
    siteId: string,
    ids: readonly string[],
  ) => Promise<{ rows: readonly InboxRow[]; rev: number }>
  /** Sends rows to those agents who may see them. */
  readonly publishRows: (siteId: string, after: number, rev: number, rows: readonly InboxRow[]) => void
  readonly everyMs: number
  readonly onError: (error: unknown) => void
}

/** Changes of rows are gathered for a moment: with 50 agents and a busy site, one push each would cost more than the messages. */
export function createAnnouncer({ publisher, readRows, publishRows, everyMs, onError }: Options): Announcer {
  const waiting = new Map<string, Set<string>>()
  const lastRev = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  let closed = false

  async function flush(): Promise<void> {
    timer = null
    const due = [...waiting]
    waiting.clear()
    for (const [siteId, ids] of due) {
      try {
        const { rows, rev } = await readRows(siteId, [...ids])
        publishRows(siteId, lastRev.get(siteId) ?? 0, rev, rows)
        lastRev.set(siteId, rev)
      } catch (error) {
        // Not lost: the inbox's counter in the next `head` makes every console ask [SYN5].
        onError(error)
      }
    }
  }

  return {
    entry(entry, options) {
      publisher.toAll(rooms.conversation(entry.conversationId), 'entry:appended', { entry }, options)
    },
    internal(entry) {
      publisher.toAgents(rooms.internal(entry.conversationId), 'internal:appended', { entry })
    },
    row(siteId, conversationId) {
      if (closed) return
      const ids = waiting.get(siteId)
      if (ids) ids.add(conversationId)
      else waiting.set(siteId, new Set([conversationId]))
      timer ??= setTimeout(() => void flush(), everyMs)
    },
    close() {
      closed = true
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
