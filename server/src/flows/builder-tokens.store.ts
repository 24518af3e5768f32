/** Remembers the builder's tokens and the sessions that they opened, as hashes only. Decides nothing. */
import type { Transaction } from 'kysely'
import type { Storage } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'

export interface TokenRow {
  readonly site_id: string
  readonly agent_id: string
  readonly flow_id: string
  readonly step_id: string | null
  readonly session_expires_at: number | null
}

export interface BuilderTokensStore {
  /** The credentials' version of an account that is not disabled; null where there is none. */
  credentials(agentId: string): number | null
  /** A session that still holds: not expired, and its agent's password is the same. */
  session(hash: string, now: number): TokenRow | null
}

export function createBuilderTokensStore({ reader }: Pick<Storage, 'reader'>): BuilderTokensStore {
  const credentials = reader
    .prepare<[string], number>('select credentials_version from agents where id = ? and disabled_at is null')
    .pluck()
  const session = reader.prepare<[string, number], TokenRow>(`
    select t.site_id, t.agent_id, t.flow_id, t.step_id, t.session_expires_at
    from builder_tokens t join agents a on a.id = t.agent_id
    where t.session_hash = ? and t.session_expires_at > ? and a.disabled_at is null
      and a.credentials_version = t.credentials_version`)
  return {
    credentials: (agentId) => credentials.get(agentId) ?? null,
    session: (hash, now) => session.get(hash, now) ?? null,
  }
}

/** Keeps a token, and sweeps away those with which nobody can do anything any more. */
export async function insertToken(
  trx: Transaction<Schema>,
  token: Omit<TokenRow, 'session_expires_at'> & {
    readonly id: string
    readonly credentials_version: number
    readonly created_at: number
    readonly expires_at: number
  },
): Promise<void> {
  const { created_at: now } = token
  await trx
    .deleteFrom('builder_tokens')
    .where('expires_at', '<=', now)
    .where((eb) => eb.or([eb('session_expires_at', 'is', null), eb('session_expires_at', '<=', now)]))
    .execute()
  await trx
    .insertInto('builder_tokens')
    .values({ ...token, used_at: null, session_hash: null, session_expires_at: null })
    .execute()
}

/** The token, where nobody used it, it is in time, and its agent's password is the same. */
export const readToken = (trx: Transaction<Schema>, id: string, now: number): Promise<TokenRow | undefined> =>
  trx
    .selectFrom('builder_tokens as t')
    .innerJoin('agents as a', 'a.id', 't.agent_id')
    .select(['t.site_id', 't.agent_id', 't.flow_id', 't.step_id', 't.session_expires_at'])
    .where('t.id', '=', id)
    .where('t.used_at', 'is', null)
    .where('t.expires_at', '>', now)
    .where('a.disabled_at', 'is', null)
    .whereRef('a.credentials_version', '=', 't.credentials_version')
    .executeTakeFirst()

export async function useToken(
  trx: Transaction<Schema>,
  id: string,
  session: { readonly hash: string; readonly at: number; readonly expiresAt: number },
): Promise<void> {
  await trx
    .updateTable('builder_tokens')
    .set({ used_at: session.at, session_hash: session.hash, session_expires_at: session.expiresAt })
    .where('id', '=', id)
    .execute()
}

export async function removeTokensOf(trx: Transaction<Schema>, agentId: string): Promise<void> {
  await trx.deleteFrom('builder_tokens').where('agent_id', '=', agentId).execute()
}
