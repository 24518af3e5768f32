/** One relay per database: an exclusive lock on a second SQLite file, which the system frees when the process dies [STO1]. */
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'

/** Another relay holds the folder. */
export class RelayLocked extends Error {}

/**
 * Takes the lock of a data folder at once, or not at all.
 * @throws RelayLocked when another process has it
 */
export function lockRelay(dataDir: string): { release(): void } {
  const file = join(dataDir, 'relay.lock')
  const database = new BetterSqlite3(file, { timeout: 0 })
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
