/** Who can speak in a conversation, and what each may be called in front of a visitor. */

export const authorKinds = ['visitor', 'agent', 'bot', 'system'] as const
export type AuthorKind = (typeof authorKinds)[number]

/** The author of an entry, as anybody may see it: never an e-mail address, never a role. */
export interface Author {
  readonly kind: AuthorKind
  /** Null for the system, and for a person who was erased. */
  readonly id: string | null
  /** Shown name; empty when none is known. */
  readonly name: string
}

/** The ways by which an entry came in. */
export const channels = ['widget', 'console', 'api', 'email'] as const
export type Channel = (typeof channels)[number]

/** What an agent may do on a site, from least to most. */
export const roles = ['agent', 'supervisor', 'admin', 'owner'] as const
export type Role = (typeof roles)[number]
