/**
 * A whole relay in the test's own process, on a port of its own, with two sites and people on them. For tests; no part
 * of the relay knows it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { namespaces, protocolVersion, type Reply, type Role } from '@docent/protocol'
import { signIn } from '@docent/testing/raw-people'
import { createSeededRandom, type SeededRandom } from '@docent/testing/seeded-random'
import { createAccounts } from '../../agents/accounts.ts'
import { operator } from '../../agents/actor.ts'
import { createPasswords } from '../../agents/passwords.ts'
import { type App, type AppHooks, createApp } from '../../app.ts'
import { patientSearch } from '../../articles/testing/patient-search.ts'
import { type Clock, systemClock } from '../../clock.ts'
import { type Config, defaultConfig, defaultLimits, defaultTimings } from '../../config.ts'
import { type Logger, silentLogger } from '../../logger.ts'
import type { Site } from '../../sites/sites.ts'
import { type Browser, openSpeaker, type Speaker } from './speaker.ts'

export { type Browser, Refused, type Speaker } from './speaker.ts'

export const password = 'correct horse battery'

/** Who works where: `bea` on the other site, `linus` in another team than `ada` and `grace`. */
const staff = {
  ada: { name: 'Ada Byron', role: 'agent', site: 'shop', teams: ['Support'] },
  grace: { name: 'Grace Hill', role: 'agent', site: 'shop', teams: ['Support'] },
  linus: { name: 'Linus Berg', role: 'agent', site: 'shop', teams: ['Sales'] },
  susan: { name: 'Susan Kare', role: 'supervisor', site: 'shop', teams: [] },
  amir: { name: 'Amir Adani', role: 'admin', site: 'shop', teams: [] },
  olive: { name: 'Olive Owens', role: 'owner', site: 'shop', teams: [] },
  bea: { name: 'Bea Other', role: 'agent', site: 'other', teams: [] },
} as const satisfies Record<string, { name: string; role: Role; site: string; teams: readonly string[] }>
export type Person = keyof typeof staff

export const origins = { shop: 'https://shop.example', other: 'https://other.example' } as const
export type SiteName = keyof typeof origins

export const emailOf = (person: Person): string => `${person}@staff.example`

export interface VisitorOptions {
  readonly site?: SiteName
  readonly browser?: Browser
  readonly jwt?: string
  /** Null sends none. */
  readonly origin?: string | null
  readonly transport?: 'websocket' | 'polling'
  readonly headers?: Readonly<Record<string, string>>
  /** Replaces the handshake. */
  readonly auth?: unknown
}

export interface LiveRelay {
  readonly app: App
  readonly url: string
  readonly random: SeededRandom
  readonly sites: Readonly<Record<SiteName, Site>>
  readonly teams: Readonly<Record<'Support' | 'Sales', string>>
  readonly agentIds: Readonly<Record<Person, string>>
  /** The accounts with hashes that cost little. */
  readonly accounts: App['accounts']
  /** Over HTTP, below `/api/v1`. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  browser(): Browser
  visitor(options?: VisitorOptions): Promise<Speaker>
  agent(person: Person, options?: VisitorOptions): Promise<Speaker>
  /** The `Cookie` header of a fresh session. */
  signIn(person: Person, withPassword?: string): Promise<string>
  /** Starts a conversation with some words; resolves with its id. */
  started(visitor: Speaker, text?: string): Promise<string>
  /** Sends a message; resolves with its `cmid`. */
  said(speaker: Speaker, conversationId: string, text: string): Promise<string>
  close(): Promise<void>
}

export interface LiveRelayOptions {
  readonly timings?: Partial<Config['timings']>
  readonly limits?: Partial<Config['limits']>
  readonly smtpUrl?: string
  readonly metricsToken?: string
  readonly clock?: Clock
  readonly logger?: Logger
  readonly hooks?: AppHooks
  /** Kept by tests that start a second relay on it. */
  readonly dataDir?: string
}

/** One address is everybody here: what guards against one address would end every other test. */
const openLimits = {
  ...defaultLimits,
  commandRate: 10_000,
  connectionsPerMinute: 100_000,
  requestsPerMinute: 100_000,
  signInPerAccount: 1_000,
  signInPerAddress: 10_000,
  commandsPerVisitorPerMinute: 1_000_000,
  // A machine with many tests at once is slow, not overloaded: a relay that says `busy` would end tests of all else.
  eventLoopDelay: 60_000,
}

const patientTimings = { ...defaultTimings, ...patientSearch, shutdown: 2_000 }

export const textParts = (text: string) => [{ type: 'text', text }]

function given<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.data
  throw new Error(reply.error.message)
}

