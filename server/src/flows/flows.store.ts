/** Remembers flows with their drafts and frozen versions. Decides nothing; every row is asked for by its site. */
import type { FlowKind, FlowVersionRow } from '@docent/protocol'
import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { Schema } from '../storage/schema.ts'

export interface StoredFlow {
  readonly id: string
  readonly kind: FlowKind
  readonly name: string
  /** JSON. */
  readonly draft: string
  readonly rev: number
  readonly live_version: number | null
  readonly archived_at: number | null
}

export interface ListedFlow extends Omit<StoredFlow, 'archived_at' | 'rev'> {
  readonly last_version: number | null
  /** Whether the draft differs from what is live. */
  readonly changed: number
  readonly updated_at: number
  readonly updated_by: string | null
}

/** The flow, archived ones too; undefined where the site has none with this id. */
export const readFlow = (
  db: Kysely<Schema>,
  siteId: string,
  flowId: string,
): Promise<StoredFlow | undefined> =>
  db
    .selectFrom('flows')
    .select(['id', 'kind', 'name', 'draft', 'rev', 'live_version', 'archived_at'])
    .where('id', '=', flowId)
    .where('site_id', '=', siteId)
    .executeTakeFirst()

/** The site of a flow, whoever asks: for a caller that is judged by it. */
export async function siteOfFlow(db: Kysely<Schema>, flowId: string): Promise<string | null> {
  const row = await db.selectFrom('flows').select('site_id').where('id', '=', flowId).executeTakeFirst()
  return row?.site_id ?? null
}

/** All that are not archived, the last changed first. */
export const listFlows = (db: Kysely<Schema>, siteId: string): Promise<readonly ListedFlow[]> =>
  db
    .selectFrom('flows as f')
    .leftJoin('flow_versions as live', (join) =>
      join.onRef('live.flow_id', '=', 'f.id').onRef('live.version', '=', 'f.live_version'),
    )
    .leftJoin('agents as a', 'a.id', 'f.updated_by')
    .select((eb) => [
      'f.id',
      'f.kind',
      'f.name',
      'f.draft',
      'f.live_version',
      'f.updated_at',
      'a.name as updated_by',
      sql<number>`case when live.body is not null and live.body <> f.draft then 1 else 0 end`.as('changed'),
      eb
        .selectFrom('flow_versions as v')
        .whereRef('v.flow_id', '=', 'f.id')
        .select((v) => v.fn.max('v.version').as('last'))
        .as('last_version'),
    ])
    .where('f.site_id', '=', siteId)
    .where('f.archived_at', 'is', null)
    .orderBy('f.updated_at', 'desc')
    .orderBy('f.id')
    .execute()

/** Ids and kinds of those that are not archived. */
export const knownFlows = (
  db: Kysely<Schema>,
  siteId: string,
): Promise<readonly { readonly id: string; readonly kind: FlowKind }[]> =>
  db
    .selectFrom('flows')
    .select(['id', 'kind'])
    .where('site_id', '=', siteId)
    .where('archived_at', 'is', null)
    .execute()

/** The latest first. */
export async function listVersions(db: Kysely<Schema>, flowId: string): Promise<readonly FlowVersionRow[]> {
  const rows = await db
    .selectFrom('flow_versions as v')
    .leftJoin('agents as a', 'a.id', 'v.published_by')
    .select(['v.version', 'v.published_at', 'a.name', 'v.restored_from'])
    .where('v.flow_id', '=', flowId)
    .orderBy('v.version', 'desc')
    .execute()
  return rows.map(({ version, published_at, name, restored_from }) => ({
    version,
    publishedAt: published_at,
    publishedBy: name,
    restoredFrom: restored_from,
  }))
}

export interface StoredVersion {
  readonly version: number
  /** JSON of a `FlowDraft`, as it was frozen. */
  readonly body: string
  readonly restored_from: number | null
}

export const readVersion = (
  db: Kysely<Schema>,
  flowId: string,
  version: number,
): Promise<StoredVersion | undefined> =>
  db
    .selectFrom('flow_versions')
    .select(['version', 'body', 'restored_from'])
    .where('flow_id', '=', flowId)
    .where('version', '=', version)
    .executeTakeFirst()

export async function insertFlow(
  trx: Transaction<Schema>,
  flow: {
    readonly id: string
    readonly siteId: string
    readonly kind: FlowKind
    readonly name: string
    readonly draft: string
    readonly by: string | null
    readonly at: number
  },
): Promise<void> {
  const { id, siteId, kind, name, draft, by, at } = flow
  await trx
    .insertInto('flows')
    .values({
      id,
      site_id: siteId,
      kind,
      name,
      draft,
      live_version: null,
      created_at: at,
      updated_at: at,
      updated_by: by,
      archived_at: null,
    })
    .execute()
}

/** Whatever of a flow may change, with who changed it. */
export async function updateFlow(
  trx: Transaction<Schema>,
  flowId: string,
  change: {
    readonly name?: string
    readonly draft?: string
    readonly rev?: number
    readonly live_version?: number | null
    readonly archived_at?: number
    readonly updated_by: string | null
    readonly updated_at: number
  },
): Promise<void> {
  await trx.updateTable('flows').set(change).where('id', '=', flowId).execute()
}

/** Freezes a body as the next version; returns its number. */
export async function insertVersion(
  trx: Transaction<Schema>,
  frozen: {
    readonly flowId: string
    readonly siteId: string
    readonly body: string
    readonly restoredFrom: number | null
    readonly by: string | null
    readonly at: number
  },
): Promise<number> {
  const { flowId, siteId, body, restoredFrom, by, at } = frozen
  const { last } = await trx
    .selectFrom('flow_versions')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('flow_id', '=', flowId)
    .executeTakeFirstOrThrow()
  const version = Number(last ?? 0) + 1
  await trx
    .insertInto('flow_versions')
    .values({
      flow_id: flowId,
      version,
      site_id: siteId,
      body,
      restored_from: restoredFrom,
      published_at: at,
      published_by: by,
    })
    .execute()
  return version
}
