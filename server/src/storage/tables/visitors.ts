/** Visitors, what proves who they are, and what they did on a site. */
import type { Json } from '../cells.ts'

export interface VisitorTables {
  /** A person, as far as a site knows: not a browser, not an address. */
  visitors: {
    id: string
    site_id: string
    name: string
    /** Typed by somebody: data, never identity [IDN3]. */
    email: string | null
    /** Vouched for by the site's own server. */
    verified_email: string | null
    attributes: Json
    language: string
    time_zone: string
    first_seen_at: number
    last_seen_at: number
    /** Set when this row's history joined another's; the log says when and why. */
    merged_into: string | null
  }
  /** What proves a visitor: the hash of an anonymous token, or the `sub` of a signed-in user. */
  identities: {
    site_id: string
    kind: 'anonymous' | 'user'
    subject: string
    visitor_id: string
    created_at: number
    ended_at: number | null
  }
  devices: {
    id: string
    site_id: string
    visitor_id: string
    user_agent: string
    language: string
    time_zone: string
    first_seen_at: number
    last_seen_at: number
  }
  /** Exchanged sessions of signed-in users; they end with their token's `exp` [IDN2]. */
  visitor_sessions: {
    id: string
    site_id: string
    visitor_id: string
    device_id: string
    token_hash: string
    expires_at: number
    ended_at: number | null
    created_at: number
  }
  visitor_merges: {
    id: string
    site_id: string
    from_visitor_id: string
    into_visitor_id: string
    reason: string
    at: number
  }
  /** Events that a site tracked, once per id. */
  visitor_events: {
    id: string
    site_id: string
    visitor_id: string
    name: string
    properties: Json
    at: number
  }
}
