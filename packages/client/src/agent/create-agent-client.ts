/**
 * The composition root of the agents' engine. It joins: connection (one socket), workplace (outbox, inbox and open desks
 * of the agent who signed in), availability, flows, articles, guide, help, colleagues, settings and drafts. The session itself is a cookie of the relay's.
 */
import type { AgentCommands, AgentEvents, Colleague, SiteSettings, Stored } from '@docent/protocol'
import { protocolVersion } from '@docent/protocol/version'
import { computed, effect, signal } from '@preact/signals-core'
import { v7 } from 'uuid'
import {
  browserPage,
  browserStorage,
  browserTabs,
  type SocketAddress,
  socketOpener,
  systemClock,
} from '../browser.ts'
import { createConnection } from '../connection.ts'
import { createDeferred } from '../deferred.ts'
import { createDrafts } from '../drafts.ts'
import type { Clock, Ids, OpenSocket, PageLife, Random, Tabs, Warn } from '../outside.ts'
import { createRetriedTask } from '../retried-task.ts'
import type { Storage } from '../storage.ts'
import type { AgentClient, DeskConversation } from './agent-client.ts'
import { createAgentArticles } from './articles.ts'
import { createAvailability } from './availability.ts'
import { createAgentFlows } from './flows.ts'
import { createAgentGuide } from './guide.ts'
import { createAgentHelp } from './help.ts'
import { createWorkplace, type VisitorMessage, type Workplace } from './workplace.ts'

export type * from './agent-client.ts'

export interface AgentClientOptions extends Omit<SocketAddress, 'namespace'> {
  // The outside world, each with a browser's own as default.
  readonly openSocket?: OpenSocket
  readonly storage?: Storage
  readonly tabs?: Tabs
  readonly page?: PageLife
  readonly clock?: Clock
  readonly random?: Random
  readonly ids?: Ids
  readonly warn?: Warn
}

