/**
 * A relay in memory that keeps the protocol's promises, over links that need not: what travels can be lost, doubled,
 * late or cut. A fake, not a mock: it stores, numbers, deduplicates and pushes as the real one does.
 */
import type {
  Entry,
  FlowEvent,
  InternalEntry,
  LogPage,
  Origin,
  Part,
  PublishedFlow,
  QueuePlace,
  Reply,
  Stored,
  VisitorConversation,
} from '@docent/protocol'
import { done, failure } from '@docent/protocol/reply'
import type { Clock, OpenSocket, Socket } from '../outside.ts'
import { createFakeFlows, type FakeFlows } from './fake-flows.ts'

/** What a link does to one message: the delays in milliseconds of its copies; none loses it. */
export type Fate = () => readonly number[]

export interface FakeLink {
  request: Fate
  reply: Fate
  push: Fate
}

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

interface Connected {
  readonly kind: 'visitor' | 'agent'
  readonly auth: Readonly<Record<string, unknown>>
  readonly rooms: Set<string>
  push(event: string, payload: unknown): void
  cut(): void
}

type Ask = Readonly<Record<string, unknown>> & {
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
  readonly event: FlowEvent
  readonly eventId: string
  readonly name: string
}

export interface FakeRelay {
  readonly link: FakeLink
  readonly conversations: Map<string, StoredConversation>
  readonly flows: FakeFlows
  /** Publishes these flows and no others, and tells every page. */
  publish(...flows: readonly PublishedFlow[]): void
  /** Every request that arrived, in order. */
  readonly heard: { readonly command: string; readonly payload: Ask; readonly token: string }[]
  openSocket(kind: 'visitor' | 'agent'): OpenSocket
  /** Puts an agent's words into a conversation, and pushes them. */
  agentSays(conversationId: string, text: string): Entry
  push(event: string, payload: unknown, to?: 'visitor' | 'agent'): void
  /** Tells every socket where its conversations' logs end. */
  sendHeads(): void
  sockets(): number
  cutAll(): void
  goDown(): void
  comeUp(): void
  /** Answers a command once with this instead of doing it. */
  refuseNext(command: string, reply: Reply<never>): void
  /** From now on answers a command that this relay does not know with this. */
  answer(command: string, reply: Reply<unknown>): void
  refuseHandshakes(refusal: Reply<never> | null): void
  /** Leaves handshakes without any answer. */
  muteHandshakes(muted: boolean): void
  /** A copy of the database as it is. */
  backup(): Map<string, StoredConversation>
  restore(copy: Map<string, StoredConversation>): void
  epoch(): string
}

export const clean: Fate = () => [1]
const pageEntries = 200
const catchUpEntries = 1_000

