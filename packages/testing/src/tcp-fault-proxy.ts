/**
 * A link that can be made bad: a TCP proxy before the relay that delays, resets, swallows, flaps and refuses upgrades.
 * Knows bytes and connections, nothing of what they say, but for the one header that a hostile middle box looks for.
 */
import { createServer, type Server, type Socket, connect as tcpConnect } from 'node:net'
import type { SeededRandom } from './seeded-random.ts'

export type Direction = 'to-client' | 'to-relay'

export interface TcpFaultProxy {
  readonly url: string
  readonly port: number
  /** Links that stand now, and all there ever were: the difference of two looks shows a leak of reconnects. */
  connections(): { readonly open: number; readonly ever: number }
  /** Each chunk waits `ms` ± `jitter`, in order. */
  delay(ms: number, jitter?: number): void
  /** Resets every link that stands (RST), at once. */
  resetAll(): void
  /**
   * Takes in what the links that stand now carry, and passes nothing on: to both ends the other is silent.
   * New links are good, so that the ends can find each other again; the silent ones stay silent for good.
   */
  swallow(...directions: Direction[]): void
  /** As `swallow`, for new links as well, until `heal`. */
  swallowAll(...directions: Direction[]): void
  /**
   * Drops the next `times` chunks of this direction that hold `text`, and nothing else: the link stays up.
   * A push that is written alone is a chunk of its own, so that the frames around it stay whole.
   */
  lose(direction: Direction, text: string, times: number): void
  /** Chunks that `lose` has dropped so far. */
  lost(): number
  /** Resets each new link at once, until `heal`. */
  refuse(): void
  /** Answers 400 to whoever asks for a WebSocket, as some middle boxes do, until `heal`. */
  refuseUpgrades(): void
  /** Up for `upMs`, then down for `downMs` (links reset, new ones refused), again and again, until `heal`. */
  flap(upMs: number, downMs: number): void
  /** The link is good again: for new connections, and for those that lost nothing. */
  heal(): void
  close(): Promise<void>
}

interface Link {
  readonly client: Socket
  readonly relay: Socket
  readonly silent: Set<Direction>
}

interface Options {
  /** The relay's port on loopback. */
  readonly port: number
  readonly random: SeededRandom
}

export async function createTcpFaultProxy({ port: target, random }: Options): Promise<TcpFaultProxy> {
  const links = new Set<Link>()
  let ever = 0
  let wait = { ms: 0, jitter: 0 }
  let admits: 'everything' | 'nothing' | 'no-upgrades' = 'everything'
  let silentFromBirth: readonly Direction[] = []
  let losing: { readonly direction: Direction; readonly text: string; left: number } | null = null
  let lost = 0
  let flapping: NodeJS.Timeout | null = null

  const server: Server = createServer((client) => {
    ever += 1
    if (admits === 'nothing') {
      client.on('error', () => {})
      client.resetAndDestroy()
      return
    }
    const relay = tcpConnect({ host: '127.0.0.1', port: target })
    const link: Link = { client, relay, silent: new Set(silentFromBirth) }
    links.add(link)
    carry(link, 'to-relay', client, relay)
    carry(link, 'to-client', relay, client)
  })

  function carry(link: Link, direction: Direction, from: Socket, to: Socket): void {
    let due = 0
    let delivered = Promise.resolve()
    from.setNoDelay(true)
    from.on('data', (chunk: Buffer) => {
      if (link.silent.has(direction)) return
      if (
        direction === 'to-relay' &&
        admits === 'no-upgrades' &&
        /upgrade: websocket/i.test(chunk.toString('latin1'))
      ) {
        from.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
        to.destroy()
        return
      }
      if (
        losing !== null &&
        losing.direction === direction &&
        losing.left > 0 &&
        chunk.includes(losing.text)
      ) {
        losing.left -= 1
        lost += 1
        return
      }
      if (wait.ms === 0) {
        to.write(chunk)
        return
      }
      const now = performance.now()
      due = Math.max(due, now + wait.ms + wait.jitter * (2 * random.next() - 1))
      const rest = due - now
      const arrived = new Promise<void>((resolve) => setTimeout(resolve, rest))
      delivered = delivered.then(() => arrived).then(() => void (to.destroyed || to.write(chunk)))
    })
    // A silent link hides even the end of the other side: that is what makes it half-open.
    from.on('end', () => void (link.silent.has(direction) || delivered.then(() => to.end())))
    from.on('error', () => {})
    from.on('close', () => {
      if (from === link.client || !link.silent.has('to-client')) {
        link.client.destroy()
        link.relay.destroy()
        links.delete(link)
      }
    })
  }

  const resetAll = () => {
    for (const { client, relay } of links) {
      client.resetAndDestroy()
      relay.resetAndDestroy()
    }
    links.clear()
  }
  const stopFlapping = () => {
    if (flapping !== null) clearTimeout(flapping)
    flapping = null
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')

  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    connections: () => ({ open: links.size, ever }),
    delay(ms, jitter = 0) {
      wait = { ms, jitter }
    },
    resetAll,
    swallow(...directions) {
      for (const link of links) for (const direction of directions) link.silent.add(direction)
    },
    swallowAll(...directions) {
      silentFromBirth = directions
      for (const link of links) for (const direction of directions) link.silent.add(direction)
    },
    lose(direction, text, times) {
      losing = { direction, text, left: times }
    },
    lost: () => lost,
    refuse() {
      admits = 'nothing'
    },
    refuseUpgrades() {
      admits = 'no-upgrades'
    },
    flap(upMs, downMs) {
      stopFlapping()
      const up = () => {
        admits = 'everything'
        flapping = setTimeout(down, upMs)
      }
      const down = () => {
        admits = 'nothing'
        resetAll()
        flapping = setTimeout(up, downMs)
      }
      up()
    },
    heal() {
      stopFlapping()
      wait = { ms: 0, jitter: 0 }
      admits = 'everything'
      silentFromBirth = []
      losing = null
    },
    async close() {
      stopFlapping()
      resetAll()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
