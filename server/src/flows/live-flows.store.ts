/** Reads what is live, synchronously: a handshake and a boot document name it without waiting. Decides nothing; knows no cache. */
import type { Storage } from '../storage/database.ts'

export interface LiveFlow {
  readonly id: string
  readonly version: number
}

export interface LiveFlowsStore {
  /** Changes with each commit of another connection: of this relay's writer, and of another process. */
  dataVersion(): number
  /** In the order of their ids. */
  live(siteId: string): readonly LiveFlow[]
  /** JSON of a frozen version, live or not; null where the site has none such. */
  body(siteId: string, flowId: string, version: number): string | null
}

export function createLiveFlowsStore({ reader }: Pick<Storage, 'reader'>): LiveFlowsStore {
  const live = reader.prepare<[string], LiveFlow>(`
    select id, live_version as version from flows
    where site_id = ? and archived_at is null and live_version is not null order by id`)
  const body = reader
    .prepare<[string, number, string], string>(
      'select body from flow_versions where flow_id = ? and version = ? and site_id = ?',
    )
    .pluck()
  return {
    dataVersion: () => reader.pragma('data_version', { simple: true }) as number,
    live: (siteId) => live.all(siteId),
    body: (siteId, flowId, version) => body.get(flowId, version, siteId) ?? null,
  }
}
