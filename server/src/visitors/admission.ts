/**
 * Who a connecting visitor is [IDN]: an anonymous browser by its token, or a user for whom the site's server vouches.
 * A page view writes no row; a sign-in that brings an anonymous history along does, see `merging.ts`.
 */
import { createHash } from 'node:crypto'
import { failure, type Profile, type Reply } from '@docent/protocol'
import type { Transaction } from 'kysely'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Device, VisitorPrincipal } from '../realtime/principal.ts'
import type { Site } from '../sites/sites.ts'
import type { UserTokens } from '../sites/user-tokens.ts'
import type { Storage } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'
import { createMerging, type Merge } from './merging.ts'
import type { VisitorStore } from './visitors.store.ts'

export interface Admitted {
  readonly principal: VisitorPrincipal
  /** What the token says of its user. */
  readonly profile: Profile
  /** Hash of the user's token, so that an ended one is not taken again; null for an anonymous visitor. */
  readonly jwtHash: string | null
}

export interface Credentials {
  readonly token: string
  readonly jwt?: string | undefined
  readonly device: Device
}

export interface Admission {
  admit(site: Site, credentials: Credentials): Promise<Reply<Admitted>>
  /** A fresh token of the same user; anybody else's is refused. */
  renew(site: Site, principal: VisitorPrincipal, jwt: string): Promise<Reply<Admitted>>
  /** Ends what proves this visitor here: the anonymous token, or the tokens of the user's session [IDN2]. */
  end(principal: VisitorPrincipal, profile: Profile, jwtHashes: readonly string[]): Promise<void>
  /** Whether that proof has ended since it was admitted. */
  hasEnded(admitted: Admitted): boolean
}

interface Options {
  readonly storage: Storage
  readonly store: VisitorStore
  readonly tokens: UserTokens
  readonly clock: Clock
  /** Fired after COMMIT. */
  readonly onMerged: (merge: Merge) => void
  /** Fired after what a site vouches for was written down. */
  readonly onVouched: (siteId: string) => void
}

type Trx = Transaction<Schema>

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

const ended = failure(
  'unauthenticated',
  'This proof of the visitor has ended. Make a new token, or ask your server for a fresh one.',
)

const agentsOnly = failure('unauthenticated', 'This site is for the agents of this relay. Sign in first.')

