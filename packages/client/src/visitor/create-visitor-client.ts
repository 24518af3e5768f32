/**
 * The composition root of the visitor's engine. It joins: connection (one socket), session (who this is), conversations
 * with outbox, sync and cache (made anew for each identity), drafts, profile (what the site says of the visitor),
 * the site's settings and page views. Touches neither storage nor network before `connect`: the embed asks for consent first.
 */
import type {
  BootDocument,
  FlowRun,
  TeamAvailability,
  VisitorCommands,
  VisitorEvents,
} from '@docent/protocol'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import { v7 } from 'uuid'
import {
  browserPage,
  browserStorage,
  browserTabs,
  newSecret,
  type SocketAddress,
  socketOpener,
  systemClock,
  timeZone,
} from '../browser.ts'
import { createConnection } from '../connection.ts'
import { createDeferred } from '../deferred.ts'
import { createDrafts } from '../drafts.ts'
import type { Clock, Ids, OpenSocket, PageLife, Random, Tabs, Warn } from '../outside.ts'
import { toPending } from '../pending-messages.ts'
import type { Storage } from '../storage.ts'
import { createVisitorConversations, type VisitorConversations } from './conversations.ts'
import type { Ground } from './ground.ts'
import type { PageFacts } from './page-facts.ts'
import { createPageViews } from './page-views.ts'
import { createVisitorProfile } from './profile.ts'
import { createVisitorSession, type Proof } from './session.ts'
import { createVisitorSiteSettings, type FetchSettings } from './site-settings.ts'
import type { ConversationView, VisitorClient } from './visitor-client.ts'

export { RequestError } from '../request-error.ts'
export type { Ground } from './ground.ts'
export type * from './visitor-client.ts'

export interface VisitorClientOptions extends Omit<SocketAddress, 'namespace'> {
  /** The settings of the boot document, until there are newer ones. */
  readonly settings: BootDocument['settings']
  /** Their version; with `fetchSettings`, what was saved while there was no connection is fetched when there is one. */
  readonly settingsVersion?: number
  readonly fetchSettings?: FetchSettings
  /** A fresh JWT of the signed-in user from the site's own server; absent for anonymous visitors [IDN2]. */
  readonly token?: (() => Promise<string>) | undefined
  /** The page's facts, where there is a page. */
  readonly pageFacts?: PageFacts | undefined
  // The outside world, each with a browser's own as default.
  readonly openSocket?: OpenSocket
  readonly storage?: Storage
  readonly tabs?: Tabs
  readonly page?: PageLife
  readonly clock?: Clock
  readonly random?: Random
  readonly ids?: Ids
  readonly newSecret?: () => string
  readonly warn?: Warn
}

/** How long a sign-out waits for what was written. */
const shutdownMs = 3_000