export function createFakeRelay(clock: Clock): FakeRelay {
  const link: FakeLink = { request: clean, reply: clean, push: clean }
  const conversations = new Map<string, StoredConversation>()
  const heard: FakeRelay['heard'] = []
  const flows = createFakeFlows()
  const connected = new Set<Connected>()
  const refusals = new Map<string, Reply<never>>()
  const answers = new Map<string, Reply<unknown>>()
  let handshakeRefusal: Reply<never> | null = null
  let up = true
  let muted = false
  let ids = 0
  let restores = 0

  const epoch = () => `epoch-${restores}`
  const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`
  const notFound = {
    ok: false,
    error: failure('not_found', 'There is no conversation with this id.'),
  } as const

  /** A user's token joins whoever had the anonymous one. */
  const personOf = ({ auth }: Connected) => {
    if (typeof auth.jwt !== 'string') return `visitor:${auth.token}`
    const user = `user:${auth.jwt}`
    for (const conversation of conversations.values())
      if (conversation.visitor === `visitor:${auth.token}`) conversation.visitor = user
    flows.merge(`visitor:${auth.token}`, user)
    return user
  }

  const mayRead = (who: Connected, { visitor }: StoredConversation) =>
    who.kind === 'agent' || visitor === personOf(who)

  function append(
    to: StoredConversation,
    who: Connected | null,
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

  function publish(entry: Entry, except: Connected | null) {
    for (const socket of connected)
      if (socket !== except && socket.rooms.has(entry.conversationId))
        socket.push('entry:appended', { entry })
  }

  function stored(entry: Entry, duplicate: boolean): Stored {
    return { seq: entry.seq, id: entry.id, at: entry.at, duplicate }
  }

  function start(who: Connected, { conversationId, cmid, parts, origin }: Ask) {
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

  function send(who: Connected, { conversationId, cmid, parts }: Ask) {
    const to = conversations.get(conversationId)
    if (!to || !mayRead(who, to)) return notFound
    const known = to.log.find((entry) => entry.cmid === cmid)
    const entry = known ?? append(to, who, { kind: 'message', parts }, cmid)
    publish(entry, who)
    return done(stored(entry, known !== undefined))
  }

  function sync(who: Connected, { conversationId, after, epoch: theirs }: Ask): Reply<LogPage> {
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

  function history(who: Connected, { conversationId, beforeSeq, limit = 50 }: Ask) {
    const of = conversations.get(conversationId)
    if (!of || !mayRead(who, of)) return notFound
    const from = Math.max(0, beforeSeq - 1 - limit)
    return done({ entries: of.log.slice(from, beforeSeq - 1), more: from > 0 })
  }

  function recordProgress(who: Connected, event: FlowEvent) {
    const person = personOf(who)
    const reply = flows.record(person, event)
    if (reply.ok)
      for (const socket of connected)
        if (socket !== who && socket.kind === 'visitor' && personOf(socket) === person)
          socket.push('run:changed', reply.data)
    return reply
  }

  const listOf = (who: Connected): VisitorConversation[] =>
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

  function note(who: Connected, { conversationId, cmid, parts }: Ask) {
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

  function handle(who: Connected, command: string, ask: Ask): Reply<unknown> {
    heard.push({ command, payload: ask, token: String(who.auth.token ?? '') })
    const refusal = refusals.get(command)
    if (refusals.delete(command) && refusal) return refusal
    const of = conversations.get(ask.conversationId)
    switch (command) {
      case 'conversation:start':
        return start(who, ask)
      case 'message:send':
        return send(who, ask)
      case 'conversation:sync':
        return sync(who, ask)
      case 'conversation:history':
        return history(who, ask)
      case 'conversation:list':
        return done({ conversations: listOf(who), epoch: epoch() })
      case 'conversation:read':
        if (of && who.kind === 'visitor') of.readSeq = Math.max(of.readSeq, ask.seq)
        return of ? done({ seq: ask.seq }) : notFound
      case 'note:add':
        return note(who, ask)
      case 'internal:sync': {
        const entries = of?.internal.slice(ask.afterIseq) ?? []
        return of ? done({ entries, headIseq: of.internal.length, more: false }) : notFound
      }
      case 'inbox:sync':
        return done({ rows: [], gone: [], rev: 0, more: false, readSeq: {}, epoch: epoch(), reset: false })
      case 'conversation:take':
      case 'conversation:resolve':
        return done({ gen: Number(ask.gen) + 1 })
      case 'agent:list':
        return done({ agents: [], teams: [] })
      case 'flow:record':
        return recordProgress(who, ask.event)
      case 'flow:runs':
        return done({ runs: flows.runsOf(personOf(who)), events: flows.countsOf(personOf(who)) })
      case 'event:track':
        return done({ count: flows.track(personOf(who), ask.eventId, ask.name) })
      case 'contact:leave':
        return done({ email: ask.email })
      default:
        return answers.get(command) ?? done({})
    }
  }

  function openSocket(kind: 'visitor' | 'agent'): OpenSocket {
    return ({ auth }) => {
      const events = new Map<string, ((payload: never) => void)[]>()
      const any: ((event: string, payload: unknown) => void)[] = []
      const fire = (event: string, payload: unknown) => {
        for (const listener of events.get(event) ?? []) (listener as (payload: unknown) => void)(payload)
      }
      const say = (event: string, payload: unknown) => {
        for (const listener of any) listener(event, payload)
      }
      let open = false
      const travel = (fate: Fate, arrive: () => void) => {
        for (const delay of fate()) clock.after(delay, () => open && arrive())
      }
      const me: Connected = {
        kind,
        auth,
        rooms: new Set(),
        push: (event, payload) => travel(link.push, () => say(event, payload)),
        cut() {
          if (!open) return
          open = false
          connected.delete(me)
          fire('disconnect', 'transport close')
        },
      }
      const socket: Socket = {
        connect() {
          clock.after(1, () => {
            if (muted) return
            if (!up) return fire('connect_error', new Error('the relay is down'))
            if (handshakeRefusal && !handshakeRefusal.ok)
              return fire(
                'connect_error',
                Object.assign(new Error('refused'), { data: handshakeRefusal.error }),
              )
            open = true
            connected.add(me)
            if (kind === 'visitor') for (const { id } of listOf(me)) me.rooms.add(id)
            say('ready', readyOf(me))
          })
        },
        disconnect() {
          open = false
          connected.delete(me)
        },
        emit(command, payload, acknowledge) {
          travel(link.request, () => {
            const reply = handle(me, command, payload as Ask)
            travel(link.reply, () => acknowledge(reply))
          })
        },
        on(event: string, listener: (payload: never) => void) {
          events.set(event, [...(events.get(event) ?? []), listener])
        },
        onAny: (listener) => any.push(listener),
      }
      return socket
    }
  }

  function readyOf(who: Connected) {
    const shared = {
      protocol: 1,
      now: clock.now(),
      epoch: epoch(),
      reconnectWindowMs: 2_000,
      settingsVersion: 1,
    }
    if (who.kind === 'agent')
      return { ...shared, agent: { id: 'ada', name: 'Ada' }, inboxRev: 0, accepting: true, offers: [] }
    const user = typeof who.auth.jwt === 'string'
    const person = personOf(who)
    const identity = user
      ? { kind: 'user', visitorId: person, expiresAt: clock.now() + 3_600_000 }
      : { kind: 'anonymous', visitorId: person }
    const live = flows.document()
    return {
      ...shared,
      identity,
      availability: { state: 'online', nextOpenAt: null },
      ...(live && { flows: live.revision }),
    }
  }

  const copyOf = (from: Map<string, StoredConversation>) => structuredClone(from)

  const cutAll = () => {
    for (const socket of [...connected]) socket.cut()
  }

  return {
    link,
    conversations,
    flows,
    publish(...published) {
      flows.publish(...published)
      for (const socket of connected)
        if (socket.kind === 'visitor')
          socket.push('flows:changed', { revision: flows.document()?.revision ?? null })
    },
    heard,
    openSocket,
    agentSays(conversationId, text) {
      const to = conversations.get(conversationId)
      if (!to) throw new Error(`no conversation ${conversationId}`)
      const entry = append(to, null, { kind: 'message', parts: [{ type: 'text', text }] }, null)
      publish(entry, null)
      return entry
    },
    push(event, payload, to) {
      for (const socket of connected) if (!to || socket.kind === to) socket.push(event, payload)
    },
    sendHeads() {
      for (const socket of connected) {
        const mine = [...conversations.values()].filter((one) => mayRead(socket, one))
        const heads = mine.map(({ id, log, internal }) =>
          socket.kind === 'agent' ? [id, log.length, internal.length] : [id, log.length],
        )
        socket.push('head', { heads, inboxRev: 0 })
      }
    },
    sockets: () => connected.size,
    cutAll,
    goDown() {
      up = false
      cutAll()
    },
    comeUp() {
      up = true
    },
    refuseNext: (command, reply) => refusals.set(command, reply),
    answer: (command, reply) => answers.set(command, reply),
    refuseHandshakes(refusal) {
      handshakeRefusal = refusal
    },
    muteHandshakes(now) {
      muted = now
    },
    backup: () => copyOf(conversations),
    restore(copy) {
      cutAll()
      restores++
      conversations.clear()
      for (const [id, conversation] of copyOf(copy)) conversations.set(id, conversation)
    },
    epoch,
  }
}
