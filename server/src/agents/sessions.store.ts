/** Remembers agents' sessions, and reads in one query who stands behind a cookie. Decides nothing. */
import type { Role } from '@docent/protocol'
import type { Storage } from '../storage/database.ts'

export interface SessionRow {
  readonly id: string
  readonly csrf: string
  readonly expires_at: number
  readonly agent_id: string
  readonly name: string
  readonly email: string
}

export interface MembershipRow {
  readonly name: string
  readonly role: Role
}

export interface SessionsStore {
  /** Only what still holds: not expired, not disabled, of the account's present credentials. */
  find(id: string, now: number): SessionRow | null
  /** Replaces a session, and sweeps away those that have ended. */
  put(session: {
    readonly id: string
    readonly replaces: string | null
    readonly agentId: string
    readonly csrf: string
    readonly credentialsVersion: number
    readonly now: number
    readonly expiresAt: number
  }): Promise<void>
  remove(id: string): Promise<void>
  /** The agent's membership now; null where there is none, or the account is disabled. */
  membership(siteId: string, agentId: string): MembershipRow | null
  teamIds(siteId: string, agentId: string): readonly string[]
  sitesOf(agentId: string): readonly { readonly key: string; readonly name: string; readonly role: Role }[]
}

export function createSessionsStore({ reader, writes }: Storage): SessionsStore {
  const find = reader.prepare<[string, number], SessionRow>(`
    select s.id, s.csrf, s.expires_at, a.id as agent_id, a.name, a.email
    from agent_sessions s join agents a on a.id = s.agent_id
    where s.id = ? and s.expires_at > ? and a.disabled_at is null and a.credentials_version = s.credentials_version`)
  const membership = reader.prepare<[string, string], MembershipRow>(`
    select a.name, m.role from memberships m join agents a on a.id = m.agent_id
    where m.site_id = ? and m.agent_id = ? and a.disabled_at is null`)
  const teams = reader
    .prepare<[string, string], string>('select team_id from team_members where site_id = ? and agent_id = ?')
    .pluck()
  const sites = reader.prepare<[string], { key: string; name: string; role: Role }>(`
    select s.key, s.name, m.role from memberships m join sites s on s.id = m.site_id
    where m.agent_id = ? order by s.name, s.key`)
  return {
    find: (id, now) => find.get(id, now) ?? null,
    put: ({ id, replaces, agentId, csrf, credentialsVersion, now, expiresAt }) =>
      writes.transaction(async (trx) => {
        if (replaces !== null) await trx.deleteFrom('agent_sessions').where('id', '=', replaces).execute()
        await trx.deleteFrom('agent_sessions').where('expires_at', '<=', now).execute()
        await trx
          .insertInto('agent_sessions')
          .values({
            id,
            agent_id: agentId,
            csrf,
            credentials_version: credentialsVersion,
            created_at: now,
            expires_at: expiresAt,
          })
          .execute()
      }),
    remove: (id) =>
      writes.transaction(async (trx) => {
        await trx.deleteFrom('agent_sessions').where('id', '=', id).execute()
      }),
    membership: (siteId, agentId) => membership.get(siteId, agentId) ?? null,
    teamIds: (siteId, agentId) => teams.all(siteId, agentId),
    sitesOf: (agentId) => sites.all(agentId),
  }
}
