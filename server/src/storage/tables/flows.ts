/** Flows as their authors write them, and the runs of their visitors. */
import type { Generated } from 'kysely'
import type { Json } from '../cells.ts'

export interface FlowTables {
  flows: {
    id: string
    site_id: string
    kind: 'tour' | 'checklist' | 'hint' | 'banner' | 'survey'
    name: string
    /** A `FlowDraft`; what is published lies in `flow_versions` and never changes [FLO1]. */
    draft: Json
    /** Rises with each saved draft [FLO2]. */
    rev: Generated<number>
    /** The version that visitors may begin; null while it is a draft or was withdrawn. */
    live_version: number | null
    created_at: number
    updated_at: number
    updated_by: string | null
    archived_at: number | null
  }
  flow_versions: {
    flow_id: string
    version: number
    site_id: string
    body: Json
    restored_from: number | null
    published_at: number
    published_by: string | null
  }
  /** What a run's events come to, kept beside them for reading [FLO4]. */
  flow_runs: {
    id: string
    site_id: string
    visitor_id: string
    flow_id: string
    version: number
    kind: 'tour' | 'checklist' | 'hint' | 'banner' | 'survey'
    source: string
    status: 'running' | 'dismissed' | 'completed'
    step_id: string | null
    seq: number
    /** JSON list of ids. */
    done: Json
    conversation_id: string | null
    started_at: number
    ended_at: number | null
  }
  /** `id` was made where it happened: the same again changes nothing. `at` is the page's clock, `stored_at` the relay's. */
  flow_events: {
    id: string
    site_id: string
    run_id: string
    flow_id: string
    version: number
    kind: string
    step_id: string | null
    seq: number
    at: number
    stored_at: number
    data: Json
    /** The agent who did it, where one did. */
    agent_id: string | null
  }
  /** `id` is the SHA-256 of a token that opens the builder once; the session that it opened ends by itself [FLO14]. */
  builder_tokens: {
    id: string
    site_id: string
    agent_id: string
    flow_id: string
    step_id: string | null
    /** Of the agent as the token was made: a changed password ends what it opened. */
    credentials_version: number
    created_at: number
    expires_at: number
    used_at: number | null
    session_hash: string | null
    session_expires_at: number | null
  }
}
