/**
 * The one door through which the relay writes [STO2], as seen from the main thread: named jobs that share a group commit,
 * or a whole Kysely transaction that has the door alone. Both resolve after COMMIT.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { Logger } from '../logger.ts'
import type { WriteJobs } from '../write-jobs.ts'
import type { Schema } from './schema.ts'
import { StoreUnavailable, type WriteHooks } from './write-queue.ts'
import { WriterDialect, type WriterLine } from './writer-dialect.ts'
import type { FromWriter, SentError, ToWriter, WriterStart } from './writer-messages.ts'

/** What a Kysely transaction may ask of its commit. */
export interface TransactionBatch {
  /** For the `rev` of each conversation that changes: the site's counter as it will stand after this commit [SYN5]. */
  rev(siteId: string): RawBuilder<number>
}

export interface Writes {
  /**
   * Runs a job of `write-jobs.ts` in the next group commit; resolves after it.
   * Rejects with `StoreUnavailable` where nothing could be stored, or with what the job threw.
   */
  run<Name extends keyof WriteJobs>(
    name: Name,
    argument: Parameters<WriteJobs[Name]>[1],
  ): Promise<ReturnType<WriteJobs[Name]>>
  /** Runs a whole Kysely transaction with the door closed to all else: nothing may be awaited in it but queries. */
  transaction<T>(work: (trx: Transaction<Schema>, batch: TransactionBatch) => Promise<T>): Promise<T>
  /** What waits for its commit. */
  depth(): number
  /** False from a failed commit until the first that succeeds again: the relay reads, and accepts nothing [STO3]. */
  isWritable(): boolean
  /** Finishes what was taken in, then refuses. Idempotent. */
  close(): Promise<void>
}

interface Options {
  readonly file: string
  readonly jobsPerCommit: number
  readonly logger: Logger
  readonly hooks?: WriteHooks
}

export function openWrites({ file, jobsPerCommit, logger, hooks = {} }: Options): Writes {
  const commitGate = hooks.beforeCommit ? new Int32Array(new SharedArrayBuffer(4)) : null
  const start: WriterStart = { file, jobsPerCommit, commitGate }
  const thread = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData: start })
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>()
  let jobs: [id: number, name: string, argument: unknown][] = []
  let lastId = 0
  let writable = true
  let closing: Promise<void> | null = null
  let ended = false
  /** Sites that the open Kysely transaction touches; there is never more than one open. */
  let touched = new Set<string>()
  const open = new Set<Promise<unknown>>()

  thread.on('message', (said: string) => {
    const message = JSON.parse(said) as FromWriter
    switch (message.kind) {
      case 'settled':
        hooks.afterCommit?.()
        for (const [id, ok, value] of message.results) {
          const asked = waiting.get(id)
          waiting.delete(id)
          if (ok) asked?.resolve(value as never)
          else asked?.reject(errorOf(value as SentError))
        }
        break
      case 'writable':
        writable = message.writable
        if (writable) logger.info({}, 'writing succeeds again')
        else
          logger.error({ cause: message.cause }, 'a commit failed: nothing of it was stored or acknowledged')
        break
      case 'at_commit':
        hooks.beforeCommit?.()
        if (commitGate) {
          Atomics.store(commitGate, 0, 1)
          Atomics.notify(commitGate, 0)
        }
        break
    }
  })
  thread.on('error', (error) => {
    // Without its writer the relay could only pretend: it ends, and is started anew on what was committed.
    logger.fatal({ err: error }, 'the writing thread failed')
    throw error
  })
  thread.on('exit', () => {
    ended = true
    for (const { reject } of waiting.values()) reject(new StoreUnavailable())
    waiting.clear()
  })

  function ask<T>(message: (id: number) => void): Promise<T> {
    if (ended) return Promise.reject(new StoreUnavailable())
    return new Promise<T>((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      message(id)
    })
  }
  // As text: V8 reads and writes JSON in half the time of a structured clone, and the hot path is made of it.
  const post = (message: ToWriter) => thread.postMessage(JSON.stringify(message))

  /** All jobs of one turn of the event loop travel in one message. */
  function flush(): void {
    post({ kind: 'jobs', jobs })
    jobs = []
  }

  const line: WriterLine = {
    begin: () =>
      ask<void>((id) => post({ kind: 'begin', id })).then(() => {
        touched = new Set()
      }),
    query: (text, parameters) => ask((id) => post({ kind: 'query', id, sql: text, parameters })),
    commit: () => ask((id) => post({ kind: 'commit', id, siteIds: [...touched] })),
    rollback: () => ask((id) => post({ kind: 'rollback', id })),
  }
  const kysely = new Kysely<Schema>({ dialect: new WriterDialect(line) })
  const batch: TransactionBatch = {
    rev(siteId) {
      touched.add(siteId)
      return sql<number>`(select inbox_rev + 1 from sites where id = ${siteId})`
    },
  }

  return {
    run(name, argument) {
      if (closing) return Promise.reject(new StoreUnavailable())
      return ask((id) => {
        if (jobs.length === 0) setImmediate(flush)
        jobs.push([id, name, argument])
      })
    },
    transaction(work) {
      if (closing) return Promise.reject(new StoreUnavailable())
      const done = kysely.transaction().execute((trx) => work(trx, batch))
      const over = () => void open.delete(done)
      open.add(done)
      done.then(over, over)
      return done
    },
    depth: () => waiting.size,
    isWritable: () => writable,
    close() {
      closing ??= (async () => {
        if (jobs.length > 0) flush()
        // Those that wait for their turn have not reached the thread yet, which only knows of one at a time.
        await Promise.allSettled(open)
        if (ended) return
        const gone = once(thread, 'exit')
        await ask<void>((id) => post({ kind: 'close', id }))
        // It goes by itself: ending a thread from outside, while its database is being cleaned up, can take the process along.
        await gone
      })()
      return closing
    },
  }
}

function errorOf({ unavailable, message, code }: SentError): Error {
  if (unavailable || code?.startsWith('SQLITE_FULL') || code?.startsWith('SQLITE_IOERR'))
    return new StoreUnavailable(message)
  return Object.assign(new Error(message), code === undefined ? {} : { code })
}
