/**
 * The conversations of the relay in memory: it stores, numbers, deduplicates and publishes as the real one does.
 * Knows who is connected, and no flows.
 */
import type {
  Entry,
  InternalEntry,
  LogPage,
  Origin,
  Part,
  QueuePlace,
  Reply,
  Stored,
  VisitorConversation,
} from '@docent/protocol'
import { done, failure } from '@docent/protocol/reply'
import type { Clock } from '../outside.ts'
import type { Peer } from './fake-links.ts'

export interface StoredConversation {
  readonly id: string
  visitor: string
  readonly log: Entry[]
  readonly internal: InternalEntry[]
  status: 'open' | 'resolved'
  agentsReadSeq: number
  readSeq: number
  queue: QueuePlace | null
}

/** What may stand in a command about a conversation. */
export interface ConversationAsk {
  readonly conversationId: string
  readonly cmid: string
  readonly parts: readonly Part[]
  readonly origin?: Origin
  readonly after: { readonly seq: number; readonly id: string | null }
  readonly epoch: string | null
  readonly beforeSeq: number
  readonly limit?: number
  readonly seq: number
  readonly afterIseq: number
}

export const notFound = {
  ok: false,
  error: failure('not_found', 'There is no conversation with this id.'),
} as const

const pageEntries = 200
const catchUpEntries = 1_000

export interface FakeConversationsOptions {
  readonly clock: Clock
  readonly connected: ReadonlySet<Peer>
  readonly epoch: () => string
  readonly personOf: (peer: Peer) => string
}

