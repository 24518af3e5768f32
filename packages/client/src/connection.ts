/**
 * One socket to the relay and its life: opened, watched, opened again with jitter [CON].
 * It carries requests and events; it neither keeps nor understands them.
 */
import type { Failure, Reply, ReplyOf, RequestOf } from '@docent/protocol'
import { errorCodes, failure, isPermanent } from '@docent/protocol/reply'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { backoff } from './backoff.ts'
import type { Clock, OpenSocket, PageLife, Random, Socket, Undo } from './outside.ts'
import type { ConnectionStatus } from './visitor/visitor-client.ts'

export interface ConnectionOptions {
  readonly openSocket: OpenSocket
  /** Asked before each attempt; a rejection counts as a failed attempt. */
  auth(): Promise<Readonly<Record<string, unknown>>>
  /** Fired when the relay does not take the proof; resolves with whether the next one will be another, so that it is worth an attempt. */
  onUnauthenticated?(): Promise<boolean>
  readonly page: PageLife
  readonly clock: Clock
  readonly random: Random
}

export interface RequestOptions {
  readonly timeoutMs?: number
  /** A time-out then means that the connection is dead, and it is opened anew. */
  readonly probe?: boolean
}

export interface Connection<Commands, Events> {
  readonly status: ReadonlySignal<ConnectionStatus>
  isOpen(): boolean
  /** Never rejects: without a connection or an answer in time it resolves with `unavailable`. */
  request<C extends keyof Commands & string>(
    command: C,
    payload: RequestOf<Commands[C]>,
    options?: RequestOptions,
  ): Promise<Reply<ReplyOf<Commands[C]>>>
  on<E extends keyof Events & string>(event: E, listener: (payload: Events[E]) => void): Undo
  /** Fired when the page came back while the connection seemed open: whether it lives must be asked. */
  onWake(listener: () => void): Undo
  connect(): void
  /** Opens anew with a new handshake. */
  reconnect(): void
  retryNow(): void
  setUrgent(urgent: boolean): void
  close(): void
}

export const unavailable = failure('unavailable', 'There is no connection to the relay; it is tried again.')

/** Each is longer than the relay needs on a bad day, and shorter than a person waits. */
const readyMs = 10_000
const requestMs = 8_000
const urgentMs = 1_000
/** Until the relay names a window, idle clients spread over this one. */
const firstWindowMs = 2_000

interface SharedEvents {
  readonly ready: { readonly reconnectWindowMs: number }
  readonly bye: { readonly reconnectWindowMs: number }
  readonly 'session:ended': { readonly error: Failure }
}

