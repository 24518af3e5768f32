/**
 * A relay in memory that keeps the protocol's promises, over links that need not. A fake, not a mock: here is who is
 * asked what; what it stores is in `fake-conversations.ts` and `fake-flows.ts`, how it is reached in `fake-links.ts`.
 */
import type { Entry, FlowEvent, PublishedFlow, Reply } from '@docent/protocol'
import { done } from '@docent/protocol/reply'
import type { Clock } from '../outside.ts'
import {
  type ConversationAsk,
  createFakeConversations,
  type StoredConversation,
} from './fake-conversations.ts'
import { createFakeFlows, type FakeFlows } from './fake-flows.ts'
import { createFakeLinks, type FakeLinks, type Peer } from './fake-links.ts'

type Ask = Readonly<Record<string, unknown>> &
  ConversationAsk & {
    readonly event: FlowEvent
    readonly eventId: string
    readonly name: string
  }

export interface FakeRelay extends Omit<FakeLinks, 'connected'> {
  readonly conversations: Map<string, StoredConversation>
  readonly flows: FakeFlows
  /** Publishes these flows and no others, and tells every page. */
  publish(...flows: readonly PublishedFlow[]): void
  /** Every request that arrived, in order. */
  readonly heard: { readonly command: string; readonly payload: Ask; readonly token: string }[]
  /** Puts an agent's words into a conversation, and pushes them. */
  agentSays(conversationId: string, text: string): Entry
  push(event: string, payload: unknown, to?: 'visitor' | 'agent'): void
  /** Tells every socket where its conversations' logs end. */
  sendHeads(): void
  sockets(): number
  /** Answers a command once with this instead of doing it. */
  refuseNext(command: string, reply: Reply<never>): void
  /** From now on answers a command that this relay does not know with this. */
  answer(command: string, reply: Reply<unknown>): void
  /** A copy of the database as it is. */
  backup(): Map<string, StoredConversation>
  restore(copy: Map<string, StoredConversation>): void
  epoch(): string
}

export function createFakeRelay(clock: Clock): FakeRelay {
  const heard: FakeRelay['heard'] = []
  const refusals = new Map<string, Reply<never>>()
  const answers = new Map<string, Reply<unknown>>()
  let restores = 0

  const epoch = () => `epoch-${restores}`
  const flows = createFakeFlows()
  const { connected, ...links } = createFakeLinks({ clock, welcome, handle })
  const conversations = createFakeConversations({ clock, connected, epoch, personOf })

  /** A user's token joins whoever had the anonymous one. */
  function personOf({ auth }: Peer) {
    const anonymous = `visitor:${auth.token}`
    if (typeof auth.jwt !== 'string') return anonymous
    const user = `user:${auth.jwt}`
    conversations.merge(anonymous, user)
    flows.merge(anonymous, user)
    return user
  }

  function recordProgress(who: Peer, event: FlowEvent) {
    const person = personOf(who)
    const reply = flows.record(person, event)
    if (reply.ok)
      for (const socket of connected)
        if (socket !== who && socket.kind === 'visitor' && personOf(socket) === person)
          socket.push('run:changed', reply.data)
    return reply
  }

  function handle(who: Peer, command: string, payload: unknown): Reply<unknown> {
    const ask = payload as Ask
    heard.push({ command, payload: ask, token: String(who.auth.token ?? '') })
    const refusal = refusals.get(command)
    if (refusals.delete(command) && refusal) return refusal
    switch (command) {
      case 'conversation:start':
        return conversations.start(who, ask)
      case 'message:send':
        return conversations.send(who, ask)
      case 'conversation:sync':
        return conversations.sync(who, ask)
      case 'conversation:history':
        return conversations.history(who, ask)
      case 'conversation:list':
        return done({ conversations: conversations.listOf(who), epoch: epoch() })
      case 'conversation:read':
        return conversations.read(who, ask)
      case 'note:add':
        return conversations.note(who, ask)
      case 'internal:sync':
        return conversations.syncInternal(ask)
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

  function welcome(who: Peer) {
    if (who.kind === 'visitor') for (const { id } of conversations.listOf(who)) who.rooms.add(id)
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

  return {
    ...links,
    conversations: conversations.stored,
    flows,
    heard,
    epoch,
    publish(...published) {
      flows.publish(...published)
      for (const socket of connected)
        if (socket.kind === 'visitor')
          socket.push('flows:changed', { revision: flows.document()?.revision ?? null })
    },
    agentSays: conversations.agentSays,
    push(event, payload, to) {
      for (const socket of connected) if (!to || socket.kind === to) socket.push(event, payload)
    },
    sendHeads() {
      for (const socket of connected)
        socket.push('head', { heads: conversations.headsFor(socket), inboxRev: 0 })
    },
    sockets: () => connected.size,
    refuseNext: (command, reply) => refusals.set(command, reply),
    answer: (command, reply) => answers.set(command, reply),
    backup: conversations.backup,
    restore(copy) {
      links.cutAll()
      restores++
      conversations.restore(copy)
    },
  }
}
