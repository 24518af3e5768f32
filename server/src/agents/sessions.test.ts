import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../logger.ts'
import { createSites, type Sites } from '../sites/sites.ts'
import { openStorage, type Storage } from '../storage/database.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { operator } from './actor.ts'
import { createPasswords } from './passwords.ts'
import { createSessions, type Sessions } from './sessions.ts'

const password = 'correct horse'
const hour = 3_600_000

let dataDir: string
let storage: Storage
let sites: Sites
let accounts: Accounts
let sessions: Sessions
let siteId: string
let ada: string
let wall = 1_700_000_000_000
const clock = { now: () => wall, monotonic: () => 0 }
const passwords = createPasswords({ n: 1024, r: 8, p: 1 })

function data<T>(reply: { ok: true; data: T } | { ok: false; error: { message: string } }): T {
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.data
}

const openSessions = (more: object = {}) =>
  createSessions({
    storage,
    sites,
    accounts,
    passwords,
    clock,
    place: { path: '/docent', secure: true },
    lifetime: 24 * hour,
    perAccount: 10,
    perAddress: 50,
    ...more,
  })

const signIn = (given: { email?: string; password?: string; address?: string; cookie?: string } = {}) =>
  sessions.signIn({ email: 'ada@example.com', password, address: '192.0.2.1', cookie: undefined, ...given })

/** Signs in, and gives the header that a browser would send from then on. */
const cookieOf = async (given = {}) => data(await signIn(given)).setCookie.split(';')[0] ?? ''

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'docent-sessions-'))
  storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
  sites = createSites({ storage, clock, logger: silentLogger, mail: false, ownOrigins: () => [] })
  await sites.load()
  accounts = createAccounts({ storage, clock, passwords })
  siteId = data(await sites.add(operator, { key: 'shop', name: 'Shop', origins: [] })).id
  ada = data(await accounts.add(operator, { email: 'Ada@Example.com', name: 'Ada', password })).agentId
  await accounts.join(operator, { siteId, agentId: ada, role: 'agent' })
  sessions = openSessions()
})

afterEach(async () => {
  await storage.close()
  rmSync(dataDir, { recursive: true })
})

describe('signing in', () => {
  it('[IDN4] gives a cookie that no script reads and no other site sends', async () => {
    const { session, setCookie } = data(await signIn())
    expect(setCookie).toMatch(
      /^docent_session=[A-Za-z0-9_-]{43}; Path=\/docent; Max-Age=86400; HttpOnly; SameSite=Strict; Secure$/,
    )
    expect(session).toMatchObject({
      agent: { id: ada, name: 'Ada', email: 'ada@example.com' },
      sites: [{ key: 'shop', name: 'Shop', role: 'agent' }],
    })
  })

  it('[IDN4] keeps nothing in the database that could be used as a cookie', async () => {
    const value = (await cookieOf()).split('=')[1] ?? ''
    const { id } = await storage.read.selectFrom('agent_sessions').select('id').executeTakeFirstOrThrow()
    expect(id).not.toBe(value)
  })

  it('[IDN4] answers an unknown address, a wrong password and a disabled account alike', async () => {
    const wrong = await signIn({ password: 'wrong horse' })
    const unknown = await signIn({ email: 'nobody@example.com' })
    await accounts.setDisabled(operator, ada, true)
    const disabled = await signIn()
    expect(wrong).toMatchObject({ ok: false, error: { code: 'unauthenticated' } })
    expect(unknown).toEqual(wrong)
    expect(disabled).toEqual(wrong)
  })

  it('[IDN4] hashes as much for an unknown address as for a known one', async () => {
    let hashed = 0
    sessions = openSessions({
      passwords: {
        ...passwords,
        matches: (...given: Parameters<typeof passwords.matches>) => {
          hashed += 1
          return passwords.matches(...given)
        },
      },
    })
    await signIn({ email: 'nobody@example.com' })
    await signIn({ password: 'wrong horse' })
    expect(hashed).toBe(2)
  })

  it('[IDN4] changes the session at each sign-in, and ends the one that the browser brought along', async () => {
    const first = await cookieOf()
    const second = await cookieOf({ cookie: first })
    expect(second).not.toBe(first)
    expect(await sessions.show(first)).toBeNull()
    expect(await sessions.show(second)).not.toBeNull()
  })

  it('[IDN4] takes no session that a stranger planted', async () => {
    const planted = `docent_session=${'A'.repeat(43)}`
    expect(await cookieOf({ cookie: planted })).not.toBe(planted)
    expect(await sessions.show(planted)).toBeNull()
  })

  it('[IDN4] stops guessing at one account from many addresses, a hundred at once included', async () => {
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        signIn({ password: `guess number ${i}`, address: `192.0.2.${i}` }),
      ),
    )
    const codes = replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))
    expect(codes.filter((code) => code === 'unauthenticated')).toHaveLength(10)
    expect(await signIn({ address: '198.51.100.1' })).toMatchObject({
      ok: false,
      error: { code: 'rate_limited' },
    })
  })

  it('[IDN4] stops one address from guessing at many accounts', async () => {
    sessions = openSessions({ perAddress: 5 })
    for (let i = 0; i < 5; i++) await signIn({ email: `user${i}@example.com` })
    expect(await signIn()).toMatchObject({ ok: false, error: { code: 'rate_limited', data: {} } })
    expect(await signIn({ address: '192.0.2.2' })).toMatchObject({ ok: true })
  })

  it('forgets the failed attempts of who got in', async () => {
    for (let i = 0; i < 9; i++) await signIn({ password: 'wrong horse' })
    await cookieOf()
    for (let i = 0; i < 9; i++) await signIn({ password: 'wrong horse' })
    expect(await signIn()).toMatchObject({ ok: true })
  })
})

