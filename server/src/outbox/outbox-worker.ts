/**
 * Does what must happen outside [MSG6]: takes due rows of the outbox, hands each to the handler of its kind, and tries
 * again with growing pauses until it is done. At least once: a crash between the deed and its row repeats the deed.
 */
import type { Selectable } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Timings } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { Storage } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'

export type OutboxRow = Selectable<Schema['outbox']>

/** Rejects where it is worth another try. Its row's id is the idempotency key towards the outside. */
export type OutboxHandler = (row: OutboxRow) => Promise<void>

export interface OutboxWorker {
  start(): void
  /** Works through what is due now; runs by itself after `start`. */
  work(): Promise<void>
  close(): Promise<void>
}

interface Options {
  readonly storage: Pick<Storage, 'read' | 'writes'>
  readonly handlers: Readonly<Record<string, OutboxHandler>>
  readonly clock: Clock
  readonly timings: Pick<Timings, 'outboxWorker' | 'outboxRetry'>
  readonly logger: Logger
}

const rowsAtOnce = 20
/** With pauses that double from half a minute and end at six hours, these are about three days. */
const attemptsAtMost = 20
const longestPause = 6 * 3_600_000

export function createOutboxWorker({ storage, handlers, clock, timings, logger }: Options): OutboxWorker {
  const { read, writes } = storage
  let timer: NodeJS.Timeout | null = null
  let working: Promise<void> | null = null
  let closed = false

  const settle = (id: string, change: Partial<Omit<OutboxRow, 'id'>>): Promise<void> =>
    writes.transaction(async (trx) => {
      await trx.updateTable('outbox').set(change).where('id', '=', id).execute()
    })

  async function handle(row: OutboxRow): Promise<void> {
    const handler = handlers[row.kind]
    // A kind that this relay does not serve (mail, without SMTP_URL) waits for one that does.
    if (!handler) return
    try {
      await handler(row)
      await settle(row.id, { done_at: clock.now() })
    } catch (error) {
      const attempts = row.attempts + 1
      const pause = Math.min(longestPause, timings.outboxRetry * 2 ** row.attempts)
      const isLastAttempt = attempts >= attemptsAtMost
      logger.warn({ err: error, id: row.id, kind: row.kind, attempts }, 'an outside deed failed')
      await settle(row.id, {
        attempts,
        next_at: clock.now() + pause,
        last_error: String(error).slice(0, 500),
        ...(isLastAttempt && { done_at: clock.now() }),
      })
    }
  }

  async function workThrough(): Promise<void> {
    const kinds = Object.keys(handlers)
    if (kinds.length === 0) return
    const due = await read
      .selectFrom('outbox')
      .selectAll()
      .where('done_at', 'is', null)
      .where('next_at', '<=', clock.now())
      .where('kind', 'in', kinds)
      .orderBy('next_at')
      .limit(rowsAtOnce)
      .execute()
    for (const { id } of due) {
      if (closed) return
      // Read again: a deed for an earlier row may have settled this one as well.
      const row = await read.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
      if (row && row.done_at === null) await handle(row)
    }
  }

  function work(): Promise<void> {
    working ??= workThrough().finally(() => {
      working = null
    })
    return working
  }

  function schedule(): void {
    if (closed) return
    timer = setTimeout(() => {
      work()
        .catch((error: unknown) =>
          logger.warn({ err: error }, 'the outbox could not be read; tried again soon'),
        )
        .finally(schedule)
    }, timings.outboxWorker)
  }

  return {
    start: schedule,
    work,
    async close() {
      closed = true
      if (timer) clearTimeout(timer)
      await working
    },
  }
}
