/**
 * Appends to the two logs of a conversation inside a Kysely transaction: what routing and other rare changes use.
 * Messages take the prepared path of `append.store.ts`; both raise the same counters.
 */
import type { Entry, EntryBody, InternalBody, InternalEntry } from '@docent/protocol'
import type { Transaction } from 'kysely'
import { newId } from '../ids.ts'
import type { Schema } from '../storage/schema.ts'
import type { TransactionBatch } from '../storage/writes.ts'

export interface EntryAuthor {
  readonly kind: 'visitor' | 'agent' | 'bot' | 'system'
  readonly id: string | null
  readonly name: string
}

export const systemAuthor: EntryAuthor = { kind: 'system', id: null, name: '' }

interface NewEntry<Body> {
  readonly siteId: string
  readonly conversationId: string
  readonly author: EntryAuthor
  readonly at: number
  readonly body: Body
  readonly cmid?: string
}

/** Adds an entry to the public log; returns it as everybody sees it. */
export async function appendEntry(
  trx: Transaction<Schema>,
  batch: TransactionBatch,
  {
    siteId,
    conversationId,
    author,
    at,
    body,
    cmid,
    via,
  }: NewEntry<EntryBody> & { readonly via: Entry['via'] },
): Promise<Entry> {
  const id = newId()
  const { row_id, last_seq: seq } = await trx
    .updateTable('conversations')
    .set((eb) => ({
      last_seq: eb('last_seq', '+', 1),
      last_entry_id: id,
      last_at: at,
      rev: batch.rev(siteId),
    }))
    .where('id', '=', conversationId)
    .returning(['row_id', 'last_seq'])
    .executeTakeFirstOrThrow()
  const { kind, ...content } = body
  await trx
    .insertInto('entries')
    .values({
      id,
      site_id: siteId,
      conversation_row_id: row_id,
      seq,
      at,
      kind,
      author_kind: author.kind,
      author_id: author.id,
      via,
      cmid: cmid ?? null,
      target_id: 'target' in body ? body.target : null,
    })
    .execute()
  await trx
    .insertInto('entry_contents')
    .values({ entry_id: id, body: JSON.stringify(content) })
    .execute()
  return { id, conversationId, seq, at, author, via, cmid: cmid ?? null, ...body }
}

/** Adds an entry to the internal log, placed behind the public head of this moment [MSG2]. */
export async function appendInternalEntry(
  trx: Transaction<Schema>,
  batch: TransactionBatch,
  entry: NewEntry<InternalBody> & { readonly teamId: string | null; readonly inHours: boolean },
): Promise<InternalEntry> {
  const { siteId, conversationId, author, at, body, cmid, teamId, inHours } = entry
  const id = newId()
  const {
    row_id,
    last_iseq: iseq,
    last_seq: afterSeq,
  } = await trx
    .updateTable('conversations')
    .set((eb) => ({ last_iseq: eb('last_iseq', '+', 1), rev: batch.rev(siteId) }))
    .where('id', '=', conversationId)
    .returning(['row_id', 'last_iseq', 'last_seq'])
    .executeTakeFirstOrThrow()
  const { kind, ...content } = body
  await trx
    .insertInto('internal_entries')
    .values({
      id,
      site_id: siteId,
      conversation_row_id: row_id,
      iseq,
      after_seq: afterSeq,
      at,
      kind,
      author_kind: author.kind,
      author_id: author.id,
      cmid: cmid ?? null,
      team_id: teamId,
      in_hours: inHours ? 1 : 0,
    })
    .execute()
  await trx
    .insertInto('entry_contents')
    .values({ entry_id: id, body: JSON.stringify(content) })
    .execute()
  return { id, conversationId, iseq, afterSeq, at, author, cmid: cmid ?? null, teamId, inHours, ...body }
}
