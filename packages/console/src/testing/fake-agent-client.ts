/**
 * The engine's interface over memory: a whole seeded site without a relay, for tests and for the preview.
 * It answers as the relay would, and lets a test play the visitor, the router and the weather.
 */
import type {
  AgentClient,
  ConnectionStatus,
  DeskConversation,
  InboxItem,
  RunningOffer,
} from '@docent/client/agent/types'
import {
  type Colleague,
  defaultSettings,
  done,
  type Failure,
  type OfferMade,
  type Reply,
  type SiteSettings,
  type WrittenPart,
} from '@docent/protocol'
import { type ReadonlySignal, signal } from '@preact/signals'
import { createFakeArticles, type FakeArticleControls } from './fake-articles.ts'
import { createFakeFlows, type FakeFlowControls } from './fake-flows.ts'
import { createFakeHelp } from './fake-help.ts'
import { createFakeLogs, type FakeLogs } from './fake-logs.ts'
import { colleagues, idOf, me, seededCard, seededRow, teams } from './seeded-conversations.ts'

export interface FakeControls {
  readonly logs: FakeLogs
  readonly flows: FakeFlowControls
  readonly articles: FakeArticleControls
  setStatus(status: ConnectionStatus): void
  /** The next verb that changes something answers with this. */
  refuseNext(failure: Failure): void
  /** The next reply or note is refused for good. */
  failNextMessage(failure: Failure): void
  /** The next reply or note waits for its place in the outbox until this says whether there is one. */
  holdNextMessage(): (place: 'taken' | 'full') => void
  visitorWrites(conversationId: string, words: string): void
  visitorTypes(conversationId: string, typing: boolean): void
  visitorReads(conversationId: string): void
  offer(conversationId: string, remainingMs?: number): OfferMade
  endOffer(offerId: string): void
  changeRow(conversationId: string, change: Partial<InboxItem>): void
  colleagueSavesSettings(settings: SiteSettings): void
  /** Every verb that was called, such as "take c-00001". */
  readonly calls: readonly string[]
}

export interface FakeOptions {
  readonly now: () => number
  readonly rows?: number
  readonly bigEntries?: number
  /** How long the relay takes; `schedule` runs what it answers. */
  readonly latencyMs?: number
  readonly schedule?: (ms: number, run: () => void) => void
  readonly ready?: boolean
  /** A site that has made no flow yet. */
  readonly noFlows?: boolean
  /** A site whose visitors have not searched yet. */
  readonly noHelp?: boolean
  /** A site that has written no article yet. */
  readonly noArticles?: boolean
  /** Languages that the site writes articles in. */
  readonly helpLocales?: readonly string[]
  /** Articles of the site, where it has any. */
  readonly articleCount?: number
  /** Entries of a conversation that are there before older ones are asked for. */
  readonly loadedEntries?: number
}

