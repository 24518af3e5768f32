/**
 * The keys with which the server of a host speaks to the relay: made here, shown once, kept as a hash, each for some purposes
 * only [FLO15]. They prove a site's server; users are proven by the keys of `site-keys.ts`.
 */
import { createHash, randomBytes } from 'node:crypto'
import { done, failure, type Reply } from '@docent/protocol'
import { type Actor, audit } from '../agents/actor.ts'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/database.ts'
import type { Site } from './sites.ts'

export const apiScopes = ['events:write'] as const
export type ApiScope = (typeof apiScopes)[number]

/** Whoever showed a key that is in force. */
export interface ApiCaller {
  readonly keyId: string
  readonly siteId: string
  readonly scopes: readonly ApiScope[]
}

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  readonly scopes: readonly ApiScope[]
  readonly createdAt: number
  readonly revokedAt: number | null
  readonly lastUsedAt: number | null
}

export interface ApiKeys {
  /** Makes a key, returned this once and never again. */
  add(
    by: Actor,
    site: Site,
    key: { readonly name: string; readonly scopes: readonly ApiScope[] },
  ): Promise<Reply<{ id: string; key: string }>>
  /** All keys of a site, the revoked too, the latest first. */
  list(siteId: string): Promise<readonly ApiKeyRow[]>
  revoke(by: Actor, site: Site, id: string): Promise<Reply<{ id: string }>>
  /** Who shows a key; null where it is none, or revoked. */
  identify(key: string): ApiCaller | null
}

interface Options {
  readonly storage: Storage
  readonly clock: Clock
}

const form = /^dk_[A-Za-z0-9_-]{43}$/
/** A name is for those who look after the keys. */
const longestName = 120

/** Not a password: 256 random bits need no slow hash. */
const hashOf = (key: string): string => createHash('sha256').update(key).digest('base64url')

export function createApiKeys({ storage, clock }: Options): ApiKeys {
  const inForce = storage.reader.prepare<[string], { id: string; siteId: string; scopes: string }>(
    'select id, site_id as siteId, scopes from api_keys where hash = ? and revoked_at is null',
  )
  return {
    async add(by, site, { name, scopes }) {
      if (name.length > longestName) {
        const message = `A key's name has at most ${longestName} characters.`
        return { ok: false, error: failure('bad_request', message, { path: 'name' }) }
      }
      const at = clock.now()
      const id = randomBytes(9).toString('base64url')
      const key = `dk_${randomBytes(32).toString('base64url')}`
      await storage.writes.transaction(async (trx) => {
        await trx
          .insertInto('api_keys')
          .values({
            id,
            site_id: site.id,
            name,
            hash: hashOf(key),
            scopes: JSON.stringify([...new Set(scopes)]),
            created_at: at,
            revoked_at: null,
            last_used_at: null,
          })
          .execute()
        const detail = { id, name, scopes }
        await audit(trx, { by, siteId: site.id, action: 'site.api_key_added', detail, at })
      })
      return done({ id, key })
    },
    async list(siteId) {
      const rows = await storage.read
        .selectFrom('api_keys')
        .selectAll()
        .where('site_id', '=', siteId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        scopes: JSON.parse(row.scopes) as readonly ApiScope[],
        createdAt: row.created_at,
        revokedAt: row.revoked_at,
        lastUsedAt: row.last_used_at,
      }))
    },
    async revoke(by, site, id) {
      const at = clock.now()
      const revoked = await storage.writes.transaction(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('api_keys')
          .set({ revoked_at: at })
          .where('site_id', '=', site.id)
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await audit(trx, { by, siteId: site.id, action: 'site.api_key_revoked', detail: { id }, at })
        return true
      })
      if (revoked) return done({ id })
      return {
        ok: false,
        error: failure('not_found', `The site "${site.key}" has no key ${id} in force. See "key list".`),
      }
    },
    identify(key) {
      if (!form.test(key)) return null
      const row = inForce.get(hashOf(key))
      return row
        ? { keyId: row.id, siteId: row.siteId, scopes: JSON.parse(row.scopes) as readonly ApiScope[] }
        : null
    },
  }
}
