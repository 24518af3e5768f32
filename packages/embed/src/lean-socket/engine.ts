/**
 * An Engine.IO client (protocol 4): text packets over the first transport that gets through, as long as the relay pings.
 * It knows nothing of Socket.IO, whose packets are its messages.
 */
import type { Clock, Undo } from '@docent/client/outside'

export type TransportName = 'websocket' | 'polling'

export interface EngineOptions {
  /** Where the relay's Engine.IO is, with what it is told, such as `https://chat.example/socket.io/?site=demo`. */
  readonly address: URL
  /** In the order in which they are tried. From polling it goes over to a WebSocket that was not tried yet. */
  readonly transports: readonly TransportName[]
  /** Told never before `openEngine` has returned. */
  readonly heard: EngineEvents
  /** @throws where the page may not have one */
  openWebSocket(address: string): WebSocket
  readonly fetch: typeof globalThis.fetch
  readonly after: Clock['after']
}

export interface EngineEvents {
  /** Fired when hands were shaken. */
  opened(): void
  message(text: string): void
  /** Fired once, when it ended by itself: with an error where no transport got through, else with a reason. */
  ended(why: Error | string): void
}

export interface EngineConnection {
  send(text: string): void
  /** What was sent before still goes out. */
  close(): void
}

interface Handshake {
  readonly sid: string
  readonly upgrades: readonly string[]
  readonly pingInterval: number
  readonly pingTimeout: number
  /** Of one request, in bytes. */
  readonly maxPayload: number
}

/** Types of packets, as they stand on the wire. */
const packet = { open: '0', close: '1', ping: '2', pong: '3', message: '4', upgrade: '5', noop: '6' } as const

/** What a WebSocket is asked before it takes over, and answers. */
const probe = 'probe'

/** Stands between the packets of one request or response. */
const separator = '\x1e'

/** More bytes than one of a string's units takes up in UTF-8. */
const bytesPerUnit = 3

export function openEngine(options: EngineOptions): EngineConnection {
  const { address, openWebSocket, fetch, after, heard } = options
  const untried = [...options.transports]
  const unsent: string[] = []
  let shaken: Handshake | null = null
  let closed = false
  let stopWatch: Undo = () => {}
  /** Takes what is unsent to the relay, over the transport that there is. */
  let flush = () => {}
  let hangUp = () => {}

  function addressOf(transport: TransportName): string {
    const to = new URL(address)
    to.searchParams.set('EIO', '4')
    to.searchParams.set('transport', transport)
    if (shaken) to.searchParams.set('sid', shaken.sid)
    return to.href
  }

  const newWebSocket = () => openWebSocket(addressOf('websocket').replace('http', 'ws'))

  function begin() {
    if (untried.shift() === 'polling') return overPolling()
    try {
      overWebSocket(newWebSocket())
    } catch (cause) {
      lost(cause)
    }
  }

  /** The transport is gone; the next one is tried as long as none got through. */
  function lost(cause: unknown) {
    if (closed || shaken || !untried.length) end(cause)
    else begin()
  }

  function end(cause: unknown) {
    if (closed) return
    close()
    heard.ended(shaken ? 'transport close' : (cause as Error))
  }

  function close() {
    if (closed) return
    closed = true
    stopWatch()
    hangUp()
  }

  function send(one: string) {
    unsent.push(one)
    if (shaken) flush()
  }

  function receive(received: string) {
    const body = received.slice(1)
    switch (received[0]) {
      case packet.open:
        return shake(JSON.parse(body))
      case packet.ping:
        send(packet.pong)
        return watch()
      case packet.message:
        return heard.message(body)
      case packet.noop:
        return
      default:
        // The relay ended it, or something between answers in its place.
        end(new Error(`no packet of Engine.IO: ${received}`))
    }
  }

  function shake(handshake: Handshake) {
    shaken = handshake
    // Who closed before can only now tell the relay.
    if (closed) return flush()
    watch()
    heard.opened()
  }

  /** A relay that is there pings before this runs out. */
  function watch() {
    stopWatch()
    if (shaken && !closed)
      stopWatch = after(shaken.pingInterval + shaken.pingTimeout, () => end('ping timeout'))
  }

  function overWebSocket(socket: WebSocket) {
    socket.onmessage = ({ data }: MessageEvent<unknown>) => receive(`${data}`)
    socket.onclose = () => lost(new Error('The WebSocket was closed.'))
    flush = () => {
      for (const one of unsent.splice(0)) socket.send(one)
    }
    hangUp = () => socket.close()
  }

  function overPolling() {
    let paused = false
    let posting = Promise.resolve()

    async function ask(more?: RequestInit): Promise<string> {
      const response = await fetch(addressOf('polling'), { ...more, cache: 'no-store', credentials: 'omit' })
      const responseText = await response.text()
      if (response.ok) return responseText
      // As the stock client says it: a relay that refuses this page gives its reason there.
      throw Object.assign(new Error(`polling: ${response.status}`), { context: { responseText } })
    }

    async function poll() {
      for (const one of (await ask()).split(separator)) receive(one)
    }

    async function keepPolling() {
      await poll()
      const [next] = untried
      if (next && shaken?.upgrades.includes(next)) goOver()
      while (!closed && !paused) await poll()
    }

    /** All that is unsent, as much at a time as the relay takes. */
    async function post() {
      while (shaken && !paused && unsent.length) {
        let body = `${unsent.shift()}`
        while (unsent.length && `${body}${unsent[0]}`.length * bytesPerUnit < shaken.maxPayload)
          body += `${separator}${unsent.shift()}`
        await ask({ method: 'POST', body })
      }
    }

    /** Leaves polling for a WebSocket, where one answers; what is under way comes to its end first. */
    function goOver() {
      const socket = newWebSocket()
      socket.onopen = () => socket.send(packet.ping + probe)
      socket.onmessage = async ({ data }: MessageEvent<unknown>) => {
        if (data !== packet.pong + probe) return
        paused = true
        await Promise.all([polling, posting])
        if (closed) return
        socket.send(packet.upgrade)
        overWebSocket(socket)
        flush()
      }
      socket.onclose = () => paused && lost(null)
      const sayGoodbye = hangUp
      hangUp = () => {
        paused = false
        socket.close()
        sayGoodbye()
      }
    }

    flush = () => {
      posting = posting.then(post).catch(lost)
    }
    hangUp = () => send(packet.close)
    const polling = keepPolling().catch(lost)
  }

  begin()
  return { send: (text) => send(packet.message + text), close }
}
