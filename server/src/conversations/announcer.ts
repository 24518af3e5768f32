/** Tells those who are connected what was stored: the only place that knows which room hears of what. */
import type { Entry, InboxRow, InternalEntry } from '@docent/protocol'
import { type Publisher, type PublishOptions, rooms } from '../realtime/publisher.ts'

export interface Announcer {
  /** A public entry, after its COMMIT; a duplicate is announced again [MSG5]. */
  entry(entry: Entry, options?: PublishOptions): void
  internal(entry: InternalEntry): void
  /** Rows of a site's inbox changed: agents hear of them with the next batch. */
  inbox(siteId: string): void
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
  const waiting = new Set<string>()
  const published = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  let closed = false

  async function flush(): Promise<void> {
    timer = null
    const due = [...waiting]
    waiting.clear()
    for (const siteId of due) {
      try {
        // Read by counter, not by a list of ids: what was committed a moment ago is in, or comes with the next.
        const before = published.get(siteId) ?? null
        const { rows, rev } = await readRows(siteId, before)
        published.set(siteId, rev)
        // The first time nothing is known of what consoles have: whoever is behind `rev` asks.
        publishRows(siteId, before ?? rev, rev, rows)
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
    inbox(siteId) {
      if (closed) return
      waiting.add(siteId)
      timer ??= setTimeout(() => void flush(), everyMs)
    },
    close() {
      closed = true
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
