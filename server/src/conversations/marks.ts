/** How far each member has read, who is writing now, and the address that a visitor leaves for an answer. */
import type { Author, Nothing, Reply } from '@docent/protocol'
import type { Clock } from '../clock.ts'
import type { Principal, VisitorPrincipal } from '../realtime/principal.ts'
import { type Publisher, rooms } from '../realtime/publisher.ts'
import type { Writes } from '../storage/writes.ts'
import type { Announcer } from './announcer.ts'
import type { ConversationRow } from './conversations.store.ts'
import { noConversation } from './failures.ts'
import { appendInternalEntry } from './log.store.ts'

interface Options {
  readonly writes: Writes
  readonly publisher: Publisher
  readonly announcer: Announcer
  readonly clock: Clock
  readonly find: (principal: Principal, conversationId: string) => Promise<ConversationRow | null>
  readonly inHours: (siteId: string, at: number) => boolean
}

export type Marks = ReturnType<typeof createMarks>

export function createMarks({ writes, publisher, announcer, clock, find, inHours }: Options) {
  /** Raises the caller's mark, clamped to the head; a lower one changes nothing [MRK1]. */
  async function read(
    principal: Principal,
    conversationId: string,
    seq: number,
    socketId: string,
  ): Promise<Reply<{ seq: number }>> {
    const row = await find(principal, conversationId)
    if (!row) return noConversation
    const clamped = Math.min(seq, row.last_seq)
    const memberId = principal.kind === 'visitor' ? row.visitor_id : principal.agentId
    const mark = {
      conversationId,
      memberId,
      memberKind: principal.kind,
      siteId: row.site_id,
      seq: clamped,
      at: clock.now(),
    }
    const raised = await writes.run('mark:raise', mark)
    if (raised) tell(principal, row, clamped, socketId)
    return { ok: true, data: { seq: clamped } }
  }

  function tell(principal: Principal, row: ConversationRow, seq: number, except: string): void {
    const room = rooms.conversation(row.id)
    if (principal.kind === 'visitor') {
      publisher.toAgents(room, 'read:changed', { conversationId: row.id, by: 'visitor', seq })
      publisher.toVisitors(
        rooms.visitor(row.visitor_id),
        'read:changed',
        { conversationId: row.id, by: 'me', seq },
        { except },
      )
    } else {
      // A visitor hears that somebody has read, not who.
      publisher.toVisitors(room, 'read:changed', { conversationId: row.id, by: 'agents', seq })
      publisher.toAgents(
        rooms.agent(row.site_id, principal.agentId),
        'read:changed',
        { conversationId: row.id, by: 'me', seq },
        { except },
      )
    }
  }

  /** Volatile: stored nowhere, dropped where a reader is slow [MRK3]. */
  async function typing(
    principal: Principal,
    conversationId: string,
    on: boolean,
    except: string,
  ): Promise<Reply<Nothing>> {
    const row = await find(principal, conversationId)
    if (!row) return noConversation
    const author: Author =
      principal.kind === 'visitor'
        ? { kind: 'visitor', id: row.visitor_id, name: '' }
        : { kind: 'agent', id: principal.agentId, name: principal.name }
    publisher.toAll(
      rooms.conversation(conversationId),
      'typing:changed',
      { conversationId, author, typing: on },
      { except, volatile: true },
    )
    return { ok: true, data: {} }
  }

  /** Keeps a typed address, as unverified, and writes it down for the agents [RTE8]. */
  async function leaveContact(
    principal: VisitorPrincipal,
    conversationId: string,
    email: string,
  ): Promise<Reply<{ email: string }>> {
    const row = await find(principal, conversationId)
    if (!row) return noConversation
    const at = clock.now()
    const entry = await writes.transaction(async (trx, batch) => {
      await trx
        .updateTable('conversations')
        .set({ contact_email: email })
        .where('id', '=', conversationId)
        .execute()
      await trx
        .updateTable('visitors')
        .set({ email })
        .where('id', '=', row.visitor_id)
        .where('email', 'is', null)
        .execute()
      return appendInternalEntry(trx, batch, {
        siteId: row.site_id,
        conversationId,
        author: { kind: 'visitor', id: row.visitor_id, name: '' },
        at,
        body: { kind: 'contact_left', email },
        teamId: row.team_id,
        inHours: inHours(row.site_id, at),
      })
    })
    announcer.internal(entry)
    announcer.inbox(row.site_id)
    return { ok: true, data: { email } }
  }

  return { read, typing, leaveContact }
}
