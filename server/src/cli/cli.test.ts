import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { defaultConfig } from '../config.ts'
import { silentLogger } from '../logger.ts'
import { openStorage } from '../storage/database.ts'
import { backUp, restore } from './backup.ts'
import { runCommand } from './commands.ts'
import { askRelay, openControlSocket } from './control-socket.ts'
import { createCommandServices } from './services.ts'

const program = join(import.meta.dirname, 'docent.ts')
let dataDir: string

/** Runs the real program as a script would: nobody is there to be asked. */
const docent = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=source', program, ...args],
      { env: { ...process.env, DOCENT_DATA: dataDir } },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })

/** What of a relay the tools see: its lock, its services, its socket. */
async function relay() {
  const storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
  const services = await createCommandServices({
    storage,
    config: { ...defaultConfig, dataDir },
    clock: systemClock,
    logger: silentLogger,
  })
  const control = await openControlSocket({
    dataDir,
    logger: silentLogger,
    run: (name, input) => runCommand(services, name, input),
  })
  return {
    storage,
    services,
    async close() {
      await control.close()
      await storage.close()
    },
  }
}

const emails = () => {
  const database = new BetterSqlite3(join(dataDir, 'docent.db'), { readonly: true })
  const rows = database.prepare<[], string>('select email from agents order by email').pluck().all()
  const epoch = database.prepare<[], string>("select value from meta where key = 'epoch'").pluck().get()
  database.close()
  return { rows, epoch }
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'docent-cli-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

describe('commands', () => {
  it('make an owner, a site and a key, without a relay', { timeout: 30_000 }, async () => {
    const owner = await docent('owner', 'add', '--email', 'olga@example.com', '--name', 'Olga')
    expect(owner.out).toMatch(/olga@example\.com is an owner now[\s\S]*password: \S{16}\n/)
    const site = await docent(
      'site',
      'add',
      '--origin',
      'https://www.example.com',
      '--origin',
      'http://localhost:3000',
    )
    expect(site.out).toContain('data-site="example-com"')
    const key = await docent('site', 'key', 'add', '--site', 'example-com')
    expect(key.out).toMatch(/kid: \S+\nsecret: [A-Za-z0-9_-]{43}\n/)
    const agents = await docent('agent', 'list', '--site', 'example-com')
    expect(agents.out).toContain('olga@example.com  Olga  owner')
  })

  it('[FLO15] make, list and revoke a key of a host’s server, and show it once', async () => {
    const running = await relay()
    const said = async (name: string, input: object): Promise<string> => {
      const reply = await askRelay(dataDir, name, { site: 'shop', ...input })
      return reply?.ok ? reply.data.lines.join('\n') : (reply?.error.message ?? '')
    }
    await askRelay(dataDir, 'site add', { origin: ['https://shop.example.com'], key: 'shop' })
    const made = await said('key add', { name: 'Backend', scope: ['events:write'] })
    const [, id = '', key = ''] = /^id: (\S{12})\nkey: (dk_[A-Za-z0-9_-]{43})$/m.exec(made) ?? []
    expect(key).not.toBe('')
    const listed = await said('key list', {})
    expect(listed).toMatch(/Backend {2}events:write {2}made \d{4}-\d\d-\d\d {2}never used$/)
    expect(listed).not.toContain(key)
    expect(await said('key revoke', { id })).toBe(`The key ${id} is revoked.`)
    expect(await said('key revoke', { id })).toContain('no key')
    expect(await said('key list', {})).toContain('revoked')
    expect(await said('key add', { name: 'Backend', scope: ['all'] })).toContain('--scope')
    expect(await said('key add', { site: 'nowhere', name: 'Backend' })).toContain('no site with the key')
    await running.close()
  })

  it('say what is wrong, and how it is said right', { timeout: 30_000 }, async () => {
    expect((await docent('site', 'add')).err).toContain('--origin is missing')
    expect((await docent('site', 'remove')).err).toMatch(/no command "site remove"\. There are .*"site add"/)
    expect((await docent('owner', 'add', '--wrong')).err).toContain("'--wrong'")
    expect((await docent('agent', 'list', '--site', 'nowhere')).err).toContain(
      'no site with the key "nowhere"',
    )
    expect((await docent('site', 'add', '--origin', 'not an origin')).err).toContain('An origin is a scheme')
    expect((await docent('--help')).out).toContain('owner add')
  })

  it('say where a site is that there is already, and when a tag is of use on this machine only', async () => {
    const running = await relay()
    const add = (origin: string) => askRelay(dataDir, 'site add', { origin: [origin] })
    const first = await add('https://www.example.com')
    expect(first?.ok && first.data.lines.at(-1)).toContain('Start the relay with PUBLIC_URL')
    const local = await add('http://localhost:3000')
    expect(local?.ok && local.data.lines).toHaveLength(2)
    const again = await add('https://example.com')
    expect(again?.ok === false && again.error.message).toContain('site origin add')
    await running.close()
  })

  it('say of a data folder that cannot be used how it is mended', { timeout: 30_000 }, async () => {
    const folder = dataDir
    writeFileSync(join(folder, 'docent.db'), 'no database, but long enough to be looked at as one')
    expect(await docent('site', 'list')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/damaged.*restore FILE\n$/),
    })
    dataDir = join(folder, 'docent.db')
    expect((await docent('site', 'list')).err).toMatch(/^This user cannot keep data in .*DOCENT_DATA\.\n$/)
    dataDir = folder
  })

  it('[STO1] are done by the running relay, which knows of them at once', async () => {
    const running = await relay()
    const reply = await askRelay(dataDir, 'site add', { origin: ['https://shop.example.com'], key: 'shop' })
    expect(reply).toMatchObject({ ok: true })
    expect(running.services.sites.find('shop')?.origins).toEqual(['https://shop.example.com'])
    await running.close()
    expect(await askRelay(dataDir, 'site list', {})).toBeNull()
  })

  it('[STO1] reach the relay only by a file that its own user may open', async () => {
    const running = await relay()
    expect(statSync(join(dataDir, 'docent.sock')).mode & 0o777).toBe(0o600)
    await running.close()
    expect(existsSync(join(dataDir, 'docent.sock'))).toBe(false)
  })

  it.each([
    'not json',
    '[]',
    '{"command":7}',
    '{"command":"__proto__"}',
    '{"command":"site add","input":7}',
    '',
  ])('[INP1] answer the line %j with a code, and go on', async (line) => {
    const running = await relay()
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(join(dataDir, 'docent.sock'), () => socket.write(`${line}\n`))
      socket.once('data', (chunk) => resolve(chunk.toString()))
      socket.once('error', reject)
    })
    expect(JSON.parse(answer)).toMatchObject({
      ok: false,
      error: { code: expect.stringMatching(/bad_request|not_found/) },
    })
    expect(await askRelay(dataDir, 'site list', {})).toMatchObject({ ok: true })
    await running.close()
  })
})

