import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FlowDraftField } from '@docent/protocol'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPasswords } from './agents/passwords.ts'
import { type ArticleLibrary, createArticleLibrary } from './articles/article-library.ts'
import { patientSearch } from './articles/testing/patient-search.ts'
import { ConfigError } from './config.ts'
import { demoFlows, demoTourId } from './demo-flows.ts'
import { createFlowLibrary, type FlowLibrary } from './flows/flow-library.ts'
import { silentLogger } from './logger.ts'
import { demoAccounts, demoPassword, refuseExposedDemo, seedDemo, welcome } from './seed.ts'
import { createSites, type Sites } from './sites/sites.ts'
import { openStorage, type Storage } from './storage/database.ts'

let dataDir: string
let storage: Storage
let sites: Sites
let library: FlowLibrary
const own = { basePath: '' }
const clock = { now: () => 1_000, monotonic: () => 0 }
let articles: ArticleLibrary
const seed = () => seedDemo({ storage, sites, flows: library.flows, articles, own, clock })

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'docent-seed-'))
  storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
  sites = createSites({
    storage,
    clock,
    logger: silentLogger,
    mail: false,
    ownOrigins: () => ['http://localhost:1'],
  })
  await sites.load()
  library = createFlowLibrary({
    storage,
    directory: { sites, sessions: { judge: async () => null, onSignedOut: () => () => {} } },
    clock,
    logger: silentLogger,
  })
  articles = createArticleLibrary({
    storage,
    sites,
    flows: library.flows,
    timings: patientSearch,
    clock,
    logger: silentLogger,
  })
})

afterEach(async () => {
  await articles.close()
  await storage.close()
  rmSync(dataDir, { recursive: true })
})

it('puts in the site, the accounts and their teams', async () => {
  await seed()
  const site = sites.find('demo')
  expect(site && sites.allowsOrigin(site, 'http://localhost:1')).toBe(true)
  const members = await storage.read
    .selectFrom('memberships')
    .select(['role', 'capacity', 'accepting'])
    .execute()
  expect(members).toHaveLength(5)
  expect(members).toContainEqual({ role: 'supervisor', capacity: 5, accepting: 0 })
  const { password_hash } = await storage.read
    .selectFrom('agents')
    .select('password_hash')
    .where('email', '=', 'ada@demo.test')
    .executeTakeFirstOrThrow()
  expect(await createPasswords().matches(demoPassword, password_hash)).toBe(true)
  expect(await storage.read.selectFrom('team_members').selectAll().execute()).toHaveLength(5)
})

it('puts it in once: what was changed since stays so', async () => {
  await seed()
  await storage.writes.transaction((trx) => trx.updateTable('agents').set({ name: 'Changed' }).execute())
  await storage.writes.transaction((trx) => trx.deleteFrom('team_members').execute())
  await seed()
  expect(await storage.read.selectFrom('team_members').selectAll().execute()).toEqual([])
  expect(await storage.read.selectFrom('agents').selectAll().execute()).toHaveLength(5)
})

it('finishes what an interrupted start left half done', async () => {
  await seed()
  await storage.writes.transaction(async (trx) => {
    await trx.deleteFrom('meta').where('key', '=', 'demo_seeded_at').execute()
    await trx.deleteFrom('team_members').execute()
  })
  await seed()
  expect(await storage.read.selectFrom('team_members').selectAll().execute()).toHaveLength(5)
})

describe('a relay with demo accounts', () => {
  const elsewhere = [
    { host: '0.0.0.0', publicUrl: null },
    { host: '192.0.2.1', publicUrl: null },
    { host: '127.0.0.1', publicUrl: 'https://chat.example.com' },
  ]
  it.each(elsewhere)('refuses to be reached from elsewhere: %o', async (place) => {
    await seed()
    expect(() => refuseExposedDemo({ ...place, seed: 'none' }, sites)).toThrow(ConfigError)
    expect(() => refuseExposedDemo({ ...place, seed: 'demo' }, sites)).not.toThrow()
  })

  it('is welcome on this machine', async () => {
    await seed()
    for (const host of ['127.0.0.1', 'localhost', '::1'])
      expect(() => refuseExposedDemo({ host, publicUrl: null, seed: 'none' }, sites)).not.toThrow()
  })
})

