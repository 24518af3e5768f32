/**
 * Reads the runs of a flow with their events, some in a turn of the event loop: figures over a year must not make
 * a chat wait. Decides nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FlowEventKind, RunStatus } from '@docent/protocol'
import type { Storage } from '../storage/database.ts'
import type { CountedEvent, CountedRun } from './figures.ts'

export interface Span {
  /** Null: all versions. */
  readonly version: number | null
  /** Milliseconds since 1970, by when a run began; `until` is not in it any more. */
  readonly from: number
  readonly until: number
}

export interface FiguresStore {
  /** The runs of visitors; an author's previews are none [FLO16]. */
  runs(flowId: string, span: Span): AsyncIterable<CountedRun>
}

interface RunRow {
  readonly id: string
  readonly version: number
  readonly status: RunStatus
  readonly step_id: string | null
  readonly started_at: number
  readonly ended_at: number | null
}

interface EventRow {
  readonly run_id: string
  readonly kind: FlowEventKind
  readonly step_id: string | null
  readonly seq: number
  readonly at: number
  readonly value: string | number | null
}

/** Of a thousand events each at most: what a turn may cost a chat. */
const runsAtOnce = 50

export function createFiguresStore({ reader }: Pick<Storage, 'reader'>): FiguresStore {
  const runs = reader.prepare<Record<string, string | number | null>, RunRow>(`
    select id, version, status, step_id, started_at, ended_at from flow_runs
    where flow_id = @flowId and (started_at, id) > (@at, @id) and started_at < @until
      and source <> 'preview' and (@version is null or version = @version)
    order by started_at, id limit ${runsAtOnce}`)
  const events = reader.prepare<[string], EventRow>(`
    select run_id, kind, step_id, seq, at,
      case when kind = 'item_done' then json_extract(data, '$.value') end as value from flow_events
    where run_id in (select value from json_each(?)) order by run_id, seq, at`)

  return {
    async *runs(flowId, { version, from, until }) {
      let last = { at: from, id: '' }
      for (;;) {
        const rows = runs.all({ flowId, version, until, ...last })
        const byRun = Map.groupBy(events.all(JSON.stringify(rows.map(({ id }) => id))), (row) => row.run_id)
        for (const row of rows)
          yield {
            version: row.version,
            status: row.status,
            stepId: row.step_id,
            startedAt: row.started_at,
            endedAt: row.ended_at,
            events: (byRun.get(row.id) ?? []).map(eventOf),
          }
        const end = rows.at(-1)
        if (!end || rows.length < runsAtOnce) return
        last = { at: end.started_at, id: end.id }
        await nextTurn()
      }
    },
  }
}

const eventOf = ({ kind, step_id: stepId, seq, at, value }: EventRow): CountedEvent => ({
  kind,
  stepId,
  seq,
  at,
  value,
})
