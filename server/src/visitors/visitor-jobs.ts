/** What is written of visitors in a group commit. */
import type { Profile } from '@docent/protocol'
import type { Database } from 'better-sqlite3'
import type { Batch } from '../storage/write-queue.ts'
import { createVisitorStore, type NewVisitor } from './visitors.store.ts'

export function visitorJobs(database: Database) {
  const store = createVisitorStore(database)
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
      const count = store.track({ ...event, siteId: visitor.siteId, visitorId, at: visitor.at })
      return { visitorId, count }
    },
  }
}
