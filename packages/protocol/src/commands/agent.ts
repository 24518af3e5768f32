/** THE table of what a console can say to the relay; `permission` is looked up in the matrix before a handler runs. */
import * as v from 'valibot'
import type { InternalEntry, Part } from '../conversation.ts'
import { Uuid } from '../ids.ts'
import { limits } from '../limits.ts'
import type { Role } from '../participant.ts'
import type { Nothing } from '../reply.ts'
import { SiteSettings } from '../settings.ts'
import { articleCommands } from './agent-articles.ts'
import { flowCommands } from './agent-flows.ts'
import { Seq, WrittenParts } from './fields.ts'
import { conversationCommands } from './shared.ts'
import { type AgentCommandRow, type EmitsOf, replies } from './table.ts'

/** A conversation as a row of the inbox: the same for every agent who may see it. */
export interface InboxRow {
  readonly id: string
  readonly rev: number
  readonly status: 'open' | 'resolved'
  readonly visitor: { readonly id: string; readonly name: string; readonly email: string | null }
  readonly agentId: string | null
  readonly teamId: string | null
  /** An offer that runs at the moment; `until` is in the relay's milliseconds. */
  readonly offer: { readonly id: string; readonly agentId: string; readonly until: number } | null
  /** Rises with each change of hands; commands that change hands name it [RTE2]. */
  readonly gen: number
  readonly raised: boolean
  readonly startedAt: number
  /** Since when it waits for an agent; null while somebody has it or it is resolved. */
  readonly queuedAt: number | null
  /** Since when the visitor waits for an answer; null when an agent spoke last. */
  readonly waitingSince: number | null
  readonly headSeq: number
  readonly headId: string | null
  readonly headIseq: number
  readonly lastAt: number
  readonly lastAuthorKind: string
  readonly preview: string
}

/** A page of what changed in the inbox since a cursor [SYN5]. */
export interface InboxPage {
  readonly rows: readonly InboxRow[]
  /** Ids of conversations that the agent can no longer see. */
  readonly gone: readonly string[]
  /** The cursor to ask on with. */
  readonly rev: number
  readonly more: boolean
  /** The agent's own read marks of these rows. */
  readonly readSeq: Readonly<Record<string, number>>
  readonly epoch: string
  /** True when the cursor was of another database: forget all rows before taking these. */
  readonly reset: boolean
}

export interface Colleague {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly connected: boolean
  readonly accepting: boolean
  /** Conversations that hold a slot, and how many may. */
  readonly active: number
  readonly capacity: number
  readonly teamIds: readonly string[]
}

/** Who the visitor of a conversation is, as far as anybody knows. */
export interface VisitorCard {
  readonly id: string
  readonly name: string
  readonly email: string | null
  /** True only where the site's own server vouched for it. */
  readonly emailVerified: boolean
  readonly signedIn: boolean
  readonly connected: boolean
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>
  readonly events: readonly { readonly name: string; readonly count: number; readonly lastAt: number }[]
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly page: { readonly address: string; readonly title: string; readonly referrer: string } | null
  readonly browser: string
  readonly system: string
  readonly language: string
  readonly timeZone: string
  readonly otherConversations: number
}

const ByGen = { conversationId: Uuid, gen: Seq }

