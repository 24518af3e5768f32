/** One relay per database: an exclusive lock on a second SQLite file, which the system frees when the process dies [STO1]. */
import { join } from 'node:path'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { dataFault } from './data-fault.ts'
import { makeFolder } from './make-folder.ts'

/** Another relay holds the folder. */
export class RelayLocked extends Error {}

/**
 * Takes the lock of a data folder, which is made where it is absent, at once or not at all.
 * @throws RelayLocked when another process has it
 * @throws DataFault when the folder cannot be used
 */
export function lockRelay(dataDir: string): { release(): void } {
  const database = openLock(dataDir)
  try {
    database.pragma('locking_mode = exclusive')
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new RelayLocked(
        `Another relay is running on ${dataDir}. Stop it first, or give this one a folder of its own with DOCENT_DATA.`,
      )
    throw error
  }
  let held = true
  return {
    release() {
      if (!held) return
      held = false
      database.close()
    },
  }
}

function openLock(dataDir: string): Database {
  try {
    makeFolder(dataDir)
    return new BetterSqlite3(join(dataDir, 'relay.lock'), { timeout: 0 })
  } catch (error) {
    throw dataFault(error, dataDir)
  }
}
