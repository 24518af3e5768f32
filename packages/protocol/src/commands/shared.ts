/** Commands that visitors and agents share: the same words, judged by who says them. */
import * as v from 'valibot'
import type { Entry, Part } from '../conversation.ts'
import { Uuid } from '../ids.ts'
import { limits } from '../limits.ts'
import type { Nothing } from '../reply.ts'
import { CursorField, Seq, WrittenParts } from './fields.ts'
import { replies } from './table.ts'

/** The acknowledgement of a stored entry: with it the author's client makes the entry itself [MSG5]. */
export interface Stored {
  readonly seq: number
  readonly id: string
  readonly at: number
  /** True when this id was stored before: nothing was stored twice. */
  readonly duplicate: boolean
  /** The parts as stored, where the relay added something to them; else they are as sent. */
  readonly parts?: readonly Part[]
}

/** A page of a public log. */
export interface LogPage {
  /**
   * `entries`: what follows the cursor. `last_page`: too far behind, the entries are the end of the log.
   * `reset`: the cursor is not of this log (the database went back): drop what is cached, the entries are the end of the log [MSG7].
   */
  readonly kind: 'entries' | 'last_page' | 'reset'
  readonly entries: readonly Entry[]
  readonly headSeq: number
  readonly headId: string | null
  /** True when entries of the log follow these. */
  readonly more: boolean
  /** The database's id; another one means that it was restored. */
  readonly epoch: string
}

export interface HistoryPage {
  readonly entries: readonly Entry[]
  /** True when there are older ones. */
  readonly more: boolean
}

export const conversationCommands = {
  /** Adds a message to a conversation. An agent's reply accepts the agent's own offer, or takes what nobody has [RTE5]. */
  'message:send': {
    request: v.strictObject({ conversationId: Uuid, cmid: Uuid, parts: WrittenParts }),
    reply: replies<Stored>(),
    rate: { burst: 30, perSecond: 5 },
  },
  /** Joins the conversation's room, then reads what follows the cursor [SYN1]. */
  'conversation:sync': {
    request: v.strictObject({ conversationId: Uuid, after: CursorField, epoch: v.nullable(v.string()) }),
    reply: replies<LogPage>(),
    rate: { burst: 60, perSecond: 10 },
  },
  /** The page of history that ends before `beforeSeq`, later edits folded in. */
  'conversation:history': {
    request: v.strictObject({
      conversationId: Uuid,
      beforeSeq: Seq,
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.pageEntries)), 50),
    }),
    reply: replies<HistoryPage>(),
    rate: { burst: 30, perSecond: 5 },
  },
  /** Raises the caller's read mark; a lower one changes nothing [MRK]. */
  'conversation:read': {
    request: v.strictObject({ conversationId: Uuid, seq: Seq }),
    reply: replies<{ seq: number }>(),
    rate: { burst: 20, perSecond: 4 },
  },
  /** Says that the caller is writing; gone after 6 s, stored nowhere [MRK]. */
  'typing:send': {
    request: v.strictObject({ conversationId: Uuid, typing: v.boolean() }),
    reply: replies<Nothing>(),
    rate: { burst: 10, perSecond: 2 },
  },
} as const
