/** The one authorisation matrix: which role may do what. Every command of an agent names one of these. */
import type { Role } from './participant.ts'

export const permissions = {
  'conversations.read': ['agent', 'supervisor', 'admin', 'owner'],
  'conversations.answer': ['agent', 'supervisor', 'admin', 'owner'],
  /** Conversations of teams that one is not a member of. */
  'conversations.any_team': ['supervisor', 'admin', 'owner'],
  /** Taking, moving or resolving what belongs to another agent. */
  'conversations.take_over': ['supervisor', 'admin', 'owner'],
  'agents.read': ['agent', 'supervisor', 'admin', 'owner'],
  'agents.manage': ['admin', 'owner'],
  'settings.read': ['agent', 'supervisor', 'admin', 'owner'],
  'settings.write': ['admin', 'owner'],
  'flows.read': ['agent', 'supervisor', 'admin', 'owner'],
  'flows.write': ['admin', 'owner'],
  /** Sending a tour to a visitor, leading the way, ticking an item. */
  'flows.guide': ['agent', 'supervisor', 'admin', 'owner'],
  'articles.read': ['agent', 'supervisor', 'admin', 'owner'],
  /** Drafts; what visitors read is `articles.publish`. */
  'articles.write': ['agent', 'supervisor', 'admin', 'owner'],
  'articles.publish': ['supervisor', 'admin', 'owner'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof permissions

export const allows = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role)
