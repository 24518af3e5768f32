/**
 * A Socket.IO socket (protocol 5) over an Engine.IO client: one namespace, text packets, acknowledgements.
 * The stock client's manager and binary parser are half of what a visitor would load, and nothing here needs them:
 * reconnecting is the connection's, and files travel over HTTP.
 */
import type { Socket, Undo } from '@docent/client/outside'

/** The part of an Engine.IO client's socket that is used. */
export interface EngineConnection {
  on(event: 'open', listener: () => void): unknown
  on(event: 'message', listener: (data: unknown) => void): unknown
  on(event: 'error', listener: (error: string | Error) => void): unknown
  on(event: 'close', listener: (reason: string) => void): unknown
  send(data: string): unknown
  close(): unknown
}

/** Types of Socket.IO's packets, as they stand on the wire. */
const packet = { connect: '0', disconnect: '1', event: '2', ack: '3', refused: '4' } as const

export interface SocketOptions {
  readonly namespace: string
  readonly auth: Readonly<Record<string, unknown>>
  /** Opens the Engine.IO connection; called once. */
  open(): EngineConnection
  /** Fired when the browser lost its network; listened to only while there is a connection. */
  onOffline(listener: () => void): Undo
}

export function createSocket({ namespace, auth, open, onOffline }: SocketOptions): Socket {
  const head = `${namespace},`
  const acks = new Map<number, (reply: unknown) => void>()
  let nextAck = 0
  let onDisconnect = (_reason: string): void => {}
  let onError = (_error: Error): void => {}
  let onEvent = (_event: string, _payload: unknown): void => {}
  let engine: EngineConnection | null = null
  let unlisten: Undo | null = null

  /** Tells once how it ended; what arrives later is of no interest. */
  function end(tell: () => void) {
    const ended = engine
    if (!ended) return
    engine = null
    unlisten?.()
    acks.clear()
    ended.close()
    tell()
  }

  function receive(data: unknown) {
    if (typeof data !== 'string') return
    const [, type, id, body] = /^(\d)(?:\/[^,]*,)?(\d*)(.*)$/s.exec(data) ?? []
    const value = parse(body)
    switch (type) {
      case packet.disconnect:
        return end(() => onDisconnect('io server disconnect'))
      case packet.refused:
        return end(() => onError(Object.assign(new Error('refused'), value)))
      case packet.event:
        if (Array.isArray(value) && typeof value[0] === 'string') onEvent(value[0], value[1])
        return
      case packet.ack: {
        const settle = acks.get(Number(id))
        acks.delete(Number(id))
        if (Array.isArray(value)) settle?.(value[0])
      }
    }
  }

  return {
    connect() {
      const opened = open()
      engine = opened
      const mine = (act: () => void) => engine === opened && act()
      opened.on('open', () => mine(() => opened.send(packet.connect + head + JSON.stringify(auth))))
      opened.on('message', (data) => mine(() => receive(data)))
      opened.on('error', (error) =>
        mine(() => end(() => onError(error instanceof Error ? error : new Error(error)))),
      )
      const closed = (reason: string) => mine(() => end(() => onDisconnect(reason)))
      opened.on('close', closed)
      unlisten = onOffline(() => closed('transport close'))
    },
    disconnect: () => end(() => {}),
    emit(event, payload, acknowledge) {
      const id = nextAck++
      acks.set(id, acknowledge)
      engine?.send(`${packet.event}${head}${id}${JSON.stringify([event, payload])}`)
    },
    on(event: 'disconnect' | 'connect_error', listener: (of: never) => void) {
      if (event === 'disconnect') onDisconnect = listener as (reason: string) => void
      else onError = listener as (error: Error) => void
    },
    onAny(listener) {
      onEvent = listener
    },
  }
}

/** What is not JSON is not of this protocol; it is left out as an unknown event would be. */
function parse(body: string | undefined): unknown {
  try {
    return JSON.parse(body || 'null')
  } catch {
    return null
  }
}
