/** What services may say to sockets without knowing of any: events to rooms. The gateway makes the real one. */
import type { AgentEvents, VisitorEvents } from '@docent/protocol'

/** The rooms that there are. Only the relay joins a socket to one. */
export const rooms = {
  /** The public log of a conversation: its visitor, and the agents who have it open. */
  conversation: (conversationId: string) => `conversation:${conversationId}`,
  /** The internal log: agents only [MSG2]. */
  internal: (conversationId: string) => `conversation:${conversationId}:internal`,
  /** All sockets of one visitor, of one agent on a site, of a site's visitors, of a site's agents. */
  visitor: (visitorId: string) => `visitor:${visitorId}`,
  agent: (siteId: string, agentId: string) => `agent:${siteId}:${agentId}`,
  siteVisitors: (siteId: string) => `site:${siteId}:visitors`,
  siteAgents: (siteId: string) => `site:${siteId}:agents`,
} as const

const roomOfConversation = /^conversation:([0-9a-f-]{36})(?::internal)?$/

/** The conversation of whose logs a room hears; null for rooms of people. */
export const conversationOf = (room: string): string | null => roomOfConversation.exec(room)?.[1] ?? null

export interface PublishOptions {
  /** The socket whose command caused the event: its ack says it all [MSG5]. */
  readonly except?: string
  /** May be dropped for a socket that cannot take it now (typing). */
  readonly volatile?: boolean
}

export interface Publisher {
  toVisitors<Name extends keyof VisitorEvents>(
    room: string,
    event: Name,
    payload: VisitorEvents[Name],
    options?: PublishOptions,
  ): void
  toAgents<Name extends keyof AgentEvents>(
    room: string,
    event: Name,
    payload: AgentEvents[Name],
    options?: PublishOptions,
  ): void
  /** To visitors and agents alike, for events that both tables hold in the same form. */
  toAll<Name extends keyof VisitorEvents & keyof AgentEvents>(
    room: string,
    event: Name,
    payload: VisitorEvents[Name] & AgentEvents[Name],
    options?: PublishOptions,
  ): void
}
