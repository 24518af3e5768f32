/** Who is speaking: made once at the door, passed to every service, never looked up from a payload. */
import type { Role } from '@docent/protocol'

/** A browser, as it told of itself. */
export interface Device {
  readonly id: string
  readonly userAgent: string
  readonly language: string
  readonly timeZone: string
}

export interface VisitorPrincipal {
  readonly kind: 'visitor'
  readonly siteId: string
  /** Null for a browser that has not written anything yet: it has no row [IDN1]. */
  readonly visitorId: string | null
  /** What proves the visitor: the SHA-256 of an anonymous token, or the `sub` of a signed-in user. */
  readonly identity: { readonly kind: 'anonymous' | 'user'; readonly subject: string }
  readonly device: Device
  /** An address that the site's own server vouches for. */
  readonly verifiedEmail: string | null
  /** When a signed-in user's session ends; null for an anonymous visitor. */
  readonly expiresAt: number | null
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
