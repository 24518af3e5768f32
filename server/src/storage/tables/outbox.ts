/** What is to happen outside the relay, and the audit of what was done in it. */
import type { Generated } from 'kysely'
import type { Json } from '../cells.ts'

export interface OutboxTables {
  /** What must happen outside (mail, webhooks), written in the same transaction as its cause [MSG6]. */
  outbox: {
    id: string
    site_id: string
    kind: string
    entry_id: string | null
    payload: Json
    attempts: Generated<number>
    next_at: number
    done_at: number | null
    last_error: string | null
  }
  /** What agents and tools did that somebody may ask about. */
  audit: {
    id: string
    site_id: string | null
    actor_kind: string
    actor_id: string | null
    action: string
    detail: Json
    at: number
  }
}
