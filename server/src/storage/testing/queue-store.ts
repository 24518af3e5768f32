/** The door for writing, with a small database behind it that ends with the test. For tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWriter } from '../connections.ts'
import { type Batch, createWriteQueue, type Outcome, type WriteHooks } from '../write-queue.ts'

interface QueueOptions {
  readonly jobsPerCommit?: number
  readonly hooks?: WriteHooks
}

/** Two sites, and a table for words, each of which it takes once. */
export function openQueueStore() {
  const folder = mkdtempSync(join(tmpdir(), 'docent-queue-'))
  const database = openWriter(join(folder, 'test.db'))
  database.exec(`create table words (word text primary key) strict;
    create table sites (id text primary key, inbox_rev integer not null default 0) strict;
    insert into sites (id) values ('shop'), ('other');`)
  return {
    database,
    words: (): readonly string[] =>
      database.prepare<[], string>('select word from words order by word').pluck().all(),
    rev: (site = 'shop'): number =>
      database.prepare<[string], number>('select inbox_rev from sites where id = ?').pluck().get(site) ?? -1,
    open({ jobsPerCommit = 256, hooks = {} }: QueueOptions = {}) {
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
          const settle = (outcome: Outcome) =>
            outcome.ok ? resolve(outcome.value as T) : reject(outcome.error)
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
    },
    close(): void {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export type QueueStore = ReturnType<typeof openQueueStore>
