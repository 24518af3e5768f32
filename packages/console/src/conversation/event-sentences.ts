/** Says what happened to a conversation, one whole sentence per event. */
import type { Entry, InternalEntry, Origin, Why } from '@docent/protocol'
import type { Say } from '../words/words.tsx'
import type { ThreadEvent } from './thread.ts'

export interface Names {
  agent(id: string | null): string
  team(id: string | null): string
}

export function eventSentence(say: Say, event: ThreadEvent, names: Names): string {
  return event.log === 'public'
    ? publicSentence(say, event.entry, names)
    : internalSentence(say, event.entry, names)
}

/** The reason behind an event, and whom it chose; null where there is none. */
export function whyOf(event: ThreadEvent): { why: Why; agentId: string } | null {
  if (event.log !== 'internal') return null
  const { entry } = event
  return entry.kind === 'assigned' || entry.kind === 'offered'
    ? { why: entry.why, agentId: entry.agentId }
    : null
}

function publicSentence(say: Say, entry: Entry, names: Names): string {
  const name = entry.author.kind === 'agent' ? names.agent(entry.author.id) : entry.author.name
  switch (entry.kind) {
    case 'origin':
      return originSentence(say, entry.origin)
    case 'joined':
      return say('events.joined', { name })
    case 'resolved':
      return name ? say('events.resolved', { name }) : say('events.resolvedNobody')
    case 'reopened':
      return name ? say('events.reopened', { name }) : say('events.reopenedNobody')
    default:
      return say('events.unknown')
  }
}

function originSentence(say: Say, origin: Origin): string {
  if (origin.kind === 'article') {
    const { title = '', text: query = '' } = origin
    if (title && query) return say('events.origin.articleFound', { title, query })
    if (query) return say('events.origin.search', { query })
  }
  const title = origin.title || origin.text || origin.address
  return title ? say(`events.origin.${origin.kind}`, { title }) : say('events.origin.nowhere')
}

function internalSentence(say: Say, entry: InternalEntry, names: Names): string {
  const by = names.agent(entry.author.id)
  switch (entry.kind) {
    case 'queued':
      return say(`events.queued.${entry.reason}`)
    case 'offered':
    case 'declined':
    case 'missed':
    case 'withdrawn':
    case 'accepted':
    case 'assigned':
      return say(`events.${entry.kind}`, { name: names.agent(entry.agentId) })
    case 'agent_gone':
      return say('events.agentGone', { name: names.agent(entry.agentId) })
    case 'transferred':
      return entry.toAgentId
        ? say('events.transferredToAgent', { by, to: names.agent(entry.toAgentId) })
        : say('events.transferredToTeam', { by, team: names.team(entry.toTeamId) })
    case 'resolved':
      return entry.author.id ? say('events.resolved', { name: by }) : say('events.resolvedNobody')
    case 'reopened':
      return entry.author.id ? say('events.reopened', { name: by }) : say('events.reopenedNobody')
    case 'contact_left':
      return say('events.contactLeft', { email: entry.email })
    default:
      // A kind that this build does not know [SYN6].
      return say('events.unknown')
  }
}
