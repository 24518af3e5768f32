/**
 * The program of the writing thread: the only connection that writes. It waits for the disk so that the main thread,
 * which serves the sockets, never does. It knows no sockets; what a job does is said in `write-jobs.ts`.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { writeJobs } from '../write-jobs.ts'
import { openWriter } from './connections.ts'
import { withStatementCache } from './statement-cache.ts'
import { createWriteQueue, type Exclusive, StoreUnavailable } from './write-queue.ts'
import {
  type FromWriter,
  type QueryResult,
  sentError,
  type ToWriter,
  type WriterStart,
} from './writer-messages.ts'

if (!parentPort) throw new Error('this program is a thread of the relay')
const main = parentPort
const { file, jobsPerCommit, commitGate } = workerData as WriterStart
const database = openWriter(file)
const jobs = writeJobs(database) as Readonly<Record<string, (batch: never, argument: never) => unknown>>
const say = (message: FromWriter) => main.postMessage(JSON.stringify(message))

/** What a commit settled goes back in one message, not in one for each job. */
let settled: [id: number, ok: boolean, value: unknown][] = []
function settle(id: number, ok: boolean, value: unknown): void {
  if (settled.length === 0)
    queueMicrotask(() => {
      say({ kind: 'settled', results: settled })
      settled = []
    })
  settled.push([id, ok, ok ? value : sentError(value, value instanceof StoreUnavailable)])
}

/** For tests alone: says that it is at this point, and waits until the main thread has been there too. */
function passGate(gate: Int32Array): void {
  say({ kind: 'at_commit' })
  Atomics.wait(gate, 0, 0)
  Atomics.store(gate, 0, 0)
}

const queue = createWriteQueue({
  database,
  jobsPerCommit,
  ...(commitGate && { hooks: { beforeCommit: () => passGate(commitGate) } }),
  onWritable: (writable, cause) =>
    say({ kind: 'writable', writable, cause: cause === undefined ? '' : sentError(cause, false).message }),
})

/** Whoever has the door alone at the moment. */
let exclusive: Exclusive | null = null
const statements = withStatementCache(database)

function query(sql: string, parameters: readonly unknown[]): QueryResult {
  const statement = statements.prepare(sql)
  if (statement.reader) return { rows: statement.all(...parameters), changes: 0 }
  return { rows: [], changes: statement.run(...parameters).changes }
}

/** Does a thing of the exclusive holder, and answers with what came of it. */
function answer(id: number, act: (held: Exclusive) => unknown): void {
  try {
    if (!exclusive) throw new Error('no transaction is open')
    settle(id, true, act(exclusive))
  } catch (error) {
    settle(id, false, error)
  }
}

main.on('message', (said: string) => {
  const message = JSON.parse(said) as ToWriter
  switch (message.kind) {
    case 'jobs':
      for (const [id, name, argument] of message.jobs)
        queue.add({
          run: (batch) => jobs[name]?.(batch as never, argument as never),
          settle: (outcome) => settle(id, outcome.ok, outcome.ok ? outcome.value : outcome.error),
        })
      break
    case 'begin':
      queue.exclusive(
        (begun) => {
          exclusive = begun
          settle(message.id, true, null)
        },
        (error) => settle(message.id, false, error),
      )
      break
    case 'query':
      answer(message.id, () => query(message.sql, message.parameters))
      break
    case 'commit':
      answer(message.id, (held) => {
        exclusive = null
        held.commit(message.siteIds)
      })
      break
    case 'rollback':
      answer(message.id, (held) => {
        exclusive = null
        held.rollback()
      })
      break
    case 'close':
      queue.whenIdle(() => {
        database.pragma('wal_checkpoint(truncate)')
        database.close()
        settle(message.id, true, null)
        // Said before the port closes: the answer is posted in this turn's microtask.
        setImmediate(() => main.close())
      })
      break
  }
})
