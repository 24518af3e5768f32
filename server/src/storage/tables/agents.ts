/** Agents, their sessions, what they are at which site, and who is there. */

import type { Generated } from 'kysely'
import type { Flag } from '../cells.ts'

export interface AgentTables {
  agents: {
    id: string
    /** Lower case. */
    email: string
    name: string
    password_hash: string
    /** Raised by a changed password or account: sessions of an older one are over [IDN4]. */
    credentials_version: Generated<number>
    disabled_at: number | null
    created_at: number
  }
  agent_sessions: {
    /** SHA-256 of the cookie's value. */
    id: string
    agent_id: string
    csrf: string
    credentials_version: number
    created_at: number
    expires_at: number
  }
  /** Which agent works on which site, as what, and with how many conversations at a time. */
  memberships: {
    site_id: string
    agent_id: string
    role: 'agent' | 'supervisor' | 'admin' | 'owner'
    capacity: number
    /** Conversations that hold a slot now: open assignments and running offers [RTE2]. */
    active: Generated<number>
    accepting: Generated<Flag>
    missed_in_row: Generated<number>
    last_assigned_at: number | null
    created_at: number
  }
  teams: { id: string; site_id: string; name: string; created_at: number }
  team_members: { team_id: string; agent_id: string; site_id: string }
  /** One row per live socket of an agent, renewed by the relay itself [PRS]. */
  agent_leases: { socket_id: string; site_id: string; agent_id: string; node_id: string; until: number }
}
