/** The outside world as a browser gives it; in Node, where tests and simulated people run, the parts that are absent do nothing. */
import { io, type ManagerOptions, type SocketOptions } from 'socket.io-client'
import { createDeferred } from './deferred.ts'
import type { Clock, OpenSocket, PageLife, Tabs, Undo, Warn } from './outside.ts'
import {
  createFallingStorage,
  createIndexedStorage,
  createMemoryStorage,
  type Fallen,
  type Storage,
} from './storage.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds)
    return () => clearTimeout(timer)
  },
}

/**
 * IANA name of the reader's time zone. Making a `DateTimeFormat` only to ask it takes a slow phone 60 to 120 ms of its
 * main thread; browsers that have `Temporal` tell at once [EMB11].
 */
export const timeZone = (): string =>
  (globalThis as { Temporal?: { Now?: { timeZoneId?(): string } } }).Temporal?.Now?.timeZoneId?.() ??
  Intl.DateTimeFormat().resolvedOptions().timeZone

/** A secret of 256 random bits in base64url [IDN1]. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
}

export function browserStorage(clock: Clock, warn: Warn): Storage {
  if (typeof document === 'undefined') return createMemoryStorage()
  const first = createIndexedStorage()
  const fall = async (fallen: Fallen) => {
    const { createFallenStorage } = await import('./fallen-storage.ts')
    return createFallenStorage(first, fallen, () => window.sessionStorage, warn)
  }
  return createFallingStorage(first, fall, clock)
}

export function browserPage(): PageLife {
  if (typeof document === 'undefined') return { onWake: () => () => {}, onLeave: () => () => {} }
  return {
    onWake(listener) {
      const visible = () => document.visibilityState === 'visible' && listener()
      return join(
        on(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && listener()),
        on(window, 'online', listener),
        on(document, 'resume', listener),
        on(document, 'visibilitychange', visible),
      )
    },
    onLeave: (listener) => on(window, 'pagehide', listener),
  }
}

function on(target: EventTarget, type: string, act: (event: Event) => unknown): Undo {
  const listener = (event: Event) => void act(event)
  target.addEventListener(type, listener)
  return () => target.removeEventListener(type, listener)
}

const join =
  (...undos: readonly Undo[]): Undo =>
  () => {
    for (const undo of undos) undo()
  }

/** Web Locks and a broadcast channel. Without locks every tab may do what one should: command ids make that safe [OUT3]. */
export function browserTabs(site: string): Tabs {
  const inPage = typeof document !== 'undefined'
  const locks = inPage && typeof navigator.locks === 'object' ? navigator.locks : null
  const channel =
    inPage && typeof BroadcastChannel === 'function' ? new BroadcastChannel(`docent:${site}`) : null
  let closed = false
  return {
    claim(name) {
      if (!locks) return () => {}
      const { promise, resolve } = createDeferred()
      const waiting = new AbortController()
      // Refused, as in a sandboxed frame, or given up: nobody waits for a name that is not held.
      locks.request(name, { signal: waiting.signal }, () => promise).catch(resolve)
      return () => {
        resolve()
        waiting.abort()
      }
    },
    whenFree(name, act) {
      const waiting = new AbortController()
      const actUnlessGivenUp = async () => {
        if (!waiting.signal.aborted) await act()
      }
      if (locks) locks.request(name, { signal: waiting.signal }, act).catch(actUnlessGivenUp)
      else void act()
      return () => waiting.abort()
    },
    tell(topic) {
      // A closed channel throws, and what was begun before the close may end after it.
      if (!closed) channel?.postMessage(topic)
    },
    onTold(listener) {
      if (!channel) return () => {}
      return on(channel, 'message', (event) => {
        const { data } = event as MessageEvent<unknown>
        if (typeof data === 'string') listener(data)
      })
    },
    close() {
      closed = true
      channel?.close()
    },
  }
}

export interface SocketAddress {
  /** The relay, such as `https://chat.example`. */
  readonly url: string
  /** The path of Socket.IO, where the relay lies behind a base path. */
  readonly path?: string | undefined
  readonly site: string
  readonly namespace: '/visitor' | '/agent'
  /** Handed to Socket.IO as they are; a program that is not a browser sets its Origin and Cookie here. */
  readonly socketOptions?: Partial<ManagerOptions & SocketOptions> | undefined
}

export function socketOpener({ url, path, site, namespace, socketOptions }: SocketAddress): OpenSocket {
  const address = new URL(url).origin + namespace
  return ({ auth, pollingFirst }) =>
    io(address, {
      path: path ?? '/socket.io/',
      query: { site },
      auth: { ...auth },
      transports: pollingFirst ? ['polling', 'websocket'] : ['websocket', 'polling'],
      tryAllTransports: true,
      // The connection's own reconnect spreads clients over the relay's window, which Socket.IO's cannot [CON5].
      reconnection: false,
      autoConnect: false,
      forceNew: true,
      ...socketOptions,
    })
}
