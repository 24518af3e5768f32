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

export function createPresenceStore({ writes }: Storage, nodeId: string): PresenceStore {
  return {
    clear: () =>
      writes.transaction(async (trx) => {
        await trx.deleteFrom('agent_leases').where('node_id', '=', nodeId).execute()
      }),
    add: ({ socketId, siteId, agentId, until }) =>
      writes.transaction(async (trx) => {
        await trx
          .insertInto('agent_leases')
          .values({ socket_id: socketId, site_id: siteId, agent_id: agentId, node_id: nodeId, until })
          .onConflict((conflict) => conflict.column('socket_id').doUpdateSet({ until, node_id: nodeId }))
          .execute()
      }),
    renew: (socketIds, until, over) =>
      writes.transaction(async (trx) => {
        if (socketIds.length > 0)
          await trx
            .updateTable('agent_leases')
            .set({ until })
            .where('node_id', '=', nodeId)
            .where('socket_id', 'in', [...socketIds])
            .execute()
        if (over.length > 0)
          await trx
            .deleteFrom('agent_leases')
            .where('node_id', '=', nodeId)
            .where('socket_id', 'in', [...over])
            .execute()
      }),
  }
}
