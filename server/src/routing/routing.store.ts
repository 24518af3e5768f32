/** What routing reads of conversations, offers and agents, inside the transaction that then decides [RTE9]. Decides nothing itself. */
import type { Why } from '@docent/protocol'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Schema } from '../storage/schema.ts'

export type Trx = Transaction<Schema>

/** A conversation as routing sees it. */
export interface Routed {
  readonly id: string
  readonly siteId: string
  readonly visitorId: string
  readonly visitorName: string
  readonly status: 'open' | 'resolved'
  readonly agentId: string | null
  readonly agentName: string | null
  readonly teamId: string | null
  readonly gen: number
  readonly queuedAt: number | null
  readonly startedAt: number
  readonly waitingSince: number | null
  readonly headIseq: number
  readonly preview: string
  /** The offer that runs now. */
  readonly offer: { readonly id: string; readonly agentId: string; readonly why: Why } | null
}

export const routedConversations = (db: Kysely<Schema>) =>
  db
    .selectFrom('conversations as c')
    .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
    .leftJoin('agents as a', 'a.id', 'c.agent_id')
    .leftJoin('offers as o', (join) =>
      join.onRef('o.conversation_id', '=', 'c.id').on('o.ended_at', 'is', null),
    )
    .select([
      'c.id',
      'c.site_id as siteId',
      'c.visitor_id as visitorId',
      'v.name as visitorName',
      'c.status',
      'c.agent_id as agentId',
      'a.name as agentName',
      'c.team_id as teamId',
      'c.assign_gen as gen',
      'c.queued_at as queuedAt',
      'c.started_at as startedAt',
      'c.waiting_since as waitingSince',
      'c.last_iseq as headIseq',
      'c.preview',
      'o.id as offerId',
      'o.agent_id as offerAgentId',
      'o.why as offerWhy',
    ])
type ConversationRow = Awaited<ReturnType<ReturnType<typeof routedConversations>['execute']>>[number]

export const routedOf = ({ offerId, offerAgentId, offerWhy, ...row }: ConversationRow): Routed => ({
  ...row,
  offer:
    offerId && offerAgentId && offerWhy
      ? { id: offerId, agentId: offerAgentId, why: JSON.parse(offerWhy) as Why }
      : null,
})

export async function findConversation(
  db: Kysely<Schema>,
  siteId: string,
  id: string,
): Promise<Routed | null> {
  const row = await routedConversations(db)
    .where('c.id', '=', id)
    .where('c.site_id', '=', siteId)
    .executeTakeFirst()
  return row ? routedOf(row) : null
}

export interface RunningOffer {
  readonly id: string
  readonly siteId: string
  readonly conversationId: string
  readonly agentId: string
  readonly until: number
  readonly why: Why
  readonly visitorName: string
  readonly preview: string
}

/** Offers that run: all of them, or those of one agent. */
export async function runningOffers(
  db: Kysely<Schema>,
  of?: { readonly siteId: string; readonly agentId: string },
): Promise<RunningOffer[]> {
  let query = db
    .selectFrom('offers as o')
    .innerJoin('conversations as c', 'c.id', 'o.conversation_id')
    .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
    .where('o.ended_at', 'is', null)
    .orderBy('o.made_at')
    .orderBy('o.id')
    .select([
      'o.id',
      'o.site_id as siteId',
      'o.conversation_id as conversationId',
      'o.agent_id as agentId',
      'o.until',
      'o.why',
      'v.name as visitorName',
      'c.preview',
    ])
  if (of) query = query.where('o.site_id', '=', of.siteId).where('o.agent_id', '=', of.agentId)
  return (await query.execute()).map((row) => ({ ...row, why: JSON.parse(row.why) as Why }))
}

/** An offer in whatever state it is, if it was ever made to this agent. */
export async function findOffer(
  db: Kysely<Schema>,
  offerId: string,
  siteId: string,
  agentId: string,
): Promise<{ conversationId: string; outcome: string | null } | null> {
  const row = await db
    .selectFrom('offers')
    .select(['conversation_id as conversationId', 'outcome'])
    .where('id', '=', offerId)
    .where('site_id', '=', siteId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst()
  return row ?? null
}

/** An agent who can be given something on this site. */
export async function findMember(
  db: Kysely<Schema>,
  siteId: string,
  agentId: string,
): Promise<{ id: string; name: string } | null> {
  const row = await db
    .selectFrom('memberships as m')
    .innerJoin('agents as a', 'a.id', 'm.agent_id')
    .where('m.site_id', '=', siteId)
    .where('m.agent_id', '=', agentId)
    .where('a.disabled_at', 'is', null)
    .select(['a.id', 'a.name'])
    .executeTakeFirst()
  return row ?? null
}

export async function teamExists(db: Kysely<Schema>, siteId: string, teamId: string): Promise<boolean> {
  const row = await db
    .selectFrom('teams')
    .select('id')
    .where('id', '=', teamId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return row !== undefined
}

/** Who has anything open, on any site. */
export async function agentsWithConversations(
  db: Kysely<Schema>,
): Promise<{ siteId: string; agentId: string }[]> {
  return db
    .selectFrom('assignments')
    .select(['site_id as siteId', 'agent_id as agentId'])
    .distinct()
    .where('ended_at', 'is', null)
    .execute()
}

export async function conversationsOf(
  db: Kysely<Schema>,
  siteId: string,
  agentId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('assignments')
    .select('conversation_id')
    .where('site_id', '=', siteId)
    .where('agent_id', '=', agentId)
    .where('ended_at', 'is', null)
    .orderBy('started_at')
    .execute()
  return rows.map((row) => row.conversation_id)
}

export async function sitesWithWaiting(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('site_id')
    .distinct()
    .where('queued_at', 'is not', null)
    .execute()
  return rows.map((row) => row.site_id)
}

/** Resolved conversations in which the visitor wrote last: their waking was cut off by the end of the process. */
export async function unwoken(db: Kysely<Schema>): Promise<{ siteId: string; conversationId: string }[]> {
  return db
    .selectFrom('conversations')
    .select(['site_id as siteId', 'id as conversationId'])
    .where('status', '=', 'resolved')
    .where('waiting_since', 'is not', null)
    .execute()
}

/** Memberships whose count of slots is not what the tables say [RTE2]. */
export async function miscounted(
  db: Kysely<Schema>,
): Promise<{ siteId: string; agentId: string; active: number; held: number }[]> {
  const { rows } = await sql<{ siteId: string; agentId: string; active: number; held: number }>`
    select site_id as "siteId", agent_id as "agentId", active, held from (
      select m.site_id, m.agent_id, m.active,
        (select count(*) from assignments a where a.site_id = m.site_id and a.agent_id = m.agent_id
          and a.ended_at is null and a.holds_slot = 1) +
        (select count(*) from offers o where o.site_id = m.site_id and o.agent_id = m.agent_id
          and o.ended_at is null) as held
      from memberships m) as counted
    where active <> held`.execute(db)
  return rows
}
