/** Remembers agents, their memberships and teams, and the installation's owners. Decides nothing. */
import type { Role } from '@docent/protocol'
import type { Kysely, Transaction } from 'kysely'
import { newId } from '../ids.ts'
import type { Schema } from '../storage/schema.ts'
import type { TransactionBatch } from '../storage/writes.ts'

type Trx = Transaction<Schema>

export interface AccountRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly password_hash: string
  readonly credentials_version: number
  readonly disabled_at: number | null
}

const accountColumns = ['id', 'email', 'name', 'password_hash', 'credentials_version', 'disabled_at'] as const

export const accountByEmail = (db: Kysely<Schema>, email: string): Promise<AccountRow | undefined> =>
  db.selectFrom('agents').select(accountColumns).where('email', '=', email).executeTakeFirst()

export const accountById = (db: Kysely<Schema>, id: string): Promise<AccountRow | undefined> =>
  db.selectFrom('agents').select(accountColumns).where('id', '=', id).executeTakeFirst()

/** Null where the address is taken. */
export async function insertAccount(
  trx: Trx,
  account: { email: string; name: string; passwordHash: string; at: number },
): Promise<string | null> {
  const row = await trx
    .insertInto('agents')
    .values({
      id: newId(),
      email: account.email,
      name: account.name,
      password_hash: account.passwordHash,
      disabled_at: null,
      created_at: account.at,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export const writePassword = (trx: Trx, agentId: string, passwordHash: string): Promise<void> =>
  writeCredentials(trx, agentId, { password_hash: passwordHash })

export const writeDisabled = (trx: Trx, agentId: string, disabledAt: number | null): Promise<void> =>
  writeCredentials(trx, agentId, { disabled_at: disabledAt })

/** Ends all sessions of the account along with it: theirs is the older `credentials_version`. */
async function writeCredentials(
  trx: Trx,
  agentId: string,
  change: { readonly password_hash: string } | { readonly disabled_at: number | null },
): Promise<void> {
  await trx
    .updateTable('agents')
    .set((eb) => ({ ...change, credentials_version: eb('credentials_version', '+', 1) }))
    .where('id', '=', agentId)
    .execute()
  await trx.deleteFrom('agent_sessions').where('agent_id', '=', agentId).execute()
}

/** These teams' conversations come into an agent's view, or leave it: the inbox finds them as changed [SYN5]. */
export async function showAsChanged(
  trx: Trx,
  batch: TransactionBatch,
  siteId: string,
  teamIds: readonly string[] | 'of any team',
): Promise<void> {
  const ofTeams = trx
    .updateTable('conversations')
    .set({ rev: batch.rev(siteId) })
    .where('site_id', '=', siteId)
  await (teamIds === 'of any team'
    ? ofTeams.where('team_id', 'is not', null)
    : ofTeams.where('team_id', 'in', teamIds)
  ).execute()
}

/** Adds a membership, or changes the role of the one that there is; what it is busy with stays. */
export async function writeMembership(
  trx: Trx,
  membership: { siteId: string; agentId: string; role: Role; capacity: number; at: number },
): Promise<void> {
  await trx
    .insertInto('memberships')
    .values({
      site_id: membership.siteId,
      agent_id: membership.agentId,
      role: membership.role,
      capacity: membership.capacity,
      last_assigned_at: null,
      created_at: membership.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'agent_id']).doUpdateSet({ role: membership.role }),
    )
    .execute()
}

export const readMembership = (
  db: Kysely<Schema>,
  siteId: string,
  agentId: string,
): Promise<{ role: Role } | undefined> =>
  db
    .selectFrom('memberships')
    .select('role')
    .where('site_id', '=', siteId)
    .where('agent_id', '=', agentId)
    .executeTakeFirst()

/** Owners of a site who can still sign in, other than this one. */
export async function hasOtherOwner(db: Kysely<Schema>, siteId: string, agentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('memberships')
    .innerJoin('agents', 'agents.id', 'memberships.agent_id')
    .select('agents.id')
    .where('site_id', '=', siteId)
    .where('role', '=', 'owner')
    .where('disabled_at', 'is', null)
    .where('agents.id', '!=', agentId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export const ownedSites = (db: Kysely<Schema>, agentId: string): Promise<{ site_id: string }[]> =>
  db
    .selectFrom('memberships')
    .select('site_id')
    .where('agent_id', '=', agentId)
    .where('role', '=', 'owner')
    .execute()

export const membersOf = (db: Kysely<Schema>, siteId: string) =>
  db
    .selectFrom('memberships')
    .innerJoin('agents', 'agents.id', 'memberships.agent_id')
    .select(['agents.id', 'email', 'name', 'role', 'capacity', 'disabled_at'])
    .where('site_id', '=', siteId)
    .orderBy('name')
    .orderBy('agents.id')
    .execute()

export async function readTeams(
  db: Kysely<Schema>,
  siteId: string,
  agentId: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('team_members')
    .select('team_id')
    .where('site_id', '=', siteId)
    .where('agent_id', '=', agentId)
    .orderBy('team_id')
    .execute()
  return rows.map(({ team_id }) => team_id)
}

/** The id of a site's team of this name, made where there is none. */
export async function ensureTeam(trx: Trx, siteId: string, name: string, at: number): Promise<string> {
  await trx
    .insertInto('teams')
    .values({ id: newId(), site_id: siteId, name, created_at: at })
    .onConflict((conflict) => conflict.columns(['site_id', 'name']).doNothing())
    .execute()
  const { id } = await trx
    .selectFrom('teams')
    .select('id')
    .where('site_id', '=', siteId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return id
}

export async function writeTeams(
  trx: Trx,
  siteId: string,
  agentId: string,
  teamIds: readonly string[],
): Promise<void> {
  await trx.deleteFrom('team_members').where('site_id', '=', siteId).where('agent_id', '=', agentId).execute()
  if (teamIds.length === 0) return
  await trx
    .insertInto('team_members')
    .values(teamIds.map((teamId) => ({ team_id: teamId, agent_id: agentId, site_id: siteId })))
    .execute()
}

/** How many of these ids are teams of the site. */
export async function countTeams(
  db: Kysely<Schema>,
  siteId: string,
  teamIds: readonly string[],
): Promise<number> {
  if (teamIds.length === 0) return 0
  const row = await db
    .selectFrom('teams')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('site_id', '=', siteId)
    .where('id', 'in', teamIds)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

const ownersKey = 'installation_owners'

/** Agents who become owners of every site that is added to this installation. */
export async function readInstallationOwners(db: Kysely<Schema>): Promise<readonly string[]> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', ownersKey).executeTakeFirst()
  return row ? (JSON.parse(row.value) as readonly string[]) : []
}

export async function addInstallationOwner(trx: Trx, agentId: string): Promise<void> {
  const owners = new Set(await readInstallationOwners(trx))
  const value = JSON.stringify([...owners.add(agentId)])
  await trx
    .insertInto('meta')
    .values({ key: ownersKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
