/** A data folder as a whole: its lock, its schema, its epoch, and writing from the main thread [STO1] [STO2] [STO4]. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../logger.ts'
import { databaseFile, openStorage, type Storage } from './database.ts'
import { migrate, SchemaTooNew, schemaVersion } from './migrate.ts'
import { RelayLocked } from './relay-lock.ts'
import type { Schema } from './schema.ts'
import { StoreUnavailable } from './write-queue.ts'

let dataDir: string
let opened: Storage[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'docent-data-'))
})
afterEach(async () => {
  for (const storage of opened) await storage.close()
  opened = []
  rmSync(dataDir, { recursive: true })
})

/** For so many milliseconds SQLite waits for a lock, where it is not told to ask but once. */
const lockWait = 5_000

async function open(more: Partial<Parameters<typeof openStorage>[0]> = {}): Promise<Storage> {
  const storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256, ...more })
  opened.push(storage)
  return storage
}
const closed = async (storage: Storage) => {
  opened = opened.filter((other) => other !== storage)
  await storage.close()
}
const put = (storage: Storage, key: string) =>
  storage.writes.transaction(async (trx) => {
    await trx.insertInto('meta').values({ key, value: 'x' }).execute()
  })
const keys = async (storage: Storage) =>
  (
    await storage.read.selectFrom('meta').select('key').where('key', '<>', 'epoch').orderBy('key').execute()
  ).map(({ key }) => key)

describe('the folder', () => {
  it('[STO1] belongs to one relay: a second one is refused at once, and told why', async () => {
    const first = await open()
    const began = performance.now()
    await expect(open()).rejects.toThrow(RelayLocked)
    await expect(open()).rejects.toThrow(dataDir)
    expect(performance.now() - began).toBeLessThan(lockWait)
    await put(first, 'still mine')
    await closed(first)
    const next = await open()
    expect(await keys(next)).toEqual(['still mine'])
  })

  it('[STO1] is let go where the database cannot be opened', async () => {
    await closed(await open())
    const file = new BetterSqlite3(databaseFile(dataDir))
    file.pragma(`user_version = ${schemaVersion + 1}`)
    await expect(open()).rejects.toThrow(SchemaTooNew)
    file.pragma(`user_version = ${schemaVersion}`)
    file.close()
    await open()
  })

  it('[STO1] keeps its database in WAL, and the reader cannot write', async () => {
    const { reader } = await open()
    expect(reader.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(() => reader.exec("insert into meta values ('a', 'b')")).toThrow(/readonly/)
  })

  it('[STO1] holds STRICT tables alone: no number becomes a text by itself', async () => {
    const { reader } = await open()
    const tables = reader
      .prepare<[], { name: string; strict: number }>(
        "select name, strict from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
      )
      .all()
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.filter(({ strict }) => strict === 0)).toEqual([])
  })

  it('[MSG7] has one epoch for as long as it is the same database', async () => {
    const first = await open()
    const { epoch } = first
    expect(epoch).toMatch(/^[0-9a-f-]{36}$/)
    await closed(first)
    expect((await open()).epoch).toBe(epoch)
    const other = mkdtempSync(join(tmpdir(), 'docent-data-'))
    const stranger = await openStorage({ dataDir: other, logger: silentLogger, jobsPerCommit: 256 })
    expect(stranger.epoch).not.toBe(epoch)
    await stranger.close()
    rmSync(other, { recursive: true })
  })
})

