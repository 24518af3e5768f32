/** How far each member of a conversation has read; raised by a prepared statement, since every reader sends these. */
import type { Database } from 'better-sqlite3'

export interface ReadMark {
  readonly conversationId: string
  readonly memberId: string
  readonly memberKind: 'visitor' | 'agent'
  readonly siteId: string
  readonly seq: number
  readonly at: number
}

export interface MarkStore {
  /** Raises a mark, inside a job of the write queue; false where it stood there or further. */
  raise(mark: ReadMark): boolean
}

export function createMarkStore(database: Database): MarkStore {
  const raise = database.prepare(
    `insert into read_marks (conversation_id, member_id, member_kind, site_id, seq, at) values (?, ?, ?, ?, ?, ?)
     on conflict (conversation_id, member_id) do update set seq = excluded.seq, at = excluded.at
     where read_marks.seq < excluded.seq`,
  )
  return {
    raise: ({ conversationId, memberId, memberKind, siteId, seq, at }) =>
      raise.run(conversationId, memberId, memberKind, siteId, seq, at).changes === 1,
  }
}
