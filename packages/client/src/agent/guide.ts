/** Leading a visitor from the desk: a tour that is sent, its steps as they happen, what is pointed at [FLO11] [FLO12]. */
import type { AgentCommands, AgentEvents, Reply, Stored, VisitorRun } from '@docent/protocol'
import { runStatuses } from '@docent/protocol/flow-run'
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
  /** What was pushed since the runs were asked for last: the answer may be from before it. */
  readonly pushed: Map<string, VisitorRun>
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
    const pushed = new Map<string, VisitorRun>()
    const fetching = createRetriedTask({
      ...options,
      isConnected: connection.isOpen,
      async act() {
        pushed.clear()
        const reply = await connection.request('visitor:runs', { conversationId })
        if (!reply.ok) return isGone(reply) ? 'never' : 'later'
        runs.value = [...pushed.values()].reduce(withRun, reply.data.runs)
        return 'done'
      },
    })
    return { runs, pushed, fetch: () => connection.isOpen() && void fetching.run(), close: fetching.close }
  }

  function take(conversationId: string, fresh: VisitorRun) {
    const there = followed.get(conversationId)
    if (!there) return
    there.pushed.set(fresh.run.runId, fresh)
    there.runs.value = withRun(there.runs.peek(), fresh)
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

/** The latest run comes first; one that goes on keeps its place. What is told late takes nothing back. */
function withRun(known: readonly VisitorRun[], fresh: VisitorRun): readonly VisitorRun[] {
  const at = known.findIndex(({ run }) => run.runId === fresh.run.runId)
  const before = known[at]
  if (!before) return [fresh, ...known]
  return isOlder(fresh, before) ? known : known.with(at, fresh)
}

/** All three of a run only rise [FLO4]. */
const isOlder = ({ run }: VisitorRun, than: VisitorRun): boolean =>
  run.seq < than.run.seq ||
  run.done.length < than.run.done.length ||
  runStatuses.indexOf(run.status) < runStatuses.indexOf(than.run.status)

const isGone = (reply: Reply<unknown>): boolean =>
  !reply.ok && (reply.error.code === 'not_found' || reply.error.code === 'forbidden')