export const agentCommands = {
  'message:send': { ...conversationCommands['message:send'], permission: 'conversations.answer' },
  'conversation:sync': { ...conversationCommands['conversation:sync'], permission: 'conversations.read' },
  'conversation:history': {
    ...conversationCommands['conversation:history'],
    permission: 'conversations.read',
  },
  'conversation:read': { ...conversationCommands['conversation:read'], permission: 'conversations.read' },
  'typing:send': { ...conversationCommands['typing:send'], permission: 'conversations.answer' },
  /** Joins the internal room, then reads the internal log behind `afterIseq`. */
  'internal:sync': {
    request: v.strictObject({ conversationId: Uuid, afterIseq: Seq }),
    reply: replies<{ entries: readonly InternalEntry[]; headIseq: number; more: boolean }>(),
    rate: { burst: 60, perSecond: 10 },
    permission: 'conversations.read',
  },
  /** Leaves both rooms of a conversation that is no longer on screen. */
  'conversation:leave': {
    request: v.strictObject({ conversationId: Uuid }),
    reply: replies<Nothing>(),
    rate: { burst: 60, perSecond: 10 },
    permission: 'conversations.read',
  },
  'note:add': {
    request: v.strictObject({ conversationId: Uuid, cmid: Uuid, parts: WrittenParts }),
    reply: replies<{
      iseq: number
      afterSeq: number
      id: string
      at: number
      duplicate: boolean
      parts?: readonly Part[]
    }>(),
    rate: { burst: 30, perSecond: 5 },
    permission: 'conversations.answer',
  },
  /** What changed since `after`, oldest change first; 0 begins anew. */
  'inbox:sync': {
    request: v.strictObject({
      after: Seq,
      epoch: v.nullable(v.string()),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)), limits.inboxRows),
    }),
    reply: replies<InboxPage>(),
    rate: { burst: 60, perSecond: 20 },
    permission: 'conversations.read',
  },
  'offer:accept': {
    request: v.strictObject({ offerId: Uuid }),
    reply: replies<{ gen: number }>(),
    rate: { burst: 10, perSecond: 2 },
    permission: 'conversations.answer',
  },
  'offer:decline': {
    request: v.strictObject({ offerId: Uuid }),
    reply: replies<{ gen: number }>(),
    rate: { burst: 10, perSecond: 2 },
    permission: 'conversations.answer',
  },
  'conversation:take': {
    request: v.strictObject(ByGen),
    reply: replies<{ gen: number }>(),
    rate: { burst: 10, perSecond: 2 },
    permission: 'conversations.answer',
  },
  'conversation:transfer': {
    request: v.strictObject({
      ...ByGen,
      to: v.variant('kind', [
        v.strictObject({ kind: v.literal('agent'), agentId: Uuid }),
        v.strictObject({ kind: v.literal('team'), teamId: Uuid }),
      ]),
    }),
    reply: replies<{ gen: number }>(),
    rate: { burst: 10, perSecond: 2 },
    permission: 'conversations.answer',
  },
  'conversation:resolve': {
    request: v.strictObject(ByGen),
    reply: replies<{ gen: number }>(),
    rate: { burst: 10, perSecond: 2 },
    permission: 'conversations.answer',
  },
  'conversation:reopen': {
    request: v.strictObject(ByGen),
    reply: replies<{ gen: number }>(),
    rate: { burst: 10, perSecond: 2 },
    permission: 'conversations.answer',
  },
  /** Whether the agent takes new conversations [PRS]. */
  'availability:set': {
    request: v.strictObject({ accepting: v.boolean() }),
    reply: replies<{ accepting: boolean }>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'conversations.answer',
  },
  'agent:list': {
    request: v.strictObject({}),
    reply: replies<{
      agents: readonly Colleague[]
      teams: readonly { readonly id: string; readonly name: string }[]
    }>(),
    rate: { burst: 10, perSecond: 2 },
    permission: 'agents.read',
  },
  'visitor:show': {
    request: v.strictObject({ conversationId: Uuid }),
    reply: replies<VisitorCard>(),
    rate: { burst: 30, perSecond: 10 },
    permission: 'conversations.read',
  },
  'settings:show': {
    request: v.strictObject({}),
    reply: replies<{ version: number; settings: SiteSettings }>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'settings.read',
  },
  /** Replaces the settings; `version` is the one that the change was made from, another answers `conflict`. */
  'settings:save': {
    request: v.strictObject({ version: Seq, settings: SiteSettings }),
    reply: replies<{ version: number }>(),
    rate: { burst: 5, perSecond: 0.5 },
    permission: 'settings.write',
  },
  ...flowCommands,
  ...articleCommands,
} as const satisfies Record<string, AgentCommandRow>

export type AgentCommands = typeof agentCommands
export type AgentCommand = keyof AgentCommands
export type AgentEmits = EmitsOf<AgentCommands>
