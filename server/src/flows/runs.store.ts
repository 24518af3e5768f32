/**
 * The rows of visitors' runs and of what happened in them, with prepared statements for a job and for reading alike.
 * Decides nothing: whose run it is, and whether an event may be kept, is said in `run-jobs.ts`.
 */
import type { FlowEvent, FlowKind, FlowRun, RunSource, RunStatus } from '@docent/protocol'
import type { Database } from 'better-sqlite3'

/** A run with whose it is. */
export interface OwnedRun {
  readonly siteId: string
  readonly visitorId: string
  readonly run: FlowRun
}

/** Of a version that was published once, what is read for each event. */
export interface VersionHead {
  readonly kind: FlowKind
  readonly name: string
  readonly version: number
}

/** With its body, which is that of a `FlowDraft`. */
export interface FrozenVersion extends VersionHead {
  readonly body: string
}

/** Where an event is kept already. */
export interface KeptEvent {
  readonly runId: string
  readonly siteId: string
}

interface RunRow {
  readonly id: string
  readonly siteId: string
  readonly visitorId: string
  readonly flowId: string
  readonly version: number
  readonly kind: FlowKind
  readonly source: RunSource
  readonly status: RunStatus
  readonly stepId: string | null
  readonly seq: number
  readonly done: string
  readonly conversationId: string | null
  readonly startedAt: number
  readonly endedAt: number | null
}

export type RunsStore = ReturnType<typeof createRunsStore>

const columns = `r.id, r.site_id as siteId, r.visitor_id as visitorId, r.flow_id as flowId, r.version, r.kind, r.source,
  r.status, r.step_id as stepId, r.seq, r.done, r.conversation_id as conversationId, r.started_at as startedAt, r.ended_at as endedAt`

export function createRunsStore(database: Database) {
  const findRun = database.prepare<unknown[], RunRow>(`select ${columns} from flow_runs r where r.id = ?`)
  const findEvent = database.prepare<unknown[], KeptEvent>(
    'select run_id as runId, site_id as siteId from flow_events where id = ?',
  )
  const beyond = database
    .prepare<unknown[], number>('select 1 from flow_events where run_id = ? limit 1 offset ?')
    .pluck()
  // An archived flow is found as well: whoever is in it finishes it [FLO1].
  const findHead = database.prepare<unknown[], VersionHead>(
    `select f.kind, f.name, v.version from flow_versions v join flows f on f.id = v.flow_id
     where v.site_id = ? and v.flow_id = ? and v.version = ?`,
  )
  const findVersion = database.prepare<unknown[], FrozenVersion>(
    `select f.kind, f.name, v.version, v.body from flow_versions v join flows f on f.id = v.flow_id
     where v.site_id = ? and v.flow_id = ? and v.version = ?`,
  )
  const findLive = database.prepare<unknown[], FrozenVersion>(
    `select f.kind, f.name, v.version, v.body from flows f join flow_versions v on v.flow_id = f.id and v.version = f.live_version
     where f.site_id = ? and f.id = ? and f.archived_at is null`,
  )
  const latest = database.prepare<unknown[], RunRow>(
    `select ${columns} from flow_runs r where r.visitor_id = ? order by r.started_at desc, r.id desc limit ?`,
  )
  const latestOfFlow = database.prepare<unknown[], RunRow>(
    `select ${columns} from flow_runs r where r.visitor_id = ? and r.flow_id = ? and r.source <> 'preview'
     order by r.started_at desc, r.id desc limit 1`,
  )
  const led = database
    .prepare<unknown[], string>(
      `select id from flow_runs where visitor_id = ? and conversation_id = ? and source = 'agent' and kind = 'tour'
         and status = 'running' limit 1`,
    )
    .pluck()
  const insertRun = database.prepare(
    `insert into flow_runs (id, site_id, visitor_id, flow_id, version, kind, source, status, step_id, seq, done, conversation_id,
       started_at, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const updateRun = database.prepare(
    `update flow_runs set source = ?, status = ?, step_id = ?, seq = ?, done = ?, conversation_id = ?, started_at = ?, ended_at = ?
     where id = ?`,
  )
  const insertEvent = database.prepare(
    `insert into flow_events (id, site_id, run_id, flow_id, version, kind, step_id, seq, at, stored_at, data, agent_id)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertAudit = database.prepare(
    `insert into audit (id, site_id, actor_kind, actor_id, action, detail, at) values (?, ?, 'agent', ?, ?, ?, ?)`,
  )

  return {
    find(runId: string): OwnedRun | null {
      const row = findRun.get(runId)
      return row ? ownedRun(row) : null
    },
    event: (eventId: string): KeptEvent | null => findEvent.get(eventId) ?? null,
    /** Whether fewer events than this are kept of the run. */
    hasRoom: (runId: string, atMost: number): boolean => beyond.get(runId, atMost - 1) === undefined,
    head: (siteId: string, flowId: string, version: number): VersionHead | null =>
      findHead.get(siteId, flowId, version) ?? null,
    version: (siteId: string, flowId: string, version: number): FrozenVersion | null =>
      findVersion.get(siteId, flowId, version) ?? null,
    /** The version that visitors may begin now. */
    live: (siteId: string, flowId: string): FrozenVersion | null => findLive.get(siteId, flowId) ?? null,
    latest: (visitorId: string, atMost: number): readonly FlowRun[] =>
      latest.all(visitorId, atMost).map((row) => ownedRun(row).run),
    latestOfFlow(visitorId: string, flowId: string): FlowRun | null {
      const row = latestOfFlow.get(visitorId, flowId)
      return row ? ownedRun(row).run : null
    },
    /** Whether a tour runs that an agent sent to this visitor from this conversation. */
    isLed: (visitorId: string, conversationId: string): boolean =>
      led.get(visitorId, conversationId) !== undefined,
    insert({ siteId, visitorId, run }: OwnedRun): void {
      insertRun.run(
        run.runId,
        siteId,
        visitorId,
        run.flowId,
        run.version,
        run.kind,
        run.source,
        run.status,
        run.stepId,
        run.seq,
        JSON.stringify(run.done),
        run.conversationId,
        run.startedAt,
        run.endedAt,
      )
    },
    update(run: FlowRun): void {
      updateRun.run(
        run.source,
        run.status,
        run.stepId,
        run.seq,
        JSON.stringify(run.done),
        run.conversationId,
        run.startedAt,
        run.endedAt,
        run.runId,
      )
    },
    keep(siteId: string, event: FlowEvent, storedAt: number, agentId: string | null): void {
      insertEvent.run(
        event.eventId,
        siteId,
        event.runId,
        event.flowId,
        event.version,
        event.kind,
        event.stepId,
        event.seq,
        event.at,
        storedAt,
        JSON.stringify(event.data ?? {}),
        agentId,
      )
    },
    audit(line: {
      id: string
      siteId: string
      agentId: string
      action: string
      detail: object
      at: number
    }): void {
      insertAudit.run(line.id, line.siteId, line.agentId, line.action, JSON.stringify(line.detail), line.at)
    },
  }
}

function ownedRun({ id, siteId, visitorId, done, ...row }: RunRow): OwnedRun {
  return { siteId, visitorId, run: { runId: id, ...row, done: JSON.parse(done) as readonly string[] } }
}
