/**
 * The one door through which everything is written [STO2]: either a batch of synchronous jobs in one transaction,
 * or one whole Kysely transaction, never both at a time. What is told to the caller is told after COMMIT.
 */
import type { Database } from 'better-sqlite3'
import type { Kysely, Transaction } from 'kysely'
import type { Logger } from '../logger.ts'
import type { Schema } from './schema.ts'

/** What a job may say of what it changed, so that the inbox's counter is raised once per commit [SYN5]. */
export interface Batch {
  /** The site's counter as it will stand after this commit: goes into the `rev` of each conversation that changes. */
  rev(siteId: string): number
}

/** Points at which a test may stop the relay; a normal start has none. */
export interface WriteHooks {
  beforeCommit?(): void
  afterCommit?(): void
}

export interface WriteQueue {
  /**
   * Runs a synchronous job of prepared statements in the next group commit, in a SAVEPOINT of its own.
   * Resolves after COMMIT; rejects with what the job threw (nothing of it was stored), or with `StoreUnavailable`.
   */
  batch<T>(job: (batch: Batch) => T): Promise<T>
  /** Runs a whole Kysely transaction with the door closed to all else. Resolves after COMMIT. */
  transaction<T>(work: (trx: Transaction<Schema>, batch: Batch) => Promise<T>): Promise<T>
  /** Jobs that wait for their commit. */
  depth(): number
  /** False after a failed COMMIT, until a trial write succeeds: the relay reads, but accepts nothing. */
  isWritable(): boolean
  /** Finishes what was taken in, then refuses. Idempotent. */
  close(): Promise<void>
}

/** Nothing was stored, and nothing will be until the disk is well again. */
export class StoreUnavailable extends Error {
  constructor(cause?: unknown) {
    super('The relay cannot store anything at the moment.', { cause })
  }
}

interface Job {
  run(batch: Batch): unknown
  resolve(value: unknown): void
  reject(reason: unknown): void
}

interface Options {
  readonly database: Database
  readonly kysely: Kysely<Schema>
  readonly logger: Logger
  readonly jobsPerCommit: number
  readonly hooks?: WriteHooks
}

export function createWriteQueue({
  database,
  kysely,
  logger,
  jobsPerCommit,
  hooks = {},
}: Options): WriteQueue {
  const begin = database.prepare('begin immediate')
  const commit = database.prepare('commit')
  const rollback = database.prepare('rollback')
  const savepoint = database.prepare('savepoint job')
  const release = database.prepare('release job')
  const undo = database.prepare('rollback to job')
  const readRev = database.prepare<[string], number>('select inbox_rev from sites where id = ?').pluck()
  const raiseRev = database.prepare('update sites set inbox_rev = ? where id = ?')

  let jobs: Job[] = []
  const transactions: (() => Promise<void>)[] = []
  let state: 'idle' | 'scheduled' | 'transaction' = 'idle'
  let writable = true
  let closing: PromiseWithResolvers<void> | null = null

  function schedule(): void {
    if (state !== 'idle') return
    if (jobs.length === 0 && transactions.length === 0) {
      closing?.resolve()
      return
    }
    state = 'scheduled'
    // After this turn's input: all that came in one turn of the event loop shares one commit.
    setImmediate(next)
  }

  function next(): void {
    const transaction = transactions.shift()
    if (jobs.length > 0) commitJobs()
    if (!transaction) {
      state = 'idle'
      schedule()
      return
    }
    state = 'transaction'
    void transaction().finally(() => {
      state = 'idle'
      schedule()
    })
  }

  function commitJobs(): void {
    const group = jobs.length > jobsPerCommit ? jobs.splice(0, jobsPerCommit) : jobs
    if (group === jobs) jobs = []
    assertNoTransaction()
    const results: { job: Job; ok: boolean; value: unknown }[] = []
    try {
      begin.run()
      const { batch, finish } = openBatch()
      for (const job of group) results.push(runJob(job, batch))
      finish()
      hooks.beforeCommit?.()
      commit.run()
    } catch (error) {
      failGroup(group, error)
      return
    }
    writable = true
    hooks.afterCommit?.()
    for (const { job, ok, value } of results) ok ? job.resolve(value) : job.reject(value)
  }

  function runJob(job: Job, batch: Batch): { job: Job; ok: boolean; value: unknown } {
    savepoint.run()
    try {
      const value = job.run(batch)
      release.run()
      return { job, ok: true, value }
    } catch (error) {
      // A full disk may end the whole transaction, and with it the savepoint.
      if (!database.inTransaction) throw error
      undo.run()
      release.run()
      return { job, ok: false, value: error }
    }
  }

  function failGroup(group: readonly Job[], error: unknown): void {
    logger.error(
      { err: error, jobs: group.length },
      'a commit failed: nothing of it was stored or acknowledged',
    )
    writable = false
    try {
      if (database.inTransaction) rollback.run()
    } catch (rollbackError) {
      logger.error({ err: rollbackError }, 'the failed commit could not be rolled back')
    }
    const reason = new StoreUnavailable(error)
    for (const job of group) job.reject(reason)
  }

  /** Counters of the sites that this commit touches, raised once, as its last statements. */
  function openBatch(): { batch: Batch; finish(): void } {
    const raised = new Map<string, number>()
    return {
      batch: {
        rev(siteId) {
          let rev = raised.get(siteId)
          if (rev !== undefined) return rev
          rev = (readRev.get(siteId) ?? 0) + 1
          raised.set(siteId, rev)
          return rev
        },
      },
      finish() {
        for (const [siteId, rev] of raised) raiseRev.run(rev, siteId)
      },
    }
  }

  /** A transaction left open on this handle would turn the batch into its savepoint, and its rollback would take acknowledged messages along. */
  function assertNoTransaction(): void {
    if (database.inTransaction) throw new Error('a transaction is open on the writing connection')
  }

  return {
    batch<T>(job: (batch: Batch) => T): Promise<T> {
      if (closing) return Promise.reject(new StoreUnavailable())
      return new Promise<T>((resolve, reject) => {
        jobs.push({ run: job, resolve: resolve as (value: unknown) => void, reject })
        schedule()
      })
    },
    transaction<T>(work: (trx: Transaction<Schema>, batch: Batch) => Promise<T>): Promise<T> {
      if (closing) return Promise.reject(new StoreUnavailable())
      return new Promise<T>((resolve, reject) => {
        transactions.push(async () => {
          try {
            assertNoTransaction()
            const value = await kysely.transaction().execute(async (trx) => {
              const { batch, finish } = openBatch()
              const result = await work(trx, batch)
              finish()
              return result
            })
            resolve(value)
          } catch (error) {
            reject(error)
          }
        })
        schedule()
      })
    },
    depth: () => jobs.length,
    isWritable: () => writable,
    close() {
      closing ??= Promise.withResolvers<void>()
      schedule()
      return closing.promise
    },
  }
}
