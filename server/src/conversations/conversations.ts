/**
 * What is said in a conversation: starts, messages, notes. Decides, has it stored in one transaction, answers after
 * COMMIT, then tells the others. Knows no socket; who owns a conversation is decided by `routing`.
 */
import type { Author, Entry, EntryBody, Origin, Profile, Reply, Stored } from '@docent/protocol'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../realtime/principal.ts'
import type { Writes } from '../storage/writes.ts'
import type { VisitorStore } from '../visitors/visitors.store.ts'
import type { Announcer } from './announcer.ts'
import type { StoredMessage } from './append.store.ts'
import type { ConversationStore } from './conversations.store.ts'
import { changedHands, noChat, noConversation } from './failures.ts'
import { messageBody, type SaidPart } from './message-body.ts'
import { keptParts } from './repeats.ts'

export interface PostRequest {
  readonly conversationId: string
  readonly cmid: string
  readonly parts: readonly SaidPart[]
}

export interface StartRequest extends PostRequest {
  readonly origin?: Origin | undefined
}

export interface Started {
  readonly stored: Stored & { readonly entries: readonly Entry[] }
  /** The visitor's row, made by this start where there was none. */
  readonly visitorId: string
}

export interface Conversations {
  /** Adds a message. `socketId` is the sender's, whose ack says it all. */
  post(principal: Principal, request: PostRequest, socketId?: string): Promise<Reply<Stored>>
  /** Makes visitor, conversation, origin, first message and place in the queue in one transaction [STA1]. */
  start(
    principal: VisitorPrincipal,
    request: StartRequest,
    profile: Profile,
    socketId?: string,
  ): Promise<Reply<Started>>
}

/** What a conversation needs of those who decide whose it is. */
export interface ConversationRouting {
  queued(siteId: string, conversationId: string): void
  /** A visitor wrote to a resolved conversation. */
  woke(siteId: string, conversationId: string): void
  /** An agent answers what is offered to them, or what nobody has [RTE5]. */
  takeByReply(principal: AgentPrincipal, conversationId: string): Promise<Reply<unknown>>
}

interface Options {
  readonly writes: Writes
  readonly visitors: Pick<VisitorStore, 'find'>
  readonly log: Pick<ConversationStore, 'entries' | 'find'>
  readonly routing: ConversationRouting
  readonly announcer: Announcer
  readonly clock: Clock
  /** Milliseconds after which an unread answer is mailed to who left an address; null where there is no mail. */
  readonly mailAfterMs: number | null
  /** Whether a site is open by its business hours. */
  readonly inHours: (siteId: string, at: number) => boolean
  /** Whether a site's visitors may begin a conversation [HLP10]. */
  readonly takesChat: (siteId: string) => boolean
}

