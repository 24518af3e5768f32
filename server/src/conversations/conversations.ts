/**
 * What is said in a conversation: starts, messages, notes. Decides, has it stored in one transaction, answers after
 * COMMIT, then tells the others. Knows no socket; who owns a conversation is decided by `routing`.
 */
import {
  type Author,
  type Entry,
  type EntryBody,
  failure,
  type InternalBody,
  type Origin,
  type Part,
  type Profile,
  type Reply,
  type Stored,
  type WrittenPart,
} from '@docent/protocol'
import { v7 as uuidv7 } from 'uuid'
import type { Clock } from '../clock.ts'
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../realtime/principal.ts'
import type { Batch, WriteQueue } from '../storage/write-queue.ts'
import type { VisitorStore } from '../visitors/visitors.store.ts'
import type { Announcer } from './announcer.ts'
import {
  AlreadyStored,
  type AppendedTo,
  type AppendStore,
  NoSuchConversation,
  type StoredMessage,
} from './append.store.ts'
import { messageBody, sameWords } from './message-body.ts'
import { maySee } from './visibility.ts'

export interface PostRequest {
  readonly conversationId: string
  readonly cmid: string
  readonly parts: readonly WrittenPart[]
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
  readonly writes: WriteQueue
  readonly append: AppendStore
  readonly visitors: VisitorStore
  readonly routing: ConversationRouting
  readonly announcer: Announcer
  readonly clock: Clock
  /** Whether a site is open by its business hours. */
  readonly inHours: (siteId: string, at: number) => boolean
}

const noConversation = failure(
  'not_found',
  'There is no conversation with this id. Start one, or ask for the list again.',
)

/** Thrown inside a job, so that nothing is stored: the conversation must change hands first. */
class NotTheirs extends Error {}

