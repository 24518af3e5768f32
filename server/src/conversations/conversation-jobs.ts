/** What is written of conversations in a group commit: messages, starts and read marks. */
import type { EntryBody, InternalBody, Origin } from '@docent/protocol'
import type { Database } from 'better-sqlite3'
import type { AgentPrincipal } from '../realtime/principal.ts'
import { type Batch, Undone } from '../storage/write-queue.ts'
import { createVisitorStore, type NewVisitor } from '../visitors/visitors.store.ts'
import { type AppendedTo, createAppendStore, type NewMessage, type StoredMessage } from './append.store.ts'
import { createMarkStore, type ReadMark } from './marks.store.ts'
import { maySee } from './visibility.ts'

/** What came of an append; only `appended` stored anything. */
export type Appended =
  | { readonly kind: 'appended'; readonly seq: number; readonly status: 'open' | 'resolved' }
  /** The command is known: what was stored then. */
  | { readonly kind: 'repeated'; readonly stored: StoredMessage }
  /** No such conversation for this author. */
  | { readonly kind: 'absent' }
  /** The agent may see it, and it is not theirs to write in. */
  | { readonly kind: 'not_theirs' }

/** The row of the outbox for an agent's message, where the relay can send mail. */
export interface NewMail {
  readonly id: string
  readonly dueAt: number
}

export interface NewStart {
  readonly visitor: NewVisitor
  readonly message: Omit<NewMessage, 'authorKind' | 'authorId'>
  readonly origin: { readonly id: string; readonly origin: Origin } | null
  readonly queuedId: string
  readonly inHours: boolean
}

export type Started =
  | {
      readonly kind: 'started'
      readonly visitorId: string
      /** False where the conversation was there already, and the message was added to it. */
      readonly isNew: boolean
      readonly seq: number
      readonly status: 'open' | 'resolved'
    }
  | Exclude<Appended, { kind: 'appended' | 'not_theirs' }>

export function conversationJobs(database: Database) {
  const append = createAppendStore(database)
  const visitors = createVisitorStore(database)
  const marks = createMarkStore(database)

  /** The append, or its being taken back with the reason as the job's result. */
  function appendOrUndo(batch: Batch, message: NewMessage): AppendedTo {
    const result = append.append(batch, message)
    if (result.kind !== 'appended') throw new Undone(result)
    return result
  }

  return {
    'message:append'(
      batch: Batch,
      { message, agent, mail }: { message: NewMessage; agent: AgentPrincipal | null; mail: NewMail | null },
    ): Appended {
      const row = appendOrUndo(batch, message)
      if (agent && !maySee(agent, row)) throw new Undone({ kind: 'absent' } satisfies Appended)
      // Who may take over may also write without taking.
      const theirs =
        !agent || row.agentId === agent.agentId || (row.agentId !== null && agent.role !== 'agent')
      if (!theirs) throw new Undone({ kind: 'not_theirs' } satisfies Appended)
      if (mail && row.hasAddress) {
        const { id: entryId, siteId, conversationId } = message
        append.mailLater({ ...mail, siteId, conversationId, entryId, seq: row.seq })
      }
      return { kind: 'appended', seq: row.seq, status: row.status }
    },

    /** Visitor, conversation, origin, first message and place in the queue: all or nothing [STA1]. */
    'conversation:start'(batch: Batch, { visitor, message, origin, queuedId, inHours }: NewStart): Started {
      const { siteId, at } = visitor
      const { conversationId } = message
      const visitorId = visitors.ensure(visitor)
      const isNew = append.create(batch, { id: conversationId, siteId, visitorId, at })
      if (isNew && origin) {
        const body: EntryBody = { kind: 'origin', origin: origin.origin }
        append.appendSystem(batch, { id: origin.id, siteId, conversationId, at, body })
      }
      const { seq, status } = appendOrUndo(batch, { ...message, authorKind: 'visitor', authorId: visitorId })
      if (isNew) {
        const body: InternalBody = { kind: 'queued', reason: 'started' }
        append.appendInternal(batch, {
          id: queuedId,
          siteId,
          conversationId,
          at,
          inHours,
          teamId: null,
          body,
        })
      }
      return { kind: 'started', visitorId, isNew, seq, status }
    },

    /** True where the mark rose. */
    'mark:raise': (_batch: Batch, mark: ReadMark): boolean => marks.raise(mark),
  }
}
