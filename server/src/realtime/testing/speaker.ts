/** One who speaks with a relay over a real socket and writes down every frame. Knows no site and nobody by name. */
import type { Failure, Reply } from '@docent/protocol'
import { waitUntil } from '@docent/testing/wait-until'
import { io } from 'socket.io-client'

/** What makes a browser the same browser again. */
export interface Browser {
  readonly token: string
  readonly deviceId: string
}

/** One socket, and everything that it was ever sent. */
export interface Speaker {
  readonly browser: Browser
  /** What `ready` said. */
  readonly ready: Readonly<Record<string, unknown>>
  ask<T = unknown>(command: string, request: unknown): Promise<Reply<T>>
  /** As `ask`, and takes nothing but yes for an answer. */
  must<T = Record<string, unknown>>(command: string, request: unknown): Promise<T>
  /** The payloads of an event, in their order. */
  heard<T = Record<string, unknown>>(event: string): readonly T[]
  /** Waits for an event that the test may have heard before. */
  hears<T = Record<string, unknown>>(event: string, which?: (payload: T) => boolean): Promise<T>
  /** Everything that came over the wire, as text. */
  frames(): string
  isConnected(): boolean
  /** Resolves when the connection is gone. */
  gone(): Promise<void>
  close(): void
}

/** The relay refused the connection; `failure` is what it said, where it got so far as to say something. */
export class Refused extends Error {
  readonly failure: Failure | undefined
  constructor(message: string, failure: Failure | undefined) {
    super(failure ? `${failure.code}: ${failure.message}` : message)
    this.failure = failure
  }
}

interface SpeakerOptions {
  readonly url: string
  readonly namespace: string
  readonly site: string
  readonly browser: Browser
  readonly auth: unknown
  readonly transport: 'websocket' | 'polling'
  readonly headers: Record<string, string>
}

export async function openSpeaker(options: SpeakerOptions): Promise<Speaker> {
  const socket = io(`${options.url}${options.namespace}`, {
    query: { site: options.site },
    auth: options.auth as Record<string, unknown>,
    transports: [options.transport],
    extraHeaders: options.headers,
    forceNew: true,
    reconnection: false,
    autoConnect: false,
  })
  const events: { readonly name: string; readonly payload: unknown }[] = []
  const frames: string[] = []
  const gone = Promise.withResolvers<void>()
  socket.onAny((name: string, payload: unknown) => void events.push({ name, payload }))
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ data }: { data?: unknown }) => void frames.push(String(data ?? '')))
  })
  socket.on('disconnect', () => gone.resolve())

  const speaker: Omit<Speaker, 'ready'> = {
    browser: options.browser,
    ask: (command, request) =>
      new Promise((resolve, reject) => {
        // A disconnect answers no more than silence would: the promise ends with the connection.
        socket.timeout(10_000).emit(command, request, (error: Error | null, reply: never) => {
          if (error) reject(new Error(`${command} was not answered`))
          else resolve(reply)
        })
        socket.once('disconnect', () =>
          reject(new Error(`the connection ended before ${command} was answered`)),
        )
      }),
    async must<T>(command: string, request: unknown): Promise<T> {
      const reply = await speaker.ask<T>(command, request)
      if (!reply.ok) throw new Error(`${command} was refused: ${reply.error.code}, ${reply.error.message}`)
      return reply.data
    },
    heard: <T>(event: string) =>
      events.flatMap(({ name, payload }) => (name === event ? [payload as T] : [])),
    hears: <T>(event: string, which: (payload: T) => boolean = () => true) =>
      waitUntil<T | undefined>(() => speaker.heard<T>(event).find(which), {
        what: event,
        every: 5,
      }) as Promise<T>,
    frames: () => frames.join('\n'),
    isConnected: () => socket.connected,
    gone: () => gone.promise,
    close: () => void socket.disconnect(),
  }
  const connected = new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', (error: Error & { data?: Failure }) => {
      socket.disconnect()
      reject(new Refused(error.message, error.data))
    })
  })
  socket.connect()
  await connected
  const ready = await waitUntil<unknown>(
    () => speaker.heard('ready').at(0) ?? (socket.connected ? undefined : { ended: true }),
    { what: 'ready', every: 5 },
  )
  return { ...speaker, ready: ready as Record<string, unknown> }
}