export function createConversations(options: Options): Conversations {
  const { writes, visitors, log, routing, announcer, clock, mailAfterMs, inHours, takesChat } = options

  async function post(principal: Principal, request: PostRequest, socketId?: string): Promise<Reply<Stored>> {
    const first = await append(principal, request, socketId)
    if (first !== 'not_theirs' || principal.kind === 'visitor') return answerOf(first)
    const taken = await routing.takeByReply(principal, request.conversationId)
    return taken.ok ? answerOf(await append(principal, request, socketId)) : taken
  }

  /** It changed hands between the take and the append: nothing was stored, and the client asks again. */
  const answerOf = (result: Reply<Stored> | 'not_theirs'): Reply<Stored> =>
    result === 'not_theirs' ? changedHands : result

  async function append(
    principal: Principal,
    request: PostRequest,
    socketId?: string,
  ): Promise<Reply<Stored> | 'not_theirs'> {
    const authorId = principal.kind === 'visitor' ? principal.visitorId : principal.agentId
    if (authorId === null) return noConversation
    const { conversationId, cmid, parts } = request
    const { siteId } = principal
    const body = messageBody(parts)
    const message = {
      id: newId(),
      siteId,
      conversationId,
      cmid,
      authorKind: principal.kind,
      authorId,
      via: principal.kind === 'visitor' ? ('widget' as const) : ('console' as const),
      at: clock.now(),
      parts: body.parts,
      preview: body.preview,
    }
    const agent = principal.kind === 'agent' ? principal : null
    const mail = agent && mailAfterMs !== null ? { id: newId(), dueAt: message.at + mailAfterMs } : null
    const result = await writes.run('message:append', { message, agent, mail })
    switch (result.kind) {
      case 'not_theirs':
        return 'not_theirs'
      case 'absent':
        return noConversation
      case 'repeated':
        return repeated(principal, request, result.stored)
      case 'appended': {
        const { seq, status } = result
        const entry = entryOf(message, seq, authorOf(principal), { kind: 'message', parts: body.parts })
        tell([entry], siteId, socketId)
        if (status === 'resolved' && !agent) routing.woke(siteId, conversationId)
        const stored = { seq, id: message.id, at: message.at, duplicate: false }
        return { ok: true, data: body.enriched ? { ...stored, parts: body.parts } : stored }
      }
    }
  }

  function tell(entries: readonly Entry[], siteId: string, socketId: string | undefined): void {
    for (const entry of entries)
      announcer.entry(entry, socketId === undefined ? undefined : { except: socketId })
    announcer.inbox(siteId)
  }

  /** The same command again: the first one stands, and everybody hears of it once more, in case they did not [MSG5]. */
  function repeated(principal: Principal, request: PostRequest, stored: StoredMessage): Reply<Stored> {
    const authorId = principal.kind === 'visitor' ? principal.visitorId : principal.agentId
    const isOwn = stored.authorKind === principal.kind && stored.authorId === authorId
    const kept = keptParts(request, { ...stored, isOwn })
    if (!kept.ok) return kept
    const parts = kept.data
    const { id, seq, at } = stored
    announcer.entry(
      entryOf({ ...stored, cmid: request.cmid }, seq, authorOf(principal), { kind: 'message', parts }),
    )
    return { ok: true, data: { seq, id, at, duplicate: true, parts } }
  }

  async function start(
    principal: VisitorPrincipal,
    request: StartRequest,
    profile: Profile,
    socketId?: string,
  ): Promise<Reply<Started>> {
    const { siteId, identity, device, verifiedEmail } = principal
    const { conversationId, cmid, parts, origin } = request
    // What began while the site took some goes on: its first message may be told again.
    if (!takesChat(siteId) && !(await log.find(siteId, conversationId))) return noChat
    const body = messageBody(parts)
    const at = clock.now()
    const message = {
      id: newId(),
      siteId,
      conversationId,
      cmid,
      via: 'widget' as const,
      at,
      parts: body.parts,
      preview: body.preview,
    }
    const opening = origin ? { id: newId(), origin } : null
    const result = await writes.run('conversation:start', {
      visitor: { siteId, identity, device, verifiedEmail, profile, at },
      message,
      origin: opening,
      queuedId: newId(),
      inHours: inHours(siteId, at),
    })
    if (result.kind === 'absent') return noConversation
    if (result.kind === 'repeated') return startedBefore(principal, request, result.stored)
    const { visitorId, isNew, seq, status } = result
    const author: Author = { kind: 'visitor', id: visitorId, name: '' }
    const entries = [entryOf(message, seq, author, { kind: 'message', parts: body.parts })]
    if (isNew && opening) entries.unshift(originEntry(opening, conversationId, seq - 1, at))
    tell(entries, siteId, socketId)
    if (isNew) routing.queued(siteId, conversationId)
    else if (status === 'resolved') routing.woke(siteId, conversationId)
    const stored = { seq, id: message.id, at, duplicate: false, entries }
    return {
      ok: true,
      data: { stored: body.enriched ? { ...stored, parts: body.parts } : stored, visitorId },
    }
  }

  /** Answers as the first one did: with the origin, too, where that start put one before its message. */
  async function startedBefore(
    principal: VisitorPrincipal,
    request: StartRequest,
    stored: StoredMessage,
  ): Promise<Reply<Started>> {
    const visitorId = visitors.find(
      principal.siteId,
      principal.identity.kind,
      principal.identity.subject,
    )?.visitorId
    const known = { ...principal, visitorId: visitorId ?? null }
    const reply = repeated(known, request, stored)
    if (!reply.ok || !visitorId) return reply.ok ? noConversation : reply
    const parts = reply.data.parts ?? []
    const entry = entryOf({ ...stored, cmid: request.cmid }, stored.seq, authorOf(known), {
      kind: 'message',
      parts,
    })
    const { conversationId, seq } = stored
    const before = await log.entries(conversationId, { after: seq - 2, before: seq, limit: 1 })
    // An origin and the message behind it are stored together, so this one is of no other start.
    const entries = [...before.filter(({ kind }) => kind === 'origin'), entry]
    return { ok: true, data: { stored: { ...reply.data, entries }, visitorId } }
  }

  return { post, start }
}

/** A visitor's name may change, an entry must not: it carries the names of agents only. */
const authorOf = (principal: Principal): Author =>
  principal.kind === 'visitor'
    ? { kind: 'visitor', id: principal.visitorId, name: '' }
    : { kind: 'agent', id: principal.agentId, name: principal.name }

const originEntry = (
  { id, origin }: { id: string; origin: Origin },
  conversationId: string,
  seq: number,
  at: number,
): Entry =>
  entryOf(
    { id, conversationId, at, via: 'widget', cmid: null },
    seq,
    { kind: 'system', id: null, name: '' },
    { kind: 'origin', origin },
  )

const entryOf = (
  { id, conversationId, at, via, cmid }: Pick<Entry, 'id' | 'conversationId' | 'at' | 'via' | 'cmid'>,
  seq: number,
  author: Author,
  body: EntryBody,
): Entry => ({ id, conversationId, seq, at, author, via, cmid, ...body })
