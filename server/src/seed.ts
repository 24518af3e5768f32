/**
 * The demonstration: one site with its flows and its help centre, and five accounts whose password everybody knows, put in once,
 * and the guard that keeps such a relay on the machine it runs on.
 */
import { createHash } from 'node:crypto'
import { defaultSettings, type Role } from '@docent/protocol'
import { sql } from 'kysely'
import { createAccounts } from './agents/accounts.ts'
import { operator } from './agents/actor.ts'
import { createPasswords } from './agents/passwords.ts'
import type { ArticleLibrary } from './articles/article-library.ts'
import type { Clock } from './clock.ts'
import { type Config, ConfigError } from './config.ts'
import { demoCollections, demoTranslations } from './demo-articles.ts'
import { demoFlows } from './demo-flows.ts'
import { demoPicture, drawDemoPicture } from './demo-picture.ts'
import type { Flows } from './flows/flows.ts'
import { isLoopback, type OwnAddress } from './http/own-address.ts'
import type { AgentPrincipal } from './realtime/principal.ts'
import type { Site, Sites } from './sites/sites.ts'
import type { Storage } from './storage/database.ts'

export const demoSite = 'demo'
export const demoPassword = 'docent-demo'

interface DemoAccount {
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly teams: readonly string[]
}

export const demoAccounts: readonly DemoAccount[] = [
  { email: 'owner@demo.test', name: 'Olive Owens', role: 'owner', teams: [] },
  { email: 'admin@demo.test', name: 'Amir Adani', role: 'admin', teams: [] },
  { email: 'supervisor@demo.test', name: 'Susan Kare', role: 'supervisor', teams: ['Support', 'Sales'] },
  { email: 'ada@demo.test', name: 'Ada Byron', role: 'agent', teams: ['Support'] },
  { email: 'linus@demo.test', name: 'Linus Berg', role: 'agent', teams: ['Support', 'Sales'] },
]

interface Options {
  readonly storage: Storage
  readonly sites: Sites
  readonly flows: Flows
  readonly articles: Pick<ArticleLibrary, 'bulk' | 'collections'>
  readonly own: Pick<OwnAddress, 'basePath'>
  readonly clock: Clock
}

/** The widget in the colours of the demo's pages, as any site would have it. */
const demoSettings = {
  ...defaultSettings,
  theme: { ...defaultSettings.theme, brand: '#0b6e8f' },
  teamName: 'Harbor',
  help: { ...defaultSettings.help, locales: ['en', 'et'] },
}

const seededKey = 'demo_seeded_at'
/** Apart: a demonstration of an earlier build has no flows yet. */
const flowsSeededKey = 'demo_flows_seeded_at'
const articlesSeededKey = 'demo_articles_seeded_at'

/** A password that is printed at each start gains nothing from a slow hash, and the first start should be quick. */
const quickHash = { n: 2 ** 12, r: 8, p: 1 }

/**
 * Puts the demonstration in, unless it was put in before: what its users changed or removed since stays so.
 * A seed that was interrupted is finished by the next start.
 */
export async function seedDemo(options: Options): Promise<void> {
  await once(options, seededKey, () => seedPeople(options))
  await once(options, flowsSeededKey, () => seedFlows(options))
  await once(options, articlesSeededKey, () => seedArticles(options))
}

async function once({ storage, clock }: Options, key: string, work: () => Promise<void>): Promise<void> {
  const { read, writes } = storage
  const seeded = await read.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  if (seeded) return
  await work()
  await writes.transaction((trx) =>
    trx
      .insertInto('meta')
      .values({ key, value: String(clock.now()) })
      .execute(),
  )
}

async function seedPeople({ storage, sites, clock }: Options): Promise<void> {
  const accounts = createAccounts({ storage, clock, passwords: createPasswords(quickHash) })
  const site =
    (await adopted({ storage, sites })) ??
    given(await sites.add(operator, { key: demoSite, name: 'Harbor', origins: [], demo: true }))
  for (const { email, name, role, teams } of demoAccounts) {
    const known = await accounts.findByEmail(email)
    const agentId =
      known?.id ?? given(await accounts.add(operator, { email, name, password: demoPassword })).agentId
    given(await accounts.join(operator, { siteId: site.id, agentId, role, capacity: 5 }))
    const teamIds: string[] = []
    for (const team of teams) teamIds.push(given(await accounts.ensureTeam(operator, site.id, team)).teamId)
    given(await accounts.setTeams(operator, site.id, agentId, teamIds))
  }
  if (sites.settings(site.id).version === 0)
    given(await sites.saveSettings(await ownerOf(storage, site), 0, demoSettings))
}

