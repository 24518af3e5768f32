/** THE table of what a visitor's client can say to the relay. */
import * as v from 'valibot'
import type { Entry } from '../conversation.ts'
import type { FlowRun } from '../flow-run.ts'
import { Uuid } from '../ids.ts'
import { flowLimits, limits } from '../limits.ts'
import type { Author } from '../participant.ts'
import type { Nothing } from '../reply.ts'
import { AttributeValue, Email, OriginField, Page, Profile, text, WrittenParts } from './fields.ts'
import { FlowEventField, PageLabel } from './flow-fields.ts'
import { conversationCommands, type Stored } from './shared.ts'
import { type CommandRow, type EmitsOf, replies } from './table.ts'

/** The visitor's place among those who wait, counted from 1; `estimateSeconds` is null where nothing is known yet. */
export interface QueuePlace {
  readonly place: number
  readonly estimateSeconds: number | null
}

/** A conversation as its visitor sees it in a list. */
export interface VisitorConversation {
  readonly id: string
  readonly status: 'open' | 'resolved'
  readonly startedAt: number
  readonly headSeq: number
  readonly headId: string | null
  /** The last entry, for the preview. */
  readonly last: Entry | null
  /** Who answers; null while nobody does. */
  readonly agent: Author | null
  /** Null unless the conversation waits for an agent. */
  readonly queue: QueuePlace | null
  /** The visitor's own read mark, and the furthest of the agents'. */
  readonly readSeq: number
  readonly agentsReadSeq: number
}

export const visitorCommands = {
  ...conversationCommands,
  /** Makes visitor, conversation, origin, first message and place in the queue in one transaction [STA1]. */
  'conversation:start': {
    request: v.strictObject({
      conversationId: Uuid,
      cmid: Uuid,
      origin: v.optional(OriginField),
      parts: WrittenParts,
    }),
    /** `entries`: all that the start put into the log, in order; more than one where there was an origin. */
    reply: replies<Stored & { entries: readonly Entry[] }>(),
    rate: { burst: 5, perSecond: 0.2 },
  },
  /** All of the visitor's conversations, the latest first. */
  'conversation:list': {
    request: v.strictObject({}),
    reply: replies<{ conversations: readonly VisitorConversation[]; epoch: string }>(),
    rate: { burst: 10, perSecond: 2 },
  },
  /** Leaves an address for an answer by mail; stored as unverified [RTE8]. */
  'contact:leave': {
    request: v.strictObject({ conversationId: Uuid, email: Email }),
    reply: replies<{ email: string }>(),
    rate: { burst: 5, perSecond: 0.2 },
  },
  /** What the site says of the visitor. Kept from the first write on; before that, in memory only. */
  'visitor:update': {
    request: v.strictObject({ profile: Profile }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 1 },
  },
  /** Counts an event, once per `eventId` however often it is sent. */
  'event:track': {
    request: v.strictObject({
      eventId: Uuid,
      name: v.pipe(text(limits.eventName), v.minLength(1)),
      properties: v.optional(v.record(text(limits.attributeKey), AttributeValue), {}),
    }),
    reply: replies<{ count: number }>(),
    rate: { burst: 30, perSecond: 2 },
  },
  /** Keeps what happened in a run of a flow, once per `eventId` [FLO4]. The reply is the run as it stands with it. */
  'flow:record': {
    request: v.strictObject({ event: FlowEventField }),
    reply: replies<{ run: FlowRun }>(),
    rate: { burst: 60, perSecond: 5 },
  },
  /** The visitor's runs, the latest first, and how often each event was counted, from all devices and the host's backend. */
  'flow:runs': {
    request: v.strictObject({}),
    reply: replies<{ runs: readonly FlowRun[]; events: Readonly<Record<string, number>> }>(),
    rate: { burst: 10, perSecond: 1 },
  },
  /** Answers an agent who leads this visitor: what there is to point at [FLO12]. */
  'guide:labels': {
    request: v.strictObject({
      requestId: Uuid,
      labels: v.pipe(v.array(PageLabel), v.maxLength(flowLimits.labels)),
    }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 1 },
  },
  /** The page that the visitor is on now; in memory only [PRS]. */
  'page:view': {
    request: v.strictObject({ page: Page }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 1 },
  },
  /** A fresh token for a signed-in user, before the old one ends [IDN2]. */
  'session:renew': {
    request: v.strictObject({ jwt: text(4_096) }),
    reply: replies<{ expiresAt: number }>(),
    rate: { burst: 5, perSecond: 0.2 },
  },
  /** Ends the session of a signed-in user; forgets an anonymous visitor's token [IDN2]. */
  'session:end': {
    request: v.strictObject({}),
    reply: replies<Nothing>(),
    rate: { burst: 2, perSecond: 0.2 },
  },
} as const satisfies Record<string, CommandRow>

export type VisitorCommands = typeof visitorCommands
export type VisitorCommand = keyof VisitorCommands
export type VisitorEmits = EmitsOf<VisitorCommands>
