/** Copies the database while the relay runs, and puts a copy back while none does [STO1] [MSG7]. */
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { databaseFile } from '../storage/database.ts'
import { schemaVersion } from '../storage/migrate.ts'
import { lockRelay } from '../storage/relay-lock.ts'

/** A backup or restore that cannot be done; the sentence says what to do instead. */
export class BackupError extends Error {}

/** All pages in one step: otherwise each write of the relay would make the copy begin anew. */
const allPages = 0x7fff_ffff

/** Writes a whole, checked copy to `file`, which must not exist; the relay may write all the while. */
export async function backUp(dataDir: string, file: string): Promise<void> {
  const source = databaseFile(dataDir)
  if (!existsSync(source))
    throw new BackupError(`There is no database in ${resolve(dataDir)}; set DOCENT_DATA.`)
  if (existsSync(file)) throw new BackupError(`${file} exists already; name a file that does not.`)
  const folder = dirname(resolve(file))
  if (!existsSync(folder)) throw new BackupError(`There is no folder ${folder}; make it, or name another.`)
  const partial = `${file}.partial`
  const database = new BetterSqlite3(source, { readonly: true, timeout: 5_000 })
  try {
    rmSync(partial, { force: true })
    await database.backup(partial, { progress: () => allPages })
    settle(partial)
    chmodSync(partial, 0o600)
    renameSync(partial, file)
    syncFolder(file)
  } catch (error) {
    if (error instanceof BackupError) throw error
    const sentence = `${file} could not be written: ${messageOf(error)}. Is there room, and may you write there?`
    throw new BackupError(sentence, { cause: error })
  } finally {
    database.close()
  }
}

/**
 * Replaces the database by a backup, under a new epoch: clients notice, and offer what the backup does not have.
 * What was there before is kept beside it; its path is returned, or null where there was nothing.
 * @throws RelayLocked while a relay runs on the folder
 */
export function restore(dataDir: string, file: string, at: Date): string | null {
  if (!existsSync(file)) throw new BackupError(`There is no file ${file}.`)
  const lock = lockRelay(dataDir)
  try {
    const incoming = join(dataDir, 'docent.db.restoring')
    removeDatabase(incoming)
    copyIn(file, incoming)
    renewEpoch(incoming)
    const kept = keepPresent(dataDir, at)
    renameSync(incoming, databaseFile(dataDir))
    syncFolder(databaseFile(dataDir))
    return kept
  } finally {
    lock.release()
  }
}

function copyIn(file: string, incoming: string): void {
  try {
    copyFileSync(file, incoming)
  } catch (error) {
    removeDatabase(incoming)
    throw new BackupError(`${file} could not be copied: ${messageOf(error)}.`, { cause: error })
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Checks a copy, and folds its write-ahead log in, so that it is one file. */
function settle(file: string, change: (database: Database) => void = () => undefined): void {
  const database = new BetterSqlite3(file)
  try {
    if (database.pragma('quick_check', { simple: true }) !== 'ok')
      throw new BackupError(`${file} is damaged. Use another backup.`)
    change(database)
    database.pragma('journal_mode = delete')
  } finally {
    database.close()
  }
  sync(file)
}

function renewEpoch(file: string): void {
  try {
    settle(file, (database) => {
      const version = database.pragma('user_version', { simple: true }) as number
      const isDocent = database
        .prepare("select 1 from sqlite_schema where type = 'table' and name = 'meta'")
        .get()
      if (!isDocent || version === 0) throw new BackupError('This file is not a backup of a Docent relay.')
      if (version > schemaVersion)
        throw new BackupError(
          `The backup was made by a newer relay (version ${version}). Restore it with that one.`,
        )
      database.prepare("insert or replace into meta (key, value) values ('epoch', ?)").run(randomUUID())
      // Sockets of before are gone, whatever the copy says.
      database.prepare('delete from agent_leases').run()
    })
  } catch (error) {
    removeDatabase(file)
    if (error instanceof BackupError) throw error
    throw new BackupError('This file is not a database that can be read.', { cause: error })
  }
}

/** A copy, not a move: at no moment is the folder without a database, in which a relay would begin an empty one. */
function keepPresent(dataDir: string, at: Date): string | null {
  const present = databaseFile(dataDir)
  if (!existsSync(present)) return null
  const kept = join(dataDir, `before-restore-${at.toISOString().replace(/[:.]/g, '-')}.db`)
  try {
    const database = new BetterSqlite3(present)
    database.pragma('wal_checkpoint(truncate)')
    database.close()
  } catch {
    // Damaged, which may be why it is being restored: kept as it lies there, its log beside it.
    if (existsSync(`${present}-wal`)) copyFileSync(`${present}-wal`, `${kept}-wal`)
  }
  copyFileSync(present, kept)
  sync(kept)
  // The log of the old database must not be applied to the new one.
  for (const ending of ['-wal', '-shm']) rmSync(present + ending, { force: true })
  return kept
}

function removeDatabase(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(file + ending, { force: true })
}

function sync(file: string): void {
  const descriptor = openSync(file, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** Makes a rename last; Windows has no such thing. */
function syncFolder(file: string): void {
  if (process.platform === 'win32') return
  const descriptor = openSync(dirname(resolve(file)), 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