export function createFakeAgentClient(
  options: FakeOptions,
): AgentClient & { readonly controls: FakeControls } {
  const { now, rows = 10_000, bigEntries = 5_000, latencyMs = 0 } = options
  const schedule = options.schedule ?? ((ms, run) => void setTimeout(run, ms))
  const status = signal<ConnectionStatus>({ state: 'open' })
  const seededRows = Array.from({ length: rows }, (_, index): InboxItem => {
    const row = seededRow(index, now(), bigEntries)
    return {
      ...row,
      unread: row.waitingSince !== null && (index < 14 ? index % 3 !== 1 : index % 9 === 0),
      hasPending: false,
    }
  })
  const items = signal<readonly InboxItem[]>(seededRows)
  const accepting = signal(true)
  const offers = signal<readonly RunningOffer[]>([])
  const settings = signal<{ version: number; settings: SiteSettings }>({
    version: 1,
    settings: {
      ...defaultSettings,
      help: { ...defaultSettings.help, locales: [...(options.helpLocales ?? ['en'])] },
    },
  })
  const people = signal<readonly Colleague[]>(colleagues)
  const drafts = new Map<string, string>()
  const calls: string[] = []
  const listeners = new Set<(item: { conversationId: string; name: string; text: string }) => void>()
  const itemSignals = new Map<string, ReadonlySignal<InboxItem | null>>()
  let refusal: Failure | null = null
  let place: Promise<void> | null = null
  let made = 0

  const rowOf = (id: string): InboxItem | null => items.peek().find((item) => item.id === id) ?? null
  const changeRow = (id: string, change: Partial<InboxItem>): void => {
    const row = rowOf(id)
    if (!row) return
    const next = { ...row, ...change, rev: row.rev + 1 }
    const others = items.peek().filter((item) => item.id !== id)
    const at = others.findIndex((item) => item.lastAt <= next.lastAt)
    items.value = at < 0 ? [...others, next] : [...others.slice(0, at), next, ...others.slice(at)]
  }
  const logs = createFakeLogs({
    now,
    rowOf,
    changeRow,
    schedule,
    latencyMs,
    status,
    bigEntries,
    loadedEntries: options.loadedEntries ?? 10_000,
  })

  const answer = <T>(call: string, run: () => T): Promise<Reply<T>> => {
    calls.push(call)
    const refused = refusal
    refusal = null
    return new Promise((resolve) => {
      schedule(latencyMs, () => resolve(refused ? { ok: false, error: refused } : done(run())))
    })
  }
  const write = async (id: string, parts: readonly WrittenPart[], note: boolean): Promise<void> => {
    const held = place
    place = null
    if (held) await held
    return logs.send(id, parts, note)
  }
  const handOver = (id: string, change: Partial<InboxItem>): { gen: number } => {
    const gen = (rowOf(id)?.gen ?? 0) + 1
    changeRow(id, { ...change, gen })
    return { gen }
  }
  const endOffer = (offerId: string): RunningOffer | null => {
    const ended = offers.peek().find((offer) => offer.offerId === offerId) ?? null
    offers.value = offers.peek().filter((offer) => offer.offerId !== offerId)
    if (ended) changeRow(ended.conversationId, { offer: null })
    return ended
  }
  const assign = (id: string, agentId: string, rule: 'taken' | 'transferred' | 'least_busy') => {
    logs.happened(id, { kind: 'assigned', agentId, why: { rule, by: me.id } })
    return handOver(id, { agentId, queuedAt: null, status: 'open' })
  }

  const flows = createFakeFlows({ now, answer, empty: options.noFlows ?? false })
  const help = createFakeHelp({ now, answer, empty: options.noHelp ?? false })
  const articles = createFakeArticles({
    now,
    answer,
    empty: options.noArticles ?? false,
    count: options.articleCount ?? 6,
  })
  const controls: FakeControls = {
    logs,
    flows: flows.controls,
    articles: articles.controls,
    calls,
    changeRow,
    setStatus: (next) => {
      status.value = next
      if (next.state === 'open') logs.flush()
    },
    refuseNext: (failure) => {
      refusal = failure
    },
    failNextMessage: logs.failNext,
    holdNextMessage: () => {
      const held = Promise.withResolvers<void>()
      place = held.promise
      return (answer) => (answer === 'taken' ? held.resolve() : held.reject(new Error('no place')))
    },
    visitorWrites: (id, words) => {
      const row = rowOf(id)
      if (!row) return
      logs.visitorWrites(id, words)
      for (const listener of listeners) listener({ conversationId: id, name: row.visitor.name, text: words })
    },
    visitorTypes: logs.visitorTypes,
    visitorReads: logs.visitorReads,
    offer: (id, remainingMs = 30_000) => {
      made += 1
      const row = rowOf(id)
      const until = now() + remainingMs
      const offer: RunningOffer = {
        offerId: `offer-${made}`,
        conversationId: id,
        until,
        remainingMs,
        endsAt: until,
        visitorName: row?.visitor.name ?? '',
        preview: row?.preview ?? '',
        why: { rule: 'least_busy', active: 1, capacity: 5, candidates: 3 },
      }
      offers.value = [...offers.peek(), offer]
      changeRow(id, { offer: { id: offer.offerId, agentId: me.id, until } })
      return offer
    },
    endOffer: (offerId) => void endOffer(offerId),
    colleagueSavesSettings: (next) => {
      settings.value = { version: settings.peek().version + 1, settings: next }
    },
  }

  return {
    controls,
    flows: flows.flows,
    guide: flows.guide,
    help,
    articles: articles.articles,
    connection: { status, retryNow: () => controls.setStatus({ state: 'connecting' }) },
    me: signal(me),
    inbox: {
      items,
      ready: signal(options.ready ?? true),
      item: (id) => {
        const known = itemSignals.get(id)
        if (known) return known
        const made = signal(rowOf(id))
        items.subscribe(() => {
          made.value = rowOf(id)
        })
        itemSignals.set(id, made)
        return made
      },
    },
    conversations: {
      open: (id): ReadonlySignal<DeskConversation> => logs.open(id),
      leave: (id) => void calls.push(`leave ${id}`),
      loadOlder: (id) => logs.loadOlder(id),
      send: (id, parts) => {
        const row = rowOf(id)
        if (row && !row.agentId) assign(id, me.id, 'taken')
        return write(id, parts, false)
      },
      addNote: (id, parts) => write(id, parts, true),
      retry: logs.retry,
      discard: logs.discard,
      markRead: (id, seq) => {
        calls.push(`read ${id} ${seq}`)
        if (rowOf(id)?.unread) changeRow(id, { unread: false })
        logs.markRead(id, seq)
      },
      typing: (id, typing) => void calls.push(`typing ${id} ${typing}`),
      take: (id) => answer(`take ${id}`, () => assign(id, me.id, 'taken')),
      transfer: (id, to) =>
        answer(`transfer ${id} ${to.kind === 'agent' ? to.agentId : to.teamId}`, () => {
          const agentId = to.kind === 'agent' ? to.agentId : null
          const teamId = to.kind === 'team' ? to.teamId : null
          logs.happened(id, { kind: 'transferred', from: me.id, toAgentId: agentId, toTeamId: teamId })
          return handOver(id, { agentId, teamId })
        }),
      resolve: (id) =>
        answer(`resolve ${id}`, () => {
          logs.happened(id, { kind: 'resolved' })
          return handOver(id, { status: 'resolved', waitingSince: null, queuedAt: null })
        }),
      reopen: (id) =>
        answer(`reopen ${id}`, () => {
          logs.happened(id, { kind: 'reopened' })
          return handOver(id, { status: 'open', agentId: me.id })
        }),
      visitor: (id) =>
        answer(`visitor ${id}`, () => {
          const row = rowOf(id)
          return seededCard(row ?? seededRow(0, now(), bigEntries))
        }),
    },
    availability: {
      accepting,
      offers,
      setAccepting: (next) =>
        answer(`accepting ${next}`, () => {
          accepting.value = next
          return { accepting: next }
        }),
      accept: (offerId) =>
        answer(`accept ${offerId}`, () => {
          const ended = endOffer(offerId)
          return ended ? assign(ended.conversationId, me.id, 'least_busy') : { gen: 0 }
        }),
      decline: (offerId) =>
        answer(`decline ${offerId}`, () => {
          endOffer(offerId)
          return { gen: 2 }
        }),
    },
    colleagues: { agents: people, teams: signal(teams) },
    settings: {
      current: settings,
      save: (next) =>
        answer('save settings', () => {
          const version = settings.peek().version + 1
          settings.value = { version, settings: next }
          return { version }
        }),
    },
    drafts: {
      read: (key) => Promise.resolve(drafts.get(key) ?? ''),
      write: (key, words) => void drafts.set(key, words),
    },
    onVisitorMessage: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    connect: () => void calls.push('connect'),
    close: () => void calls.push('close'),
  }
}

/** The conversation of 5,000 entries. */
export const bigConversation = idOf(1)
