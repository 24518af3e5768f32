/** Flows as the desk works on them: the list, drafts, publishing, figures. Asks and remembers the list; decides nothing [FLO2]. */
import type { AgentCommands, AgentEvents, FlowRow } from '@docent/protocol'
import { computed } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import type { Clock, Random } from '../outside.ts'
import type { AgentFlows } from './agent-client.ts'
import { createWatched } from './watched.ts'

export interface AgentFlowsOptions {
  readonly connection: Connection<AgentCommands, AgentEvents>
  readonly clock: Clock
  readonly random: Random
}

export function createAgentFlows(options: AgentFlowsOptions): AgentFlows & { close(): void } {
  const { connection } = options
  let stale = true

  const rows = createWatched<readonly FlowRow[]>({
    ...options,
    isBehind: () => stale,
    async catchUp() {
      stale = false
      const reply = await connection.request('flow:list', {})
      if (reply.ok) {
        rows.value.value = reply.data.flows
        return stale ? 'more' : 'done'
      }
      stale = true
      return reply.error.code === 'forbidden' ? 'never' : 'later'
    },
  })

  const undo = [
    connection.on('ready', () => {
      stale = true
      rows.refresh()
    }),
    connection.on('flow:changed', () => {
      stale = true
      rows.refreshSoon()
    }),
  ]

  /** What was changed here is in the list as soon as the relay has it. */
  async function changing<R extends { readonly ok: boolean }>(request: Promise<R>): Promise<R> {
    const reply = await request
    if (reply.ok) {
      stale = true
      rows.refresh()
    }
    return reply
  }

  return {
    list: computed(() => rows.value.value),
    show: (flowId) => connection.request('flow:show', { flowId }),
    create: (made) => changing(connection.request('flow:create', made)),
    save: (made) => changing(connection.request('flow:save', made)),
    publish: (wanted) => changing(connection.request('flow:publish', wanted)),
    withdraw: (flowId) => changing(connection.request('flow:withdraw', { flowId })),
    restore: (wanted) => changing(connection.request('flow:restore', wanted)),
    archive: (flowId) => changing(connection.request('flow:archive', { flowId })),
    figures: (wanted) => connection.request('flow:figures', wanted),
    broken: () => connection.request('flow:broken', {}),
    openBuilder: (flowId, stepId) =>
      connection.request('builder:open', { flowId, ...(stepId !== undefined && { stepId }) }),
    close() {
      for (const act of undo) act()
      rows.close()
    },
  }
}
