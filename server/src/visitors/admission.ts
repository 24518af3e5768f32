/**
 * Who a connecting visitor is [IDN]: an anonymous browser by its token, or a user for whom the site's server vouches.
 * A page view writes no row; only a sign-in that brings an anonymous history along writes here.
 */
import { createHash } from 'node:crypto'
import { failure, type Profile, type Reply } from '@docent/protocol'
import { v7 as uuidv7 } from 'uuid'
import type { Clock } from '../clock.ts'
import type { Device, VisitorPrincipal } from '../realtime/principal.ts'
import type { Site } from '../sites/sites.ts'
import type { UserTokens } from '../sites/user-tokens.ts'
import type { Storage } from '../storage/database.ts'
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
  /** Ends what proves this visitor here: the anonymous token, or this token of the user [IDN2]. */
  end(principal: VisitorPrincipal, jwtHash: string | null): Promise<void>
}

interface Options {
  readonly storage: Storage
  readonly store: VisitorStore
  readonly tokens: UserTokens
  readonly clock: Clock
  /** Fired after conversations moved to another visitor. */
  readonly onMerged: (siteId: string) => void
}

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

const ended = failure(
  'unauthenticated',
  'This proof of the visitor has ended. Make a new token, or ask your server for a fresh one.',
)

export function createAdmission({ storage, store, tokens, clock, onMerged }: Options): Admission {
  const isEnded = storage.reader
    .prepare<unknown[], number>(
      'select 1 from visitor_sessions where site_id = ? and token_hash = ? and ended_at is not null',
    )
    .pluck()

  async function admit(site: Site, { token, jwt, device }: Credentials): Promise<Reply<Admitted>> {
    const anonymous = { kind: 'anonymous', subject: hashOf(token) } as const
    const known = store.find(site.id, 'anonymous', anonymous.subject)
    if (jwt === undefined) {
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
    if (!user.ok || !known || known.ended) return user
    const visitorId = await join(
      site.id,
      known.visitorId,
      anonymous.subject,
      user.data.principal.identity.subject,
    )
    return { ok: true, data: { ...user.data, principal: { ...user.data.principal, visitorId } } }
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

  /**
   * What this browser wrote before its user signed in becomes the user's [IDN3].
   * The anonymous token ends: the next person at this browser starts with nothing.
   */
  async function join(siteId: string, from: string, tokenHash: string, subject: string): Promise<string> {
    const at = clock.now()
    const into = await storage.writes.transaction(async (trx, batch) => {
      const user = await trx
        .selectFrom('identities')
        .select('visitor_id')
        .where('site_id', '=', siteId)
        .where('kind', '=', 'user')
        .where('subject', '=', subject)
        .executeTakeFirst()
      const target = user?.visitor_id ?? from
      await trx
        .updateTable('identities')
        .set({ ended_at: at })
        .where('site_id', '=', siteId)
        .where('kind', '=', 'anonymous')
        .where('subject', '=', tokenHash)
        .execute()
      if (!user) {
        await trx
          .insertInto('identities')
          .values({
            site_id: siteId,
            kind: 'user',
            subject,
            visitor_id: from,
            created_at: at,
            ended_at: null,
          })
          .execute()
      } else if (target !== from) {
        await trx
          .updateTable('conversations')
          .set({ visitor_id: target, rev: batch.rev(siteId) })
          .where('visitor_id', '=', from)
          .execute()
        await trx
          .updateTable('entries')
          .set({ author_id: target })
          .where('author_id', '=', from)
          .where('site_id', '=', siteId)
          .execute()
        await trx
          .updateTable('visitor_events')
          .set({ visitor_id: target })
          .where('visitor_id', '=', from)
          .execute()
        await trx.updateTable('visitors').set({ merged_into: target }).where('id', '=', from).execute()
      }
      await trx
        .insertInto('visitor_merges')
        .values({
          id: uuidv7(),
          site_id: siteId,
          from_visitor_id: from,
          into_visitor_id: target,
          reason: 'signed_in',
          at,
        })
        .execute()
      return target
    })
    onMerged(siteId)
    return into
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
    async end(principal, jwtHash) {
      const { siteId, identity, visitorId, device, expiresAt } = principal
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
        if (!visitorId || !jwtHash) return
        await trx
          .insertInto('visitor_sessions')
          .values({
            id: uuidv7(),
            site_id: siteId,
            visitor_id: visitorId,
            device_id: device.id,
            token_hash: jwtHash,
            expires_at: expiresAt ?? at,
            ended_at: at,
            created_at: at,
          })
          .onConflict((conflict) => conflict.columns(['site_id', 'token_hash']).doNothing())
          .execute()
      })
    },
  }
}