export function createVisitorClient(
  options: VisitorClientOptions,
): VisitorClient & { readonly ground: Ground } {
  const { site, pageFacts } = options
  const clock = options.clock ?? systemClock
  const random = options.random ?? Math.random
  const ids = options.ids ?? v7
  const warn = options.warn ?? (() => {})
  const storage = options.storage ?? browserStorage(clock, warn)
  const tabs = options.tabs ?? browserTabs(site)
  const page = options.page ?? browserPage()

  const availability = signal<TeamAvailability>({ state: 'away', nextOpenAt: null })
  const visitor = signal<VisitorClient['identity']['value']>({ kind: 'anonymous', visitorId: null })
  const session = createVisitorSession({
    ...options,
    storage,
    ids,
    newSecret: options.newSecret ?? newSecret,
    language: pageFacts?.read().language ?? Intl.DateTimeFormat().resolvedOptions().locale,
    timeZone,
  })
  const connection = createConnection<VisitorCommands, VisitorEvents>({
    openSocket: options.openSocket ?? socketOpener({ ...options, namespace: '/visitor' }),
    auth,
    onUnauthenticated: async () => session.replace(current.peek()?.proof ?? null),
    page,
    clock,
    random,
  })

  /** Who is here, and what is theirs; null until the first proof. */
  const current = signal<{ readonly proof: Proof; readonly conversations: VisitorConversations } | null>(null)
  const readies = signal(0)
  const runListeners = new Set<(run: FlowRun) => void>()
  const countListeners = new Set<(name: string, count: number) => void>()
  let identified = createDeferred()
  const tab = ids()
  let closed = false

  const theirs = async (): Promise<VisitorConversations> => {
    await identified.promise
    const known = current.peek()
    if (!known) throw new Error('This client is closed; boot it again.')
    return known.conversations
  }
  const prefix = async () => {
    await identified.promise
    return current.peek()?.proof.prefix ?? ''
  }
  const drafts = createDrafts(storage, prefix, clock, warn)
  const profile = createVisitorProfile({ connection, clock, random, warn })
  const pageViews = createPageViews({ pageFacts, onView: profile.view })
  const settings = createVisitorSiteSettings({
    connection,
    known: { settings: options.settings, settingsVersion: options.settingsVersion ?? 0 },
    fetchSettings: options.fetchSettings,
    clock,
    random,
  })
  const viewed = new Map<string, ReadonlySignal<ConversationView | null>>()

  async function auth() {
    const proof = await session.prove()
    if (!closed) await identify(proof)
    return { ...proof.auth }
  }

  /** Nothing of one identity is shown or sent under another: what is theirs is closed, and opened for the next [IDN6]. */
  async function identify(proof: Proof) {
    const before = current.peek()
    if (before?.proof.prefix === proof.prefix) {
      current.value = { ...before, proof }
      return
    }
    const conversations = createVisitorConversations({
      connection,
      storage,
      prefix: proof.prefix,
      tab,
      tabs,
      clock,
      random,
      ids,
      visitorId: () => visitor.peek().visitorId,
      onVisitorId(visitorId) {
        if (visitor.peek().visitorId === visitorId) return
        visitor.value = { ...visitor.peek(), visitorId }
        // What was said of somebody whom the relay had no row for was not kept.
        profile.resume()
      },
      onRun(run) {
        for (const listener of runListeners) listener(run)
      },
      onCount(...counted) {
        for (const listener of countListeners) listener(...counted)
      },
    })
    before?.conversations.close()
    if (before) profile.forget()
    visitor.value = { kind: proof.kind, visitorId: null }
    current.value = { proof, conversations }
    await conversations.load()
    for (const id of viewed.keys()) conversations.follow(id)
    pageFacts?.setSignedIn(proof.kind === 'user')
    pageFacts?.remember()
    identified.resolve()
  }

  async function beReady(ready: VisitorEvents['ready']) {
    const known = current.peek()
    if (!known) return
    visitor.value = { kind: ready.identity.kind, visitorId: ready.identity.visitorId }
    availability.value = ready.availability
    profile.resume()
    if (ready.identity.kind === 'user') {
      await session.merged(known.proof)
      await known.conversations.outbox.load()
    }
    readies.value++
    await known.conversations.resume(ready.epoch)
  }

  async function renew() {
    const known = current.peek()
    const jwt = known && (await session.renew(known.proof))
    if (jwt) await connection.request('session:renew', { jwt })
    else if (known) connection.reconnect()
  }

  const degrade = (what: string) => (cause: unknown) => warn(what, cause)

  const undo = [
    connection.on('ready', (ready) => {
      beReady(ready).catch(degrade('The conversations could not be brought up to date.'))
    }),
    connection.on('availability:changed', (changed) => {
      availability.value = changed
    }),
    connection.on('session:expiring', () => {
      renew().catch(degrade('`token` failed: the session ends when its proof does.'))
    }),
    effect(() => {
      if (connection.status.value.state !== 'open') current.value?.conversations.outbox.pause()
    }),
    page.onLeave(() => {
      drafts.flush()
      current.peek()?.conversations.flush()
      current.peek()?.conversations.outbox.leave()
    }),
    page.onWake(() => {
      current
        .peek()
        ?.conversations.outbox.comeBack()
        .catch(degrade('What waits to be sent could not be read.'))
    }),
    tabs.onTold((topic) => {
      // Another tab signed out: what this one shows belongs to somebody who left.
      if (topic === `${site}/shutdown`) forgetIdentity()
    }),
  ]

  function forgetIdentity() {
    const { state } = connection.status.peek()
    current.peek()?.conversations.close()
    current.value = null
    identified = createDeferred()
    profile.forget()
    if (state !== 'idle' && state !== 'closed') connection.reconnect()
  }

  function close() {
    if (closed) return
    closed = true
    drafts.flush()
    connection.close()
    for (const act of undo.splice(0)) act()
    profile.close()
    pageViews.close()
    settings.close()
    current.peek()?.conversations.flush()
    current.peek()?.conversations.close()
    tabs.close()
    identified.resolve()
  }

  async function shutdown() {
    const outbox = current.peek()?.conversations.outbox
    if (outbox) {
      const patience = createDeferred()
      const undoPatience = clock.after(shutdownMs, patience.resolve)
      await Promise.race([outbox.whenEmpty(), patience.promise])
      undoPatience()
    }
    const lost = (outbox?.items.peek() ?? []).flatMap((item) => toPending(item) ?? [])
    await connection.request('session:end', {}, { timeoutMs: shutdownMs })
    tabs.tell(`${site}/shutdown`)
    drafts.forget()
    close()
    current.value = null
    await storage.clear(`${site}/`)
    pageFacts?.forget()
    return lost
  }

  return {
    connection: {
      status: connection.status,
      retryNow: connection.retryNow,
      setUrgent: connection.setUrgent,
    },
    availability,
    identity: visitor,
    settings: settings.current,
    facts: pageViews.facts,
    drafts,
    conversations: {
      list: computed(() => current.value?.conversations.list.value ?? []),
      unread: computed(() => current.value?.conversations.unread.value ?? 0),
      ready: computed(() => current.value?.conversations.ready.value ?? false),
      view(id) {
        const known = viewed.get(id) ?? computed(() => current.value?.conversations.view(id).value ?? null)
        viewed.set(id, known)
        current.peek()?.conversations.follow(id)
        return known
      },
      start: async (parts, origin) => (await theirs()).start(parts, origin),
      send: async (id, parts) => (await theirs()).send(id, parts),
      retry: async (cmid) => (await theirs()).retry(cmid),
      discard: async (cmid) => (await theirs()).discard(cmid),
      loadOlder: async (id) => (await theirs()).loadOlder(id),
      markRead: (id, seq) => current.peek()?.conversations.markRead(id, seq),
      typing: (id, typing) => current.peek()?.conversations.typing(id, typing),
      leaveContact: async (id, email) => (await theirs()).leaveContact(id, email),
    },
    update(more) {
      profile.update(more)
      pageFacts?.setAttributes(profile.attributes())
    },
    track(name, properties = {}) {
      pageFacts?.count(name)
      theirs()
        .then((conversations) => conversations.track(name, properties))
        .catch(degrade(`The event "${name}" could not be kept.`))
    },
    page: profile.view,
    ground: {
      site,
      connection,
      storage,
      tabs,
      page,
      clock,
      random,
      ids,
      warn,
      prefix: computed(() => current.value?.proof.prefix ?? null),
      readies,
      waiting: computed(() => current.value?.conversations.outbox.items.value ?? []),
      post: async (letter) => (await theirs()).outbox.add(letter),
      onRun(listener) {
        runListeners.add(listener)
        return () => runListeners.delete(listener)
      },
      onCount(listener) {
        countListeners.add(listener)
        return () => countListeners.delete(listener)
      },
    },
    connect: connection.connect,
    close,
    shutdown,
  }
}
