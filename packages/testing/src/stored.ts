/** What a relay has stored, as a journey asks it: counts, read from the database behind the relay's back. */
import type { Database } from 'better-sqlite3'
import { openEvidence } from './invariants.ts'
import type { RelayProcess } from './relay-process.ts'

type Relay = Pick<RelayProcess, 'dataDir'>

/** Opens the relay's database for one reading, and closes it again. */
export function readStored<T>({ dataDir }: Relay, read: (database: Database) => T): T {
  const database = openEvidence(dataDir)
  try {
    return read(database)
  } finally {
    database.close()
  }
}

export const storedConversations = (relay: Relay): number =>
  readStored(
    relay,
    (database) => database.prepare<[], number>('select count(*) from conversations').pluck().get() ?? 0,
  )

/** How often each text is stored as the first part of a message. */
export const storedTexts = (relay: Relay): ReadonlyMap<string, number> =>
  readStored(relay, (database) => {
    const bodies = database
      .prepare<[], string>(
        `select body from entry_contents c join entries e on e.id = c.entry_id where e.kind = 'message'`,
      )
      .pluck()
      .all()
    const counts = new Map<string, number>()
    for (const body of bodies) {
      const text = (JSON.parse(body) as { parts: { text: string }[] }).parts[0]?.text ?? ''
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    return counts
  })
