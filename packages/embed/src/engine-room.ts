/**
 * When the engine is fetched and when it may connect: at idle or on demand, never before consent.
 * Keeps what the page said meanwhile. Knows nothing of what is shown.
 */
import type { PageFacts } from '@docent/client/visitor/page-facts'
import type { PendingMessage, VisitorClient } from '@docent/client/visitor/types'
import type { BootDocument, Profile } from '@docent/protocol'
import type { Consent } from './consent.ts'
import type { Warn } from './warn.ts'

export type Engine = Pick<typeof import('./engine.ts'), 'createVisitorClient' | 'announceMessages'>
type Properties = Parameters<VisitorClient['track']>[1]

export interface EngineRoom {
  /** The engine, fetched where it is not there yet; connected where that is permitted. */
  client(): Promise<VisitorClient>
  /** Begins to fetch and connect when the browser has nothing better to do. */
  whenIdle(): void
  current(): VisitorClient | null
  update(profile: Profile): void
  track(name: string, properties: Properties): void
  /** Who is signed in changed: the next engine proves it anew. */
  signIn(token: (() => Promise<string>) | null): void
  /** Signs out and forgets; resolves with what could not be sent. */
  shutdown(): Promise<readonly PendingMessage[]>
  close(): void
}

export interface EngineRoomOptions {
  readonly view: Window & typeof globalThis
  readonly base: string
  readonly boot: BootDocument
  readonly facts: PageFacts
  readonly consent: Consent
  readonly token: (() => Promise<string>) | undefined
  readonly load: () => Promise<Engine>
  readonly warn: Warn
  /** Called with each engine that begins; what it returns is called when that engine ends. */
  readonly onClient: (client: VisitorClient, announce: Engine['announceMessages']) => () => void
}

/** Events that are kept until the engine is there. A page that tracks in a loop must not grow without bound. */
const keptEvents = 100

export function createEngineRoom(options: EngineRoomOptions): EngineRoom {
  const { view, facts, consent, boot } = options
  let token = options.token
  let profile: Profile = {}
  let tracked: [name: string, properties: Properties][] = []
  let loading: Promise<VisitorClient> | null = null
  let running: { readonly client: VisitorClient; readonly undo: () => void } | null = null
  let closed = false

  const begin = async (): Promise<VisitorClient> => {
    const { createVisitorClient, announceMessages } = await options.load()
    if (closed) throw new Error('The widget was taken off the page while it was loading.')
    const at = new URL('socket.io/', options.base)
    const client = createVisitorClient({
      url: at.origin,
      path: at.pathname,
      site: boot.site,
      settings: boot.settings,
      token,
      // Events are counted here, whether the engine is there or not.
      pageFacts: { ...facts, count: () => {} },
      warn: options.warn,
    })
    client.update(profile)
    for (const [name, properties] of tracked.splice(0)) client.track(name, properties)
    running = { client, undo: options.onClient(client, announceMessages) }
    return client
  }
  const client = async (): Promise<VisitorClient> => {
    loading ??= begin().catch((cause) => {
      loading = null
      throw cause
    })
    const found = await loading
    if (consent.isGiven()) found.connect()
    return found
  }
  const end = (): VisitorClient | null => {
    const ended = running
    running = null
    loading = null
    ended?.undo()
    return ended?.client ?? null
  }

  let idle = 0
  const later: (act: () => void) => number = view.requestIdleCallback
    ? (act) => view.requestIdleCallback(act, { timeout: 4_000 })
    : (act) => view.setTimeout(act, 300)
  const stopLater = (): void => (view.cancelIdleCallback ?? view.clearTimeout).call(view, idle)
  const whenIdle = (): void => {
    if (!boot.settings.presence || !consent.isGiven()) return
    idle = later(() => {
      client().catch((cause) => options.warn('the connection could not be prepared.', cause))
    })
  }

  return {
    client,
    whenIdle,
    current: () => running?.client ?? null,
    update: (more) => {
      profile = { ...profile, ...more, attributes: { ...profile.attributes, ...more.attributes } }
      facts.setAttributes(profile.attributes ?? {})
      running?.client.update(more)
    },
    track: (name, properties) => {
      facts.count(name)
      if (running) running.client.track(name, properties)
      else tracked = [...tracked, [name, properties] as (typeof tracked)[number]].slice(-keptEvents)
    },
    signIn: (next) => {
      token = next ?? undefined
      if (!next) profile = {}
      const before = end()
      before?.close()
      if (before) void client().catch((cause) => options.warn('signing in failed.', cause))
    },
    shutdown: async () => {
      stopLater()
      tracked = []
      profile = {}
      const ended = end() ?? (consent.isGiven() ? await forgettingClient() : null)
      return (await ended?.shutdown()) ?? []
    },
    close: () => {
      closed = true
      stopLater()
      end()?.close()
    },
  }

  /** A page that signs out before the engine was needed still has keys of earlier visits to forget. */
  async function forgettingClient(): Promise<VisitorClient> {
    await client()
    const ended = end()
    if (!ended) throw new Error('The engine ended while it was loading.')
    return ended
  }
}
