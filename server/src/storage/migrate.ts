/** Brings a database to the present schema: a backup first, then each migration in a transaction of its own [STO4]. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Logger } from '../logger.ts'
import * as first from './migrations/0001-first.ts'
import * as flows from './migrations/0002-flows.ts'
import * as help from './migrations/0003-help.ts'
import type { Schema } from './schema.ts'

/** In their order; the place of one, counted from 1, is the database's `user_version` after it. */
const migrations: readonly { up(db: Kysely<unknown>): Promise<void> }[] = [first, flows, help]

export const schemaVersion = migrations.length

/** The database was written by a newer relay. */
export class SchemaTooNew extends Error {}

interface Options {
  readonly writer: Database
  readonly kysely: Kysely<Schema>
  readonly dataDir: string
  readonly logger: Logger
}

/** @throws SchemaTooNew when the database's version is beyond this build's */
export async function migrate({ writer, kysely, dataDir, logger }: Options): Promise<void> {
  const version = writer.pragma('user_version', { simple: true }) as number
  if (version > schemaVersion)
    throw new SchemaTooNew(
      `The database has version ${version}, this relay knows up to ${schemaVersion}. Start the newer relay, or restore a backup.`,
    )
  if (version === schemaVersion) return
  if (version > 0) await backUp(writer, join(dataDir, `before-migration-${version}.db`), logger)
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue
    // `user_version` is part of the transaction, so a kill leaves either the old shape or the new one.
    await kysely.transaction().execute(async (trx) => {
      await migration.up(trx as unknown as Kysely<unknown>)
      writer.pragma(`user_version = ${index + 1}`)
    })
    logger.info({ version: index + 1 }, 'database migrated')
  }
}

async function backUp(writer: Database, file: string, logger: Logger): Promise<void> {
  if (existsSync(file)) rmSync(file)
  await writer.backup(file)
  logger.info({ file }, 'backup made before the migration')
}
