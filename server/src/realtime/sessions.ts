/** What the doors remember of a connected speaker, and the little that a handler may do with the connection itself. */
import type { Profile } from '@docent/protocol'
import type { AgentPrincipal, VisitorPrincipal } from './principal.ts'

/** One socket, as a handler sees it. */
export interface Line {
  readonly id: string
  join(room: string): void
  leave(room: string): void
  /** Ends the connection, once the reply to the present command is on its way. */
  end(): void
}

export interface VisitorSession {
  readonly line: Line
  readonly siteKey: string
  /** Changes once: when the first write makes the visitor's row. */
  principal: VisitorPrincipal
  /** What the site said of a visitor who has no row yet. */
  profile: Profile
  /** Hashes of the tokens by which a signed-in user held this session, so that none of them is taken after its end. */
  jwtHashes: readonly string[]
}

export interface AgentSession {
  readonly line: Line
  /** Judged anew when rights change [IDN4]. */
  principal: AgentPrincipal
}