describe('backup and restore', () => {
  const add = (email: string) =>
    askRelay(dataDir, 'owner add', { email, name: 'Olga', password: 'correct horse' })

  it('[STO1] [MSG7] bring back what was there, under a new epoch, and keep what was replaced', async () => {
    const file = join(dataDir, 'copy.db')
    const running = await relay()
    await add('first@example.com')
    await backUp(dataDir, file)
    await add('second@example.com')
    await running.close()
    const before = emails()
    const kept = restore(dataDir, file, new Date(0))
    expect(emails().rows).toEqual(['first@example.com'])
    expect(emails().epoch).not.toBe(before.epoch)
    expect(existsSync(kept ?? '')).toBe(true)
    await (await relay()).close()
    expect(emails().rows).toEqual(['first@example.com'])
  })

  it('[STO1] refuses to restore under a running relay, and says so', { timeout: 30_000 }, async () => {
    const file = join(dataDir, 'copy.db')
    const running = await relay()
    await backUp(dataDir, file)
    const refused = await docent('restore', file)
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('Another relay is running')
    await running.close()
    expect((await docent('restore', file)).code).toBe(0)
  })

  it('[STO1] copies a whole database while the relay keeps writing', async () => {
    const running = await relay()
    let written = 0
    let going = true
    const load = (async () => {
      while (going) {
        const row = { key: `row ${written}`, value: 'x'.repeat(2_000) }
        await running.storage.writes.transaction(async (trx) => {
          await trx.insertInto('meta').values(row).execute()
        })
        written += 1
      }
    })()
    await backUp(dataDir, join(dataDir, 'copy.db'))
    going = false
    await load
    await running.close()
    const copy = new BetterSqlite3(join(dataDir, 'copy.db'), { readonly: true })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
  })

  it('refuses files that are no backup, and leaves the database as it is', async () => {
    const running = await relay()
    await add('first@example.com')
    await running.close()
    const [text, foreign] = [join(dataDir, 'text.db'), join(dataDir, 'foreign.db')]
    writeFileSync(text, 'no database')
    new BetterSqlite3(foreign).exec('create table a (b)').close()
    for (const file of [text, foreign, join(dataDir, 'absent.db')])
      expect(() => restore(dataDir, file, new Date(0))).toThrow(/not a|There is no/)
    expect(() => restore(dataDir, dataDir, new Date(0))).toThrow('could not be copied')
    expect(emails().rows).toEqual(['first@example.com'])
    expect(existsSync(join(dataDir, 'docent.db.restoring'))).toBe(false)
  })

  it('writes over nothing', async () => {
    const running = await relay()
    await running.close()
    writeFileSync(join(dataDir, 'copy.db'), 'precious')
    await expect(backUp(dataDir, join(dataDir, 'copy.db'))).rejects.toThrow('exists already')
    await expect(backUp(dataDir, join(dataDir, 'no/copy.db'))).rejects.toThrow('There is no folder')
    // A folder where the copy would be made: the system refuses, whoever asks.
    mkdirSync(join(dataDir, 'other.db.partial'))
    await expect(backUp(dataDir, join(dataDir, 'other.db'))).rejects.toThrow('could not be written')
  })
})