export async function openLiveRelay(options: LiveRelayOptions = {}): Promise<LiveRelay> {
  const { clock = systemClock, logger = silentLogger } = options
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'docent-live-'))
  const config: Config = {
    ...defaultConfig,
    port: 0,
    dataDir,
    smtpUrl: options.smtpUrl ?? null,
    metricsToken: options.metricsToken ?? null,
    timings: { ...patientTimings, ...options.timings },
    limits: { ...openLimits, ...options.limits },
  }
  const app = await createApp({ config, clock, logger, ...(options.hooks && { hooks: options.hooks }) })
  const { storage, sites } = app
  const passwords = createPasswords({ n: 2 ** 10, r: 8, p: 1 })
  const accounts = createAccounts({ storage, clock, passwords })
  const random = createSeededRandom(Number(process.hrtime.bigint() % 1_000_000_007n))

  const siteOf = async (key: SiteName): Promise<Site> =>
    sites.find(key) ?? given(await sites.add(operator, { key, name: key, origins: [origins[key]] }))
  const bothSites = { shop: await siteOf('shop'), other: await siteOf('other') }
  const shopId = bothSites.shop.id
  const teams = {
    Support: given(await accounts.ensureTeam(operator, shopId, 'Support')).teamId,
    Sales: given(await accounts.ensureTeam(operator, shopId, 'Sales')).teamId,
  }
  const agentIds: Record<string, string> = {}
  for (const [person, { name, role, site, teams: of }] of Object.entries(staff)) {
    const email = emailOf(person as Person)
    const known = await accounts.findByEmail(email)
    const agentId = known?.id ?? given(await accounts.add(operator, { email, name, password })).agentId
    agentIds[person] = agentId
    const siteId = bothSites[site].id
    given(await accounts.join(operator, { siteId, agentId, role, capacity: 1_000 }))
    given(
      await accounts.setTeams(
        operator,
        siteId,
        agentId,
        of.map((team) => teams[team]),
      ),
    )
  }
  const { url } = await app.listen()
  const speakers: Speaker[] = []
  const cookies = new Map<Person, string>()

  async function cookieOf(person: Person, withPassword = password): Promise<string> {
    return (await signIn(url, emailOf(person), withPassword)).cookie
  }

  async function keptCookieOf(person: Person): Promise<string> {
    const cookie = cookies.get(person) ?? (await cookieOf(person))
    cookies.set(person, cookie)
    return cookie
  }

  const browser = (): Browser => ({ token: random.token(), deviceId: random.uuid() })

  async function speaker(
    namespace: string,
    of: Browser,
    auth: unknown,
    { site = 'shop', origin = origins.shop, transport = 'websocket', headers }: VisitorOptions,
  ): Promise<Speaker> {
    const made = await openSpeaker({
      url,
      namespace,
      site,
      browser: of,
      auth,
      transport,
      headers: { ...(origin !== null && { origin }), ...headers },
    })
    speakers.push(made)
    return made
  }

  return {
    app,
    url,
    random,
    sites: bothSites,
    teams,
    agentIds: agentIds as Record<Person, string>,
    accounts: app.accounts,
    fetch: (path, init) => fetch(`${url}/api/v1${path}`, init),
    browser,
    signIn: cookieOf,
    visitor(of = {}) {
      const who = of.browser ?? browser()
      const auth = of.auth ?? {
        protocol: protocolVersion,
        ...who,
        ...(of.jwt !== undefined && { jwt: of.jwt }),
        language: 'en',
        timeZone: 'UTC',
      }
      const origin = of.origin === undefined ? origins[of.site ?? 'shop'] : of.origin
      return speaker(namespaces.visitor, who, auth, { ...of, origin })
    },
    async agent(person, of = {}) {
      const cookie = of.headers?.cookie ?? (await keptCookieOf(person))
      const auth = of.auth ?? { protocol: protocolVersion }
      const origin = of.origin === undefined ? url : of.origin
      const headers = { ...of.headers, ...(cookie !== '' && { cookie }) }
      return speaker(namespaces.agent, browser(), auth, {
        ...of,
        site: of.site ?? staff[person].site,
        origin,
        headers,
      })
    },
    async started(visitor, text = 'Hello') {
      const conversationId = random.uuid()
      const request = { conversationId, cmid: random.uuid(), parts: textParts(text) }
      await visitor.must('conversation:start', request)
      return conversationId
    },
    async said(who, conversationId, text) {
      const cmid = random.uuid()
      await who.must('message:send', { conversationId, cmid, parts: textParts(text) })
      return cmid
    },
    async close() {
      for (const open of speakers) open.close()
      await app.close()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
