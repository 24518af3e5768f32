/** Sockets that do not read: they leave their rooms first, and are closed when they still do not read [CON]. */
import type { Limits, Timings } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { AgentSocket, VisitorSocket } from './gateway.ts'

type AnySocket = VisitorSocket | AgentSocket

interface Options {
  readonly sockets: () => Iterable<AnySocket>
  readonly limits: Pick<Limits, 'slowReaderLeave' | 'slowReaderClose'>
  readonly timings: Pick<Timings, 'slowReader'>
  readonly now: () => number
  /** A socket reads again: it goes back into the rooms that it may still be in, is told the heads, and asks for the rest. */
  readonly comeBack: (socket: AnySocket, left: readonly string[]) => Promise<void>
  readonly logger: Logger
}

const everyMs = 250

export interface SlowReaders {
  /** Looks at all sockets; runs by itself. */
  check(): void
  close(): void
}

export function createSlowReaders(options: Options): SlowReaders {
  const { sockets, limits, timings, now, comeBack, logger } = options
  const slow = new Map<AnySocket, { readonly since: number; readonly rooms: readonly string[] }>()

  function check(): void {
    for (const socket of sockets()) {
      const bytes = unsentBytes(socket)
      const known = slow.get(socket)
      if (bytes > limits.slowReaderClose || (known && now() - known.since > timings.slowReader)) {
        slow.delete(socket)
        // The transport, not the socket: after a `disconnect` by the server a client does not come back.
        socket.conn.close()
      } else if (bytes > limits.slowReaderLeave && !known) {
        const rooms = [...socket.rooms].filter((room) => room !== socket.id)
        slow.set(socket, { since: now(), rooms })
        for (const room of rooms) void socket.leave(room)
      } else if (known && bytes < limits.slowReaderLeave / 4) {
        slow.delete(socket)
        comeBack(socket, known.rooms).catch((error: unknown) => {
          logger.warn({ err: error }, 'a slow reader could not be told what it missed; it connects again')
          socket.conn.close()
        })
      }
    }
    for (const socket of slow.keys()) if (!socket.connected) slow.delete(socket)
  }

  const timer = setInterval(check, everyMs)
  timer.unref()
  return { check, close: () => clearInterval(timer) }
}

/** What waits in Engine.IO's queue and in the WebSocket's own buffer. */
function unsentBytes(socket: AnySocket): number {
  const { conn } = socket
  let bytes = 0
  const queue = (conn as unknown as { writeBuffer: readonly { data?: unknown }[] }).writeBuffer
  for (const packet of queue) bytes += typeof packet.data === 'string' ? packet.data.length : 0
  const { socket: webSocket } = conn.transport as { socket?: { bufferedAmount?: number } }
  return bytes + (webSocket?.bufferedAmount ?? 0)
}