// Each word of a command line is a process of its own.
describe('flows as files', { timeout: 30_000 }, () => {
  const example = join(import.meta.dirname, '../../../examples/saas-onboarding/flows.json')
  const addSite = () => docent('site', 'add', '--origin', 'https://shop.example.com', '--key', 'shop')

  it('brings flows in, publishes them, and gives them back as they were', async () => {
    await addSite()
    const first = await docent('flows', 'import', '--site', 'shop', '--file', example)
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toContain('"First issue" is live as version 1.')
    const { out } = await docent('flows', 'export', '--site', 'shop')
    const byId = (text: string) =>
      (JSON.parse(text) as { flows: { id: string }[] }).flows.sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(byId(out)).toEqual(byId(readFileSync(example, 'utf8')))
  })

  it('brought in again, changes what changed and nothing else', async () => {
    await addSite()
    await docent('flows', 'import', '--site', 'shop', '--file', example)
    const changed = join(dataDir, 'changed.json')
    writeFileSync(changed, readFileSync(example, 'utf8').replaceAll('Getting started', 'First steps'))
    const { out } = await docent('flows', 'import', '--site', 'shop', '--file', changed)
    expect(out).toContain('"First issue" is live as version 1.')
    expect(out).toContain('"First steps" is live as version 2.')
  })

  it('says where a file is wrong, and brings nothing in', async () => {
    await addSite()
    const wrong = join(dataDir, 'wrong.json')
    writeFileSync(wrong, '{"flows": [{"id": "no", "name": "x", "draft": {}}]}')
    expect((await docent('flows', 'import', '--site', 'shop', '--file', wrong)).err).toContain('flows.0.id')
    writeFileSync(wrong, 'not JSON')
    expect((await docent('flows', 'import', '--site', 'shop', '--file', wrong)).err).toContain('is not JSON')
    const absent = await docent('flows', 'import', '--site', 'shop', '--file', join(dataDir, 'absent.json'))
    expect(absent).toMatchObject({ code: 1 })
    expect(absent.err).toContain('cannot be read')
    expect(JSON.parse((await docent('flows', 'export', '--site', 'shop')).out)).toEqual({ flows: [] })
  })
})
