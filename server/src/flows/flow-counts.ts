/**
 * What the list of flows says of each: visitors of the last 30 days, and steps whose target is missing. Counted by SQL, one flow
 * in a turn of the event loop, and kept for a minute: a list that is opened often must not cost what the figures cost.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FlowRow } from '@docent/protocol'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/database.ts'
import type { BrokenSteps } from './broken-steps.ts'

type Counted = Pick<FlowRow, 'started' | 'completed' | 'brokenSteps'>

export interface FlowCounts {
  /** Resolves with a look-up by flow id. */
  of(siteId: string, flowIds: readonly string[]): Promise<(flowId: string) => Counted>
}

interface Options {
  readonly storage: Pick<Storage, 'reader'>
  readonly broken: BrokenSteps
  readonly clock: Clock
}

const day = 24 * 3_600_000
/** Milliseconds for which a count is good enough. */
const keptFor = 60_000

interface Kept {
  readonly at: number
  readonly started: number
  readonly completed: number
}

export function createFlowCounts({ storage, broken, clock }: Options): FlowCounts {
  // An author's own previews are no visitors [FLO16].
  const count = storage.reader.prepare<[string, number], { started: number; completed: number }>(`
    select count(distinct visitor_id) as started,
      count(distinct case when status = 'completed' then visitor_id end) as completed
    from flow_runs where flow_id = ? and started_at >= ? and source <> 'preview'`)
  const kept = new Map<string, Kept>()

  async function visitors(flowId: string): Promise<Kept> {
    const now = clock.monotonic()
    const known = kept.get(flowId)
    if (known && now - known.at < keptFor) return known
    await nextTurn()
    const row = count.get(flowId, clock.now() - 30 * day)
    const fresh = { at: now, started: row?.started ?? 0, completed: row?.completed ?? 0 }
    kept.set(flowId, fresh)
    return fresh
  }

  return {
    async of(siteId, flowIds) {
      const counted = new Map<string, Kept>()
      for (const id of flowIds) counted.set(id, await visitors(id))
      const missing = new Map<string, number>()
      for (const { flowId } of await broken.list(siteId)) missing.set(flowId, (missing.get(flowId) ?? 0) + 1)
      return (flowId) => ({
        started: counted.get(flowId)?.started ?? 0,
        completed: counted.get(flowId)?.completed ?? 0,
        brokenSteps: missing.get(flowId) ?? 0,
      })
    },
  }
}
