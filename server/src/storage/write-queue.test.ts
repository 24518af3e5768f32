/** The one door for writing, next to the disk [STO2] [STO3]: groups of jobs, one exclusive holder, and what fails. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWriter } from './connections.ts'
import {
  type Batch,
  createWriteQueue,
  type Outcome,
  StoreUnavailable,
  Undone,
  type WriteHooks,
} from './write-queue.ts'

let folder: string
let database: Database

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docent-queue-'))
  database = openWriter(join(folder, 'test.db'))
  database.exec(`create table words (word text primary key) strict;
    create table sites (id text primary key, inbox_rev integer not null default 0) strict;
    insert into sites (id) values ('shop'), ('other');`)
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const words = (): readonly string[] =>
  database.prepare<[], string>('select word from words order by word').pluck().all()
const rev = (site = 'shop'): number =>
  database.prepare<[string], number>('select inbox_rev from sites where id = ?').pluck().get(site) ?? -1

interface QueueOptions {
  readonly jobsPerCommit?: number
  readonly hooks?: WriteHooks
}

function open({ jobsPerCommit = 256, hooks = {} }: QueueOptions = {}) {
  const health: boolean[] = []
  const queue = createWriteQueue({
    database,
    jobsPerCommit,
    hooks,
    onWritable: (well) => void health.push(well),
  })
  const insert = database.prepare('insert into words (word) values (?)')
  const job = <T>(run: (batch: Batch) => T): Promise<T> =>
    new Promise((resolve, reject) => {
      const settle = (outcome: Outcome) => (outcome.ok ? resolve(outcome.value as T) : reject(outcome.error))
      queue.add({ run, settle })
    })
  /** Holds the door from `begin` on, until the test lets it go. */
  const hold = () =>
    new Promise<Parameters<Parameters<typeof queue.exclusive>[0]>[0]>((begun, failed) =>
      queue.exclusive(begun, failed),
    )
  return {
    health,
    job,
    hold,
    say: (word: string) => job(() => void insert.run(word)),
    write: (word: string) => void insert.run(word),
    idle: () => new Promise<void>((done) => queue.whenIdle(done)),
  }
}

describe('the log of the disk', () => {
  /** Pages in the log, and how many of them are in the database already; asking folds nothing. */
  const pages = () => {
    const [{ log, checkpointed }] = database.pragma('wal_checkpoint(noop)') as [
      { log: number; checkpointed: number },
    ]
    return { log, checkpointed }
  }
  const several = async (say: (word: string) => Promise<void>, from = 0) => {
    for (let word = 0; word < 30; word++) await say(`word ${from + word}`)
  }

  it('[STO5] is folded into the database while the writer rests', async () => {
    const { say, idle } = open()
    await several(say)
    await idle()
    await expect.poll(pages).toSatisfy(({ log, checkpointed }) => log > 0 && checkpointed === log)
  })

  it('[STO5] waits for what comes in before it', async () => {
    const order: string[] = []
    const folded = database.pragma.bind(database)
    database.pragma = ((words: string) => {
      order.push(words)
      return folded(words)
    }) as typeof database.pragma
    const { say, hold, write } = open({ hooks: { afterCommit: () => void order.push('commit') } })
    await several(say)
    const holder = await hold()
    write('held')
    const before = order.filter((what) => what !== 'commit').length
    await new Promise<void>((turn) => setImmediate(turn))
    expect(order.filter((what) => what !== 'commit')).toHaveLength(before)
    holder.commit(['shop'])
    await expect.poll(() => order.at(-1)).toBe('wal_checkpoint(passive)')
  })
})

