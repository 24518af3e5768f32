/** What the choice of an agent reads of the database: who waits, who is there, who served or refused before. Decides nothing itself. */
import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { Candidate } from './choose-agent.ts'
import { type Routed, routedConversations, routedOf } from './routing.store.ts'

/** Where a page of those who wait ended. */
export interface WaitingCursor {
  readonly queuedAt: number
  readonly id: string
}

interface WaitingQuery {
  readonly siteId: string
  /** Those with raised priority, or the others: each in the order of the index, so that a page reads only its rows. */
  readonly raised: 0 | 1
  /** Teams of the agents who are there; conversations of no team come along. */
  readonly teamIds: readonly string[]
  readonly after: WaitingCursor | null
  readonly limit: number
}

/** Those who wait and are offered to nobody, the oldest first. */
export async function waitingPage(
  db: Kysely<Schema>,
  { siteId, raised, teamIds, after, limit }: WaitingQuery,
): Promise<Routed[]> {
  let query = routedConversations(db)
    .where('c.site_id', '=', siteId)
    .where('c.raised', '=', raised)
    .where('c.queued_at', 'is not', null)
    .where('o.id', 'is', null)
    .where((eb) =>
      eb.or([eb('c.team_id', 'is', null), ...(teamIds.length ? [eb('c.team_id', 'in', [...teamIds])] : [])]),
    )
    .orderBy('c.queued_at')
    .orderBy('c.id')
    .limit(limit)
  if (after) query = query.where(sql<SqlBool>`(c.queued_at, c.id) > (${after.queuedAt}, ${after.id})`)
  return (await query.execute()).map(routedOf)
}

/** The connected agents of a site who accept, full ones too. */
export async function acceptingAgents(
  db: Kysely<Schema>,
  siteId: string,
  connected: readonly string[],
): Promise<Candidate[]> {
  if (connected.length === 0) return []
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('agents as a', 'a.id', 'm.agent_id')
    .where('m.site_id', '=', siteId)
    .where('m.agent_id', 'in', [...connected])
    .where('m.accepting', '=', 1)
    .where('a.disabled_at', 'is', null)
    .select([
      'm.agent_id as agentId',
      'm.active',
      'm.capacity',
      'm.last_assigned_at as lastAssignedAt',
      (eb) =>
        eb
          .selectFrom('team_members as t')
          .whereRef('t.agent_id', '=', 'm.agent_id')
          .whereRef('t.site_id', '=', 'm.site_id')
          .select(sql<string>`json_group_array(t.team_id)`.as('ids'))
          .as('teamIds'),
    ])
    .execute()
  return rows.map((row) => ({ ...row, teamIds: JSON.parse(row.teamIds ?? '[]') as string[] }))
}

/** Who last had a conversation of this visitor since a moment: told by the "joined" lines of the last ones. */
export async function lastServedBy(
  db: Kysely<Schema>,
  siteId: string,
  visitorId: string,
  since: number,
): Promise<string | null> {
  const row = await db
    .selectFrom(
      db
        .selectFrom('conversations')
        .select('row_id')
        .where('visitor_id', '=', visitorId)
        .where('site_id', '=', siteId)
        .where('last_at', '>=', since)
        .orderBy('started_at', 'desc')
        // Who wrote more often than that within a day is well known anyway.
        .limit(5)
        .as('c'),
    )
    .innerJoin('entries as e', 'e.conversation_row_id', 'c.row_id')
    .where('e.kind', '=', 'joined')
    .where('e.at', '>=', since)
    .orderBy('e.at', 'desc')
    .select('e.author_id')
    .limit(1)
    .executeTakeFirst()
  return row?.author_id ?? null
}

/** Who had a conversation last. */
export async function lastOwner(db: Kysely<Schema>, conversationId: string): Promise<string | null> {
  const row = await db
    .selectFrom('conversations as c')
    .innerJoin('entries as e', 'e.conversation_row_id', 'c.row_id')
    .select('e.author_id')
    .where('c.id', '=', conversationId)
    .where('e.kind', '=', 'joined')
    .orderBy('e.seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.author_id ?? null
}

/** Offers of a conversation that its agents let pass since it began to wait. */
export async function refusals(
  db: Kysely<Schema>,
  conversationId: string,
  since: number,
): Promise<{ agentId: string; outcome: string | null; endedAt: number | null }[]> {
  return db
    .selectFrom('offers')
    .select(['agent_id as agentId', 'outcome', 'ended_at as endedAt'])
    .where('conversation_id', '=', conversationId)
    .where('ended_at', '>=', since)
    .where('outcome', 'in', ['declined', 'missed'])
    .execute()
}