export function createConversations(options: Options): Conversations {
  const { writes, append, visitors, routing, announcer, clock, inHours } = options

  async function post(principal: Principal, request: PostRequest, socketId?: string): Promise<Reply<Stored>> {
    try {
      return await store(principal, request, socketId)
    } catch (error) {
      if (!(error instanceof NotTheirs) || principal.kind === 'visitor') throw error
    }
    const taken = await routing.takeByReply(principal, request.conversationId)
    if (!taken.ok) return taken
    try {
      return await store(principal, request, socketId)
    } catch (error) {
      if (!(error instanceof NotTheirs)) throw error
      // It changed hands between the two: nothing was stored, and the client asks again.
      return {
        ok: false,
        error: failure('unavailable', 'The conversation changed hands just now. Send it again.'),
      }
    }
  }

  async function store(
    principal: Principal,
    request: PostRequest,
    socketId?: string,
  ): Promise<Reply<Stored>> {
    const authorId = principal.kind === 'visitor' ? principal.visitorId : principal.agentId
    if (authorId === null) return { ok: false, error: noConversation }
    const { conversationId, cmid, parts } = request
    const body = messageBody(parts)
    const message = {
      id: uuidv7(),
      siteId: principal.siteId,
      conversationId,
      cmid,
      authorKind: principal.kind,
      authorId,
      via: principal.kind === 'visitor' ? ('widget' as const) : ('console' as const),
      at: clock.now(),
      body: body.json,
      preview: body.preview,
    }
    try {
      const row = await writes.batch((batch) => {
        const appended = append.append(batch, message)
        if (principal.kind === 'agent') assertTheirs(principal, appended)
        return appended
      })
      announcer.entry(
        entryOf(message, row.seq, authorOf(principal), { kind: 'message', parts: body.parts }),
        socketId === undefined ? undefined : { except: socketId },
      )
      announcer.inbox(principal.siteId)
      if (row.status === 'resolved' && principal.kind === 'visitor')
        routing.woke(principal.siteId, conversationId)
      const stored = { seq: row.seq, id: message.id, at: message.at, duplicate: false }
      return { ok: true, data: body.enriched ? { ...stored, parts: body.parts } : stored }
    } catch (error) {
      if (error instanceof AlreadyStored) return repeated(principal, request, error.stored)
      if (error instanceof NoSuchConversation) return { ok: false, error: noConversation }
      throw error
    }
  }

  /** An agent writes in what is theirs; who may take over may also write without taking. */
  function assertTheirs(principal: AgentPrincipal, row: AppendedTo): void {
    if (!maySee(principal, row)) throw new NoSuchConversation()
    if (row.agentId !== principal.agentId && !(row.agentId !== null && principal.role !== 'agent'))
      throw new NotTheirs()
  }

  /** The same command again: the first one stands, and everybody hears of it once more, in case they did not [MSG5]. */
  function repeated(principal: Principal, request: PostRequest, stored: StoredMessage): Reply<Stored> {
    const authorId = principal.kind === 'visitor' ? principal.visitorId : principal.agentId
    if (stored.authorKind !== principal.kind || stored.authorId !== authorId)
      return {
        ok: false,
        error: failure('conflict', 'This command id was used by somebody else. Make a new one.'),
      }
    if (stored.conversationId !== request.conversationId || !sameWords(request.parts, stored.body))
      return {
        ok: false,
        error: failure(
          'mismatch',
          'This command id was used before with another content, which was kept. Make a new one.',
        ),
      }
    const { parts } = JSON.parse(stored.body ?? '{"parts":[]}') as { parts: readonly Part[] }
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
    const { siteId } = principal
    const { conversationId, cmid, parts, origin } = request
    const body = messageBody(parts)
    const at = clock.now()
    const id = uuidv7()
    try {
      const made = await writes.batch((batch) => {
        const visitorId = visitors.ensure({ ...principal, profile, at })
        const isNew = append.create(batch, { id: conversationId, siteId, visitorId, at })
        const opening = isNew && origin ? appendOrigin(batch, siteId, conversationId, at, origin) : null
        const message = {
          id,
          siteId,
          conversationId,
          cmid,
          authorKind: 'visitor' as const,
          authorId: visitorId,
          via: 'widget' as const,
          at,
          body: body.json,
          preview: body.preview,
        }
        const { seq, status } = append.append(batch, message)
        if (isNew) {
          const queued: InternalBody = { kind: 'queued', reason: 'started' }
          const inside = {
            id: uuidv7(),
            siteId,
            conversationId,
            at,
            inHours: inHours(siteId, at),
            teamId: null,
          }
          append.appendInternal(batch, { ...inside, body: queued })
        }
        const author: Author = { kind: 'visitor', id: visitorId, name: '' }
        const entry = entryOf(message, seq, author, { kind: 'message', parts: body.parts })
        return { visitorId, isNew, status, entries: opening ? [opening, entry] : [entry], seq }
      })
      for (const entry of made.entries)
        announcer.entry(entry, socketId === undefined ? undefined : { except: socketId })
      announcer.inbox(siteId)
      if (made.isNew) routing.queued(siteId, conversationId)
      else if (made.status === 'resolved') routing.woke(siteId, conversationId)
      const stored = { seq: made.seq, id, at, duplicate: false, entries: made.entries }
      return {
        ok: true,
        data: {
          stored: body.enriched ? { ...stored, parts: body.parts } : stored,
          visitorId: made.visitorId,
        },
      }
    } catch (error) {
      if (error instanceof AlreadyStored) return startedBefore(principal, request, error.stored)
      if (error instanceof NoSuchConversation) return { ok: false, error: noConversation }
      throw error
    }
  }

  function startedBefore(
    principal: VisitorPrincipal,
    request: StartRequest,
    stored: StoredMessage,
  ): Reply<Started> {
    const visitorId = visitors.find(
      principal.siteId,
      principal.identity.kind,
      principal.identity.subject,
    )?.visitorId
    const known = { ...principal, visitorId: visitorId ?? null }
    const reply = repeated(known, request, stored)
    if (!reply.ok || !visitorId) return reply.ok ? { ok: false, error: noConversation } : reply
    const parts = reply.data.parts ?? []
    const entry = entryOf({ ...stored, cmid: request.cmid }, stored.seq, authorOf(known), {
      kind: 'message',
      parts,
    })
    return { ok: true, data: { stored: { ...reply.data, entries: [entry] }, visitorId } }
  }

  function appendOrigin(
    batch: Batch,
    siteId: string,
    conversationId: string,
    at: number,
    origin: Origin,
  ): Entry {
    const body: EntryBody = { kind: 'origin', origin }
    const id = uuidv7()
    const seq = append.appendSystem(batch, { id, siteId, conversationId, at, body })
    const author: Author = { kind: 'system', id: null, name: '' }
    return entryOf({ id, conversationId, at, via: 'widget', cmid: null }, seq, author, body)
  }

  return { post, start }
}

/** A visitor's name may change, an entry must not: it carries the names of agents only. */
const authorOf = (principal: Principal): Author =>
  principal.kind === 'visitor'
    ? { kind: 'visitor', id: principal.visitorId, name: '' }
    : { kind: 'agent', id: principal.agentId, name: principal.name }

const entryOf = (
  { id, conversationId, at, via, cmid }: Pick<Entry, 'id' | 'conversationId' | 'at' | 'via' | 'cmid'>,
  seq: number,
  author: Author,
  body: EntryBody,
): Entry => ({ id, conversationId, seq, at, author, via, cmid, ...body })
