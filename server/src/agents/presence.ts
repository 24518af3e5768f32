/**
 * Which agents are connected [PRS]: one lease per socket, prolonged by each sign of life, counted on a monotonic clock.
 * Knows nothing of what an agent accepts, and nothing of visitors.
 */
import type { Clock } from '../clock.ts'
import type { Timings } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { Storage } from '../storage/database.ts'
import { createPresenceStore } from './presence.store.ts'

export interface AgentOnSite {
  readonly siteId: string
  readonly agentId: string
}

type PresenceListener = (who: AgentOnSite) => void

export interface Presence {
  /** Forgets leases of an earlier run, and begins to look after the present ones. */
  start(): Promise<void>
  connected(socketId: string, who: AgentOnSite): void
  /** A pong of the transport came in [PRS3]. */
  pong(socketId: string): void
  /** Clean: the other side said goodbye, which starts a short grace. Else the lease runs out by itself [PRS4]. */
  disconnected(socketId: string, clean: boolean): void
  isConnected(siteId: string, agentId: string): boolean
  connectedAgents(siteId: string): readonly string[]
  /** Fired when an agent's first socket connects. */
  onCame(listener: PresenceListener): () => void
  /** Fired when the last lease of an agent is over. */
  onGone(listener: PresenceListener): () => void
  /** Ends leases that are over and writes down the others; runs by itself after `start`. */
  sweep(): Promise<void>
  close(): void
}

interface Options {
  readonly storage: Storage
  readonly clock: Clock
  readonly timings: Pick<Timings, 'lease' | 'leaseRenewal' | 'agentGrace'>
  readonly logger: Logger
  readonly nodeId: string
}

interface Socket {
  readonly who: AgentOnSite
  /** On the monotonic clock. */
  until: number
  /** Seen since its lease was last written. */
  seen: boolean
  open: boolean
}

export function createPresence({ storage, clock, timings, logger, nodeId }: Options): Presence {
  const store = createPresenceStore(storage, nodeId)
  const sockets = new Map<string, Socket>()
  /** The agents of each site, with the number of their leases. */
  const present = new Map<string, Map<string, number>>()
  const came = new Set<PresenceListener>()
  const gone = new Set<PresenceListener>()
  let timer: NodeJS.Timeout | null = null
  let sweptAt = clock.monotonic()

  function count(who: AgentOnSite, by: 1 | -1): void {
    const agents = present.get(who.siteId) ?? new Map<string, number>()
    present.set(who.siteId, agents)
    const before = agents.get(who.agentId) ?? 0
    const now = before + by
    if (now > 0) agents.set(who.agentId, now)
    else agents.delete(who.agentId)
    if (agents.size === 0) present.delete(who.siteId)
    if (before === 0) for (const listener of came) listener(who)
    if (now === 0) for (const listener of gone) listener(who)
  }

  const keep = (written: Promise<void>): Promise<void> =>
    written.catch((error: unknown) => {
      // Routing goes by memory: a lease that could not be written is written by the next renewal or not missed.
      logger.warn({ err: error }, 'leases could not be written')
    })

  const presence: Presence = {
    async start() {
      await store.clear()
      timer ??= setInterval(() => void presence.sweep(), timings.leaseRenewal)
    },
    connected(socketId, who) {
      if (sockets.has(socketId)) return presence.pong(socketId)
      const { siteId, agentId } = who
      sockets.set(socketId, {
        who: { siteId, agentId },
        until: clock.monotonic() + timings.lease,
        seen: false,
        open: true,
      })
      void keep(store.add({ socketId, siteId, agentId, until: clock.now() + timings.lease }))
      count({ siteId, agentId }, 1)
    },
    pong(socketId) {
      const socket = sockets.get(socketId)
      if (!socket?.open) return
      socket.until = clock.monotonic() + timings.lease
      socket.seen = true
    },
    disconnected(socketId, clean) {
      const socket = sockets.get(socketId)
      if (!socket) return
      socket.open = false
      if (clean) socket.until = Math.min(socket.until, clock.monotonic() + timings.agentGrace)
    },
    isConnected: (siteId, agentId) => present.get(siteId)?.has(agentId) ?? false,
    connectedAgents: (siteId) => [...(present.get(siteId)?.keys() ?? [])],
    onCame(listener) {
      came.add(listener)
      return () => void came.delete(listener)
    },
    onGone(listener) {
      gone.add(listener)
      return () => void gone.delete(listener)
    },
    async sweep() {
      const now = clock.monotonic()
      const stalled = now - sweptAt > timings.leaseRenewal * 3
      sweptAt = now
      // While this process stood still nobody could give a sign of life: everybody gets one lease to do so [PRS6].
      if (stalled) for (const socket of sockets.values()) socket.until = now + timings.lease
      const over = [...sockets].filter(([, { until }]) => until <= now)
      const alive = [...sockets].filter(([, { seen, until }]) => seen && until > now)
      for (const [, socket] of alive) socket.seen = false
      for (const [socketId, { who }] of over) {
        sockets.delete(socketId)
        count(who, -1)
      }
      if (over.length === 0 && alive.length === 0) return
      const ids = (list: readonly (readonly [string, Socket])[]) => list.map(([socketId]) => socketId)
      await keep(store.renew(ids(alive), clock.now() + timings.lease, ids(over)))
    },
    close() {
      if (timer) clearInterval(timer)
      timer = null
    },
  }
  return presence
}
