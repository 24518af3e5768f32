/** How a visitor's letters are said to the relay, and what shows them once they were acknowledged [MSG5] [STA] [FLO4]. */
import type { Entry, FlowRun, Reply, Stored, VisitorCommands, VisitorEvents } from '@docent/protocol'
import { done, failure } from '@docent/protocol/reply'
import type { Connection } from '../connection.ts'
import type { Letter } from '../letter.ts'
import type { PendingStart } from '../pending-start.ts'
import type { ConversationRecord } from './conversation-record.ts'

export interface DeliveryOptions {
  readonly connection: Connection<VisitorCommands, VisitorEvents>
  readonly pendingStart: PendingStart
  /** The record of a conversation, made where there is none yet. */
  record(conversationId: string): ConversationRecord
  addToOutbox(letter: Letter): Promise<void>
  visitorId(): string | null
  onVisitorId(id: string): void
  onRun(run: FlowRun): void
  /** How often an event has happened, with the one that was acknowledged. */
  onCount(name: string, count: number): void
}

/** @returns what sends one letter; its answer holds what shows the entry */
export function createDelivery({
  connection,
  pendingStart,
  record,
  addToOutbox,
  visitorId,
  onVisitorId,
  onRun,
  onCount,
}: DeliveryOptions) {
  async function deliverStart(letter: Extract<Letter, { kind: 'start' }>, timeoutMs: number) {
    const { conversationId, cmid, origin, parts } = letter
    const request = { conversationId, cmid, parts: [...parts], ...(origin && { origin }) }
    const reply = await connection.request('conversation:start', request, { timeoutMs })
    if (!reply.ok) return reply
    const { entries, at } = reply.data
    return done(() => {
      const started = record(conversationId)
      started.learn({ startedAt: entries[0]?.at ?? at })
      for (const entry of entries) started.acknowledge(letter, entry)
      const author = entries.find((entry) => entry.author.kind === 'visitor')?.author.id
      if (author) onVisitorId(author)
      void pendingStart.settle(conversationId)
      void started.sync.sync()
    })
  }

  async function deliverMessage(letter: Extract<Letter, { kind: 'message' | 'note' }>, timeoutMs: number) {
    const { conversationId, cmid, parts } = letter
    const request = { conversationId, cmid, parts: [...parts] }
    const reply = await connection.request('message:send', request, { timeoutMs })
    if (reply.ok) return done(() => record(conversationId).acknowledge(letter, entryOf(letter, reply.data)))
    if (reply.error.code !== 'not_found') return reply
    // Written in this tab, started in another one that has not been acknowledged: the start goes first.
    const start = await pendingStart.of(conversationId)
    if (!start) return reply
    await addToOutbox({ kind: 'start', ...start })
    return { ok: false, error: failure('unavailable', 'The conversation is being started.') } as const
  }

  const entryOf = (
    { cmid, conversationId, parts }: Extract<Letter, { kind: 'message' | 'note' }>,
    stored: Stored,
  ): Entry => ({
    id: stored.id,
    conversationId,
    seq: stored.seq,
    at: stored.at,
    author: { kind: 'visitor', id: visitorId(), name: '' },
    via: 'widget',
    cmid,
    kind: 'message',
    parts: stored.parts ?? parts,
  })

  return async function deliver(letter: Letter, timeoutMs: number): Promise<Reply<() => void>> {
    if (letter.kind === 'event') {
      const { cmid: eventId, name, properties } = letter
      const reply = await connection.request('event:track', { eventId, name, properties }, { timeoutMs })
      return reply.ok ? done(() => onCount(name, reply.data.count)) : reply
    }
    if (letter.kind === 'progress') {
      const reply = await connection.request('flow:record', { event: letter.event }, { timeoutMs })
      return reply.ok ? done(() => onRun(reply.data.run)) : reply
    }
    return letter.kind === 'start' ? deliverStart(letter, timeoutMs) : deliverMessage(letter, timeoutMs)
  }
}
