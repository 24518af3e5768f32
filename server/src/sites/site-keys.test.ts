import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { operator } from '../agents/actor.ts'
import { silentLogger } from '../logger.ts'
import { openStorage, type Storage } from '../storage/database.ts'
import { createSealer } from './sealing.ts'
import { createSiteKeys } from './site-keys.ts'
import { createSites, type Site } from './sites.ts'

let dataDir: string
let storage: Storage
let site: Site
const clock = { now: () => 1_000, monotonic: () => 0 }
const keysWith = (secret: string | null) =>
  createSiteKeys({ storage, clock, logger: silentLogger, sealer: createSealer(secret) })

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'docent-keys-'))
  storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
  const sites = createSites({ storage, clock, logger: silentLogger, mail: false, ownOrigins: () => [] })
  await sites.load()
  const added = await sites.add(operator, { key: 'shop', name: 'Shop', origins: [] })
  if (!added.ok) throw new Error(added.error.message)
  site = added.data
})

afterEach(async () => {
  await storage.close()
  rmSync(dataDir, { recursive: true })
})

it('[IDN2] makes a secret of 32 bytes, shown once, and sealed in the database', async () => {
  const keys = keysWith('a relay’s secret')
  const made = await keys.add(operator, site, { algorithm: 'HS256' })
  const secret = made.ok ? (made.data.secret ?? '') : ''
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  const { material } = await storage.read.selectFrom('site_keys').select('material').executeTakeFirstOrThrow()
  expect(material).toMatch(/^sealed\./)
  expect(material).not.toContain(secret)
  expect(keys.inForce(site.id)).toMatchObject([{ algorithm: 'HS256', key: Buffer.from(secret, 'base64url') }])
})

it('leaves a key out that was sealed with another secret, or moved to another row', async () => {
  await keysWith('one').add(operator, site, { algorithm: 'HS256' })
  expect(keysWith('two').inForce(site.id)).toEqual([])
  expect(keysWith(null).inForce(site.id)).toEqual([])
  await storage.writes.transaction((trx) => trx.updateTable('site_keys').set({ id: 'moved' }).execute())
  expect(keysWith('one').inForce(site.id)).toEqual([])
})

it('reads what was stored before a secret was set', async () => {
  await keysWith(null).add(operator, site, { algorithm: 'HS256' })
  expect(keysWith('later').inForce(site.id)).toHaveLength(1)
})

it('[IDN2] takes public keys of the named kind, and no private one', async () => {
  const keys = keysWith(null)
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = ec.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const privateKey = ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  expect(await keys.add(operator, site, { algorithm: 'ES256', publicKey })).toMatchObject({
    data: { secret: null },
  })
  for (const bad of [
    { algorithm: 'EdDSA', publicKey } as const,
    { algorithm: 'ES256', publicKey: privateKey } as const,
    { algorithm: 'ES256', publicKey: 'nonsense' } as const,
  ])
    expect(await keys.add(operator, site, bad)).toMatchObject({ ok: false, error: { code: 'bad_request' } })
})

it('[IDN2] forgets a revoked key at once', async () => {
  const keys = keysWith(null)
  const made = await keys.add(operator, site, { algorithm: 'HS256' })
  const kid = made.ok ? made.data.kid : ''
  expect(await keys.revoke(operator, site, kid)).toEqual({ ok: true, data: { kid } })
  expect(keys.inForce(site.id)).toEqual([])
  expect(await keys.revoke(operator, site, kid)).toMatchObject({ ok: false, error: { code: 'not_found' } })
})
