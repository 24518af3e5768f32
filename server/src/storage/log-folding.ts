/**
 * Folds the write-ahead log into the database while nobody waits. SQLite does so by itself inside a commit once the log has
 * grown long, and the messages of that commit wait for it; done often and in the pauses, a piece is small and holds up nobody.
 */
import type { Database } from 'better-sqlite3'

/** A message's commit changes about ten pages: so many make a piece of two milliseconds. */
const commitsPerPiece = 20

export interface LogFolding {
  /** Something was committed. */
  committed(): void
  /** Nothing is left to be done: when nothing came in by the next turn of the event loop either, it is time to fold. */
  rest(isIdle: () => boolean): void
}

export function createLogFolding(database: Database): LogFolding {
  let commits = 0
  let waiting = false

  function fold(): void {
    commits = 0
    try {
      database.pragma('wal_checkpoint(passive)')
    } catch {
      // Nothing is lost by it; where the disk is ill, the next commit finds out, and says so.
    }
  }

  return {
    committed() {
      commits++
    },
    rest(isIdle) {
      if (waiting || commits < commitsPerPiece) return
      waiting = true
      setImmediate(() => {
        waiting = false
        if (isIdle() && database.open) fold()
      })
    },
  }
}
