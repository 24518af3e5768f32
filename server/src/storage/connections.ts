/** How connections to the database file are opened, one way for those that write and one for those that read. */
import BetterSqlite3, { type Database } from 'better-sqlite3'

/** Kibibytes, as SQLite wants them. */
const cacheSize = 65_536

export function openWriter(file: string): Database {
  const database = new BetterSqlite3(file)
  database.pragma('journal_mode = wal')
  // FULL: the ack of a message leaves after its commit is on the disk, not in the system's cache [STO1].
  database.pragma('synchronous = full')
  database.pragma('busy_timeout = 5000')
  database.pragma('foreign_keys = on')
  database.pragma(`cache_size = -${cacheSize}`)
  database.pragma('temp_store = memory')
  // Pages (16 MiB), where the writer never came to rest [STO5]: a checkpoint writes each changed page once, so that fewer and
  // larger ones write less.
  database.pragma('wal_autocheckpoint = 4000')
  return database
}

export function openReader(file: string): Database {
  const database = new BetterSqlite3(file, { readonly: true })
  database.pragma('busy_timeout = 5000')
  database.pragma(`cache_size = -${cacheSize}`)
  return database
}
