/**
 * Steps of live tours, and live hints, whose target visitors' pages do not have: with what was looked for and what was there instead.
 * One visitor alone proves nothing: an extension of a browser may have hidden the element.
 */
import type { BrokenStep, FlowDraft, FlowEventData } from '@docent/protocol'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/database.ts'
import { partsOf } from './flow-parts.ts'

export interface BrokenSteps {
  /** Of the last 7 days, the one that most runs missed first. */
  list(siteId: string): Promise<readonly BrokenStep[]>
}

interface Options {
  readonly storage: Pick<Storage, 'reader'>
  readonly clock: Clock
}

interface MissingRow {
  readonly flow_id: string
  readonly name: string
  readonly version: number
  readonly step_id: string
  readonly runs: number
  readonly last_at: number
  /** Of the latest event. */
  readonly data: string
  readonly body: string
}

const week = 7 * 24 * 3_600_000
/** More than a person can work on; a page that was rebuilt may break every step of every tour. */
const atMost = 200

export function createBrokenSteps({ storage, clock }: Options): BrokenSteps {
  // `e.data` beside one max() is that of the latest row: so SQLite promises for bare columns.
  const missing = storage.reader.prepare<[string, number, number], MissingRow>(`
    select e.flow_id, f.name, e.version, e.step_id, count(distinct e.run_id) as runs,
      max(e.stored_at) as last_at, e.data, v.body
    from flow_events e
    join flow_runs r on r.id = e.run_id
    join flows f on f.id = e.flow_id and f.live_version = e.version and f.archived_at is null
    join flow_versions v on v.flow_id = e.flow_id and v.version = e.version
    where e.site_id = ? and e.stored_at >= ? and e.kind = 'missing' and e.step_id is not null
      and r.source <> 'preview'
    group by e.flow_id, e.step_id having count(distinct r.visitor_id) > 1
    order by runs desc, last_at desc limit ?`)

  return {
    async list(siteId) {
      return missing.all(siteId, clock.now() - week, atMost).flatMap((row) => {
        const data = JSON.parse(row.data) as FlowEventData
        const step = partsOf(JSON.parse(row.body) as FlowDraft).find(({ id }) => id === row.step_id)
        // A page may say anything; what the flow does not consist of cannot be broken.
        if (!step) return []
        const broken: BrokenStep = {
          flowId: row.flow_id,
          flowName: row.name,
          version: row.version,
          stepId: row.step_id,
          stepTitle: step.title,
          runs: row.runs,
          lastAt: row.last_at,
          path: data.path ?? '',
          looked: data.looked ?? '',
          instead: data.instead ?? '',
        }
        return [broken]
      })
    },
  }
}
