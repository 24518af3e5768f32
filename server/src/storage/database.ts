/** Opens the relay's data folder: the lock, the present schema, a connection that reads, and the one door that writes. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { databaseName } from '../database-url.ts'
import type { Logger } from '../logger.ts'
import { openReader, openWriter } from './connections.ts'
import { dataFault } from './data-fault.ts'
import { migrate } from './migrate.ts'
import { lockRelay } from './relay-lock.ts'
import type { Schema } from './schema.ts'
import { withStatementCache } from './statement-cache.ts'
import type { WriteHooks } from './write-queue.ts'
import { openWrites, type Writes } from './writes.ts'

export interface Storage {
  /** The reading connection: sees only what was committed. */
  readonly reader: Database
  /** Reads through Kysely, on the reading connection. */
  readonly read: Kysely<Schema>
  /** The one door for everything that is written [STO2]. */
  readonly writes: Writes
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

export const databaseFile = (dataDir: string): string => join(dataDir, databaseName)

/**
 * Opens the database of a folder, made where it is absent, and brings it to the present schema.
 * @throws RelayLocked when another relay holds the folder [STO1]
 * @throws SchemaTooNew when a newer relay has written it [STO4]
 * @throws DataFault when the folder or the database in it cannot be used
 */
export async function openStorage({ dataDir, logger, jobsPerCommit, hooks }: Options): Promise<Storage> {
  const lock = lockRelay(dataDir)
  try {
    const file = databaseFile(dataDir)
    const epoch = await prepare(file, dataDir, logger)
    const writes = openWrites({ file, jobsPerCommit, logger, ...(hooks && { hooks }) })
    const reader = openReader(file)
    const read = new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(reader) }) })
    return {
      reader,
      read,
      writes,
      epoch,
      async close() {
        // The reader first: as long as it looks, the log cannot be folded into the database.
        await read.destroy()
        await writes.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw dataFault(error, dataDir)
  }
}

/** Brings the file to the present schema, before its writing thread takes it over. */
async function prepare(file: string, dataDir: string, logger: Logger): Promise<string> {
  const writer = openWriter(file)
  const kysely = new Kysely<Schema>({ dialect: new SqliteDialect({ database: writer }) })
  try {
    await migrate({ writer, kysely, dataDir, logger })
    return readEpoch(writer)
  } finally {
    await kysely.destroy()
  }
}

function readEpoch(database: Database): string {
  database
    .prepare("insert into meta (key, value) values ('epoch', ?) on conflict do nothing")
    .run(randomUUID())
  return database.prepare<[], string>("select value from meta where key = 'epoch'").pluck().get() as string
}
