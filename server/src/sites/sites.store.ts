/** Remembers sites and the versions of their settings. Decides nothing; knows no cache. */
import type { Database } from 'better-sqlite3'
import type { Kysely, Transaction } from 'kysely'
import type { Storage } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'

export interface SiteRow {
  readonly id: string
  readonly key: string
  readonly name: string
  /** JSON list. */
  readonly origins: string
  readonly demo: 0 | 1
  readonly desk: 0 | 1
  /** Null where nothing was saved yet. */
  readonly version: number | null
  readonly settings: string | null
}

export interface SitesStore {
  /** Changes with each commit of another connection: of this relay's writer, and of another process. */
  dataVersion(): number
  /** All sites with the settings in force. Synchronous, since a handshake is judged without waiting. */
  readAll(): readonly SiteRow[]
}

export function createSitesStore({ reader }: Pick<Storage, 'reader'>): SitesStore {
  const all = (reader as Database).prepare<[], SiteRow>(`
    select s.id, s.key, s.name, s.origins, s.demo, s.desk, x.version, x.body as settings
    from sites s left join site_settings x
      on x.site_id = s.id and x.version = (select max(version) from site_settings where site_id = s.id)`)
  return {
    dataVersion: () => reader.pragma('data_version', { simple: true }) as number,
    readAll: () => all.all(),
  }
}

export interface NewSite {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly origins: readonly string[]
  readonly demo: boolean
  readonly desk: boolean
  readonly at: number
}

/** False where the key is taken. */
export async function insertSite(trx: Transaction<Schema>, site: NewSite): Promise<boolean> {
  const row = await trx
    .insertInto('sites')
    .values({
      id: site.id,
      key: site.key,
      name: site.name,
      origins: JSON.stringify(site.origins),
      demo: site.demo ? 1 : 0,
      desk: site.desk ? 1 : 0,
      created_at: site.at,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function readOrigins(db: Kysely<Schema>, siteId: string): Promise<readonly string[]> {
  const { origins } = await db
    .selectFrom('sites')
    .select('origins')
    .where('id', '=', siteId)
    .executeTakeFirstOrThrow()
  return JSON.parse(origins) as readonly string[]
}

export async function writeOrigins(
  trx: Transaction<Schema>,
  siteId: string,
  origins: readonly string[],
): Promise<void> {
  await trx
    .updateTable('sites')
    .set({ origins: JSON.stringify(origins) })
    .where('id', '=', siteId)
    .execute()
}

/** 0 where nothing was saved yet. */
export async function settingsVersion(trx: Transaction<Schema>, siteId: string): Promise<number> {
  const row = await trx
    .selectFrom('site_settings')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('site_id', '=', siteId)
    .executeTakeFirst()
  return Number(row?.version ?? 0)
}

export async function insertSettings(
  trx: Transaction<Schema>,
  row: { siteId: string; version: number; body: string; at: number; by: string | null },
): Promise<void> {
  await trx
    .insertInto('site_settings')
    .values({ site_id: row.siteId, version: row.version, body: row.body, saved_at: row.at, saved_by: row.by })
    .execute()
}
