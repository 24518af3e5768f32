/**
 * A whole `VisitorClient` in memory: for tests of the rooms and for looking at them without a relay.
 * It keeps the order and the states of the real one, and its other side is played by `agent…` verbs.
 */
import { noPage } from '@docent/client/visitor/no-page'
import type {
  ConnectionStatus,
  ConversationView,
  PendingMessage,
  VisitorClient,
} from '@docent/client/visitor/types'
import type { WrittenPart } from '@docent/protocol'
import {
  type Author,
  defaultSettings,
  type Entry,
  publicSettings,
  type TeamAvailability,
} from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { computed, type Signal, signal } from '@preact/signals-core'

export interface FakeVisitorClient extends VisitorClient {
  readonly status: Signal<ConnectionStatus>
  readonly teamAvailability: Signal<TeamAvailability>
  readonly siteSettings: Signal<ReturnType<typeof publicSettings>>
  readonly isReady: Signal<boolean>
  /** Names of the verbs that were called, with what they were given. */
  readonly calls: readonly (readonly [verb: string, ...given: unknown[]])[]
  /** True: what is sent is acknowledged in the next microtask, as by a relay that is near. */
  autoAcknowledge: boolean
  /** Puts a conversation there as if it had been loaded. */
  addConversation(view: Partial<ConversationView> & { readonly id: string }): void
  change(id: string, change: Partial<ConversationView>): void
  acknowledge(cmid: string): void
  setState(cmid: string, state: PendingMessage['state']): void
  agentSays(id: string, text: string, author?: Author): Entry
  /** What `loadOlder` brings, once. */
  older: readonly Entry[]
  /** The next `leaveContact` rejects. */
  refuseContact: boolean
}

export const ada: Author = { kind: 'agent', id: 'agent-ada', name: 'Ada Lovelace' }
const visitor: Author = { kind: 'visitor', id: 'visitor-1', name: '' }

const pricingPage: Facts = {
  ...noPage,
  address: 'https://shop.example/pricing',
  path: '/pricing',
  title: 'Pricing',
  language: 'en',
}

