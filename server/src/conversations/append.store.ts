/**
 * The hot path: appends messages with prepared statements, inside a job of the write queue.
 * Building these queries through Kysely each time costs two thirds of the throughput, so this one store speaks SQL itself.
 */

import type { Entry, EntryBody, InternalBody, Part } from '@docent/protocol'
import type { Database } from 'better-sqlite3'
import type { Batch } from '../storage/write-queue.ts'

/** A message that is to be stored. */
export interface NewMessage {
  readonly id: string
  readonly siteId: string
  readonly conversationId: string
  readonly cmid: string
  readonly authorKind: 'visitor' | 'agent'
  readonly authorId: string
  readonly via: Entry['via']
  readonly at: number
  readonly parts: readonly Part[]
  readonly preview: string
}

/** The row behind a conversation as it stands after the append. */
export interface AppendedTo {
  readonly rowId: number
  readonly seq: number
  readonly visitorId: string
  readonly agentId: string | null
  readonly teamId: string | null
  readonly status: 'open' | 'resolved'
  /** 1 where the visitor left an address for answers; said of agents' messages only. */
  readonly hasAddress?: 0 | 1
}

/** What is stored already under a `cmid`. */
export interface StoredMessage {
  readonly id: string
  readonly siteId: string
  readonly conversationId: string
  readonly seq: number
  readonly at: number
  readonly authorKind: string
  readonly authorId: string | null
  readonly via: Entry['via']
  /** Null after an erasure. */
  readonly body: string | null
}

/** What an append came to; where it is not `appended`, the caller takes the raised `seq` back [MSG4]. */
export type AppendResult =
  | ({ readonly kind: 'appended' } & AppendedTo)
  | { readonly kind: 'repeated'; readonly stored: StoredMessage }
  | { readonly kind: 'absent' }

export interface NewConversation {
  readonly id: string
  readonly siteId: string
  readonly visitorId: string
  readonly at: number
}

export interface AppendStore {
  /** Raises the head, then inserts. A command that is known, or no such conversation of this author's, is a result. */
  append(batch: Batch, message: NewMessage): AppendResult
  /** Notes that an entry is to be mailed, unless it is read before `dueAt` [MSG6]. */
  mailLater(mail: {
    id: string
    siteId: string
    conversationId: string
    entryId: string
    seq: number
    dueAt: number
  }): void
  /** Makes a conversation that waits for an agent; false when its id exists. */
  create(batch: Batch, conversation: NewConversation): boolean
  /** Adds an entry without an author's command: an origin. */
  appendSystem(
    batch: Batch,
    entry: { id: string; siteId: string; conversationId: string; at: number; body: EntryBody },
  ): number
  appendInternal(
    batch: Batch,
    entry: {
      id: string
      siteId: string
      conversationId: string
      at: number
      inHours: boolean
      teamId: string | null
      body: InternalBody
    },
  ): { iseq: number; afterSeq: number }
}