export function createConnection<Commands, Events extends SharedEvents>(
  options: ConnectionOptions,
): Connection<Commands, Events> {
  const { clock, random } = options
  const status = signal<ConnectionStatus>({ state: 'idle' })
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const wakeListeners = new Set<() => void>()
  const pending = new Set<(reply: Reply<never>) => void>()
  let socket: Socket | null = null
  let attempt = 0
  /** Attempts since the relay last said `ready`. */
  let failures = 0
  let silent = false
  let renewed = false
  let urgent = false
  let windowMs = firstWindowMs
  let timer: Undo | null = null

  const stopTimer = () => {
    timer?.()
    timer = null
  }

  function open() {
    stopTimer()
    dropSocket()
    status.value = { state: 'connecting' }
    const mine = ++attempt
    options.auth().then(
      (auth) => mine === attempt && status.value.state === 'connecting' && openWith(auth),
      () => mine === attempt && lost(),
    )
  }

  function openWith(auth: Readonly<Record<string, unknown>>) {
    const opened = options.openSocket({ auth, pollingFirst: silent })
    socket = opened
    silent = false
    timer = clock.after(readyMs, () => {
      silent = true
      lost()
    })
    opened.on('connect_error', (error) => socket === opened && lost(failureOf(error)))
    opened.on('disconnect', () => socket === opened && lost())
    opened.onAny((event, payload) => socket === opened && hear(event, payload))
    opened.connect()
  }

  /** The one door for what the relay says: payloads are made by the relay's typed code, so only their form is looked at. */
  function hear(event: string, payload: unknown) {
    if (typeof payload !== 'object' || payload === null) return
    const said = payload as { readonly reconnectWindowMs?: number; readonly error?: Failure }
    if (event === 'ready') {
      stopTimer()
      failures = 0
      renewed = false
      status.value = { state: 'open' }
    }
    if (event === 'ready' || event === 'bye') windowMs = said.reconnectWindowMs ?? windowMs
    for (const listener of listeners.get(event) ?? []) (listener as (payload: unknown) => void)(payload)
    if (event === 'session:ended') lost(said.error)
  }

  function dropSocket() {
    const dropped = socket
    socket = null
    dropped?.disconnect()
    for (const settle of [...pending]) settle({ ok: false, error: unavailable })
  }

  /** The attempt or the connection ended; `why` is what the relay said, where it said something. */
  function lost(why?: Failure) {
    stopTimer()
    attempt++
    dropSocket()
    if (why?.code === 'unauthenticated') return void renew(why)
    if (why && isPermanent(why.code)) return refuse(why)
    const asked = why?.code === 'busy' || why?.code === 'rate_limited' ? why.data.retryAfterMs : 0
    wait(asked + delay())
    failures++
  }

  function refuse({ code, message }: Failure) {
    status.value = { state: 'refused', code, message }
  }

  /** One fresh proof is worth an attempt; a second refusal is meant. */
  async function renew(why: Failure) {
    refuse(why)
    if (renewed || !options.onUnauthenticated) return
    renewed = true
    const mine = attempt
    const worthAnother = await options.onUnauthenticated().catch(() => false)
    if (worthAnother && mine === attempt) wait(delay())
  }

  /** The first attempt of an urgent client comes within a second; idle ones spread over what the relay asked for. */
  function delay(): number {
    if (urgent) return failures === 0 ? random() * urgentMs : backoff(failures, random)
    return Math.max(random() * windowMs, backoff(failures, random))
  }

  function wait(milliseconds: number) {
    status.value = { state: 'waiting', retryAt: Math.round(clock.now() + milliseconds) }
    timer = clock.after(milliseconds, open)
  }

  const waits = () => status.value.state === 'waiting' || status.value.state === 'idle'
  let begun = false
  const undoWake = options.page.onWake(() => {
    if (!begun) return
    if (waits()) open()
    else if (status.value.state === 'open') for (const listener of wakeListeners) listener()
  })
  // An open socket can cost the host's page its place in the back-forward cache [OUT4].
  const undoLeave = options.page.onLeave(() => {
    if (!begun || status.value.state === 'closed' || status.value.state === 'refused') return
    stopTimer()
    attempt++
    dropSocket()
    status.value = { state: 'idle' }
  })

  return {
    status,
    isOpen: () => status.value.state === 'open',
    request(command, payload, { timeoutMs = requestMs, probe = false } = {}) {
      const used = socket
      if (!used || status.value.state !== 'open') return Promise.resolve({ ok: false, error: unavailable })
      return new Promise((resolve) => {
        const settle = (reply: unknown) => {
          if (!pending.delete(settle)) return
          undo()
          resolve(isReply(reply) ? (reply as Reply<never>) : { ok: false, error: unavailable })
        }
        const undo = clock.after(timeoutMs, () => {
          settle({ ok: false, error: unavailable })
          if (probe && socket === used) lost()
        })
        pending.add(settle)
        used.emit(command, payload, settle)
      })
    },
    on(event, listener) {
      const all = listeners.get(event) ?? new Set()
      listeners.set(event, all.add(listener))
      return () => all.delete(listener)
    },
    onWake(listener) {
      wakeListeners.add(listener)
      return () => wakeListeners.delete(listener)
    },
    connect() {
      begun = true
      if (waits()) open()
    },
    reconnect() {
      if (begun && status.value.state !== 'closed') open()
    },
    retryNow() {
      const { state } = status.value
      if (state === 'waiting' || state === 'refused') open()
    },
    setUrgent(wanted) {
      urgent = wanted
      const now = status.value
      if (!urgent || now.state !== 'waiting' || now.retryAt - clock.now() <= urgentMs) return
      stopTimer()
      wait(random() * urgentMs)
    },
    close() {
      if (status.value.state === 'closed') return
      undoWake()
      undoLeave()
      stopTimer()
      attempt++
      dropSocket()
      status.value = { state: 'closed' }
    },
  }
}

function isReply(reply: unknown): boolean {
  return typeof reply === 'object' && reply !== null && 'ok' in reply
}

/**
 * What a failed handshake says. The namespace's middleware answers with a failure as the error's `data`;
 * An Origin that the site does not list is refused before that, with Engine.IO's own JSON, which no proxy between would write.
 */
function failureOf(error: Error & { data?: unknown; context?: unknown }): Failure | undefined {
  const { data, context } = error
  if (
    typeof data === 'object' &&
    data !== null &&
    'code' in data &&
    Object.hasOwn(errorCodes, `${data.code}`)
  )
    return data as Failure
  const answer = typeof context === 'object' && context !== null && 'responseText' in context
  if (!answer || context.responseText !== '{"code":4,"message":"Forbidden"}') return undefined
  return failure(
    'forbidden',
    'The relay does not serve this page: add its origin to the site, or mend the site key.',
  )
}
