/** Agents' accounts: who there is, with which role on which site. Knows nothing of sessions or sockets; tells who listens. */
import {
  allows,
  done,
  Email,
  failure,
  limits,
  type Nothing,
  passwordLength,
  type Reply,
  type Role,
} from '@docent/protocol'
import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/database.ts'
import {
  accountByEmail,
  accountById,
  addInstallationOwner,
  countTeams,
  ensureTeam,
  hasOtherOwner,
  insertAccount,
  membersOf,
  ownedSites,
  readInstallationOwners,
  readMembership,
  readTeams,
  showAsChanged,
  writeDisabled,
  writeMembership,
  writePassword,
  writeTeams,
} from './accounts.store.ts'
import { type Actor, audit } from './actor.ts'
import type { Passwords } from './passwords.ts'

export interface NewAccount {
  readonly email: string
  readonly name: string
  readonly password: string
}

export interface Member {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly capacity: number
  readonly disabled: boolean
}

type ChangeListener = (change: { readonly agentId: string }) => void

export interface Accounts {
  /** An account that can sign in; `join` gives it something to work on. A taken address answers `conflict`. */
  add(by: Actor, account: NewAccount): Promise<Reply<{ agentId: string }>>
  findByEmail(email: string): Promise<{ id: string; name: string } | null>
  /** Makes an agent a member of a site, or changes the role of a member. */
  join(
    by: Actor,
    membership: {
      readonly siteId: string
      readonly agentId: string
      readonly role: Role
      readonly capacity?: number
    },
  ): Promise<Reply<Nothing>>
  list(by: Actor, siteId: string): Promise<Reply<readonly Member[]>>
  /**
   * One's own password. Ends all sessions of the account. Answers `bad_request` with the path `present` where the present
   * one is not right, and with `password` where the next one may not be one.
   */
  changePassword(agentId: string, present: string, next: string): Promise<Reply<Nothing>>
  /** Sets a password without the old one: for the operator, when it was forgotten. */
  setPassword(by: Actor, agentId: string, next: string): Promise<Reply<Nothing>>
  /** A disabled account cannot sign in, and its live sockets are closed. */
  setDisabled(by: Actor, agentId: string, disabled: boolean): Promise<Reply<Nothing>>
  setTeams(by: Actor, siteId: string, agentId: string, teamIds: readonly string[]): Promise<Reply<Nothing>>
  /** The id of a site's team of this name, made where there is none. */
  ensureTeam(by: Actor, siteId: string, name: string): Promise<Reply<{ teamId: string }>>
  /** Makes an agent an owner of all sites of this installation, and of those that are added later. */
  makeInstallationOwner(by: Actor, agentId: string, siteIds: readonly string[]): Promise<Reply<Nothing>>
  /** To be called for each site that was added: gives it the installation's owners. */
  ownNewSite(by: Actor, siteId: string): Promise<void>
  /** Fired after password, role, teams or the account itself changed: live sockets are judged anew [IDN4]. */
  onChanged(listener: ChangeListener): () => void
}

interface Options {
  readonly storage: Storage
  readonly clock: Clock
  readonly passwords: Passwords
}

const defaultCapacity = 5

const nothing: Reply<Nothing> = done({})
const refuse = (path: string, message: string): Reply<never> => ({
  ok: false,
  error: failure('bad_request', message, { path }),
})
const notFound: Reply<never> = {
  ok: false,
  error: failure('not_found', 'There is no such agent on this site.'),
}
const lastOwner: Reply<never> = {
  ok: false,
  error: failure('conflict', 'This is the last owner of the site; make somebody else an owner first.'),
}

