/** Who is speaking: made once at the door, passed to every service, never looked up from a payload. */
import type { Role } from '@docent/protocol'

export interface VisitorPrincipal {
  readonly kind: 'visitor'
  readonly siteId: string
  /** Null for a browser that has not written anything yet: it has no row [IDN1]. */
  readonly visitorId: string | null
  /** SHA-256 of the anonymous token, or null where a session of a signed-in user speaks. */
  readonly tokenHash: string
  readonly userSubject: string | null
  readonly deviceId: string
  readonly sessionExpiresAt: number | null
}

export interface AgentPrincipal {
  readonly kind: 'agent'
  readonly siteId: string
  readonly agentId: string
  readonly name: string
  readonly role: Role
  readonly teamIds: readonly string[]
}

export type Principal = VisitorPrincipal | AgentPrincipal
