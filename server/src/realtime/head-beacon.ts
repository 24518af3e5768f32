/**
 * Tells sockets where the database is ahead of what they were sent: the only thing that finds a lost last message [SYN3].
 * It reads heads from the database, never from memory, since memory is what may have missed something.
 */
import type { Kysely } from 'kysely'
import type { Timings } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { Schema } from '../storage/schema.ts'

export interface Head {
  readonly seq: number
  readonly iseq: number
}

export interface HeadBeacon {
  /** Notes what was published of a conversation, so that only what is behind is told early. */
  published(conversationId: string, seq: number): void
  /** Compares once; runs by itself after `start`. */
  beat(toAll: boolean): Promise<void>
  start(): void
  close(): void
}

interface Options {
  readonly read: Kysely<Schema>
  /** The conversations whose rooms have sockets. */
  readonly watched: () => readonly string[]
  /** The sites whose agents are connected, and what the inbox's counter is. */
  readonly send: (
    heads: ReadonlyMap<string, Head>,
    behind: ReadonlySet<string>,
    toAll: boolean,
  ) => Promise<void>
  readonly timings: Pick<Timings, 'head' | 'headToAll'>
  readonly random: () => number
  readonly logger: Logger
}

/** SQLite binds at most this many at once, and a longer list would hold the connection. */
const idsPerQuery = 1_000

export function createHeadBeacon({ read, watched, send, timings, random, logger }: Options): HeadBeacon {
  const lastPublished = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  let sinceAll = 0
  let closed = false

  async function headsOf(ids: readonly string[]): Promise<Map<string, Head>> {
    const heads = new Map<string, Head>()
    for (let from = 0; from < ids.length; from += idsPerQuery) {
      const rows = await read
        .selectFrom('conversations')
        .select(['id', 'last_seq', 'last_iseq'])
        .where('id', 'in', ids.slice(from, from + idsPerQuery))
        .execute()
      for (const row of rows) heads.set(row.id, { seq: row.last_seq, iseq: row.last_iseq })
    }
    return heads
  }

  async function beat(toAll: boolean): Promise<void> {
    const ids = watched()
    const heads = await headsOf(ids)
    const behind = new Set<string>()
    for (const [id, { seq }] of heads) if (seq > (lastPublished.get(id) ?? 0)) behind.add(id)
    for (const id of lastPublished.keys()) if (!heads.has(id)) lastPublished.delete(id)
    for (const [id, { seq }] of heads) lastPublished.set(id, seq)
    await send(heads, behind, toAll)
  }

  function schedule(): void {
    // Spread by a fifth, so that many nodes and sites do not ask in step.
    const wait = timings.head * (0.8 + 0.4 * random())
    timer = setTimeout(() => {
      sinceAll += wait
      const toAll = sinceAll >= timings.headToAll
      if (toAll) sinceAll = 0
      beat(toAll)
        .catch((error: unknown) =>
          logger.warn({ err: error }, 'heads could not be compared; tried again at the next beat'),
        )
        .finally(() => !closed && schedule())
    }, wait)
  }

  return {
    published(conversationId, seq) {
      if (seq > (lastPublished.get(conversationId) ?? 0)) lastPublished.set(conversationId, seq)
    },
    beat,
    start: schedule,
    close() {
      closed = true
      if (timer) clearTimeout(timer)
    },
  }
}
