/** How the relay takes leave of its sockets [CON]: it says that it goes, then lets go of a few at a time. */
import type { Gateway } from './gateway.ts'

export interface Farewell {
  /** Milliseconds over which clients spread their return: five hundred of them in a second. */
  reconnectWindowMs(): number
  /** Tells everybody that the relay goes, and when to come back. */
  say(): void
  /** Closes all sockets, in slices over at most `withinMs`, so that the clients do not come back in one instant. */
  part(withinMs: number): Promise<void>
}

const shortestWindow = 2_000
const returnsPerSecond = 500
const socketsPerSlice = 200

export function createFarewell({
  io,
  visitors,
  agents,
  sockets,
}: Pick<Gateway, 'io' | 'visitors' | 'agents' | 'sockets'>): Farewell {
  const reconnectWindowMs = () =>
    Math.max(shortestWindow, (io.engine.clientsCount / returnsPerSecond) * 1_000)

  return {
    reconnectWindowMs,
    say() {
      const bye = { reason: 'restart', reconnectWindowMs: reconnectWindowMs() } as const
      visitors.emit('bye', bye)
      agents.emit('bye', bye)
    },
    async part(withinMs) {
      const all = [...sockets()]
      const slices = Math.ceil(all.length / socketsPerSlice)
      const rest = slices > 1 ? withinMs / slices : 0
      for (let slice = 0; slice < slices; slice++) {
        for (const socket of all.slice(slice * socketsPerSlice, (slice + 1) * socketsPerSlice))
          socket.disconnect(true)
        await new Promise((resolve) => setTimeout(resolve, rest))
      }
    },
  }
}
