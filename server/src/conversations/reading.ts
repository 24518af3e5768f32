/** Pages of conversations, of their logs and of the inbox, for those who may see them. Stores nothing, tells nobody. */
import {
  type Author,
  type Entry,
  type HistoryPage,
  type InboxPage,
  type InternalEntry,
  type LogPage,
  limits,
  logOf,
  type QueuePlace,
  type Reply,
  type VisitorConversation,
} from '@docent/protocol'
import type { AgentPrincipal, Principal } from '../realtime/principal.ts'
import type { ConversationRow, ConversationStore } from './conversations.store.ts'
import { noConversation } from './failures.ts'
import type { InboxStore } from './inbox.store.ts'
import { maySee } from './visibility.ts'

interface Options {
  readonly store: ConversationStore
  readonly inbox: InboxStore
  readonly epoch: string
  /** The place of a waiting conversation, as last told to its visitor. */
  readonly queuePlace: (conversationId: string) => QueuePlace | null
}

interface Position {
  readonly seq: number
  readonly id: string | null
}

const listLength = 50

export type Reading = ReturnType<typeof createReading>

export function createReading({ store, inbox, epoch, queuePlace }: Options) {
  /** The conversation, if the principal is its visitor or an agent who may see it. */
  async function find(principal: Principal, conversationId: string): Promise<ConversationRow | null> {
    const row = await store.find(principal.siteId, conversationId)
    if (!row) return null
    if (principal.kind === 'visitor') return row.visitor_id === principal.visitorId ? row : null
    return maySee(principal, {
      teamId: row.team_id,
      agentId: row.agent_id,
      offeredTo: row.offered_to ?? null,
    })
      ? row
      : null
  }

  async function lastPage(kind: 'last_page' | 'reset', row: ConversationRow): Promise<LogPage> {
    const entries = await store.entries(row.id, {
      before: row.last_seq + 1,
      limit: limits.pageEntries,
      fromEnd: true,
    })
    const page = withinBytes(entries.toReversed()).toReversed()
    return { kind, entries: page, headSeq: row.last_seq, headId: row.last_entry_id, more: false, epoch }
  }

  /** What follows a cursor, or the end of the log where the cursor is too old or not of this log [SYN2] [MSG7]. */
  async function sync(
    principal: Principal,
    {
      conversationId,
      after,
      epoch: known,
    }: { conversationId: string; after: Position; epoch: string | null },
  ): Promise<Reply<LogPage>> {
    const row = await find(principal, conversationId)
    if (!row) return noConversation
    if (await isForeign(row, after, known)) return { ok: true, data: await lastPage('reset', row) }
    if (after.seq === 0 || row.last_seq - after.seq > limits.catchUpEntries)
      return { ok: true, data: await lastPage('last_page', row) }
    const entries = await store.entries(row.id, { after: after.seq, limit: limits.pageEntries })
    const page = withinBytes(entries)
    const end = page.at(-1)?.seq ?? after.seq
    const more = end < row.last_seq
    return {
      ok: true,
      data: { kind: 'entries', entries: page, headSeq: row.last_seq, headId: row.last_entry_id, more, epoch },
    }
  }

  /** A cursor beyond the head, an id that is not there, or another epoch: the database went back [MSG7]. */
  async function isForeign(row: ConversationRow, after: Position, known: string | null): Promise<boolean> {
    if (known !== null && known !== epoch) return true
    if (after.seq === 0) return false
    if (after.seq > row.last_seq) return true
    return after.id !== null && (await store.idAt(row.id, after.seq)) !== after.id
  }

  async function history(
    principal: Principal,
    { conversationId, beforeSeq, limit }: { conversationId: string; beforeSeq: number; limit: number },
  ): Promise<Reply<HistoryPage>> {
    const row = await find(principal, conversationId)
    if (!row) return noConversation
    const entries = await store.entries(row.id, { before: beforeSeq, limit, fromEnd: true })
    const page = withinBytes(entries.toReversed()).toReversed()
    const folded = await withLaterChanges(row.id, page)
    return { ok: true, data: { entries: folded, more: (page[0]?.seq ?? 1) > 1 } }
  }

  /** The reader may never load the edits that lie behind a page of history, so the page comes with them done [SYN2]. */
  async function withLaterChanges(conversationId: string, page: readonly Entry[]): Promise<readonly Entry[]> {
    const end = page.at(-1)
    if (!end) return page
    const changes = await store.changesOf(
      conversationId,
      page.filter((entry) => entry.kind === 'message').map((entry) => entry.id),
      end.seq,
    )
    if (changes.length === 0) return page
    return logOf(conversationId, [...page, ...changes]).entries.slice(0, page.length)
  }

  async function internal(
    principal: AgentPrincipal,
    { conversationId, afterIseq }: { conversationId: string; afterIseq: number },
  ): Promise<Reply<{ entries: readonly InternalEntry[]; headIseq: number; more: boolean }>> {
    const row = await find(principal, conversationId)
    if (!row) return noConversation
    const entries = withinBytes(await store.internal(row.id, afterIseq, limits.pageEntries))
    const more = (entries.at(-1)?.iseq ?? afterIseq) < row.last_iseq
    return { ok: true, data: { entries, headIseq: row.last_iseq, more } }
  }

  async function list(
    visitorId: string | null,
  ): Promise<{ conversations: readonly VisitorConversation[]; epoch: string }> {
    if (visitorId === null) return { conversations: [], epoch }
    const rows = await store.ofVisitor(visitorId, listLength)
    const ids = rows.map((row) => row.id)
    const agentIds = rows.flatMap((row) => row.agent_id ?? [])
    const [last, marks, names] = await Promise.all([
      store.lastEntries(ids),
      store.marks(ids),
      store.agentNames(agentIds),
    ])
    const conversations = rows.map((row): VisitorConversation => {
      const own = marks.filter((mark) => mark.conversationId === row.id)
      const agent: Author | null = row.agent_id
        ? { kind: 'agent', id: row.agent_id, name: names.get(row.agent_id) ?? '' }
        : null
      return {
        id: row.id,
        status: row.status,
        startedAt: row.started_at,
        headSeq: row.last_seq,
        headId: row.last_entry_id,
        last: last.get(row.id) ?? null,
        agent,
        queue: row.queued_at === null ? null : queuePlace(row.id),
        readSeq: own.find((mark) => mark.memberKind === 'visitor')?.seq ?? 0,
        agentsReadSeq: Math.max(
          0,
          ...own.filter((mark) => mark.memberKind === 'agent').map((mark) => mark.seq),
        ),
      }
    })
    return { conversations, epoch }
  }

  /** A page of changed rows; what changed and is no longer the agent's to see is named in `gone` [SYN5]. */
  async function inboxSync(
    principal: AgentPrincipal,
    { after, epoch: known, limit }: { after: number; epoch: string | null; limit: number },
  ): Promise<InboxPage> {
    const head = await inbox.rev(principal.siteId)
    const reset = after > head || (known !== null && known !== epoch)
    const changed = await inbox.changedAfter(principal.siteId, reset ? 0 : after, limit)
    const rows = changed.filter((row) => maySee(principal, { ...row, offeredTo: row.offer?.agentId ?? null }))
    const marks = await store.marks(rows.map((row) => row.id))
    const more = changed.length >= limit
    return {
      rows,
      gone: changed.filter((row) => !rows.includes(row)).map((row) => row.id),
      rev: changed.at(-1)?.rev ?? (reset ? head : Math.max(after, head)),
      more,
      readSeq: Object.fromEntries(
        marks
          .filter((mark) => mark.memberId === principal.agentId)
          .map((mark) => [mark.conversationId, mark.seq]),
      ),
      epoch,
      reset,
    }
  }

  return { find, sync, history, internal, list, inboxSync, epoch }
}

/** As many entries from the front as fit into a page's bytes; always at least one, or a long entry would stop the log. */
function withinBytes<T>(entries: readonly T[]): readonly T[] {
  let bytes = 0
  const end = entries.findIndex((entry) => {
    bytes += Buffer.byteLength(JSON.stringify(entry))
    return bytes > limits.pageBytes
  })
  return end < 0 ? entries : entries.slice(0, Math.max(1, end))
}
