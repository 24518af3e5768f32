/** The keys with which a site's own server signs its users' tokens: made here, shown once, kept sealed [IDN2]. */
import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { done, failure, type Reply } from '@docent/protocol'
import { type Actor, audit } from '../agents/actor.ts'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Storage } from '../storage/database.ts'
import type { Sealer } from './sealing.ts'
import type { Site } from './sites.ts'

export const keyAlgorithms = ['HS256', 'ES256', 'EdDSA'] as const
export type KeyAlgorithm = (typeof keyAlgorithms)[number]

/** A key that may verify tokens now. The algorithm is the key's, never the token's. */
export interface SiteKeyMaterial {
  readonly kid: string
  readonly algorithm: KeyAlgorithm
  readonly key: Uint8Array | KeyObject
}

export type NewKey =
  | { readonly algorithm: 'HS256' }
  | { readonly algorithm: 'ES256' | 'EdDSA'; readonly publicKey: string }

export interface SiteKeys {
  /** Makes a secret, returned this once and never again, or takes the public key of a pair that the site made. */
  add(by: Actor, site: Site, key: NewKey): Promise<Reply<{ kid: string; secret: string | null }>>
  revoke(by: Actor, site: Site, kid: string): Promise<Reply<{ kid: string }>>
  /** The keys in force. One that cannot be opened is left out, and the log says why. */
  inForce(siteId: string): readonly SiteKeyMaterial[]
}

interface Options {
  readonly storage: Storage
  readonly clock: Clock
  readonly logger: Logger
  readonly sealer: Sealer
}

/** Shorter secrets could be guessed from one token [IDN2]. */
export const leastSecretBytes = 32

interface KeyRow {
  id: string
  algorithm: KeyAlgorithm
  material: string
}

export function createSiteKeys({ storage, clock, logger, sealer }: Options): SiteKeys {
  const inForce = storage.reader.prepare<[string], KeyRow>(
    'select id, algorithm, material from site_keys where site_id = ? and revoked_at is null',
  )
  const place = (siteId: string, kid: string) => `site_keys/${siteId}/${kid}`

  function open(siteId: string, { id, algorithm, material }: KeyRow): SiteKeyMaterial[] {
    try {
      if (algorithm !== 'HS256') return [{ kid: id, algorithm, key: createPublicKey(material) }]
      const key = Buffer.from(sealer.open(material, place(siteId, id)), 'base64url')
      if (key.length < leastSecretBytes)
        throw new Error(`The secret has fewer than ${leastSecretBytes} bytes.`)
      return [{ kid: id, algorithm, key }]
    } catch (error) {
      logger.error(
        { err: error, siteId, kid: id },
        'a key of a site cannot be used: tokens signed with it are refused',
      )
      return []
    }
  }

  return {
    async add(by, site, key) {
      const at = clock.now()
      const kid = randomBytes(9).toString('base64url')
      const secret = key.algorithm === 'HS256' ? randomBytes(leastSecretBytes).toString('base64url') : null
      const publicKey = key.algorithm === 'HS256' ? null : publicKeyOf(key.algorithm, key.publicKey)
      if (publicKey && !publicKey.ok) return publicKey
      const material = secret === null ? (publicKey?.data ?? '') : sealer.seal(secret, place(site.id, kid))
      await storage.writes.transaction(async (trx) => {
        await trx
          .insertInto('site_keys')
          .values({
            id: kid,
            site_id: site.id,
            algorithm: key.algorithm,
            material,
            created_at: at,
            revoked_at: null,
          })
          .execute()
        await audit(trx, {
          by,
          siteId: site.id,
          action: 'site.key_added',
          detail: { kid, algorithm: key.algorithm },
          at,
        })
      })
      return done({ kid, secret })
    },
    async revoke(by, site, kid) {
      const at = clock.now()
      const revoked = await storage.writes.transaction(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('site_keys')
          .set({ revoked_at: at })
          .where('site_id', '=', site.id)
          .where('id', '=', kid)
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        await audit(trx, { by, siteId: site.id, action: 'site.key_revoked', detail: { kid }, at })
        return true
      })
      if (revoked) return done({ kid })
      return { ok: false, error: failure('not_found', `The site "${site.key}" has no key ${kid} in force.`) }
    },
    inForce: (siteId) => inForce.all(siteId).flatMap((row) => open(siteId, row)),
  }
}

/** The public half as PEM; a private one that was handed over by mistake is refused, not stored. */
function publicKeyOf(algorithm: 'ES256' | 'EdDSA', pem: string): Reply<string> {
  const bad = (message: string): Reply<never> => ({
    ok: false,
    error: failure('bad_request', message, { path: 'publicKey' }),
  })
  if (pem.includes('PRIVATE KEY'))
    return bad('That is a private key. Keep it on your own server, and hand over the public one.')
  try {
    const key = createPublicKey(pem)
    const fits =
      algorithm === 'ES256'
        ? key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
        : key.asymmetricKeyType === 'ed25519'
    if (!fits)
      return bad(
        `${algorithm} takes a public key ${algorithm === 'ES256' ? 'on the curve P-256' : 'of Ed25519'}.`,
      )
    return done(key.export({ type: 'spki', format: 'pem' }).toString())
  } catch {
    return bad('This is not a public key in PEM form; it begins with "-----BEGIN PUBLIC KEY-----".')
  }
}
