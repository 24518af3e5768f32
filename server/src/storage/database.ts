/** Opens the relay's SQLite database: one connection that writes, one that only reads, both with Kysely on top. */
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3, { type Database as Sqlite } from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import type { Logger } from '../logger.ts'
import { migrate } from './migrate.ts'
import { lockRelay } from './relay-lock.ts'
import type { Schema } from './schema.ts'
import { createWriteQueue, type WriteHooks, type WriteQueue } from './write-queue.ts'

export interface Storage {
  /** The writing connection, for the prepared statements of jobs inside `writes` only. */
  readonly writer: Sqlite
  /** The reading connection: sees only what was committed. */
  readonly reader: Sqlite
  /** Reads through Kysely, on the reading connection. */
  readonly read: Kysely<Schema>
  /** The one door for everything that is written [STO2]. */
  readonly writes: WriteQueue
  /** Identifies the database; another one after a restore [MSG7]. */
  readonly epoch: string
  close(): Promise<void>
}

interface Options {
  readonly dataDir: string
  readonly logger: Logger
  readonly jobsPerCommit: number
  readonly hooks?: WriteHooks
}

export const databaseFile = (dataDir: string): string => join(dataDir, 'docent.db')

/**
 * Opens the database of a folder, made where it is absent, and brings it to the present schema.
 * @throws RelayLocked when another relay holds the folder [STO1]
 * @throws SchemaTooNew when a newer relay has written it [STO4]
 */
export async function openStorage({ dataDir, logger, jobsPerCommit, hooks }: Options): Promise<Storage> {
  // Password hashes and people's words are in it: nobody else on the machine may look in.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = lockRelay(dataDir)
  try {
    const writer = openFile(databaseFile(dataDir))
    const write = new Kysely<Schema>({ dialect: new SqliteDialect({ database: writer }) })
    await migrate({ writer, kysely: write, dataDir, logger })
    const reader = openReader(databaseFile(dataDir))
    const read = new Kysely<Schema>({ dialect: new SqliteDialect({ database: reader }) })
    const writes = createWriteQueue({
      database: writer,
      kysely: write,
      logger,
      jobsPerCommit,
      ...(hooks && { hooks }),
    })
    const epoch = readEpoch(writer)
    return {
      writer,
      reader,
      read,
      writes,
      epoch,
      async close() {
        await writes.close()
        await read.destroy()
        writer.pragma('wal_checkpoint(truncate)')
        await write.destroy()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

function openFile(file: string): Sqlite {
  const database = new BetterSqlite3(file)
  database.pragma('journal_mode = wal')
  // FULL: the ack of a message leaves after its commit is on the disk, not in the system's cache.
  database.pragma('synchronous = full')
  database.pragma('busy_timeout = 5000')
  database.pragma('foreign_keys = on')
  database.pragma('cache_size = -65536')
  database.pragma('temp_store = memory')
  return database
}

function openReader(file: string): Sqlite {
  const database = new BetterSqlite3(file, { readonly: true })
  database.pragma('busy_timeout = 5000')
  database.pragma('cache_size = -65536')
  return database
}

function readEpoch(database: Sqlite): string {
  database
    .prepare("insert into meta (key, value) values ('epoch', ?) on conflict do nothing")
    .run(randomUUID())
  return database.prepare<[], string>("select value from meta where key = 'epoch'").pluck().get() as string
}
