/**
 * Speaks Socket.IO's frames over a bare WebSocket: cheap enough to load a relay with thousands of connections,
 * plain enough to send what a real client never would. Does not reconnect, retry or remember.
 */
import type { Failure, Reply } from '@docent/protocol'
import { WebSocket } from 'ws'

export interface RawClientOptions {
  /** `http://host:port` */
  readonly url: string
  /** Socket.IO's namespace, such as `/visitor`. */
  readonly namespace: string
  readonly query?: Readonly<Record<string, string>>
  readonly auth?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly path?: string
  /** Milliseconds until the namespace must have answered. */
  readonly within?: number
}

export interface RawClient {
  /** Sends a command and resolves with its acknowledgement; rejects when the connection ends first. */
  request(event: string, payload: unknown): Promise<Reply<unknown>>
  /** As `request`, with a payload that is JSON already: any JSON that can be written, however deep. */
  requestText(event: string, json: string): Promise<Reply<unknown>>
  /** As `request` without a promise, for loads where each microsecond of the driver counts. */
  send(event: string, payload: unknown, acknowledged: (reply: unknown) => void): void
  /** Calls back for each event that the relay sends; one listener for all. Without one, events are only counted. */
  onEvent(listener: (event: string, payload: unknown) => void): void
  /** How many events of a name came. */
  eventsHeard(event: string): number
  /** Sends a frame as it is. */
  frame(frame: string | Buffer): void
  /** The socket below, for what only it can do (ping, fragments). */
  readonly socket: WebSocket
  /** Stops reading: bytes pile up on the relay's side. */
  stopReading(): void
  readOn(): void
  isOpen(): boolean
  /** Resolves when the connection is gone, with the WebSocket's close code. */
  readonly closed: Promise<number>
  /** Ends the connection. Idempotent. */
  close(): void
}

/** The relay refused the namespace; `failure` is what it said, where it said something of our form. */
export class RawRefused extends Error {
  readonly failure: Failure | undefined
  constructor(message: string, failure: Failure | undefined) {
    super(message)
    this.failure = failure
  }
}

export function connectRaw(options: RawClientOptions): Promise<RawClient> {
  const { namespace } = options
  const query = new URLSearchParams({ ...options.query, EIO: '4', transport: 'websocket' })
  const address = `${options.url.replace(/^http/, 'ws')}${options.path ?? '/socket.io/'}?${query}`
  const socket = new WebSocket(address, {
    headers: { origin: options.url, ...options.headers },
    perMessageDeflate: false,
  })
  const waiting = new Map<number, (reply: unknown, ended?: Error) => void>()
  let listener: ((event: string, payload: unknown) => void) | null = null
  const heard = new Map<string, number>()
  let lastId = 0
  const closed = Promise.withResolvers<number>()
  const connected = Promise.withResolvers<RawClient>()
  const timer = setTimeout(() => {
    connected.reject(new Error(`${options.url}${namespace} did not answer in time`))
    socket.terminate()
  }, options.within ?? 20_000)

  const sendText = (event: string, json: string, acknowledged: (reply: unknown, ended?: Error) => void) => {
    const id = ++lastId
    waiting.set(id, acknowledged)
    socket.send(`42${namespace},${id}["${event}",${json}]`)
  }
  const requestText = (event: string, json: string) =>
    new Promise<Reply<unknown>>((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) {
        reject(new Error('the connection is closed'))
        return
      }
      sendText(event, json, (reply, ended) => (ended ? reject(ended) : resolve(reply as Reply<unknown>)))
    })
  const client: RawClient = {
    send: (event, payload, acknowledged) => sendText(event, JSON.stringify(payload), acknowledged),
    request: (event, payload) => requestText(event, JSON.stringify(payload)),
    requestText,
    onEvent(next) {
      listener = next
    },
    eventsHeard: (event) => heard.get(event) ?? 0,
    frame: (frame) => socket.send(frame),
    socket,
    stopReading: () => socket.pause(),
    readOn: () => socket.resume(),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    closed: closed.promise,
    close: () => socket.terminate(),
  }

  socket.on('message', (data: Buffer) => {
    // Under load most frames are events that nobody listens to: their name is all that is read of them.
    const text = listener === null && data[1] === 0x32 ? data.toString('latin1', 0, 128) : data.toString()
    if (text === '2') {
      socket.send('3')
      return
    }
    if (text.startsWith('0')) {
      socket.send(`40${namespace},${JSON.stringify(options.auth ?? {})}`)
      return
    }
    const kind = text.slice(0, 2)
    const afterNamespace = text.indexOf(',') + 1
    if (kind === '40') {
      clearTimeout(timer)
      connected.resolve(client)
    } else if (kind === '44') {
      const said = JSON.parse(text.slice(afterNamespace)) as { message?: string; data?: Failure }
      connected.reject(new RawRefused(said.message ?? 'refused', said.data))
      socket.terminate()
    } else if (kind === '43') {
      const begins = text.indexOf('[')
      const id = Number(text.slice(afterNamespace, begins))
      const acknowledged = waiting.get(id)
      waiting.delete(id)
      acknowledged?.((JSON.parse(text.slice(begins)) as unknown[])[0])
    } else if (kind === '42') {
      const begins = text.indexOf('["')
      const name = text.slice(begins + 2, text.indexOf('"', begins + 2))
      heard.set(name, (heard.get(name) ?? 0) + 1)
      if (listener === null) return
      const [event, payload] = JSON.parse(text.slice(begins)) as [string, unknown]
      listener(event, payload)
    }
  })
  const end = (reason: Error) => {
    clearTimeout(timer)
    connected.reject(reason)
    for (const acknowledged of waiting.values()) acknowledged(undefined, reason)
    waiting.clear()
  }
  socket.on('error', end)
  socket.on('close', (code) => {
    end(new Error(`the connection ended (${code})`))
    closed.resolve(code)
  })
  return connected.promise
}
