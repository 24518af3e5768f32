/**
 * The vocabulary of one routing transaction: each verb writes rows, both logs and the inbox's counter together [RTE2] [MSG2].
 * Decides nothing; throws a `Refusal` where the database says no, so that nothing of the transaction stays.
 */
import type { Author, EntryBody, InternalBody, Why } from '@docent/protocol'
import {
  appendEntry,
  appendInternalEntry,
  type EntryAuthor,
  systemAuthor,
} from '../conversations/log.store.ts'
import { newId } from '../ids.ts'
import type { TransactionBatch } from '../storage/writes.ts'
import type { Effect } from './effects.ts'
import { noConversation, stale } from './refusals.ts'
import { findConversation, type Routed, type Trx } from './routing.store.ts'
import { createSlots } from './slots.ts'

type QueueReason = Extract<InternalBody, { kind: 'queued' }>['reason']
type OfferOutcome = 'accepted' | 'declined' | 'missed' | 'withdrawn'

interface Options {
  readonly trx: Trx
  readonly batch: TransactionBatch
  readonly siteId: string
  readonly now: number
  readonly inHours: boolean
  readonly offerMs: number
}

export type Change = ReturnType<typeof createChange>

export const agentAuthor = ({ id, name }: { id: string; name: string }): Author & EntryAuthor => ({
  kind: 'agent',
  id,
  name,
})

