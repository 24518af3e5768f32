/** Which conversations an agent may see: the rule that lists, rooms and commands share. */
import { allows, type InternalEntry } from '@docent/protocol'
import type { AgentPrincipal } from '../realtime/principal.ts'

export interface Ownership {
  readonly teamId: string | null
  readonly agentId: string | null
  /** The agent to whom it is offered at the moment. */
  readonly offeredTo?: string | null
}

/** A team's conversations are its members'; those of no team are everybody's; one's own are always seen. */
export function maySee(principal: AgentPrincipal, { teamId, agentId, offeredTo }: Ownership): boolean {
  if (!teamId || agentId === principal.agentId || offeredTo === principal.agentId) return true
  return principal.teamIds.includes(teamId) || allows(principal.role, 'conversations.any_team')
}

/** After these entries of the internal log the same agents see the conversation as before. */
const leavesHandsAlone: ReadonlySet<InternalEntry['kind']> = new Set([
  'note',
  'contact_left',
  'resolved',
  'reopened',
])

export const mayChangeWhoSees = (kind: InternalEntry['kind']): boolean => !leavesHandsAlone.has(kind)
