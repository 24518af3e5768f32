/** Puts the heads of conversations on the wire: to each socket those that it may see and only those [SYN3]. */
import type { Kysely } from 'kysely'
import type { Schema } from '../storage/schema.ts'
import type { AgentSocket, Gateway, VisitorSocket } from './gateway.ts'
import type { Head } from './head-beacon.ts'

interface Options {
  readonly gateway: Gateway
  readonly read: Kysely<Schema>
  readonly siteIds: () => readonly string[]
  readonly inboxRev: (siteId: string) => Promise<number>
}

const roomOf = /^conversation:([0-9a-f-]{36})$/

export function createHeads({ gateway, read, siteIds, inboxRev }: Options) {
  const { visitors, agents } = gateway
  const conversationsOf = (rooms: Iterable<string>): string[] =>
    [...rooms].flatMap((room) => roomOf.exec(room)?.[1] ?? [])

  async function headsOf(ids: readonly string[]): Promise<Map<string, Head>> {
    if (ids.length === 0) return new Map()
    const rows = await read
      .selectFrom('conversations')
      .select(['id', 'last_seq', 'last_iseq'])
      .where('id', 'in', [...ids])
      .execute()
    return new Map(rows.map((row) => [row.id, { seq: row.last_seq, iseq: row.last_iseq }]))
  }

  function tellVisitor(
    socket: VisitorSocket,
    heads: ReadonlyMap<string, Head>,
    only?: ReadonlySet<string>,
  ): void {
    const own = conversationsOf(socket.rooms).filter((id) => !only || only.has(id))
    const known = own.flatMap((id) => {
      const head = heads.get(id)
      return head ? [[id, head.seq] as const] : []
    })
    if (known.length > 0) socket.emit('head', { heads: known })
  }

  function tellAgent(socket: AgentSocket, heads: ReadonlyMap<string, Head>, rev: number): void {
    const known = conversationsOf(socket.rooms).flatMap((id) => {
      const head = heads.get(id)
      return head ? [[id, head.seq, head.iseq] as const] : []
    })
    socket.emit('head', { heads: known, inboxRev: rev })
  }

  /** The agents' sockets of each site. */
  async function tellAgents(heads: ReadonlyMap<string, Head>): Promise<void> {
    if (agents.sockets.size === 0) return
    for (const siteId of siteIds()) {
      const members = agents.adapter.rooms.get(`site:${siteId}:agents`)
      if (!members) continue
      const rev = await inboxRev(siteId)
      for (const id of members) {
        const socket = agents.sockets.get(id)
        if (socket) tellAgent(socket as AgentSocket, heads, rev)
      }
    }
  }

  return {
    /** The conversations whose rooms have sockets, in either namespace. */
    watched: (): string[] => [
      ...new Set([
        ...conversationsOf(visitors.adapter.rooms.keys()),
        ...conversationsOf(agents.adapter.rooms.keys()),
      ]),
    ],
    async send(heads: ReadonlyMap<string, Head>, behind: ReadonlySet<string>, toAll: boolean): Promise<void> {
      if (toAll || behind.size > 0)
        for (const socket of visitors.sockets.values())
          tellVisitor(socket as VisitorSocket, heads, toAll ? undefined : behind)
      // Few sockets, and their inbox has a counter of its own that only this carries.
      await tellAgents(heads)
    },
    /** To one socket that was not in its rooms for a while. */
    async tell(socket: VisitorSocket | AgentSocket): Promise<void> {
      const heads = await headsOf(conversationsOf(socket.rooms))
      if (visitors.sockets.has(socket.id)) tellVisitor(socket as VisitorSocket, heads)
      else await tellAgents(heads)
    },
  }
}