describe('the flows of the demonstration', () => {
  it('are published: a tour, a checklist, a hint and a banner', async () => {
    await seed()
    const site = sites.find('demo')
    const { body } = await library.documents.document(site?.id ?? '', ['de', 'en'])
    const { flows } = JSON.parse(body) as {
      flows: { id: string; locale: string; content: { kind: string } }[]
    }
    expect(flows.map(({ content }) => content.kind)).toEqual(['tour', 'checklist', 'hint', 'banner'])
    expect(new Set(flows.map(({ locale }) => locale))).toEqual(new Set(['de']))
  })

  it('are put in once, and into a demonstration that an earlier build made', async () => {
    await seed()
    await storage.writes.transaction(async (trx) => {
      await trx.updateTable('flows').set({ name: 'Changed' }).execute()
    })
    await seed()
    const names = await storage.read.selectFrom('flows').select('name').execute()
    expect(names).toEqual(demoFlows('').map(() => ({ name: 'Changed' })))
    await storage.writes.transaction(async (trx) => {
      await trx.deleteFrom('meta').where('key', '=', 'demo_flows_seeded_at').execute()
      await trx.updateTable('articles').set({ tour_flow_id: null }).execute()
      await trx.deleteFrom('flow_versions').execute()
      await trx.deleteFrom('flows').execute()
    })
    await seed()
    expect(await storage.read.selectFrom('flow_versions').select('version').execute()).toHaveLength(4)
  })

  it('are well-formed, and name elements that the pages have', () => {
    const folder = new URL('../demo/', import.meta.url)
    const pages = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
    const marked = new Set(
      pages.flatMap((page) => [...page.matchAll(/data-docent="([^"]+)"/g)].map(([, id]) => id)),
    )
    for (const { draft } of demoFlows('/docent')) {
      expect(v.safeParse(FlowDraftField, draft).issues).toBeUndefined()
      for (const [, id] of JSON.stringify(draft).matchAll(/"by":"docent","id":"([^"]+)"/g))
        expect(marked).toContain(id)
    }
    expect(pages.some((page) => page.includes(`data-tour="${demoTourId}"`))).toBe(true)
  })
})

describe('the articles of the demonstration', () => {
  const help = async (...locales: string[]) => {
    const site = sites.find('demo')
    return articles.documents.overview(site?.id ?? '', locales)
  }

  it('are published in three collections, a part of them in Estonian', async () => {
    await seed()
    const { collections, others, suggested } = await help('et')
    expect(collections.map(({ title }) => title)).toEqual([
      'Alustamine',
      'Kaikohad ja broneeringud',
      'Arved ja konto',
    ])
    expect(others).toEqual([])
    const refs = collections.flatMap((collection) => collection.articles)
    expect(refs.length).toBeGreaterThanOrEqual(12)
    expect(refs.filter(({ locale }) => locale === 'et')).toHaveLength(4)
    expect(refs.filter(({ tour }) => tour === demoTourId)).toHaveLength(1)
    expect(suggested[0]).toMatchObject({ path: '/demo/' })
  })

  it('hold no link that leads nowhere, and every kind of block', async () => {
    await seed()
    const site = sites.find('demo')
    const texts = articles.live.texts(site?.id ?? '', null, 100)
    const keys = new Set(texts.map(({ key }) => key))
    for (const { nodes } of texts)
      for (const [, key] of nodes.matchAll(/"href":"article:([^"]+)"/g)) expect(keys).toContain(key)
    const all = texts.map(({ nodes }) => nodes).join()
    for (const type of ['heading', 'list', 'table', 'codeBlock', 'callout', 'picture'])
      expect(all).toContain(`"type":"${type}"`)
    const [, id] = /\/api\/v1\/pictures\/([0-9a-f]{64})/.exec(all) ?? []
    const picture = await storage.read
      .selectFrom('pictures')
      .select('bytes')
      .where('id', '=', id ?? '')
      .executeTakeFirstOrThrow()
    expect([...picture.bytes.slice(1, 4)]).toEqual([...Buffer.from('PNG')])
  })

  it('are put in once: what was written since stays so', async () => {
    await seed()
    const before = await storage.read.selectFrom('article_versions').select('slug').execute()
    await storage.writes.transaction((trx) =>
      trx.deleteFrom('meta').where('key', '=', 'demo_articles_seeded_at').execute(),
    )
    await seed()
    expect(await storage.read.selectFrom('article_versions').select('slug').execute()).toEqual(before)
  })
})

it('prints the addresses, and the accounts of the demo', () => {
  const lines = welcome('http://127.0.0.1:4000', 'demo').join('\n')
  for (const { email } of demoAccounts) expect(lines).toContain(email)
  expect(lines).toContain('http://127.0.0.1:4000/demo/')
  expect(welcome('https://chat.example.com', 'none').join('\n')).not.toContain('demo')
})
