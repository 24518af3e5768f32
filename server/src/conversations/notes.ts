/** Notes that agents leave for each other: entries of the internal log, with the same promise as messages. */
import type { InternalEntry, Part, Reply, WrittenPart } from '@docent/protocol'
import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { Schema } from '../storage/schema.ts'
import type { Writes } from '../storage/writes.ts'
import type { Announcer } from './announcer.ts'
import { noConversationToSee } from './failures.ts'
import { appendInternalEntry } from './log.store.ts'
import { messageBody } from './message-body.ts'
import { keptParts } from './repeats.ts'
import { maySee } from './visibility.ts'

export interface StoredNote {
  readonly iseq: number
  readonly afterSeq: number
  readonly id: string
  readonly at: number
  readonly duplicate: boolean
  readonly parts?: readonly Part[]
}

interface Options {
  readonly writes: Writes
  readonly announcer: Announcer
  readonly clock: Clock
  readonly inHours: (siteId: string, at: number) => boolean
}

interface NoteRequest {
  readonly conversationId: string
  readonly cmid: string
  readonly parts: readonly WrittenPart[]
}

export function createNotes({ writes, announcer, clock, inHours }: Options) {
  return {
    /** Adds a note; the same `cmid` twice stores it once. */
    async add(
      principal: AgentPrincipal,
      request: NoteRequest,
      socketId?: string,
    ): Promise<Reply<StoredNote>> {
      const { siteId } = principal
      const { conversationId, cmid, parts } = request
      const body = messageBody(parts)
      const result = await writes.transaction(
        async (trx, batch): Promise<Reply<StoredNote & { entry?: InternalEntry }>> => {
          const row = await trx
            .selectFrom('conversations')
            .select(['team_id', 'agent_id'])
            .where('id', '=', conversationId)
            .where('site_id', '=', siteId)
            .executeTakeFirst()
          if (!row || !maySee(principal, { teamId: row.team_id, agentId: row.agent_id }))
            return noConversationToSee
          const before = await findNote(trx, siteId, cmid)
          if (before) return repeated(before, principal, request)
          const at = clock.now()
          const entry = await appendInternalEntry(trx, batch, {
            siteId,
            conversationId,
            author: { kind: 'agent', id: principal.agentId, name: principal.name },
            at,
            body: { kind: 'note', parts: body.parts },
            cmid,
            teamId: row.team_id,
            inHours: inHours(siteId, at),
          })
          const { id, iseq, afterSeq } = entry
          return {
            ok: true,
            data: {
              id,
              iseq,
              afterSeq,
              at,
              duplicate: false,
              entry,
              ...(body.enriched && { parts: body.parts }),
            },
          }
        },
      )
      if (!result.ok || !result.data.entry) return result
      const { entry, ...stored } = result.data
      announcer.internal(entry, socketId === undefined ? undefined : { except: socketId })
      announcer.inbox(siteId)
      return { ok: true, data: stored }
    },
  }
}

const findNote = (trx: Kysely<Schema>, siteId: string, cmid: string) =>
  trx
    .selectFrom('internal_entries as e')
    .innerJoin('conversations as v', 'v.row_id', 'e.conversation_row_id')
    .leftJoin('entry_contents as c', 'c.entry_id', 'e.id')
    .where('e.site_id', '=', siteId)
    .where('e.cmid', '=', cmid)
    .select(['e.id', 'e.iseq', 'e.after_seq', 'e.at', 'e.author_id', 'v.id as conversation_id', 'c.body'])
    .executeTakeFirst()

function repeated(
  before: NonNullable<Awaited<ReturnType<typeof findNote>>>,
  principal: AgentPrincipal,
  request: NoteRequest,
): Reply<StoredNote> {
  const { id, iseq, after_seq: afterSeq, at, author_id, conversation_id: conversationId, body } = before
  const isOwn = author_id === principal.agentId
  const kept = keptParts(request, { isOwn, conversationId, body })
  return kept.ok ? { ok: true, data: { id, iseq, afterSeq, at, duplicate: true, parts: kept.data } } : kept
}
