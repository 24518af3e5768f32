/** Conversations: the two logs, who has them, and how far they were read. */
import type { Generated } from 'kysely'
import type { Flag, Json } from '../cells.ts'

export interface ConversationTables {
  conversations: {
    /** Stands for the id in both logs: eight times shorter, in the one index that each message goes into. Never leaves the relay. */
    row_id: Generated<number>
    id: string
    site_id: string
    visitor_id: string
    status: 'open' | 'resolved'
    /** Heads of the two logs [MSG2]. */
    last_seq: Generated<number>
    last_entry_id: string | null
    last_iseq: Generated<number>
    /** The site's counter at the last change [SYN5]. */
    rev: Generated<number>
    /** Who has it, repeated from the open row of `assignments` for the sake of lists. */
    agent_id: string | null
    team_id: string | null
    assign_gen: Generated<number>
    /** 1 after its agent was gone, or a long wait [RTE6]. */
    raised: Generated<Flag>
    /** Since when it waits for an agent; keeps its old value when an offer is missed [RTE5]. */
    queued_at: number | null
    waiting_since: number | null
    contact_email: string | null
    started_at: number
    last_at: number
    last_author_kind: Generated<string>
    preview: Generated<string>
  }
  entries: {
    id: string
    site_id: string
    conversation_row_id: number
    seq: number
    at: number
    kind: string
    author_kind: 'visitor' | 'agent' | 'bot' | 'system'
    author_id: string | null
    via: 'widget' | 'console' | 'api' | 'email'
    cmid: string | null
    target_id: string | null
  }
  internal_entries: {
    id: string
    site_id: string
    conversation_row_id: number
    iseq: number
    after_seq: number
    at: number
    kind: string
    author_kind: 'visitor' | 'agent' | 'bot' | 'system'
    author_id: string | null
    cmid: string | null
    team_id: string | null
    in_hours: Flag
  }
  /** What entries of both logs say, apart from them, so that it can be erased and the log stays whole. */
  entry_contents: { entry_id: string; body: Json }

  assignments: {
    id: string
    site_id: string
    conversation_id: string
    agent_id: string
    team_id: string | null
    gen: number
    why: Json
    started_at: number
    ended_at: number | null
    end_reason: string | null
    /** 1 while it counts in its agent's `active`; an idle one does not [RTE7]. */
    holds_slot: Flag
  }
  offers: {
    id: string
    site_id: string
    conversation_id: string
    agent_id: string
    gen: number
    why: Json
    made_at: number
    until: number
    ended_at: number | null
    outcome: 'accepted' | 'declined' | 'missed' | 'withdrawn' | null
  }
  /** How far a member has read; only raised [MRK]. `member_id` is an agent's or the visitor's. */
  read_marks: {
    conversation_id: string
    member_id: string
    member_kind: 'visitor' | 'agent'
    site_id: string
    seq: number
    at: number
  }
}
