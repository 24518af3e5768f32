/** The one door for writing, next to the disk [STO2] [STO3]: groups of jobs, one exclusive holder, and what fails. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openQueueStore, type QueueStore } from './testing/queue-store.ts'
import { StoreUnavailable, Undone } from './write-queue.ts'

let store: QueueStore
beforeEach(() => {
  store = openQueueStore()
})
afterEach(() => store.close())

describe('a group of jobs', () => {
  it('[STO3] shares one commit where they came in one turn', async () => {
    let commits = 0
    const { say } = store.open({ hooks: { afterCommit: () => void commits++ } })
    await Promise.all(Array.from({ length: 100 }, (_, index) => say(`word ${index}`)))
    expect(commits).toBe(1)
    expect(store.words()).toHaveLength(100)
  })

  it('[STO3] is as large as is allowed, and the rest comes in the next', async () => {
    let commits = 0
    const { say } = store.open({ jobsPerCommit: 10, hooks: { afterCommit: () => void commits++ } })
    await Promise.all(Array.from({ length: 95 }, (_, index) => say(`word ${index}`)))
    expect(commits).toBe(10)
    expect(store.words()).toHaveLength(95)
  })

  it('[STO3] loses the job that fails, and none of the others', async () => {
    const { say, job } = store.open()
    const [before, failing, after] = await Promise.allSettled([
      say('before'),
      job(() => {
        store.database.prepare("insert into words (word) values ('half')").run()
        throw new Error('this one fails')
      }),
      say('after'),
    ])
    expect([before.status, failing.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(store.words()).toEqual(['after', 'before'])
  })

  it('[MSG4] takes a job back that says so, and gives its result all the same', async () => {
    const { say, job } = store.open()
    const [result] = await Promise.all([
      job(() => {
        store.database.prepare("insert into words (word) values ('half')").run()
        throw new Undone({ kind: 'repeated' })
      }),
      say('whole'),
    ])
    expect(result).toEqual({ kind: 'repeated' })
    expect(store.words()).toEqual(['whole'])
  })

  it('[STO3] acknowledges nothing before its commit', async () => {
    const order: string[] = []
    const { say } = store.open({
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
    const { say, health } = store.open({
      hooks: {
        beforeCommit() {
          if (broken) throw new Error('the disk is full')
        },
      },
    })
    const results = await Promise.allSettled([say('one'), say('two')])
    for (const result of results)
      expect(result.status === 'rejected' && result.reason instanceof StoreUnavailable).toBe(true)
    expect(store.words()).toEqual([])
    expect(health).toEqual([false])
    broken = false
    await say('three')
    expect(store.words()).toEqual(['three'])
    expect(health).toEqual([false, true])
  })

  it('[STO3] of an exclusive holder is told to it, and leaves the door open for the next', async () => {
    const { hold, write, say } = store.open()
    const held = await hold()
    write('held')
    // Ends the transaction as a full disk would, underneath the holder.
    store.database.exec('rollback')
    expect(() => held.commit([])).toThrow(StoreUnavailable)
    await say('after')
    expect(store.words()).toEqual(['after'])
  })
})

describe('an exclusive holder', () => {
  it('[STO2] that is rolled back while jobs come in loses none of them', async () => {
    const { hold, write, say } = store.open()
    const held = await hold()
    write('of the holder')
    const jobs = [say('one'), say('two')]
    await new Promise(setImmediate)
    expect(store.words()).toEqual(['of the holder'])
    held.rollback()
    await Promise.all(jobs)
    expect(store.words()).toEqual(['one', 'two'])
  })

  it('[STO2] finds the door shut until it is its turn', async () => {
    const { hold, write } = store.open()
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
    expect(store.words()).toEqual(['first'])
  })

  it('[STO2] fails aloud where a transaction was left open on the connection', async () => {
    const { hold, say } = store.open()
    store.database.exec('begin')
    await expect(hold()).rejects.toThrow(StoreUnavailable)
    await expect(say('inside')).rejects.toThrow(StoreUnavailable)
    await say('outside')
    expect(store.words()).toEqual(['outside'])
  })

  it('[STO1] is waited for, with all that came before, by whoever wants to close', async () => {
    const { hold, write, say, idle } = store.open()
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
    expect(store.words()).toEqual(['held', 'queued'])
  })
})

describe('the counter of a site', () => {
  it('[SYN5] is raised once by each commit that names the site, whatever the number of its jobs', async () => {
    const { job } = store.open()
    for (let commit = 1; commit <= 3; commit++) {
      const said = await Promise.all(Array.from({ length: 5 }, () => job((batch) => batch.rev('shop'))))
      expect(said).toEqual([commit, commit, commit, commit, commit])
    }
    expect([store.rev('shop'), store.rev('other')]).toEqual([3, 0])
  })

  it('[SYN5] stands still where nothing was stored', async () => {
    const { job, hold } = store.open({
      hooks: {
        beforeCommit() {
          throw new Error('the disk is full')
        },
      },
    })
    await job((batch) => batch.rev('shop')).catch(() => {})
    ;(await hold()).rollback()
    expect(store.rev()).toBe(0)
  })

  it('[SYN5] goes on over jobs and holders in turn', async () => {
    const { job, hold } = store.open()
    await job((batch) => batch.rev('shop'))
    ;(await hold()).commit(['shop', 'other', 'shop'])
    expect(await job((batch) => batch.rev('shop'))).toBe(3)
    expect([store.rev('shop'), store.rev('other')]).toEqual([3, 1])
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
          store.database.exec('delete from words; update sites set inbox_rev = 0')
          let full = false
          let commits = 0
          const { job, hold, write } = store.open({
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
          expect(store.words()).toEqual(acknowledged.toSorted())
          expect(store.rev()).toBe(commits)
          expect(store.database.inTransaction).toBe(false)
        },
      ),
      { numRuns: 60 },
    )
  })
})