describe('one’s own password', () => {
  const next = 'another horse'
  const change = (cookie: string, given: { present?: string; next?: string; address?: string } = {}) =>
    sessions.changePassword({ present: password, next, address: '192.0.2.1', cookie, ...given })

  it('[IDN7] ends every session of the account, and begins a fresh one here', async () => {
    const [here, elsewhere] = [await cookieOf(), await cookieOf()]
    const { setCookie, session } = data(await change(here))
    const fresh = setCookie.split(';')[0] ?? ''
    expect(await sessions.show(fresh)).toEqual(session)
    expect(await sessions.show(here)).toBeNull()
    expect(await sessions.show(elsewhere)).toBeNull()
    expect(await signIn()).toMatchObject({ ok: false })
    expect(await signIn({ password: next })).toMatchObject({ ok: true })
  })

  it('[IDN7] changes nothing where the present one is wrong or the next one is too short', async () => {
    const cookie = await cookieOf()
    const refusal = (path: string) => ({ ok: false, error: { code: 'bad_request', data: { path } } })
    expect(await change(cookie, { present: 'wrong horse' })).toMatchObject(refusal('present'))
    expect(await change(cookie, { next: 'short' })).toMatchObject(refusal('password'))
    expect(await sessions.show(cookie)).not.toBeNull()
    expect(await signIn()).toMatchObject({ ok: true })
  })

  it('[IDN7] is for nobody without a session', async () => {
    expect(await change('')).toMatchObject({ ok: false, error: { code: 'unauthenticated' } })
    expect(await signIn()).toMatchObject({ ok: true })
  })

  it('[IDN7] counts guesses at it together with those at the door', async () => {
    const cookie = await cookieOf()
    for (let i = 0; i < 5; i++) await change(cookie, { present: `guess ${i}` })
    for (let i = 0; i < 5; i++) await signIn({ password: `guess ${i}` })
    expect(await change(cookie)).toMatchObject({ ok: false, error: { code: 'rate_limited' } })
    expect(await signIn()).toMatchObject({ ok: false, error: { code: 'rate_limited' } })
  })

  it('forgets the failed guesses of who knew it', async () => {
    const cookie = await cookieOf()
    for (let i = 0; i < 9; i++) await change(cookie, { present: 'wrong horse' })
    const fresh = data(await change(cookie)).setCookie.split(';')[0] ?? ''
    for (let i = 0; i < 9; i++) await change(fresh, { present: 'wrong horse' })
    expect(await change(fresh, { present: next, next: password })).toMatchObject({ ok: true })
  })
})

describe('who stands behind a cookie', () => {
  it('[IDN4] is an agent with role and teams on a site of theirs', async () => {
    const { teamId } = data(await accounts.ensureTeam(operator, siteId, 'Sales'))
    await accounts.setTeams(operator, siteId, ada, [teamId])
    expect(await sessions.authenticate(await cookieOf(), 'shop')).toEqual({
      kind: 'agent',
      siteId,
      agentId: ada,
      name: 'Ada',
      role: 'agent',
      teamIds: [teamId],
    })
  })

  it('is nobody on another site, an unknown one, or without a cookie', async () => {
    await sites.add(operator, { key: 'other', name: 'Other', origins: [] })
    const cookie = await cookieOf()
    expect(await sessions.authenticate(cookie, 'other')).toBeNull()
    expect(await sessions.authenticate(cookie, 'nowhere')).toBeNull()
    expect(await sessions.authenticate(undefined, 'shop')).toBeNull()
    expect(await sessions.authenticate(`other=1; ${cookie}`, 'shop')).not.toBeNull()
  })

  it.each([
    '',
    ';;;=',
    'docent_session=',
    'docent_session=short',
    `docent_session=${'x'.repeat(5_000)}`,
    'docent_session=%00',
  ])('is nobody for the header %j', async (header) => {
    expect(await sessions.authenticate(header, 'shop')).toBeNull()
  })

  it('[IDN4] is nobody after signing out, after the end of the session, and once disabled', async () => {
    const [out, late, off] = [await cookieOf(), await cookieOf(), await cookieOf()]
    expect(await sessions.signOut(out)).toContain('Max-Age=0')
    expect(await sessions.show(out)).toBeNull()
    wall += 24 * hour
    expect(await sessions.show(late)).toBeNull()
    wall -= 24 * hour
    await accounts.setDisabled(operator, ada, true)
    expect(await sessions.show(off)).toBeNull()
    expect(sessions.holds(off)).toBe(false)
    expect(await sessions.judge(ada, siteId)).toBeNull()
  })

  it('[IDN4] is nobody after a changed password, in any browser', async () => {
    const cookie = await cookieOf()
    await accounts.changePassword(ada, password, 'another horse')
    expect(await sessions.show(cookie)).toBeNull()
    expect(await signIn()).toMatchObject({ ok: false })
    expect(await signIn({ password: 'another horse' })).toMatchObject({ ok: true })
  })

  it('[IDN4] has the role of now, not that of the sign-in', async () => {
    const cookie = await cookieOf()
    await accounts.join(operator, { siteId, agentId: ada, role: 'supervisor' })
    expect(await sessions.authenticate(cookie, 'shop')).toMatchObject({ role: 'supervisor' })
    expect(await sessions.judge(ada, siteId)).toMatchObject({ role: 'supervisor' })
  })

  it('[IDN4] proves intent with the token of this session alone', async () => {
    const session = data(await signIn()).session
    const other = data(await signIn()).session
    expect(sessions.provesIntent(session, session.csrf)).toBe(true)
    for (const wrong of [undefined, '', other.csrf, `${session.csrf}x`, session.csrf.toUpperCase()])
      expect(sessions.provesIntent(session, wrong)).toBe(false)
  })
})
