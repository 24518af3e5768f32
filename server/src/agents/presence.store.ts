/** The leases of agents' sockets as rows: what other nodes and tools read. On one node, memory is the truth [PRS5]. */
import type { Storage } from '../storage/database.ts'

export interface Lease {
  readonly socketId: string
  readonly siteId: string
  readonly agentId: string
  /** Milliseconds since 1970. */
  readonly until: number
}

export interface PresenceStore {
  /** Forgets the leases that this node left behind when it last ended. */
  clear(): Promise<void>
  add(lease: Lease): Promise<void>
  /** Prolongs those leases, and forgets those others, in one commit. */
  renew(socketIds: readonly string[], until: number, over: readonly string[]): Promise<void>
}

export function createPresenceStore({ writer, writes }: Storage, nodeId: string): PresenceStore {
  const insert = writer.prepare(
    `insert into agent_leases (socket_id, site_id, agent_id, node_id, until) values (?, ?, ?, ?, ?)
     on conflict (socket_id) do update set until = excluded.until, node_id = excluded.node_id`,
  )
  const prolong = writer.prepare(
    'update agent_leases set until = ? where node_id = ? and socket_id in (select value from json_each(?))',
  )
  const remove = writer.prepare(
    'delete from agent_leases where node_id = ? and socket_id in (select value from json_each(?))',
  )
  const clear = writer.prepare('delete from agent_leases where node_id = ?')

  return {
    clear: () => writes.batch(() => void clear.run(nodeId)),
    add: ({ socketId, siteId, agentId, until }) =>
      writes.batch(() => void insert.run(socketId, siteId, agentId, nodeId, until)),
    renew: (socketIds, until, over) =>
      writes.batch(() => {
        if (socketIds.length > 0) prolong.run(until, nodeId, JSON.stringify(socketIds))
        if (over.length > 0) remove.run(nodeId, JSON.stringify(over))
      }),
  }
}
