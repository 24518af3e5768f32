/**
 * The door of the writing connection [STO2]: a group of synchronous jobs in one transaction, or one exclusive holder,
 * never both at a time. What is told to a caller is told after COMMIT. Runs in the writing thread, next to the disk.
 */
import type { Database } from 'better-sqlite3'
import { createLogFolding } from './log-folding.ts'

/** What a job may ask of the commit that it is part of. */
export interface Batch {
  /** The site's counter as it will stand after this commit: goes into the `rev` of each conversation that changes [SYN5]. */
  rev(siteId: string): number
}

/** Points at which a test may stop the relay; a normal start has none. */
export interface WriteHooks {
  beforeCommit?(): void
  afterCommit?(): void
}

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown }

export interface Job {
  /** May run twice: once for the group, once more alone in a SAVEPOINT where another job of the group failed. */
  run(batch: Batch): unknown
  settle(outcome: Outcome): void
}

/** One who has the door alone, inside an open transaction. */
export interface Exclusive {
  /** Raises the counters of these sites and commits; throws `StoreUnavailable` where that fails. */
  commit(siteIds: readonly string[]): void
  rollback(): void
}

export interface WriteQueue {
  /** Adds a job to the next group commit. */
  add(job: Job): void
  /** Opens a transaction for one holder, when it is its turn. */
  exclusive(begun: (exclusive: Exclusive) => void, failed: (error: unknown) => void): void
  /** Calls back once everything that was taken in is done. */
  whenIdle(done: () => void): void
}

/** Nothing was stored, and nothing will be until the disk is well again. */
export class StoreUnavailable extends Error {
  constructor(cause?: unknown) {
    super('The relay cannot store anything at the moment.', { cause })
  }
}

/** Thrown by a job: nothing of it is to be stored, and this is its result all the same. */
export class Undone extends Error {
  readonly value: unknown
  constructor(value: unknown) {
    super('taken back')
    this.value = value
  }
}

interface Options {
  readonly database: Database
  readonly jobsPerCommit: number
  readonly hooks?: WriteHooks
  /** A commit failed, or the first one after that succeeded. */
  readonly onWritable: (writable: boolean, cause?: unknown) => void
}

export function createWriteQueue({ database, jobsPerCommit, hooks = {}, onWritable }: Options): WriteQueue {
  const begin = database.prepare('begin immediate')
  const commit = database.prepare('commit')
  const rollback = database.prepare('rollback')
  const savepoint = database.prepare('savepoint job')
  const release = database.prepare('release job')
  const undo = database.prepare('rollback to job')
  const readRev = database.prepare<[string], number>('select inbox_rev from sites where id = ?').pluck()
  const raiseRev = database.prepare('update sites set inbox_rev = ? where id = ?')

  const folding = createLogFolding(database)
  let jobs: Job[] = []
  const holders: { begun(exclusive: Exclusive): void; failed(error: unknown): void }[] = []
  const idle: (() => void)[] = []
  let state: 'idle' | 'scheduled' | 'held' = 'idle'
  let writable = true

  function schedule(): void {
    if (state !== 'idle') return
    if (jobs.length === 0 && holders.length === 0) {
      for (const done of idle.splice(0)) done()
      folding.rest(() => state === 'idle')
      return
    }
    state = 'scheduled'
    // After this turn's input: all that came in one turn of the event loop shares one commit.
    setImmediate(next)
  }

  function next(): void {
    const holder = holders.shift()
    if (jobs.length > 0) commitGroup(jobs.length > jobsPerCommit ? jobs.splice(0, jobsPerCommit) : takeAll())
    if (holder) hold(holder)
    else state = 'idle'
    schedule()
  }

  function takeAll(): Job[] {
    const all = jobs
    jobs = []
    return all
  }

  function commitGroup(group: readonly Job[]): void {
    let outcomes: Outcome[]
    try {
      outcomes = runTogether(group) ?? runApart(group)
      hooks.beforeCommit?.()
      commit.run()
    } catch (error) {
      takeBack()
      wellOrNot(false, error)
      const failed: Outcome = { ok: false, error: new StoreUnavailable(error) }
      for (const job of group) job.settle(failed)
      return
    }
    wellOrNot(true)
    folding.committed()
    hooks.afterCommit?.()
    for (const [index, job] of group.entries()) job.settle(outcomes[index] as Outcome)
  }

  /** Nearly always every job succeeds, and a SAVEPOINT for each would cost a fifth of the time. Null: one did not. */
  function runTogether(group: readonly Job[]): Outcome[] | null {
    beginAlone()
    const { batch, raise } = openBatch()
    const outcomes: Outcome[] = []
    try {
      for (const job of group) outcomes.push({ ok: true, value: job.run(batch) })
    } catch (error) {
      // A full disk may have ended the transaction by itself.
      if (!database.inTransaction) throw error
      rollback.run()
      return null
    }
    raise()
    return outcomes
  }

  /** The same jobs again, each in its SAVEPOINT, so that the one that fails takes none along [STO3]. */
  function runApart(group: readonly Job[]): Outcome[] {
    beginAlone()
    const { batch, raise } = openBatch()
    const outcomes = group.map((job): Outcome => {
      savepoint.run()
      try {
        const value = job.run(batch)
        release.run()
        return { ok: true, value }
      } catch (error) {
        if (!database.inTransaction) throw error
        undo.run()
        release.run()
        return error instanceof Undone ? { ok: true, value: error.value } : { ok: false, error }
      }
    })
    raise()
    return outcomes
  }

  function hold({ begun, failed }: (typeof holders)[number]): void {
    try {
      beginAlone()
    } catch (error) {
      state = 'idle'
      failed(new StoreUnavailable(error))
      return
    }
    state = 'held'
    const over = () => {
      state = 'idle'
      schedule()
    }
    begun({
      commit(siteIds) {
        try {
          const { batch, raise } = openBatch()
          for (const siteId of siteIds) batch.rev(siteId)
          raise()
          commit.run()
        } catch (error) {
          takeBack()
          wellOrNot(false, error)
          throw new StoreUnavailable(error)
        } finally {
          over()
        }
        wellOrNot(true)
        folding.committed()
      },
      rollback() {
        takeBack()
        over()
      },
    })
  }

  /** An open transaction on this handle would make the group its savepoint, and take acknowledged messages along when it rolls back. */
  function beginAlone(): void {
    if (database.inTransaction) throw new Error('a transaction is open on the writing connection')
    begin.run()
  }

  function takeBack(): void {
    if (database.inTransaction) rollback.run()
  }

  function wellOrNot(well: boolean, cause?: unknown): void {
    if (well === writable) return
    writable = well
    onWritable(well, cause)
  }

  /** Counters of the sites that this commit touches, raised once, as its last statements. */
  function openBatch(): { batch: Batch; raise(): void } {
    const revs = new Map<string, number>()
    return {
      batch: {
        rev(siteId) {
          const known = revs.get(siteId)
          if (known !== undefined) return known
          const rev = (readRev.get(siteId) ?? 0) + 1
          revs.set(siteId, rev)
          return rev
        },
      },
      raise() {
        for (const [siteId, rev] of revs) raiseRev.run(rev, siteId)
      },
    }
  }

  return {
    add(job) {
      jobs.push(job)
      schedule()
    },
    exclusive(begun, failed) {
      holders.push({ begun, failed })
      schedule()
    },
    whenIdle(done) {
      idle.push(done)
      schedule()
    },
  }
}
