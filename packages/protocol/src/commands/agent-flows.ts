/** What those who write flows, and those who lead a visitor by them, can say: rows of the agents' table. */
import * as v from 'valibot'
import { Uuid } from '../ids.ts'
import type { Nothing } from '../reply.ts'
import { Seq } from './fields.ts'
import {
  type BrokenStep,
  type FlowDetail,
  FlowDraftField,
  type FlowFigures,
  FlowName,
  type FlowRow,
  type PageLabel,
  Rev,
  type VisitorRun,
} from './flow-fields.ts'
import type { Stored } from './shared.ts'
import { type AgentCommandRow, replies } from './table.ts'

export const flowCommands = {
  'flow:list': {
    request: v.strictObject({}),
    reply: replies<{ flows: readonly FlowRow[] }>(),
    rate: { burst: 20, perSecond: 2 },
    permission: 'flows.read',
  },
  'flow:show': {
    request: v.strictObject({ flowId: Uuid }),
    reply: replies<FlowDetail>(),
    rate: { burst: 30, perSecond: 5 },
    permission: 'flows.read',
  },
  /** Makes a draft; `flowId` is made by the console, so that a repeated command makes one flow. */
  'flow:create': {
    request: v.strictObject({ flowId: Uuid, name: FlowName, draft: FlowDraftField }),
    reply: replies<{ rev: number }>(),
    rate: { burst: 10, perSecond: 0.5 },
    permission: 'flows.write',
  },
  /** Replaces the draft; `rev` is the one that the change was made from, another answers `conflict` [FLO2]. */
  'flow:save': {
    request: v.strictObject({ flowId: Uuid, rev: Rev, name: FlowName, draft: FlowDraftField }),
    reply: replies<{ rev: number }>(),
    rate: { burst: 30, perSecond: 2 },
    permission: 'flows.write',
  },
  /** Freezes the draft of `rev` as the next version and shows it to visitors [FLO1]. */
  'flow:publish': {
    request: v.strictObject({ flowId: Uuid, rev: Rev }),
    reply: replies<{ version: number }>(),
    rate: { burst: 10, perSecond: 0.5 },
    permission: 'flows.write',
  },
  /** No visitor begins it any more; those who are in it finish it. */
  'flow:withdraw': {
    request: v.strictObject({ flowId: Uuid }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 0.5 },
    permission: 'flows.write',
  },
  /** Publishes what an earlier version said as a new version; the draft becomes the same. */
  'flow:restore': {
    request: v.strictObject({ flowId: Uuid, version: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
    reply: replies<{ version: number; rev: number }>(),
    rate: { burst: 10, perSecond: 0.5 },
    permission: 'flows.write',
  },
  /** Withdraws it and takes it off the list; its figures stay. */
  'flow:archive': {
    request: v.strictObject({ flowId: Uuid }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 0.5 },
    permission: 'flows.write',
  },
  /** `version` null: all of them. Times in milliseconds since 1970. */
  'flow:figures': {
    request: v.strictObject({
      flowId: Uuid,
      version: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
      from: Seq,
      until: Seq,
    }),
    reply: replies<FlowFigures>(),
    rate: { burst: 20, perSecond: 2 },
    permission: 'flows.read',
  },
  'flow:broken': {
    request: v.strictObject({}),
    reply: replies<{ steps: readonly BrokenStep[] }>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'flows.read',
  },
  /** A token for the builder on a page of the site: valid once, for two minutes, for this agent and flow [FLO14]. */
  'builder:open': {
    request: v.strictObject({ flowId: Uuid, stepId: v.optional(v.pipe(v.string(), v.maxLength(40))) }),
    reply: replies<{ token: string; expiresAt: number; origins: readonly string[] }>(),
    rate: { burst: 10, perSecond: 0.5 },
    permission: 'flows.write',
  },
  /** Puts a card into the conversation; the tour runs once the visitor accepts it [FLO11]. */
  'tour:send': {
    request: v.strictObject({ conversationId: Uuid, cmid: Uuid, flowId: Uuid }),
    reply: replies<Stored>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'flows.guide',
  },
  /** What the visitor of a conversation has begun and done. */
  'visitor:runs': {
    request: v.strictObject({ conversationId: Uuid }),
    reply: replies<{ runs: readonly VisitorRun[] }>(),
    rate: { burst: 30, perSecond: 10 },
    permission: 'conversations.read',
  },
  /** Completes an item of a checklist for the visitor, with a line in the audit [FLO8]. */
  'item:tick': {
    request: v.strictObject({
      conversationId: Uuid,
      eventId: Uuid,
      flowId: Uuid,
      itemId: v.pipe(v.string(), v.maxLength(40)),
    }),
    reply: replies<{ run: VisitorRun }>(),
    rate: { burst: 20, perSecond: 2 },
    permission: 'flows.guide',
  },
  /** Asks the visitor's page what there is to point at; answered while a tour runs that an agent sent from this conversation [FLO12]. */
  'guide:ask': {
    request: v.strictObject({ conversationId: Uuid }),
    reply: replies<{ labels: readonly PageLabel[] }>(),
    rate: { burst: 10, perSecond: 1 },
    permission: 'flows.guide',
  },
  /** Points at one of them; null stops pointing. */
  'guide:point': {
    request: v.strictObject({
      conversationId: Uuid,
      labelId: v.nullable(v.pipe(v.string(), v.maxLength(40))),
    }),
    reply: replies<Nothing>(),
    rate: { burst: 20, perSecond: 4 },
    permission: 'flows.guide',
  },
} as const satisfies Record<string, AgentCommandRow>
