/** An anonymous visitor's runs become those of the user who signs in; where both went through a flow, both stay [FLO4]. */
import type { FlowRun, RunSource } from '@docent/protocol'
import type { Transaction } from 'kysely'
import type { Schema } from '../storage/schema.ts'

/** Inside of the transaction that joins the two; what happened in the runs stays with them. */
export async function moveRuns(
  trx: Transaction<Schema>,
  from: string,
  into: string,
): Promise<readonly FlowRun[]> {
  const rows = await trx
    .updateTable('flow_runs')
    .set({ visitor_id: into })
    .where('visitor_id', '=', from)
    .returningAll()
    .execute()
  return rows.map((row) => ({
    runId: row.id,
    flowId: row.flow_id,
    version: row.version,
    kind: row.kind,
    source: row.source as RunSource,
    status: row.status,
    stepId: row.step_id,
    seq: row.seq,
    done: JSON.parse(row.done) as readonly string[],
    conversationId: row.conversation_id,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }))
}
