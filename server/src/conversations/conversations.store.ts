/** Reads of conversations and their two logs, as committed. What the caller may see is decided by `conversations.ts`. */
import type { Author, Entry, EntryBody, InternalBody, InternalEntry } from '@docent/protocol'
import type { Kysely, Selectable } from 'kysely'
import type { Schema } from '../storage/schema.ts'

/** A conversation, and the agent to whom it is offered at the moment. */
export type ConversationRow = Selectable<Schema['conversations']> & { readonly offered_to?: string | null }

export interface ConversationStore {
  find(siteId: string, conversationId: string): Promise<ConversationRow | null>
  /** The visitor's conversations, the latest first. */
  ofVisitor(visitorId: string, limit: number): Promise<readonly ConversationRow[]>
  /** Entries with seq in (after, before), in order; the first `limit`, or with `fromEnd` the last. */
  entries(
    conversationId: string,
    range: { after?: number; before?: number; limit: number; fromEnd?: boolean },
  ): Promise<Entry[]>
  /** Edits and deletions behind `afterSeq` of entries that lie before it. */
  changesOf(conversationId: string, targets: readonly string[], afterSeq: number): Promise<Entry[]>
  /** The id of the entry at a place of the log. */
  idAt(conversationId: string, seq: number): Promise<string | null>
  internal(conversationId: string, afterIseq: number, limit: number): Promise<InternalEntry[]>
  lastEntries(conversationIds: readonly string[]): Promise<Map<string, Entry>>
  /** Read marks of a conversation's members. */
  marks(
    conversationIds: readonly string[],
  ): Promise<
    readonly { conversationId: string; memberId: string; memberKind: 'visitor' | 'agent'; seq: number }[]
  >
  agentNames(agentIds: readonly string[]): Promise<Map<string, string>>
}

/** A row of either log with its content and its author's name. */
interface LogRow {
  id: string
  at: number
  kind: string
  author_kind: Author['kind']
  author_id: string | null
  cmid: string | null
  body: string | null
  agent_name: string | null
}

export function createConversationStore(db: Kysely<Schema>): ConversationStore {
  const rowOf = (conversationId: string) =>
    db.selectFrom('conversations').select('row_id').where('id', '=', conversationId)
  const entryRows = () =>
    db
      .selectFrom('entries as e')
      .innerJoin('conversations as v', 'v.row_id', 'e.conversation_row_id')
      .leftJoin('entry_contents as c', 'c.entry_id', 'e.id')
      .leftJoin('agents as a', 'a.id', 'e.author_id')
      .select([
        'e.id',
        'v.id as conversation_id',
        'e.seq',
        'e.at',
        'e.kind',
        'e.author_kind',
        'e.author_id',
        'e.via',
        'e.cmid',
        'c.body',
        'a.name as agent_name',
      ])

  return {
    async find(siteId, conversationId) {
      const row = await db
        .selectFrom('conversations as c')
        .leftJoin('offers as o', (join) =>
          join.onRef('o.conversation_id', '=', 'c.id').on('o.ended_at', 'is', null),
        )
        .selectAll('c')
        .select('o.agent_id as offered_to')
        .where('c.id', '=', conversationId)
        .where('c.site_id', '=', siteId)
        .executeTakeFirst()
      return row ?? null
    },
    ofVisitor: (visitorId, limit) =>
      db
        .selectFrom('conversations')
        .selectAll()
        .where('visitor_id', '=', visitorId)
        .orderBy('last_at', 'desc')
        .limit(limit)
        .execute(),
    async entries(conversationId, { after, before, limit, fromEnd = false }) {
      let query = entryRows()
        .where('e.conversation_row_id', '=', rowOf(conversationId))
        .orderBy('e.seq', fromEnd ? 'desc' : 'asc')
        .limit(limit)
      if (after !== undefined) query = query.where('e.seq', '>', after)
      if (before !== undefined) query = query.where('e.seq', '<', before)
      const rows = await query.execute()
      return (fromEnd ? rows.reverse() : rows).map(entryOf)
    },
    async changesOf(conversationId, targets, afterSeq) {
      if (targets.length === 0) return []
      const rows = await entryRows()
        .where('e.conversation_row_id', '=', rowOf(conversationId))
        .where('e.seq', '>', afterSeq)
        .where('e.target_id', 'in', [...targets])
        .orderBy('e.seq')
        .execute()
      return rows.map(entryOf)
    },
    async idAt(conversationId, seq) {
      const row = await db
        .selectFrom('entries')
        .select('id')
        .where('conversation_row_id', '=', rowOf(conversationId))
        .where('seq', '=', seq)
        .executeTakeFirst()
      return row?.id ?? null
    },
    async internal(conversationId, afterIseq, limit) {
      const rows = await db
        .selectFrom('internal_entries as e')
        .leftJoin('entry_contents as c', 'c.entry_id', 'e.id')
        .leftJoin('agents as a', 'a.id', 'e.author_id')
        .where('e.conversation_row_id', '=', rowOf(conversationId))
        .where('e.iseq', '>', afterIseq)
        .orderBy('e.iseq')
        .limit(limit)
        .selectAll('e')
        .select(['c.body', 'a.name as agent_name'])
        .execute()
      return rows.map(
        (row): InternalEntry => ({
          ...(contentOf(row) as InternalBody),
          id: row.id,
          conversationId,
          iseq: row.iseq,
          afterSeq: row.after_seq,
          at: row.at,
          author: authorOf(row),
          cmid: row.cmid,
          teamId: row.team_id,
          inHours: row.in_hours === 1,
        }),
      )
    },
    async lastEntries(conversationIds) {
      if (conversationIds.length === 0) return new Map()
      const rows = await entryRows()
        .where('v.id', 'in', [...conversationIds])
        .whereRef('e.seq', '=', 'v.last_seq')
        .execute()
      return new Map(rows.map((row) => [row.conversation_id, entryOf(row)]))
    },
    async marks(conversationIds) {
      if (conversationIds.length === 0) return []
      return db
        .selectFrom('read_marks')
        .select([
          'conversation_id as conversationId',
          'member_id as memberId',
          'member_kind as memberKind',
          'seq',
        ])
        .where('conversation_id', 'in', [...conversationIds])
        .execute()
    },
    async agentNames(agentIds) {
      if (agentIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('agents')
        .select(['id', 'name'])
        .where('id', 'in', [...agentIds])
        .execute()
      return new Map(rows.map((row) => [row.id, row.name]))
    },
  }
}

const entryOf = (row: LogRow & { conversation_id: string; seq: number; via: Entry['via'] }): Entry => ({
  ...(contentOf(row) as EntryBody),
  id: row.id,
  conversationId: row.conversation_id,
  seq: row.seq,
  at: row.at,
  author: authorOf(row),
  via: row.via,
  cmid: row.cmid,
})

/** An erased message keeps its place and says nothing. */
const contentOf = (row: LogRow): object =>
  row.body === null
    ? { kind: row.kind, ...(row.kind === 'message' && { parts: [] }) }
    : { kind: row.kind, ...JSON.parse(row.body) }

/** A visitor's name may change, an entry must not: it carries the names of agents only. */
const authorOf = (row: LogRow): Author => ({
  kind: row.author_kind,
  id: row.author_id,
  name: row.agent_name ?? '',
})
