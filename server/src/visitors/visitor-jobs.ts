/** What is written of visitors in a group commit. */
import type { Profile } from '@docent/protocol'
import type { Database } from 'better-sqlite3'
import type { Batch } from '../storage/write-queue.ts'
import { createVisitorStore, type NewVisitor } from './visitors.store.ts'

export interface NewHostEvents {
  readonly siteId: string
  /** The key by which they came. */
  readonly keyId: string
  readonly at: number
  readonly events: readonly {
    readonly id: string
    readonly subject: string
    readonly name: string
    readonly properties: string
    readonly at: number
  }[]
}

export interface CountedHostEvent {
  readonly subject: string
  readonly visitorId: string
  readonly isNewVisitor: boolean
  readonly name: string
  readonly count: number
  readonly isNew: boolean
}

/** Milliseconds within which a key that is used is not noted again. */
const keyNotedEvery = 60_000

export function visitorJobs(database: Database) {
  const store = createVisitorStore(database)
  const noteKey = database.prepare(
    'update api_keys set last_used_at = ? where id = ? and coalesce(last_used_at, 0) < ?',
  )
  return {
    /** What a site says of a visitor who has a row; the inbox shows some of it. */
    'visitor:update'(
      batch: Batch,
      {
        siteId,
        visitorId,
        profile,
        verifiedEmail,
      }: { siteId: string; visitorId: string; profile: Profile; verifiedEmail: string | null },
    ): null {
      store.update(visitorId, profile, verifiedEmail)
      store.touchConversations(visitorId, batch.rev(siteId))
      return null
    },
    /** Counts an event once per id, and makes the visitor's row where this is the first write. */
    'event:track'(
      _batch: Batch,
      { visitor, event }: { visitor: NewVisitor; event: { id: string; name: string; properties: string } },
    ): { visitorId: string; count: number } {
      const visitorId = store.ensure(visitor)
      const { count } = store.track({ ...event, siteId: visitor.siteId, visitorId, at: visitor.at })
      return { visitorId, count }
    },
    /** Counts what the server of a host tracked, each once per id; makes the rows of users who were not seen yet [FLO15]. */
    'events:count'(_batch: Batch, { siteId, keyId, at, events }: NewHostEvents): readonly CountedHostEvent[] {
      noteKey.run(at, keyId, at - keyNotedEvery)
      return events.map(({ subject, ...event }) => {
        const { visitorId, isNew: isNewVisitor } = store.ensureUser(siteId, subject, at)
        const tracked = store.track({ ...event, siteId, visitorId })
        return { subject, visitorId, isNewVisitor, name: event.name, ...tracked }
      })
    },
  }
}