export function createAppendStore(database: Database): AppendStore {
  const raiseByVisitor = database.prepare<unknown[], AppendedTo>(
    `update conversations set last_seq = last_seq + 1, last_entry_id = ?, last_at = ?, last_author_kind = 'visitor', preview = ?,
       waiting_since = coalesce(waiting_since, ?), rev = ? where id = ? and site_id = ? and visitor_id = ?
     returning row_id as rowId, last_seq as seq, visitor_id as visitorId, agent_id as agentId, team_id as teamId, status`,
  )
  const raiseByAgent = database.prepare<unknown[], AppendedTo>(
    `update conversations set last_seq = last_seq + 1, last_entry_id = ?, last_at = ?, last_author_kind = 'agent', preview = ?,
       waiting_since = null, rev = ? where id = ? and site_id = ?
     returning row_id as rowId, last_seq as seq, visitor_id as visitorId, agent_id as agentId, team_id as teamId, status,
       contact_email is not null as hasAddress`,
  )
  const raiseBySystem = database.prepare<unknown[], { rowId: number; seq: number }>(
    `update conversations set last_seq = last_seq + 1, last_entry_id = ?, rev = ? where id = ?
     returning row_id as rowId, last_seq as seq`,
  )
  const raiseInternal = database.prepare<unknown[], { rowId: number; iseq: number; afterSeq: number }>(
    `update conversations set last_iseq = last_iseq + 1, rev = ? where id = ?
     returning row_id as rowId, last_iseq as iseq, last_seq as afterSeq`,
  )
  const insertEntry = database.prepare(
    `insert into entries (id, site_id, conversation_row_id, seq, at, kind, author_kind, author_id, via, cmid, target_id)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null) on conflict (site_id, cmid) where cmid is not null do nothing`,
  )
  const insertInternal = database.prepare(
    `insert into internal_entries (id, site_id, conversation_row_id, iseq, after_seq, at, kind, author_kind, author_id, cmid, team_id, in_hours)
     values (?, ?, ?, ?, ?, ?, ?, 'system', null, null, ?, ?)`,
  )
  const insertContent = database.prepare('insert into entry_contents (entry_id, body) values (?, ?)')
  const insertConversation = database.prepare(
    `insert into conversations (id, site_id, visitor_id, status, queued_at, waiting_since, started_at, last_at, rev)
     values (?, ?, ?, 'open', ?, ?, ?, ?, ?) on conflict (id) do nothing`,
  )
  const insertMail = database.prepare(
    `insert into outbox (id, site_id, kind, entry_id, payload, next_at) values (?, ?, 'mail', ?, ?, ?)`,
  )
  const findByCmid = database.prepare<unknown[], StoredMessage>(
    `select e.id, e.site_id as siteId, v.id as conversationId, e.seq, e.at, e.author_kind as authorKind,
       e.author_id as authorId, e.via, c.body
     from entries e join conversations v on v.row_id = e.conversation_row_id
       left join entry_contents c on c.entry_id = e.id where e.site_id = ? and e.cmid = ?`,
  )

  return {
    append(batch, message) {
      const { id, siteId, conversationId, cmid, authorKind, authorId, via, at, parts, preview } = message
      const rev = batch.rev(siteId)
      const raised =
        authorKind === 'visitor'
          ? raiseByVisitor.get(id, at, preview, at, rev, conversationId, siteId, authorId)
          : raiseByAgent.get(id, at, preview, rev, conversationId, siteId)
      if (!raised) {
        const stored = findByCmid.get(siteId, cmid)
        return stored ? { kind: 'repeated', stored } : { kind: 'absent' }
      }
      const { changes } = insertEntry.run(
        id,
        siteId,
        raised.rowId,
        raised.seq,
        at,
        'message',
        authorKind,
        authorId,
        via,
        cmid,
      )
      if (changes === 0) {
        const stored = findByCmid.get(siteId, cmid)
        if (!stored) throw new Error(`entry ${cmid} conflicts with nothing`)
        return { kind: 'repeated', stored }
      }
      insertContent.run(id, JSON.stringify({ parts }))
      return { kind: 'appended', ...raised }
    },
    mailLater({ id, siteId, conversationId, entryId, seq, dueAt }) {
      insertMail.run(id, siteId, entryId, JSON.stringify({ conversationId, seq }), dueAt)
    },
    create(batch, { id, siteId, visitorId, at }) {
      return insertConversation.run(id, siteId, visitorId, at, at, at, at, batch.rev(siteId)).changes === 1
    },
    appendSystem(batch, { id, siteId, conversationId, at, body }) {
      const { kind, ...content } = body
      const raised = raiseBySystem.get(id, batch.rev(siteId), conversationId)
      if (!raised) throw new Error(`no conversation ${conversationId}`)
      insertEntry.run(id, siteId, raised.rowId, raised.seq, at, kind, 'system', null, 'widget', null)
      insertContent.run(id, JSON.stringify(content))
      return raised.seq
    },
    appendInternal(batch, { id, siteId, conversationId, at, inHours, teamId, body }) {
      const { kind, ...content } = body
      const raised = raiseInternal.get(batch.rev(siteId), conversationId)
      if (!raised) throw new Error(`no conversation ${conversationId}`)
      insertInternal.run(
        id,
        siteId,
        raised.rowId,
        raised.iseq,
        raised.afterSeq,
        at,
        kind,
        teamId,
        inHours ? 1 : 0,
      )
      insertContent.run(id, JSON.stringify(content))
      return raised
    },
  }
}