export function createAgentClient(options: AgentClientOptions): AgentClient {
  const { site } = options
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const ids = options.ids ?? v7
  const warn = options.warn ?? (() => {})
  const storage = options.storage ?? browserStorage(clock, warn)
  const tabs = options.tabs ?? browserTabs(site)
  const page = options.page ?? browserPage()
  const tab = ids()

  const connection = createConnection<AgentCommands, AgentEvents>({
    openSocket: options.openSocket ?? socketOpener({ ...options, namespace: '/agent' }),
    auth: async () => ({ protocol: protocolVersion }),
    page,
    clock,
    random,
  })
  // A desk is worked at: its socket never waits for the idle ones.
  connection.setUrgent(true)

  const me = signal<{ readonly id: string; readonly name: string } | null>(null)
  const agents = signal<readonly Colleague[]>([])
  const teams = signal<readonly { readonly id: string; readonly name: string }[]>([])
  const settings = signal<{ readonly version: number; readonly settings: SiteSettings } | null>(null)
  const workplace = signal<Workplace | null>(null)
  const listeners = new Set<(message: VisitorMessage) => void>()
  const known = createDeferred()
  let closed = false

  const availability = createAvailability({
    clock,
    set: (accepting) => connection.request('availability:set', { accepting }),
    async accept(offerId) {
      const offer = availability.offers.peek().find((running) => running.offerId === offerId)
      const reply = await connection.request('offer:accept', { offerId })
      if (reply.ok && offer) workplace.peek()?.heardOfHands(offer.conversationId, reply.data.gen)
      return reply
    },
    decline: (offerId) => connection.request('offer:decline', { offerId }),
  })
  const flows = createAgentFlows({ connection, clock, random })
  const articles = createAgentArticles({ connection, clock, random })
  const onSent = (id: string, { seq }: Stored) => workplace.peek()?.heardOfOwnEntry(id, seq)
  const guide = createAgentGuide({ connection, clock, random, ids, onSent })
  const help = createAgentHelp({ connection, ids, onSent })
  const theirs = async (): Promise<Workplace> => {
    await known.promise
    const place = workplace.peek()
    if (!place) throw new Error('This client is closed; open the desk again.')
    return place
  }
  const prefix = async () => (await theirs()).prefix
  const drafts = createDrafts(storage, prefix, clock, warn)

  /** Who signed in is known with the first `ready`; what another agent left in this browser stays theirs [IDN6]. */
  async function beReady(ready: AgentEvents['ready']) {
    const prefixNow = `${site}/agent.${ready.agent.id}/`
    me.value = ready.agent
    availability.begin(ready.accepting, ready.offers)
    void colleagues.run()
    void currentSettings.run()
    if (workplace.peek()?.prefix !== prefixNow) {
      workplace.peek()?.close()
      const place = createWorkplace({
        connection,
        storage,
        prefix: prefixNow,
        tab,
        tabs,
        clock,
        random,
        ids,
        me: () => me.peek(),
        onVisitorMessage(message) {
          for (const listener of listeners) listener(message)
        },
      })
      await place.load()
      if (closed) return place.close()
      workplace.value = place
      for (const id of open.keys()) place.open(id)
      known.resolve()
    }
    await workplace.peek()?.resume(ready.epoch)
  }

  const colleagues = createRetriedTask({
    async act() {
      const reply = await connection.request('agent:list', {})
      if (!reply.ok) return 'later'
      agents.value = reply.data.agents
      teams.value = reply.data.teams
      return 'done'
    },
    isConnected: connection.isOpen,
    clock,
    random,
  })
  const currentSettings = createRetriedTask({
    async act() {
      const reply = await connection.request('settings:show', {})
      if (!reply.ok) return reply.error.code === 'forbidden' ? 'never' : 'later'
      settings.value = reply.data
      return 'done'
    },
    isConnected: connection.isOpen,
    clock,
    random,
  })

  /** What the desk looks at, by conversation; a view is of whoever is signed in. */
  const open = new Map<string, ReturnType<typeof viewOf>>()
  const viewOf = (id: string) =>
    computed<DeskConversation>(() => workplace.value?.view(id).value ?? emptyDesk(id))

  const undo = [
    connection.on('ready', (ready) => {
      beReady(ready).catch((cause) => warn('The desk could not be brought up to date.', cause))
    }),
    connection.on('offer:made', availability.offerMade),
    connection.on('offer:ended', ({ offerId }) => availability.offerEnded(offerId)),
    connection.on('agent:changed', ({ agent }) => {
      const others = agents.value.filter(({ id }) => id !== agent.id)
      agents.value = [...others, agent].sort((a, b) => a.name.localeCompare(b.name))
      if (agent.id === me.value?.id) availability.hearAccepting(agent.accepting)
    }),
    connection.on('settings:changed', (changed) => {
      settings.value = changed
    }),
    effect(() => {
      if (connection.status.value.state !== 'open') workplace.value?.outbox.pause()
    }),
    page.onLeave(() => {
      drafts.flush()
      workplace.peek()?.outbox.leave()
    }),
    page.onWake(() => {
      workplace
        .peek()
        ?.outbox.comeBack()
        .catch((cause) => warn('What waits to be sent could not be read.', cause))
    }),
  ]

  return {
    connection: { status: connection.status, retryNow: connection.retryNow },
    me,
    inbox: {
      items: computed(() => workplace.value?.inbox.items.value ?? []),
      ready: computed(() => workplace.value?.inbox.ready.value ?? false),
      item: (id) => computed(() => workplace.value?.inbox.item(id).value ?? null),
    },
    conversations: {
      open(id) {
        const view = open.get(id) ?? viewOf(id)
        open.set(id, view)
        workplace.peek()?.open(id)
        return view
      },
      leave(id) {
        open.delete(id)
        workplace.peek()?.leave(id)
        guide.leave(id)
      },
      loadOlder: async (id) => (await theirs()).loadOlder(id),
      send: async (id, parts) => (await theirs()).write('message', id, parts),
      addNote: async (id, parts) => (await theirs()).write('note', id, parts),
      retry: async (cmid) => (await theirs()).outbox.retry(cmid),
      discard: async (cmid) => (await theirs()).outbox.discard(cmid),
      markRead: (id, seq) => workplace.peek()?.markRead(id, seq),
      typing: (id, typing) => workplace.peek()?.typing(id, typing),
      take: async (id) => (await theirs()).changeHands('conversation:take', id),
      transfer: async (id, to) => (await theirs()).transfer(id, to),
      resolve: async (id) => (await theirs()).changeHands('conversation:resolve', id),
      reopen: async (id) => (await theirs()).changeHands('conversation:reopen', id),
      visitor: (conversationId) => connection.request('visitor:show', { conversationId }),
    },
    availability,
    flows,
    articles,
    guide,
    help,
    colleagues: { agents, teams },
    settings: {
      current: settings,
      async save(wanted) {
        const version = settings.peek()?.version ?? 0
        const reply = await connection.request('settings:save', { version, settings: wanted })
        if (reply.ok) settings.value = { version: reply.data.version, settings: wanted }
        return reply
      },
    },
    drafts,
    onVisitorMessage(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    connect: connection.connect,
    close() {
      if (closed) return
      closed = true
      drafts.flush()
      connection.close()
      for (const act of undo.splice(0)) act()
      colleagues.close()
      currentSettings.close()
      availability.close()
      flows.close()
      articles.close()
      guide.close()
      workplace.peek()?.close()
      tabs.close()
      known.resolve()
    },
  }
}

const emptyDesk = (id: string): DeskConversation => ({
  id,
  lines: [],
  hasOlder: false,
  loading: 'latest',
  typing: [],
  visitorReadSeq: 0,
  readSeq: 0,
  visitorConnected: false,
  page: null,
})