/** Articles may have been brought in before the first start: the site that was made for them becomes the demonstration's. */
async function adopted({ storage, sites }: Pick<Options, 'storage' | 'sites'>): Promise<Site | null> {
  const site = sites.find(demoSite)
  if (!site || site.demo) return site
  await storage.writes.transaction((trx) =>
    trx.updateTable('sites').set({ demo: 1, name: 'Harbor' }).where('id', '=', site.id).execute(),
  )
  await sites.load()
  return sites.find(demoSite)
}

/** To make and to publish the same again changes nothing: what an interrupted start left is finished. */
async function seedFlows({ storage, sites, flows, own }: Options): Promise<void> {
  const site = sites.find(demoSite)
  if (!site) return
  const by = await ownerOf(storage, site)
  for (const { id, name, draft } of demoFlows(own.basePath)) {
    const { rev } = given(await flows.create(by, { flowId: id, name, draft }))
    given(await flows.publish(by, id, rev))
  }
}

/** To put in the same again changes nothing, as with flows. */
async function seedArticles({ storage, sites, articles, own, clock }: Options): Promise<void> {
  const site = sites.find(demoSite)
  if (!site) return
  const by = await ownerOf(storage, site)
  const { version, settings } = sites.settings(site.id)
  // A demonstration of an earlier build writes in English alone.
  const help = { ...settings.help, locales: [...new Set([...settings.help.locales, 'en', 'et'])] }
  if (help.locales.length > settings.help.locales.length)
    given(await sites.saveSettings(by, version, { ...settings, help }))
  for (const [position, { id, titles, descriptions }] of demoCollections.entries())
    given(await articles.collections.save(by, id, { titles, descriptions, position }))
  const picture = `/api/v1/pictures/${await storePicture(storage, site, clock.now())}`
  const replies = await articles.bulk.put(by, demoTranslations(own.basePath, picture))
  for (const reply of replies) given(reply)
  articles.bulk.announce(site.id)
}

/** Resolves with its id. */
async function storePicture({ writes }: Storage, { id: siteId }: Site, at: number): Promise<string> {
  const bytes = drawDemoPicture()
  const id = createHash('sha256').update(siteId).update(bytes).digest('hex')
  const { width, height, mediaType } = demoPicture
  const row = { id, site_id: siteId, media_type: mediaType, width, height, created_at: at, created_by: null }
  // What is written travels as text.
  const blob = sql<Uint8Array>`unhex(${bytes.toString('hex')})`
  await writes.transaction((trx) =>
    trx
      .insertInto('pictures')
      .values({ ...row, bytes: blob })
      .onConflict((on) => on.doNothing())
      .execute(),
  )
  return id
}

async function ownerOf({ read }: Pick<Storage, 'read'>, { id: siteId }: Site): Promise<AgentPrincipal> {
  const owner = await read
    .selectFrom('agents')
    .select(['id', 'name'])
    .where('email', '=', 'owner@demo.test')
    .executeTakeFirstOrThrow()
  return { kind: 'agent', siteId, agentId: owner.id, name: owner.name, role: 'owner', teamIds: [] }
}

function given<T>(reply: { ok: true; data: T } | { ok: false; error: { message: string } }): T {
  if (reply.ok) return reply.data
  throw new Error(`The demonstration could not be put in: ${reply.error.message}`)
}

/**
 * To be asked before the relay listens.
 * @throws ConfigError where others could sign in with the demo's password, and nobody said that they may
 */
export function refuseExposedDemo(
  { host, publicUrl, seed }: Pick<Config, 'host' | 'publicUrl' | 'seed'>,
  sites: Pick<Sites, 'list'>,
): void {
  if (seed === 'demo' || !sites.list().some(({ demo }) => demo)) return
  const reachedBy = publicUrl === null ? host : new URL(publicUrl).hostname
  if (isLoopback(host) && isLoopback(reachedBy)) return
  throw new ConfigError(
    `This database holds demo accounts with a public password, and ${reachedBy} is reachable from elsewhere. ` +
      'Set DOCENT_DATA to another folder for real use, or DOCENT_SEED=demo if the demo is meant to be public.',
  )
}

/** What a person wants to know when the relay has started. */
export function welcome(url: string, seed: Config['seed']): readonly string[] {
  const addresses = [`Docent is running at ${url}`, '', `  Console  ${url}/console/`]
  if (seed === 'none') return addresses
  const names = demoAccounts.map(({ email }) => email).join(', ')
  return [
    ...addresses,
    `  Demo     ${url}/demo/`,
    '',
    `  Sign in with the password ${demoPassword} as`,
    `  ${names}`,
  ]
}
