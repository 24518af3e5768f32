/** The rows of the agents' inbox, read by the site's counter [SYN5]. */
import type { InboxRow } from '@docent/protocol'
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'

export interface InboxStore {
  /**
   * Rows that changed after a counter, in the order of their change: about `limit` of them, and never only a part
   * of those that one commit changed, since they share a counter and the next page begins behind it.
   */
  changedAfter(siteId: string, rev: number, limit: number): Promise<InboxRow[]>
  /**
   * What a push carries: the rows that changed after a counter, and the counter up to which they were read.
   * A bigger change comes in several (`more`); null reads only the counter.
   */
  nextPush(
    siteId: string,
    after: number | null,
  ): Promise<{ rows: readonly InboxRow[]; rev: number; more: boolean }>
  /** The site's counter, as committed. */
  rev(siteId: string): Promise<number>
}

/** Rows of one push; a bigger change is asked for in pages. */
const rowsPerPush = 500

export function createInboxStore(db: Kysely<Schema>): InboxStore {
  const rowsOf = (siteId: string) =>
    db
      .selectFrom('conversations as c')
      .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
      .leftJoin('offers as o', (join) =>
        join.onRef('o.conversation_id', '=', 'c.id').on('o.ended_at', 'is', null),
      )
      .where('c.site_id', '=', siteId)
      .orderBy('c.rev')
      .orderBy('c.id')
      .selectAll('c')
      .select([
        'v.name as visitor_name',
        'v.email as visitor_email',
        'v.verified_email',
        'o.id as offer_id',
        'o.agent_id as offer_agent_id',
        'o.until as offer_until',
      ])
  type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

  const toInboxRow = (row: Row): InboxRow => ({
    id: row.id,
    rev: row.rev,
    status: row.status,
    visitor: {
      id: row.visitor_id,
      name: row.visitor_name,
      email: row.verified_email ?? row.contact_email ?? row.visitor_email,
    },
    agentId: row.agent_id,
    teamId: row.team_id,
    offer:
      row.offer_id && row.offer_agent_id && row.offer_until
        ? { id: row.offer_id, agentId: row.offer_agent_id, until: row.offer_until }
        : null,
    gen: row.assign_gen,
    raised: row.raised === 1,
    startedAt: row.started_at,
    queuedAt: row.queued_at,
    waitingSince: row.waiting_since,
    headSeq: row.last_seq,
    headId: row.last_entry_id,
    headIseq: row.last_iseq,
    lastAt: row.last_at,
    lastAuthorKind: row.last_author_kind,
    preview: row.preview,
  })

  async function changedAfter(siteId: string, rev: number, limit: number): Promise<InboxRow[]> {
    const rows = await rowsOf(siteId).where('c.rev', '>', rev).limit(limit).execute()
    const last = rows.at(-1)
    if (!last || rows.length < limit) return rows.map(toInboxRow)
    const ofLastCommit = await rowsOf(siteId).where('c.rev', '=', last.rev).execute()
    return [...rows.filter((row) => row.rev !== last.rev), ...ofLastCommit].map(toInboxRow)
  }

  async function readRev(siteId: string): Promise<number> {
    const row = await db.selectFrom('sites').select('inbox_rev').where('id', '=', siteId).executeTakeFirst()
    return row?.inbox_rev ?? 0
  }

  return {
    changedAfter,
    rev: readRev,
    async nextPush(siteId, after) {
      const rev = await readRev(siteId)
      const rows = after === null ? [] : await changedAfter(siteId, after, rowsPerPush)
      const last = rows.at(-1)?.rev ?? rev
      const more = rows.length >= rowsPerPush
      return { rows, rev: more ? last : Math.max(rev, last), more }
    },
  }
}