export function createFakeConversations({ clock, connected, epoch, personOf }: FakeConversationsOptions) {
  const conversations = new Map<string, StoredConversation>()
  let ids = 0
  const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`

  const mayRead = (who: Peer, { visitor }: StoredConversation) =>
    who.kind === 'agent' || visitor === personOf(who)

  function append(
    to: StoredConversation,
    who: Peer | null,
    body: { kind: 'message'; parts: readonly Part[] } | { kind: 'origin'; origin: Origin },
    cmid: string | null,
  ): Entry {
    const byVisitor = who?.kind === 'visitor'
    const entry: Entry = {
      id: newId(),
      conversationId: to.id,
      seq: to.log.length + 1,
      at: clock.now(),
      author: byVisitor
        ? { kind: 'visitor', id: personOf(who), name: '' }
        : { kind: 'agent', id: 'ada', name: 'Ada' },
      via: byVisitor ? 'widget' : 'console',
      cmid,
      ...body,
    }
    to.log.push(entry)
    return entry
  }

  function publish(entry: Entry, except: Peer | null) {
    for (const socket of connected)
      if (socket !== except && socket.rooms.has(entry.conversationId))
        socket.push('entry:appended', { entry })
  }

  function stored(entry: Entry, duplicate: boolean): Stored {
    return { seq: entry.seq, id: entry.id, at: entry.at, duplicate }
  }

  function start(who: Peer, { conversationId, cmid, parts, origin }: ConversationAsk) {
    const there = conversations.get(conversationId)
    const entries = there?.log.filter((entry) => entry.cmid === cmid || entry.kind === 'origin') ?? []
    const first = entries.find((entry) => entry.cmid === cmid)
    if (there && (!mayRead(who, there) || !first)) return notFound
    if (first) {
      publish(first, who)
      return done({ ...stored(first, true), entries })
    }
    const made: StoredConversation = {
      id: conversationId,
      visitor: personOf(who),
      log: [],
      internal: [],
      status: 'open',
      agentsReadSeq: 0,
      readSeq: 0,
      queue: { place: 1, estimateSeconds: null },
    }
    conversations.set(conversationId, made)
    if (origin) append(made, null, { kind: 'origin', origin }, null)
    const entry = append(made, who, { kind: 'message', parts }, cmid)
    for (const socket of connected)
      if (socket.kind === 'visitor' && personOf(socket) === made.visitor) socket.rooms.add(conversationId)
    publish(entry, who)
    return done({ ...stored(entry, false), entries: [...made.log] })
  }

  function send(who: Peer, { conversationId, cmid, parts }: ConversationAsk) {
    const to = conversations.get(conversationId)
    if (!to || !mayRead(who, to)) return notFound
    const known = to.log.find((entry) => entry.cmid === cmid)
    const entry = known ?? append(to, who, { kind: 'message', parts }, cmid)
    publish(entry, who)
    return done(stored(entry, known !== undefined))
  }

  function sync(who: Peer, { conversationId, after, epoch: theirs }: ConversationAsk): Reply<LogPage> {
    const of = conversations.get(conversationId)
    if (!of || !mayRead(who, of)) return notFound
    who.rooms.add(conversationId)
    const { log } = of
    const head = log.at(-1)
    const ends = { headSeq: log.length, headId: head?.id ?? null, epoch: epoch() }
    const last = { ...ends, entries: log.slice(-pageEntries), more: false }
    const matches = after.seq === 0 || log[after.seq - 1]?.id === after.id
    if (!matches || (after.seq > 0 && theirs !== epoch())) return done({ kind: 'reset', ...last })
    if (log.length - after.seq > catchUpEntries) return done({ kind: 'last_page', ...last })
    const entries = log.slice(after.seq, after.seq + pageEntries)
    return done({ kind: 'entries', ...ends, entries, more: after.seq + entries.length < log.length })
  }

  function history(who: Peer, { conversationId, beforeSeq, limit = 50 }: ConversationAsk) {
    const of = conversations.get(conversationId)
    if (!of || !mayRead(who, of)) return notFound
    const from = Math.max(0, beforeSeq - 1 - limit)
    return done({ entries: of.log.slice(from, beforeSeq - 1), more: from > 0 })
  }

  function note(who: Peer, { conversationId, cmid, parts }: ConversationAsk) {
    const to = conversations.get(conversationId)
    if (!to) return notFound
    const known = to.internal.find((entry) => entry.cmid === cmid)
    const entry: InternalEntry = known ?? {
      id: newId(),
      conversationId,
      iseq: to.internal.length + 1,
      afterSeq: to.log.length,
      at: clock.now(),
      author: { kind: 'agent', id: 'ada', name: 'Ada' },
      cmid,
      teamId: null,
      inHours: true,
      kind: 'note',
      parts,
    }
    if (!known) to.internal.push(entry)
    for (const socket of connected)
      if (socket !== who && socket.kind === 'agent') socket.push('internal:appended', { entry })
    const { iseq, afterSeq, id, at } = entry
    return done({ iseq, afterSeq, id, at, duplicate: known !== undefined })
  }

  function read(who: Peer, { conversationId, seq }: ConversationAsk) {
    const of = conversations.get(conversationId)
    if (of && who.kind === 'visitor') of.readSeq = Math.max(of.readSeq, seq)
    return of ? done({ seq }) : notFound
  }

  function syncInternal({ conversationId, afterIseq }: ConversationAsk) {
    const of = conversations.get(conversationId)
    const entries = of?.internal.slice(afterIseq) ?? []
    return of ? done({ entries, headIseq: of.internal.length, more: false }) : notFound
  }

  const listOf = (who: Peer): VisitorConversation[] =>
    [...conversations.values()]
      .filter((conversation) => mayRead(who, conversation))
      .map(({ id, status, log, readSeq, agentsReadSeq, queue }) => ({
        id,
        status,
        startedAt: log[0]?.at ?? 0,
        headSeq: log.length,
        headId: log.at(-1)?.id ?? null,
        last: log.at(-1) ?? null,
        agent: null,
        queue,
        readSeq,
        agentsReadSeq,
      }))

  return {
    stored: conversations,
    start,
    send,
    sync,
    history,
    note,
    read,
    syncInternal,
    listOf,
    /** An anonymous visitor signed in. */
    merge(from: string, to: string) {
      for (const conversation of conversations.values())
        if (conversation.visitor === from) conversation.visitor = to
    },
    agentSays(conversationId: string, text: string): Entry {
      const to = conversations.get(conversationId)
      if (!to) throw new Error(`no conversation ${conversationId}`)
      const entry = append(to, null, { kind: 'message', parts: [{ type: 'text', text }] }, null)
      publish(entry, null)
      return entry
    },
    headsFor(peer: Peer) {
      const mine = [...conversations.values()].filter((one) => mayRead(peer, one))
      return mine.map(({ id, log, internal }) =>
        peer.kind === 'agent' ? [id, log.length, internal.length] : [id, log.length],
      )
    },
    backup: () => structuredClone(conversations),
    restore(copy: Map<string, StoredConversation>) {
      conversations.clear()
      for (const [id, conversation] of structuredClone(copy)) conversations.set(id, conversation)
    },
  }
}
