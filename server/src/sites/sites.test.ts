import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings } from '@docent/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../agents/actor.ts'
import { silentLogger } from '../logger.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import { openStorage, type Storage } from '../storage/database.ts'
import { createSites, type Site, type Sites } from './sites.ts'

let dataDir: string
let storage: Storage
let sites: Sites
let shop: Site
let monotonic = 0

const open = () =>
  createSites({
    storage,
    clock: { now: () => 1_700_000_000_000, monotonic: () => monotonic },
    logger: silentLogger,
    mail: false,
    ownOrigins: () => ['http://127.0.0.1:4000'],
  })

const admin = (siteId: string): AgentPrincipal => ({
  kind: 'agent',
  siteId,
  agentId: 'an agent',
  name: 'Ada',
  role: 'admin',
  teamIds: [],
})

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'docent-sites-'))
  storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
  sites = open()
  await sites.load()
  const added = await sites.add(operator, {
    key: 'shop',
    name: 'Shop',
    origins: ['https://Shop.example.com:443/a?b'],
  })
  if (!added.ok) throw new Error(added.error.message)
  shop = added.data
})

afterEach(async () => {
  await storage.close()
  rmSync(dataDir, { recursive: true })
})

describe('origins', () => {
  it('[IDN5] takes the exact origin of the list, as browsers write it', () => {
    expect(shop.origins).toEqual(['https://shop.example.com'])
    expect(sites.allowsOrigin(shop, 'https://shop.example.com')).toBe(true)
  })

  it.each([
    undefined,
    '',
    'null',
    'https://shop.example.com.evil.com',
    'https://evil-shop.example.com',
    'https://example.com',
    'http://shop.example.com',
    'https://shop.example.com:8443',
    'https://SHOP.example.com',
    'https://shop.example.com/',
    'http://127.0.0.1:4000',
  ])('[IDN5] refuses the origin %s', (origin) => {
    expect(sites.allowsOrigin(shop, origin)).toBe(false)
  })

  it('[IDN5] lets the demo site alone live on the relay’s own address', async () => {
    const demo = await sites.add(operator, { key: 'demo', name: 'Demo', origins: [], demo: true })
    expect(demo.ok && sites.allowsOrigin(demo.data, 'http://127.0.0.1:4000')).toBe(true)
    expect(demo.ok && sites.allowsOrigin(demo.data, 'http://127.0.0.1:4001')).toBe(false)
  })

  it('adds an origin, once', async () => {
    await sites.addOrigin(operator, 'shop', 'http://localhost:3000')
    await sites.addOrigin(operator, 'shop', 'http://localhost:3000')
    expect(sites.find('shop')?.origins).toEqual(['https://shop.example.com', 'http://localhost:3000'])
  })

  it.each(['*', 'https://*.example.com', 'null', 'example.com', 'file:///a', 'https://a:b@example.com'])(
    'refuses to list %s',
    async (origin) => {
      const reply = await sites.addOrigin(operator, 'shop', origin)
      expect(reply).toMatchObject({ ok: false, error: { code: 'bad_request' } })
    },
  )
})

describe('sites', () => {
  it('refuses a key that is taken or malformed', async () => {
    const again = await sites.add(operator, { key: 'shop', name: 'Other', origins: [] })
    expect(again).toMatchObject({ ok: false, error: { code: 'conflict' } })
    const odd = await sites.add(operator, { key: 'Shop!', name: 'Other', origins: [] })
    expect(odd).toMatchObject({ ok: false, error: { code: 'bad_request', data: { path: 'key' } } })
  })

  it('finds a site again after a restart', async () => {
    const later = open()
    await later.load()
    expect(later.find('shop')).toEqual(shop)
    expect(later.byId(shop.id)).toEqual(shop)
    expect(later.find('other')).toBeNull()
  })

  it('sees within two seconds what another process wrote', async () => {
    const other = open()
    await other.load()
    await other.add(operator, { key: 'late', name: 'Late', origins: [] })
    expect(sites.find('late')).toBeNull()
    monotonic += 2_000
    expect(sites.find('late')?.name).toBe('Late')
  })
})

describe('settings', () => {
  const blue = { ...defaultSettings, teamName: 'Blue' }

  it('[SET1] starts with the defaults, saves versions, and tells who listens', async () => {
    const heard: unknown[] = []
    const undo = sites.onSettingsSaved((siteId, version, settings) =>
      heard.push([siteId, version, settings.teamName]),
    )
    expect(sites.settings(shop.id)).toEqual({ version: 0, settings: defaultSettings })
    expect(await sites.saveSettings(admin(shop.id), 0, blue)).toEqual({ ok: true, data: { version: 1 } })
    expect(sites.settings(shop.id)).toEqual({ version: 1, settings: blue })
    undo()
    await sites.saveSettings(admin(shop.id), 1, defaultSettings)
    expect(heard).toEqual([[shop.id, 1, 'Blue']])
  })

  it('[SET1] answers conflict to a change made from an old version, and keeps what was saved', async () => {
    await sites.saveSettings(admin(shop.id), 0, blue)
    const late = await sites.saveSettings(admin(shop.id), 0, defaultSettings)
    expect(late).toMatchObject({ ok: false, error: { code: 'conflict' } })
    expect(sites.settings(shop.id).settings.teamName).toBe('Blue')
  })

  it('[SET1] lets one of two saves at once win', async () => {
    const replies = await Promise.all([1, 2].map(() => sites.saveSettings(admin(shop.id), 0, blue)))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('[SET3] puts nothing into the boot document but what anybody may read', async () => {
    const before = sites.bootDocument(shop)
    expect(JSON.parse(before.body)).toMatchObject({ site: 'shop', settingsVersion: 0, mail: false })
    expect(before.body).not.toContain('routing')
    expect(before.body).not.toContain('hours')
    await sites.saveSettings(admin(shop.id), 0, blue)
    expect(sites.bootDocument(shop).etag).not.toBe(before.etag)
  })

  it('reads settings of an earlier build with the defaults for what is new', async () => {
    await sites.saveSettings(admin(shop.id), 0, blue)
    const { presence: _absent, ...old } = blue
    await storage.writes.transaction((trx) =>
      trx
        .updateTable('site_settings')
        .set({ body: JSON.stringify(old) })
        .execute(),
    )
    const later = open()
    await later.load()
    expect(later.settings(shop.id).settings).toEqual(blue)
  })
})