describe('a group of jobs', () => {
  it('[STO3] shares one commit where they came in one turn', async () => {
    let commits = 0
    const { say } = open({ hooks: { afterCommit: () => void commits++ } })
    await Promise.all(Array.from({ length: 100 }, (_, index) => say(`word ${index}`)))
    expect(commits).toBe(1)
    expect(words()).toHaveLength(100)
  })

  it('[STO3] is as large as is allowed, and the rest comes in the next', async () => {
    let commits = 0
    const { say } = open({ jobsPerCommit: 10, hooks: { afterCommit: () => void commits++ } })
    await Promise.all(Array.from({ length: 95 }, (_, index) => say(`word ${index}`)))
    expect(commits).toBe(10)
    expect(words()).toHaveLength(95)
  })

  it('[STO3] loses the job that fails, and none of the others', async () => {
    const { say, job } = open()
    const [before, failing, after] = await Promise.allSettled([
      say('before'),
      job(() => {
        database.prepare("insert into words (word) values ('half')").run()
        throw new Error('this one fails')
      }),
      say('after'),
    ])
    expect([before.status, failing.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(words()).toEqual(['after', 'before'])
  })

  it('[MSG4] takes a job back that says so, and gives its result all the same', async () => {
    const { say, job } = open()
    const [result] = await Promise.all([
      job(() => {
        database.prepare("insert into words (word) values ('half')").run()
        throw new Undone({ kind: 'repeated' })
      }),
      say('whole'),
    ])
    expect(result).toEqual({ kind: 'repeated' })
    expect(words()).toEqual(['whole'])
  })

  it('[STO3] acknowledges nothing before its commit', async () => {
    const order: string[] = []
    const { say } = open({
      hooks: {
        beforeCommit: () => void order.push('before commit'),
        afterCommit: () => void order.push('committed'),
      },
    })
    await Promise.all([say('one').then(() => order.push('ack')), say('two').then(() => order.push('ack'))])
    expect(order).toEqual(['before commit', 'committed', 'ack', 'ack'])
  })
})

describe('a commit that fails', () => {
  it('[STO3] acknowledges nothing, stores nothing, and says that nothing can be stored', async () => {
    let broken = true
    const { say, health } = open({
      hooks: {
        beforeCommit() {
          if (broken) throw new Error('the disk is full')
        },
      },
    })
    const results = await Promise.allSettled([say('one'), say('two')])
    for (const result of results)
      expect(result.status === 'rejected' && result.reason instanceof StoreUnavailable).toBe(true)
    expect(words()).toEqual([])
    expect(health).toEqual([false])
    broken = false
    await say('three')
    expect(words()).toEqual(['three'])
    expect(health).toEqual([false, true])
  })

  it('[STO3] of an exclusive holder is told to it, and leaves the door open for the next', async () => {
    const { hold, write, say } = open()
    const held = await hold()
    write('held')
    // Ends the transaction as a full disk would, underneath the holder.
    database.exec('rollback')
    expect(() => held.commit([])).toThrow(StoreUnavailable)
    await say('after')
    expect(words()).toEqual(['after'])
  })
})

describe('an exclusive holder', () => {
  it('[STO2] that is rolled back while jobs come in loses none of them', async () => {
    const { hold, write, say } = open()
    const held = await hold()
    write('of the holder')
    const jobs = [say('one'), say('two')]
    await new Promise(setImmediate)
    expect(words()).toEqual(['of the holder'])
    held.rollback()
    await Promise.all(jobs)
    expect(words()).toEqual(['one', 'two'])
  })

  it('[STO2] finds the door shut until it is its turn', async () => {
    const { hold, write } = open()
    const first = await hold()
    let second: Awaited<ReturnType<typeof hold>> | null = null
    const waiting = hold().then((held) => {
      second = held
    })
    await new Promise(setImmediate)
    expect(second).toBeNull()
    write('first')
    first.commit([])
    await waiting
    write('second')
    ;(second as unknown as typeof first).rollback()
    expect(words()).toEqual(['first'])
  })

  it('[STO2] fails aloud where a transaction was left open on the connection', async () => {
    const { hold, say } = open()
    database.exec('begin')
    await expect(hold()).rejects.toThrow(StoreUnavailable)
    await expect(say('inside')).rejects.toThrow(StoreUnavailable)
    await say('outside')
    expect(words()).toEqual(['outside'])
  })

  it('[STO1] is waited for, with all that came before, by whoever wants to close', async () => {
    const { hold, write, say, idle } = open()
    const held = await hold()
    const job = say('queued')
    let done = false
    const closing = idle().then(() => {
      done = true
    })
    await new Promise(setImmediate)
    expect(done).toBe(false)
    write('held')
    held.commit([])
    await closing
    await job
    expect(words()).toEqual(['held', 'queued'])
  })
})

describe('the counter of a site', () => {
  it('[SYN5] is raised once by each commit that names the site, whatever the number of its jobs', async () => {
    const { job } = open()
    for (let commit = 1; commit <= 3; commit++) {
      const said = await Promise.all(Array.from({ length: 5 }, () => job((batch) => batch.rev('shop'))))
      expect(said).toEqual([commit, commit, commit, commit, commit])
    }
    expect([rev('shop'), rev('other')]).toEqual([3, 0])
  })

  it('[SYN5] stands still where nothing was stored', async () => {
    const { job, hold } = open({
      hooks: {
        beforeCommit() {
          throw new Error('the disk is full')
        },
      },
    })
    await job((batch) => batch.rev('shop')).catch(() => {})
    ;(await hold()).rollback()
    expect(rev()).toBe(0)
  })

  it('[SYN5] goes on over jobs and holders in turn', async () => {
    const { job, hold } = open()
    await job((batch) => batch.rev('shop'))
    ;(await hold()).commit(['shop', 'other', 'shop'])
    expect(await job((batch) => batch.rev('shop'))).toBe(3)
    expect([rev('shop'), rev('other')]).toEqual([3, 1])
  })
})

describe('in any order', () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.constant('job' as const) },
    { weight: 2, arbitrary: fc.constant('failing' as const) },
    { weight: 2, arbitrary: fc.constant('undone' as const) },
    { weight: 2, arbitrary: fc.constant('committed' as const) },
    { weight: 2, arbitrary: fc.constant('rolled back' as const) },
    { weight: 1, arbitrary: fc.constant('turn' as const) },
    { weight: 1, arbitrary: fc.constant('disk full' as const) },
  )

  it('[STO2] [STO3] stores what it acknowledged, nothing else, and counts without a gap', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 8 }),
        async (steps, jobsPerCommit) => {
          database.exec('delete from words; update sites set inbox_rev = 0')
          let full = false
          let commits = 0
          const { job, hold, write } = open({
            jobsPerCommit,
            hooks: {
              beforeCommit() {
                if (!full) return
                full = false
                throw new Error('the disk is full')
              },
              afterCommit: () => void commits++,
            },
          })
          const acknowledged: string[] = []
          const under: Promise<unknown>[] = []
          for (const [index, kind] of steps.entries()) {
            const word = `word ${index}`
            const noted = (done: Promise<unknown>) =>
              under.push(
                done.then(
                  () => acknowledged.push(word),
                  () => {},
                ),
              )
            if (kind === 'turn') await new Promise(setImmediate)
            else if (kind === 'disk full') full = true
            else if (kind === 'committed' || kind === 'rolled back')
              under.push(
                hold().then(async (held) => {
                  write(word)
                  await new Promise(setImmediate)
                  if (kind === 'rolled back') return held.rollback()
                  held.commit(['shop'])
                  acknowledged.push(word)
                  commits++
                }),
              )
            else if (kind === 'job')
              noted(
                job((batch) => {
                  write(word)
                  return batch.rev('shop')
                }),
              )
            else
              under.push(
                job((batch) => {
                  batch.rev('shop')
                  write(word)
                  throw kind === 'undone' ? new Undone(null) : new Error('fails')
                }).catch(() => {}),
              )
          }
          await Promise.all(under)
          expect(words()).toEqual(acknowledged.toSorted())
          expect(rev()).toBe(commits)
          expect(database.inTransaction).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })
})