export function createFakeVisitorClient(options: { readonly now?: () => number } = {}): FakeVisitorClient {
  const now = options.now ?? (() => Date.now())
  const status = signal<ConnectionStatus>({ state: 'open' })
  const teamAvailability = signal<TeamAvailability>({ state: 'online', nextOpenAt: null })
  const siteSettings = signal(publicSettings(defaultSettings))
  const isReady = signal(true)
  const conversations = signal<readonly ConversationView[]>([])
  const drafts = new Map<string, string>()
  const calls: (readonly [string, ...unknown[]])[] = []
  let counter = 0
  const nextId = (kind: string): string => {
    counter += 1
    return `${kind}-${counter}`
  }

  const find = (id: string) => conversations.value.find((one) => one.id === id)
  const change = (id: string, changed: Partial<ConversationView>): void => {
    conversations.value = conversations.value.map((one) => (one.id === id ? { ...one, ...changed } : one))
  }
  const addConversation: FakeVisitorClient['addConversation'] = (view) => {
    conversations.value = [
      {
        status: 'open',
        entries: [],
        pending: [],
        hasOlder: false,
        loading: 'nothing',
        agent: null,
        queue: null,
        typing: [],
        readSeq: 0,
        agentsReadSeq: 0,
        unread: 0,
        startedAt: now(),
        contactEmail: null,
        ...view,
      },
      ...conversations.value,
    ]
  }
  const append = (id: string, entry: Omit<Entry, 'seq' | 'conversationId'>): Entry => {
    const seq = (find(id)?.entries.at(-1)?.seq ?? 0) + 1
    const full = { ...entry, seq, conversationId: id } as Entry
    change(id, { entries: [...(find(id)?.entries ?? []), full] })
    return full
  }
  const ofPending = (cmid: string) =>
    conversations.value.find((one) => one.pending.some((message) => message.cmid === cmid))
  const dropPending = (cmid: string): PendingMessage | undefined => {
    const owner = ofPending(cmid)
    const message = owner?.pending.find((one) => one.cmid === cmid)
    if (owner) change(owner.id, { pending: owner.pending.filter((one) => one.cmid !== cmid) })
    return message
  }
  const acknowledge = (cmid: string): void => {
    const message = dropPending(cmid)
    if (!message) return
    append(message.conversationId, {
      id: nextId('entry'),
      at: now(),
      author: visitor,
      via: 'widget',
      cmid,
      kind: 'message',
      parts: message.parts,
    } as Omit<Entry, 'seq' | 'conversationId'>)
    change(message.conversationId, { status: 'open' })
  }
  const setState: FakeVisitorClient['setState'] = (cmid, state) => {
    const owner = ofPending(cmid)
    if (!owner) return
    change(owner.id, {
      pending: owner.pending.map((one) => (one.cmid === cmid ? { ...one, state } : one)),
    })
  }
  const enqueue = (conversationId: string, parts: readonly WrittenPart[]): void => {
    const cmid = nextId('cmid')
    const message: PendingMessage = {
      cmid,
      conversationId,
      parts,
      writtenAt: now(),
      state: { kind: status.value.state === 'open' ? 'sending' : 'queued' },
    }
    change(conversationId, { pending: [...(find(conversationId)?.pending ?? []), message] })
    if (fake.autoAcknowledge && status.value.state === 'open') queueMicrotask(() => acknowledge(cmid))
  }

  const fake: FakeVisitorClient = {
    status,
    teamAvailability,
    siteSettings,
    isReady,
    calls,
    autoAcknowledge: true,
    older: [],
    refuseContact: false,
    addConversation,
    change,
    acknowledge,
    setState,
    agentSays: (id, text, author = ada) => {
      const entry = append(id, {
        id: nextId('entry'),
        at: now(),
        author,
        via: 'console',
        cmid: null,
        kind: 'message',
        parts: [{ type: 'text', text }],
      } as Omit<Entry, 'seq' | 'conversationId'>)
      change(id, { unread: (find(id)?.unread ?? 0) + 1 })
      return entry
    },

    connection: {
      status,
      retryNow: () => calls.push(['retryNow']),
      setUrgent: (urgent) => calls.push(['setUrgent', urgent]),
    },
    availability: teamAvailability,
    identity: signal({ kind: 'anonymous' as const, visitorId: 'visitor-1' }),
    settings: siteSettings,
    conversations: {
      list: conversations,
      unread: computed(() => conversations.value.reduce((sum, one) => sum + one.unread, 0)),
      ready: isReady,
      view: (id) => computed(() => find(id) ?? null),
      start: async (parts, origin) => {
        calls.push(['start', parts, origin])
        const pendingStart = conversations.value.find((one) => one.status === 'new')
        const id = pendingStart?.id ?? nextId('conversation')
        if (!pendingStart) addConversation({ id, status: 'new' })
        enqueue(id, parts)
        return id
      },
      send: async (id, parts) => {
        calls.push(['send', id, parts])
        enqueue(id, parts)
      },
      retry: async (cmid) => {
        calls.push(['retry', cmid])
        setState(cmid, { kind: 'sending' })
        if (fake.autoAcknowledge) acknowledge(cmid)
      },
      discard: async (cmid) => {
        calls.push(['discard', cmid])
        dropPending(cmid)
      },
      loadOlder: async (id) => {
        calls.push(['loadOlder', id])
        const older = fake.older
        fake.older = []
        change(id, { entries: [...older, ...(find(id)?.entries ?? [])], hasOlder: false, loading: 'nothing' })
      },
      markRead: (id, seq) => {
        calls.push(['markRead', id, seq])
        change(id, { readSeq: Math.max(seq, find(id)?.readSeq ?? 0), unread: 0 })
      },
      typing: (id, typing) => calls.push(['typing', id, typing]),
      leaveContact: async (id, email) => {
        calls.push(['leaveContact', id, email])
        if (fake.refuseContact) throw new Error('unavailable')
        change(id, { contactEmail: email })
      },
    },
    drafts: {
      read: async (key) => drafts.get(key) ?? '',
      write: (key, text) => {
        drafts.set(key, text)
      },
    },
    facts: signal(pricingPage),
    update: (profile) => calls.push(['update', profile]),
    track: (name, properties) => calls.push(['track', name, properties]),
    page: (page) => calls.push(['page', page]),
    connect: () => calls.push(['connect']),
    close: () => calls.push(['close']),
    shutdown: async () => {
      calls.push(['shutdown'])
      return conversations.value.flatMap((one) => one.pending)
    },
  }
  return fake
}