describe('the schema', () => {
  it('[STO4] of a newer relay is refused, and left as it is', async () => {
    await closed(await open())
    const file = new BetterSqlite3(databaseFile(dataDir))
    file.pragma('user_version = 999')
    file.close()
    await expect(open()).rejects.toThrow(/newer|999/)
    const again = new BetterSqlite3(databaseFile(dataDir), { readonly: true })
    expect(again.pragma('user_version', { simple: true })).toBe(999)
    again.close()
  })

  it('[STO4] is not touched, nor backed up, where it is the present one', async () => {
    await closed(await open())
    await closed(await open())
    expect(existsSync(join(dataDir, `before-migration-${schemaVersion}.db`))).toBe(false)
  })

  it('[STO4] that a kill left half made is made by the next start', async () => {
    const file = new BetterSqlite3(databaseFile(dataDir))
    file.pragma('journal_mode = wal')
    const kysely = new Kysely<Schema>({ dialect: new SqliteDialect({ database: file }) })
    // The process ends in mid-migration: what was done by then is not committed.
    const stopped = new Proxy(file, {
      get(target, name) {
        if (name === 'pragma')
          return (text: string, options?: { simple: boolean }) => {
            if (text.startsWith('user_version =')) throw new Error('killed')
            return target.pragma(text, options)
          }
        return Reflect.get(target, name) as unknown
      },
    })
    await expect(migrate({ writer: stopped, kysely, dataDir, logger: silentLogger })).rejects.toThrow(
      'killed',
    )
    expect(file.pragma('user_version', { simple: true })).toBe(0)
    expect(file.prepare("select count(*) as tables from sqlite_schema where type = 'table'").get()).toEqual({
      tables: 0,
    })
    await kysely.destroy()
    const storage = await open()
    await put(storage, 'works')
    expect(await keys(storage)).toEqual(['works'])
  })
})

describe('writing from the main thread', () => {
  it('[STO2] a transaction that is rolled back while others wait loses none of them', async () => {
    const storage = await open()
    const held = Promise.withResolvers<void>()
    const failing = storage.writes.transaction(async (trx) => {
      await trx.insertInto('meta').values({ key: 'taken back', value: 'x' }).execute()
      await held.promise
      throw new Error('no')
    })
    const others = Array.from({ length: 20 }, (_, index) => put(storage, `kept ${index}`))
    held.resolve()
    await expect(failing).rejects.toThrow('no')
    await Promise.all(others)
    expect(await keys(storage)).toHaveLength(20)
    expect(await keys(storage)).not.toContain('taken back')
  })

  it('[STO2] is read by the reader as soon as it is acknowledged, and not before', async () => {
    const storage = await open()
    let inside: readonly string[] = ['unset']
    await storage.writes.transaction(async (trx) => {
      await trx.insertInto('meta').values({ key: 'a', value: 'x' }).execute()
      inside = await keys(storage)
    })
    expect(inside).toEqual([])
    expect(await keys(storage)).toEqual(['a'])
  })

  it('[STO3] says unavailable while the disk is full, stores nothing of it, and heals without a restart', async () => {
    const storage = await open()
    const pages = (count: number) =>
      storage.writes.transaction(async (trx) => {
        await sql.raw(`pragma max_page_count = ${count}`).execute(trx)
      })
    await pages(1)
    const large = (key: string) =>
      storage.writes.transaction(async (trx) => {
        await trx
          .insertInto('meta')
          .values({ key, value: 'x'.repeat(1_000_000) })
          .execute()
      })
    await expect(large('one')).rejects.toThrow(StoreUnavailable)
    await expect(large('two')).rejects.toThrow(StoreUnavailable)
    expect(await keys(storage)).toEqual([])
    await pages(1_000_000)
    await large('three')
    expect(await keys(storage)).toEqual(['three'])
    expect(storage.writes.isWritable()).toBe(true)
  })

  it('[STO2] finishes what was taken in before it closes, and refuses what comes after', async () => {
    const storage = await open()
    const taken = Array.from({ length: 10 }, (_, index) => put(storage, `taken ${index}`))
    const closing = storage.writes.close()
    await expect(put(storage, 'late')).rejects.toThrow(StoreUnavailable)
    expect((await Promise.allSettled(taken)).map(({ status }) => status)).toEqual(
      taken.map(() => 'fulfilled'),
    )
    await closing
    expect(await keys(storage)).toHaveLength(10)
  })
})