export function createAccounts({ storage, clock, passwords }: Options): Accounts {
  const { read, writes } = storage
  const listeners = new Set<ChangeListener>()
  const changed = (agentId: string) => {
    for (const listener of listeners) listener({ agentId })
  }

  /** Admins manage agents, but nobody hands out more than they have. */
  async function mayManage(by: Actor, siteId: string, agentId: string, role: Role): Promise<boolean> {
    if (by.kind === 'operator') return true
    if (by.siteId !== siteId || !allows(by.role, 'agents.manage')) return false
    const present = await readMembership(read, siteId, agentId)
    return by.role === 'owner' || (role !== 'owner' && present?.role !== 'owner')
  }

  const forbidden: Reply<never> = {
    ok: false,
    error: failure('forbidden', 'Your role does not allow this; ask an owner of the site.'),
  }

  return {
    async add(by, { email, name, password }) {
      const address = v.safeParse(Email, email)
      if (!address.success) return refuse('email', 'This is not an e-mail address.')
      const shown = name.trim()
      if (shown === '' || shown.length > limits.nameLength)
        return refuse('name', `A name has 1 to ${limits.nameLength} characters.`)
      const weak = weakness(password)
      if (weak) return weak
      if (by.kind === 'agent' && !allows(by.role, 'agents.manage')) return forbidden
      const account = {
        email: address.output.toLowerCase(),
        name: shown,
        passwordHash: await passwords.hash(password),
      }
      const at = clock.now()
      const agentId = await writes.transaction(async (trx) => {
        const id = await insertAccount(trx, { ...account, at })
        if (id) await audit(trx, { by, siteId: null, action: 'agent.added', detail: { agentId: id }, at })
        return id
      })
      if (agentId) return done({ agentId })
      return {
        ok: false,
        error: failure('conflict', `There is an account with the address ${account.email} already.`),
      }
    },
    async findByEmail(email) {
      const row = await accountByEmail(read, email.trim().toLowerCase())
      return row ? { id: row.id, name: row.name } : null
    },
    async join(by, { siteId, agentId, role, capacity = defaultCapacity }) {
      if (!(await mayManage(by, siteId, agentId, role))) return forbidden
      if (!(await accountById(read, agentId))) return notFound
      const at = clock.now()
      const kept = await writes.transaction(async (trx, batch) => {
        const present = await readMembership(trx, siteId, agentId)
        if (present?.role === 'owner' && role !== 'owner' && !(await hasOtherOwner(trx, siteId, agentId)))
          return false
        await writeMembership(trx, { siteId, agentId, role, capacity, at })
        if (present && present.role !== role) await showAsChanged(trx, batch, siteId, 'of any team')
        await audit(trx, { by, siteId, action: 'agent.joined', detail: { agentId, role }, at })
        return true
      })
      if (!kept) return lastOwner
      changed(agentId)
      return nothing
    },
    async list(by, siteId) {
      if (by.kind === 'agent' && by.siteId !== siteId) return forbidden
      const rows = await membersOf(read, siteId)
      return done(rows.map(({ disabled_at, ...member }) => ({ ...member, disabled: disabled_at !== null })))
    },
    async changePassword(agentId, present, next) {
      const account = await accountById(read, agentId)
      if (!(await passwords.matches(present, account?.password_hash ?? null)))
        return refuse('present', 'The present password is not right.')
      const weak = weakness(next)
      if (weak) return weak
      const hash = await passwords.hash(next)
      await writes.transaction((trx) => writePassword(trx, agentId, hash))
      changed(agentId)
      return nothing
    },
    async setPassword(by, agentId, next) {
      if (by.kind !== 'operator') return forbidden
      const weak = weakness(next)
      if (weak) return weak
      if (!(await accountById(read, agentId))) return notFound
      const hash = await passwords.hash(next)
      const at = clock.now()
      await writes.transaction(async (trx) => {
        await writePassword(trx, agentId, hash)
        await audit(trx, { by, siteId: null, action: 'agent.password_set', detail: { agentId }, at })
      })
      changed(agentId)
      return nothing
    },
    async setDisabled(by, agentId, disabled) {
      // An account may work on several sites: one site's admin does not close it for the others.
      if (by.kind !== 'operator') return forbidden
      if (!(await accountById(read, agentId))) return notFound
      const at = clock.now()
      const kept = await writes.transaction(async (trx) => {
        for (const { site_id } of disabled ? await ownedSites(trx, agentId) : [])
          if (!(await hasOtherOwner(trx, site_id, agentId))) return false
        await writeDisabled(trx, agentId, disabled ? at : null)
        const action = disabled ? 'agent.disabled' : 'agent.enabled'
        await audit(trx, { by, siteId: null, action, detail: { agentId }, at })
        return true
      })
      if (!kept) return lastOwner
      changed(agentId)
      return nothing
    },
    async setTeams(by, siteId, agentId, teamIds) {
      const membership = await readMembership(read, siteId, agentId)
      if (!membership) return notFound
      if (!(await mayManage(by, siteId, agentId, membership.role))) return forbidden
      const ids = [...new Set(teamIds)]
      if ((await countTeams(read, siteId, ids)) !== ids.length)
        return refuse('teamIds', 'A team is not of this site.')
      const at = clock.now()
      await writes.transaction(async (trx, batch) => {
        const before = await readTeams(trx, siteId, agentId)
        await writeTeams(trx, siteId, agentId, ids)
        const other = [...before, ...ids].filter((id) => before.includes(id) !== ids.includes(id))
        if (other.length > 0) await showAsChanged(trx, batch, siteId, other)
        await audit(trx, { by, siteId, action: 'agent.teams_set', detail: { agentId, teamIds: ids }, at })
      })
      changed(agentId)
      return nothing
    },
    async ensureTeam(by, siteId, name) {
      if (by.kind === 'agent' && (by.siteId !== siteId || !allows(by.role, 'agents.manage'))) return forbidden
      const shown = name.trim()
      if (shown === '' || shown.length > 60) return refuse('name', 'A team has a name of 1 to 60 characters.')
      return done({ teamId: await writes.transaction((trx) => ensureTeam(trx, siteId, shown, clock.now())) })
    },
    async makeInstallationOwner(by, agentId, siteIds) {
      if (by.kind !== 'operator') return forbidden
      const at = clock.now()
      await writes.transaction(async (trx) => {
        await addInstallationOwner(trx, agentId)
        for (const siteId of siteIds)
          await writeMembership(trx, { siteId, agentId, role: 'owner', capacity: defaultCapacity, at })
        await audit(trx, { by, siteId: null, action: 'owner.added', detail: { agentId, siteIds }, at })
      })
      changed(agentId)
      return nothing
    },
    async ownNewSite(by, siteId) {
      const at = clock.now()
      const owners = await writes.transaction(async (trx) => {
        const ids = await readInstallationOwners(trx)
        for (const agentId of ids)
          await writeMembership(trx, { siteId, agentId, role: 'owner', capacity: defaultCapacity, at })
        await audit(trx, { by, siteId, action: 'site.owned', detail: { owners: ids }, at })
        return ids
      })
      for (const agentId of owners) changed(agentId)
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function weakness(password: string): Reply<never> | null {
  if (password.length < passwordLength.least || password.length > passwordLength.most)
    return refuse('password', `A password has ${passwordLength.least} to ${passwordLength.most} characters.`)
  return password.isWellFormed() ? null : refuse('password', 'The password holds half of a character.')
}