export function createAdmission(options: Options): Admission {
  const { storage, store, tokens, clock, onVouched } = options
  const merging = createMerging(options)
  const isEnded = storage.reader
    .prepare<unknown[], number>(
      'select 1 from visitor_sessions where site_id = ? and token_hash = ? and ended_at is not null',
    )
    .pluck()

  async function admit(site: Site, { token, jwt, device }: Credentials): Promise<Reply<Admitted>> {
    const anonymous = { kind: 'anonymous', subject: hashOf(token) } as const
    const known = store.find(site.id, 'anonymous', anonymous.subject)
    if (jwt === undefined) {
      // Nobody answers there, so that whatever a stranger writes would lie in it for good.
      if (site.desk) return { ok: false, error: agentsOnly }
      if (known?.ended) return { ok: false, error: ended }
      const principal: VisitorPrincipal = {
        kind: 'visitor',
        siteId: site.id,
        visitorId: known?.visitorId ?? null,
        identity: anonymous,
        device,
        verifiedEmail: null,
        expiresAt: null,
      }
      return { ok: true, data: { principal, profile: {}, jwtHash: null } }
    }
    const user = await admitUser(site, jwt, device)
    if (!user.ok) return user
    const { principal, profile } = user.data
    const visitorId =
      known && !known.ended
        ? await merging.join(site.id, known.visitorId, anonymous.subject, principal.identity.subject)
        : principal.visitorId
    if (visitorId !== null) await vouch(site.id, visitorId, profile)
    return { ok: true, data: { ...user.data, principal: { ...principal, visitorId } } }
  }

  async function admitUser(site: Site, jwt: string, device: Device): Promise<Reply<Admitted>> {
    const jwtHash = hashOf(jwt)
    if (isEnded.get(site.id, jwtHash)) return { ok: false, error: ended }
    const vouched = await tokens.verify(site, jwt)
    if (!vouched.ok) return vouched
    const { subject, expiresAt, profile = {} } = vouched.data
    const principal: VisitorPrincipal = {
      kind: 'visitor',
      siteId: site.id,
      visitorId: store.find(site.id, 'user', subject)?.visitorId ?? null,
      identity: { kind: 'user', subject },
      device,
      verifiedEmail: profile.email ?? null,
      expiresAt,
    }
    return { ok: true, data: { principal, profile, jwtHash } }
  }

  /** Writes down what the token says of a user who has a row: the address always, a name where there is none. */
  async function vouch(siteId: string, visitorId: string, { name, email }: Profile): Promise<void> {
    const kept = store.vouched(visitorId)
    const isNews = (email && kept?.verifiedEmail !== email) || (name && kept?.name === '')
    if (!kept || !isNews) return
    await storage.writes.transaction(async (trx, batch) => {
      await trx
        .updateTable('visitors')
        .set({ ...(email && { verified_email: email }), ...(name && kept.name === '' && { name }) })
        .where('id', '=', visitorId)
        .execute()
      await trx
        .updateTable('conversations')
        .set({ rev: batch.rev(siteId) })
        .where('visitor_id', '=', visitorId)
        .execute()
    })
    onVouched(siteId)
  }

  /** The row of a user who signs out before anything was written: an ended token belongs to somebody. */
  async function rowOf(trx: Trx, principal: VisitorPrincipal, profile: Profile, at: number): Promise<string> {
    const { siteId, identity, device, verifiedEmail } = principal
    const known = await trx
      .selectFrom('identities')
      .select('visitor_id')
      .where('site_id', '=', siteId)
      .where('kind', '=', identity.kind)
      .where('subject', '=', identity.subject)
      .executeTakeFirst()
    if (known) return known.visitor_id
    const id = newId()
    await trx
      .insertInto('visitors')
      .values({
        id,
        site_id: siteId,
        name: profile.name ?? '',
        email: profile.email || null,
        verified_email: verifiedEmail,
        attributes: JSON.stringify(profile.attributes ?? {}),
        language: device.language,
        time_zone: device.timeZone,
        first_seen_at: at,
        last_seen_at: at,
        merged_into: null,
      })
      .execute()
    await trx
      .insertInto('identities')
      .values({ site_id: siteId, ...identity, visitor_id: id, created_at: at, ended_at: null })
      .execute()
    return id
  }

  return {
    admit,
    async renew(site, principal, jwt) {
      const renewed = await admitUser(site, jwt, principal.device)
      if (!renewed.ok) return renewed
      const { identity } = renewed.data.principal
      if (identity.kind !== principal.identity.kind || identity.subject !== principal.identity.subject)
        return {
          ok: false,
          error: failure('forbidden', 'This token is of another user. Shut down, then boot with it.'),
        }
      return renewed
    },
    async end(principal, profile, jwtHashes) {
      const { siteId, identity, device, expiresAt } = principal
      const at = clock.now()
      await storage.writes.transaction(async (trx) => {
        if (identity.kind === 'anonymous') {
          await trx
            .updateTable('identities')
            .set({ ended_at: at })
            .where('site_id', '=', siteId)
            .where('kind', '=', 'anonymous')
            .where('subject', '=', identity.subject)
            .execute()
          return
        }
        if (jwtHashes.length === 0) return
        const visitorId = await rowOf(trx, principal, profile, at)
        const session = {
          site_id: siteId,
          visitor_id: visitorId,
          device_id: device.id,
          expires_at: expiresAt ?? at,
          ended_at: at,
          created_at: at,
        }
        await trx
          .insertInto('visitor_sessions')
          .values(jwtHashes.map((hash) => ({ ...session, id: newId(), token_hash: hash })))
          .onConflict((conflict) => conflict.columns(['site_id', 'token_hash']).doNothing())
          .execute()
      })
    },
    hasEnded({ principal: { siteId, identity }, jwtHash }) {
      if (identity.kind === 'user') return jwtHash !== null && isEnded.get(siteId, jwtHash) !== undefined
      return store.find(siteId, identity.kind, identity.subject)?.ended === true
    },
  }
}
