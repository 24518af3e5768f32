/** What routing changes of a membership, inside its transaction: slots taken and freed, what is accepted, offers missed. */
import { audit } from '../agents/actor.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { Effect } from './effects.ts'
import type { Trx } from './routing.store.ts'

interface Options {
  readonly trx: Trx
  readonly siteId: string
  readonly now: number
  readonly effects: Effect[]
}

export function createSlots({ trx, siteId, now, effects }: Options) {
  const membership = (agentId: string) =>
    trx.updateTable('memberships').where('site_id', '=', siteId).where('agent_id', '=', agentId)

  const changed = (agentId: string, acceptingChanged = false): void =>
    void effects.push({ kind: 'agent', agentId, acceptingChanged })

  /** False where the agent is full: the database compares, not this code [RTE2]. */
  async function take(agentId: string): Promise<boolean> {
    const { numUpdatedRows } = await membership(agentId)
      .set((eb) => ({ active: eb('active', '+', 1) }))
      .whereRef('active', '<', 'capacity')
      .executeTakeFirst()
    if (numUpdatedRows === 1n) changed(agentId)
    return numUpdatedRows === 1n
  }

  return {
    take,

    /** Takes a slot that may be one too many, and leaves a trace of who did so. */
    async takeBeyond(by: AgentPrincipal, conversationId: string): Promise<void> {
      if (await take(by.agentId)) return
      await membership(by.agentId)
        .set((eb) => ({ active: eb('active', '+', 1) }))
        .execute()
      await audit(trx, { by, siteId, action: 'capacity.exceeded', detail: { conversationId }, at: now })
      changed(by.agentId)
    },

    async free(agentId: string): Promise<void> {
      await membership(agentId)
        .set((eb) => ({ active: eb('active', '-', 1) }))
        .where('active', '>', 0)
        .execute()
      changed(agentId)
    },

    /** Puts a wrong count right. */
    async recount(agentId: string, active: number): Promise<void> {
      await membership(agentId).set({ active }).execute()
      changed(agentId)
    },

    async assignedNow(agentId: string): Promise<void> {
      await membership(agentId).set({ last_assigned_at: now }).execute()
    },

    /** Sets what an agent accepts; misses before that no longer count. */
    async setAccepting(agentId: string, accepting: boolean): Promise<void> {
      await membership(agentId)
        .set({ accepting: accepting ? 1 : 0, missed_in_row: 0 })
        .execute()
      changed(agentId, true)
    },

    /** Counts a missed offer; returns how many in a row it is. */
    async countMiss(agentId: string): Promise<number> {
      const row = await membership(agentId)
        .set((eb) => ({ missed_in_row: eb('missed_in_row', '+', 1) }))
        .returning('missed_in_row')
        .executeTakeFirst()
      return row?.missed_in_row ?? 0
    },

    /** The agent did something: misses before that are not in a row with later ones. */
    async awake(agentId: string): Promise<void> {
      await membership(agentId).set({ missed_in_row: 0 }).where('missed_in_row', '>', 0).execute()
    },
  }
}
