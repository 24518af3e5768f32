import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@docent/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { silentLogger } from '../logger.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import { createSites, type Sites } from '../sites/sites.ts'
import { openStorage, type Storage } from '../storage/database.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { operator } from './actor.ts'
import { createPasswords, defaultPasswordCost } from './passwords.ts'

const password = 'correct horse'
const clock = { now: () => 1_000, monotonic: () => 0 }
const passwords = createPasswords({ n: 1024, r: 8, p: 1 })

let dataDir: string
let storage: Storage
let sites: Sites
let accounts: Accounts
let siteId: string

async function member(name: string, role: Role): Promise<AgentPrincipal> {
  const added = await accounts.add(operator, { email: `${name}@example.com`, name, password })
  if (!added.ok) throw new Error(added.error.message)
  await accounts.join(operator, { siteId, agentId: added.data.agentId, role })
  return { kind: 'agent', siteId, agentId: added.data.agentId, name, role, teamIds: [] }
}
const roleOf = async (agent: AgentPrincipal) => {
  const members = await accounts.list(operator, siteId)
  return members.ok && members.data.find(({ id }) => id === agent.agentId)?.role
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'docent-accounts-'))
  storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
  sites = createSites({ storage, clock, logger: silentLogger, mail: false, ownOrigins: () => [] })
  await sites.load()
  const site = await sites.add(operator, { key: 'shop', name: 'Shop', origins: [] })
  if (!site.ok) throw new Error(site.error.message)
  siteId = site.data.id
  accounts = createAccounts({ storage, clock, passwords })
})

afterEach(async () => {
  await storage.close()
  rmSync(dataDir, { recursive: true })
})

it('takes one account per address, whatever its case', async () => {
  await member('ada', 'agent')
  const again = await accounts.add(operator, { email: ' ADA@example.com ', name: 'Ada', password })
  expect(again).toMatchObject({ ok: false, error: { code: 'conflict' } })
})

it.each([
  ['email', { email: 'no address' }],
  ['name', { name: '  ' }],
  ['password', { password: 'short' }],
  ['password', { password: 'x'.repeat(201) }],
  ['password', { password: `half a character \ud800` }],
])('refuses a new account with a wrong %s', async (path, wrong) => {
  const reply = await accounts.add(operator, { email: 'ada@example.com', name: 'Ada', password, ...wrong })
  expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request', data: { path } } })
})

it('[IDN4] tells who listens of each change of password, role, teams and account', async () => {
  const ada = await member('ada', 'agent')
  await member('bob', 'owner')
  const heard: string[] = []
  const undo = accounts.onChanged(({ agentId }) => heard.push(agentId))
  await accounts.setPassword(operator, ada.agentId, 'another horse')
  await accounts.join(operator, { siteId, agentId: ada.agentId, role: 'admin' })
  await accounts.setTeams(operator, siteId, ada.agentId, [])
  await accounts.setDisabled(operator, ada.agentId, true)
  undo()
  await accounts.setDisabled(operator, ada.agentId, false)
  expect(heard).toEqual(Array(4).fill(ada.agentId))
})

it('lets an admin manage agents, but not make or unmake owners', async () => {
  const [admin, agent, owner] = [
    await member('adm', 'admin'),
    await member('agt', 'agent'),
    await member('own', 'owner'),
  ]
  await member('own2', 'owner')
  expect(await accounts.join(admin, { siteId, agentId: agent.agentId, role: 'supervisor' })).toMatchObject({
    ok: true,
  })
  for (const [agentId, role] of [
    [agent.agentId, 'owner'],
    [owner.agentId, 'agent'],
  ] as const)
    expect(await accounts.join(admin, { siteId, agentId, role })).toMatchObject({
      error: { code: 'forbidden' },
    })
  expect(await roleOf(owner)).toBe('owner')
})

it('lets nobody change roles of a site they do not manage', async () => {
  const [agent, stranger] = [
    await member('agt', 'agent'),
    { ...(await member('str', 'owner')), siteId: 'another' },
  ]
  for (const by of [agent, stranger])
    expect(await accounts.join(by, { siteId, agentId: agent.agentId, role: 'admin' })).toMatchObject({
      error: { code: 'forbidden' },
    })
})

it('keeps the last owner of a site', async () => {
  const owner = await member('own', 'owner')
  const conflict = { ok: false, error: { code: 'conflict' } }
  expect(await accounts.join(operator, { siteId, agentId: owner.agentId, role: 'agent' })).toMatchObject(
    conflict,
  )
  expect(await accounts.setDisabled(operator, owner.agentId, true)).toMatchObject(conflict)
  await member('own2', 'owner')
  expect(await accounts.setDisabled(operator, owner.agentId, true)).toMatchObject({ ok: true })
})

it('refuses teams of another site', async () => {
  const ada = await member('ada', 'agent')
  const other = await sites.add(operator, { key: 'other', name: 'Other', origins: [] })
  const team = await accounts.ensureTeam(operator, other.ok ? other.data.id : '', 'Sales')
  const reply = await accounts.setTeams(operator, siteId, ada.agentId, [team.ok ? team.data.teamId : ''])
  expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request' } })
})

it('[IDN7] needs the present password to change one’s own', async () => {
  const ada = await member('ada', 'agent')
  expect(await accounts.changePassword(ada.agentId, 'wrong horse', 'another horse')).toMatchObject({
    error: { code: 'bad_request', data: { path: 'present' } },
  })
  expect(await accounts.changePassword('nobody', password, 'another horse')).toMatchObject({ ok: false })
})

it('gives the installation’s owners every site, those added later too', async () => {
  const added = await accounts.add(operator, { email: 'owner@example.com', name: 'Olga', password })
  const agentId = added.ok ? added.data.agentId : ''
  await accounts.makeInstallationOwner(operator, agentId, [siteId])
  const later = await sites.add(operator, { key: 'later', name: 'Later', origins: [] })
  const laterId = later.ok ? later.data.id : ''
  await accounts.ownNewSite(operator, laterId)
  for (const id of [siteId, laterId])
    expect(await accounts.list(operator, id)).toMatchObject({ data: [{ id: agentId, role: 'owner' }] })
})

it('[IDN4] stores passwords as scrypt with its parameters, never twice the same', async () => {
  const [a, b] = await Promise.all([passwords.hash(password), passwords.hash(password)])
  expect(a).toMatch(/^scrypt\$1024,8,1\$/)
  expect(a).not.toBe(b)
  expect(await createPasswords().matches(password, a)).toBe(true)
  expect(await passwords.matches('wrong horse', a)).toBe(false)
  expect(await passwords.matches(password, null)).toBe(false)
  expect(defaultPasswordCost.n * defaultPasswordCost.p).toBeGreaterThanOrEqual(2 ** 15 * 3)
})