export function createChange({ trx, batch, siteId, now, inHours, offerMs }: Options) {
  const effects: Effect[] = []
  const slots = createSlots({ trx, siteId, now, effects })

  async function note(to: Routed, body: InternalBody, author: EntryAuthor = systemAuthor): Promise<void> {
    const where = { siteId, conversationId: to.id, author, at: now, body, teamId: to.teamId, inHours }
    effects.push({ kind: 'internal', entry: await appendInternalEntry(trx, batch, where) })
  }

  async function say(to: Routed, body: EntryBody, author: EntryAuthor): Promise<void> {
    const via = author.kind === 'visitor' ? ('widget' as const) : ('console' as const)
    const where = { siteId, conversationId: to.id, author, at: now, body, via }
    effects.push({ kind: 'entry', entry: await appendEntry(trx, batch, where) })
  }

  /** Sets columns and raises `assign_gen`, if it still is what was read [RTE2]. */
  async function handOver(of: Routed, set: HandOver): Promise<number> {
    const { numUpdatedRows } = await trx
      .updateTable('conversations')
      .set({
        status: set.status,
        agent_id: set.agentId,
        queued_at: set.queuedAt,
        ...(set.teamId !== undefined && { team_id: set.teamId }),
        ...(set.raised !== undefined && { raised: set.raised ? 1 : 0 }),
        ...(set.status === 'resolved' && { waiting_since: null }),
        assign_gen: of.gen + 1,
        rev: batch.rev(siteId),
      })
      .where('id', '=', of.id)
      .where('assign_gen', '=', of.gen)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw stale(await read(of.id))
    return of.gen + 1
  }

  async function read(conversationId: string): Promise<Routed> {
    const found = await findConversation(trx, siteId, conversationId)
    if (!found) throw noConversation()
    return found
  }

  return {
    trx,
    effects,
    siteId,
    now,
    read,
    note,
    say,
    slots,

    /** Shows a conversation to one agent, for whom a slot is held meanwhile; false where there is none. */
    async offer(of: Routed, agentId: string, why: Why): Promise<boolean> {
      if (!(await slots.take(agentId))) return false
      const id = newId()
      const until = now + offerMs
      await trx
        .insertInto('offers')
        .values({
          id,
          site_id: siteId,
          conversation_id: of.id,
          agent_id: agentId,
          gen: of.gen,
          why: JSON.stringify(why),
          made_at: now,
          until,
          ended_at: null,
          outcome: null,
        })
        .execute()
      await slots.assignedNow(agentId)
      await note(of, { kind: 'offered', agentId, why, until })
      const { id: conversationId, visitorName, preview } = of
      const offer = { offerId: id, conversationId, until, remainingMs: offerMs, visitorName, preview, why }
      effects.push({ kind: 'offer_made', agentId, offer })
      return true
    },

    /** Ends the running offer. Its slot is freed, except where the same agent gets the conversation now. */
    async endOffer(of: Routed, outcome: OfferOutcome, author: EntryAuthor = systemAuthor): Promise<void> {
      if (!of.offer) return
      const { id: offerId, agentId } = of.offer
      await trx
        .updateTable('offers')
        .set({ ended_at: now, outcome })
        .where('id', '=', offerId)
        .where('ended_at', 'is', null)
        .execute()
      if (outcome !== 'accepted') await slots.free(agentId)
      await note(of, { kind: outcome, agentId }, author)
      const ended = { offerId, conversationId: of.id, outcome }
      effects.push({ kind: 'offer_ended', agentId, ended })
    },

    /** Ends the open assignment, if there is one, and frees its slot. */
    async endAssignment(of: Routed, reason: string): Promise<void> {
      const ended = await trx
        .updateTable('assignments')
        .set({ ended_at: now, end_reason: reason })
        .where('conversation_id', '=', of.id)
        .where('ended_at', 'is', null)
        .returning(['agent_id', 'holds_slot'])
        .executeTakeFirst()
      if (ended?.holds_slot === 1) await slots.free(ended.agent_id)
    },

    /** Gives a conversation to an agent who holds a slot for it already. */
    async assign(
      of: Routed,
      agent: { id: string; name: string },
      why: Why,
      author: EntryAuthor = systemAuthor,
    ): Promise<number> {
      const gen = await handOver(of, { status: 'open', agentId: agent.id, queuedAt: null, raised: false })
      await trx
        .insertInto('assignments')
        .values({
          id: newId(),
          site_id: siteId,
          conversation_id: of.id,
          agent_id: agent.id,
          team_id: of.teamId,
          gen,
          why: JSON.stringify(why),
          started_at: now,
          ended_at: null,
          end_reason: null,
          holds_slot: 1,
        })
        .execute()
      await slots.assignedNow(agent.id)
      await note(of, { kind: 'assigned', agentId: agent.id, why }, author)
      await say(of, { kind: 'joined' }, agentAuthor(agent))
      const { id: conversationId, visitorId } = of
      const handed = { conversationId, visitorId, status: 'open' as const, agent: agentAuthor(agent) }
      effects.push({ kind: 'handed', ...handed }, { kind: 'queue' })
      if (of.queuedAt !== null) effects.push({ kind: 'served', queuedAt: of.queuedAt, at: now })
      return gen
    },

    /** Puts a conversation that somebody had, or that was resolved, into the queue. */
    async enqueue(
      of: Routed,
      reason: QueueReason,
      { teamId = of.teamId, raised }: { teamId?: string | null; raised?: true } = {},
    ): Promise<number> {
      const queuedAt = of.queuedAt ?? now
      const gen = await handOver(of, {
        status: 'open',
        agentId: null,
        queuedAt,
        teamId,
        ...(raised && { raised }),
      })
      await note({ ...of, teamId }, { kind: 'queued', reason })
      const { id: conversationId, visitorId } = of
      const handed = { conversationId, visitorId, status: 'open' as const, agent: null }
      effects.push({ kind: 'handed', ...handed }, { kind: 'queue' })
      return gen
    },

    /** Back to its old place, after an offer that led to nothing: nobody's hands have changed [RTE5]. */
    async backToQueue(of: Routed, reason: QueueReason): Promise<void> {
      await note(of, { kind: 'queued', reason })
    },

    /** Keeps what the start of a conversation may have left undone: its place in the queue, and the line about it. */
    async ensureQueued(of: Routed): Promise<Routed> {
      if (of.status !== 'open' || of.agentId !== null || (of.queuedAt !== null && of.headIseq > 0)) return of
      const queuedAt = of.queuedAt ?? of.startedAt
      await trx
        .updateTable('conversations')
        .set({ queued_at: queuedAt, rev: batch.rev(siteId) })
        .where('id', '=', of.id)
        .execute()
      await note(of, { kind: 'queued', reason: 'started' })
      effects.push({ kind: 'queue' })
      return { ...of, queuedAt }
    },

    async resolve(of: Routed, author: EntryAuthor): Promise<number> {
      const gen = await handOver(of, { status: 'resolved', agentId: null, queuedAt: null, raised: false })
      await note(of, { kind: 'resolved' }, author)
      await say(of, { kind: 'resolved' }, author)
      const { id: conversationId, visitorId } = of
      const handed = { conversationId, visitorId, status: 'resolved' as const, agent: null }
      effects.push({ kind: 'handed', ...handed }, { kind: 'queue' })
      return gen
    },

    /** Notes both lines of a reopening; who gets it then is another verb's. */
    async reopen(of: Routed, author: EntryAuthor): Promise<void> {
      await note(of, { kind: 'reopened' }, author)
      await say(of, { kind: 'reopened' }, author)
    },
  }
}

interface HandOver {
  readonly status: 'open' | 'resolved'
  readonly agentId: string | null
  readonly queuedAt: number | null
  readonly teamId?: string | null
  readonly raised?: boolean
}
