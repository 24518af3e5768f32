/** Leading a visitor from the desk: a tour that is sent, its steps as they happen, what is pointed at [FLO11] [FLO12]. */
import type { AgentCommands, AgentEvents, Reply, Stored, VisitorRun } from '@docent/protocol'
import { type Signal, signal } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import type { Clock, Ids, Random } from '../outside.ts'
import { createRetriedTask } from '../retried-task.ts'
import type { AgentGuide } from './agent-client.ts'

export interface AgentGuideOptions {
  readonly connection: Connection<AgentCommands, AgentEvents>
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  /** Fired when a card was put into a conversation, with its place in the log. */
  onSent(conversationId: string, stored: Stored): void
}

interface Followed {
  readonly runs: Signal<readonly VisitorRun[]>
  fetch(): void
  close(): void
}

export function createAgentGuide(
  options: AgentGuideOptions,
): AgentGuide & { leave(conversationId: string): void; close(): void } {
  const { connection, ids } = options
  const followed = new Map<string, Followed>()

  function follow(conversationId: string): Followed {
    const runs = signal<readonly VisitorRun[]>([])
    const fetching = createRetriedTask({
      ...options,
      isConnected: connection.isOpen,
      async act() {
        const reply = await connection.request('visitor:runs', { conversationId })
        if (!reply.ok) return isGone(reply) ? 'never' : 'later'
        runs.value = reply.data.runs
        return 'done'
      },
    })
    return { runs, fetch: () => connection.isOpen() && void fetching.run(), close: fetching.close }
  }

  /** The latest run comes first; one that goes on keeps its place. */
  function take(conversationId: string, fresh: VisitorRun) {
    const runs = followed.get(conversationId)?.runs
    if (!runs) return
    const known = runs.peek()
    const there = known.some(({ run }) => run.runId === fresh.run.runId)
    runs.value = there
      ? known.map((one) => (one.run.runId === fresh.run.runId ? fresh : one))
      : [fresh, ...known]
  }

  const undo = [
    connection.on('ready', () => {
      for (const { fetch } of followed.values()) fetch()
    }),
    connection.on('visitor:progressed', ({ conversationId, run }) => take(conversationId, run)),
  ]

  return {
    async sendTour(conversationId, flowId) {
      const reply = await connection.request('tour:send', { conversationId, cmid: ids(), flowId })
      if (reply.ok) options.onSent(conversationId, reply.data)
      return reply
    },
    runs(conversationId) {
      const known = followed.get(conversationId)
      if (known) return known.runs
      const made = follow(conversationId)
      followed.set(conversationId, made)
      made.fetch()
      return made.runs
    },
    async tick(conversationId, flowId, itemId) {
      const eventId = ids()
      const reply = await connection.request('item:tick', { conversationId, eventId, flowId, itemId })
      if (reply.ok) take(conversationId, reply.data.run)
      return reply
    },
    ask: (conversationId) => connection.request('guide:ask', { conversationId }),
    point: (conversationId, labelId) => connection.request('guide:point', { conversationId, labelId }),
    leave(conversationId) {
      followed.get(conversationId)?.close()
      followed.delete(conversationId)
    },
    close() {
      for (const act of undo) act()
      for (const { close } of followed.values()) close()
    },
  }
}

const isGone = (reply: Reply<unknown>): boolean =>
  !reply.ok && (reply.error.code === 'not_found' || reply.error.code === 'forbidden')
