/** Sites, their settings and their keys. */
import type { Generated } from 'kysely'
import type { Flag, Json } from '../cells.ts'

export interface SiteTables {
  sites: {
    id: string
    key: string
    name: string
    /** JSON list of the exact origins that may embed the site [IDN5]. */
    origins: Json
    /** Raised once per write batch that changed a conversation [SYN5]. */
    inbox_rev: Generated<number>
    /** Bit of the demonstration: its accounts have a public password. */
    demo: Generated<Flag>
    /** Bit of the relay's own site: its visitors are the agents, who are greeted at their desk [FLO19]. */
    desk: Generated<Flag>
    created_at: number
  }
  /** Settings as versioned rows: the highest version is in force. */
  site_settings: { site_id: string; version: number; body: Json; saved_at: number; saved_by: string | null }
  /** Keys with which a site's own server signs its users' tokens [IDN2]. `id` is the token's `kid`. */
  site_keys: {
    id: string
    site_id: string
    algorithm: 'HS256' | 'ES256' | 'EdDSA'
    /** HS256: the secret in base64url, sealed with DOCENT_SECRET where that is set. Else: the public key as PEM. */
    material: string
    created_at: number
    revoked_at: number | null
  }
  /** Keys of host servers, as hashes, each for some purposes only [FLO15]. */
  api_keys: {
    id: string
    site_id: string
    name: string
    hash: string
    /** JSON list. */
    scopes: Json
    created_at: number
    revoked_at: number | null
    last_used_at: number | null
  }
}
