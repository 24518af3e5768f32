/** Everything that can be set, with its default. Only `main.ts` reads the environment; tests pass an object. */
import { resolve } from 'node:path'
import { folderOf } from './database-url.ts'

/** Intervals in milliseconds; the suite runs at a tenth of them and asserts these defaults. */
export const defaultTimings = {
  /** engine.io's ping and how long a pong may take [CON]. */
  pingInterval: 15_000,
  pingTimeout: 10_000,
  connectTimeout: 10_000,
  /** How often heads are compared with the database, each time ± 20 % [SYN3]. */
  head: 12_000,
  /** How often every socket gets its heads, changed or not. */
  headToAll: 60_000,
  /** How long an agent's socket counts as alive after its last pong, and how often leases are written [PRS]. */
  lease: 30_000,
  leaseRenewal: 5_000,
  /** After a clean disconnect, how long an agent still counts as there. */
  agentGrace: 10_000,
  /** How long an offer runs [RTE5]. */
  offer: 30_000,
  /** The sweep that makes a lost trigger only a delay [RTE1]. */
  routingSweep: 5_000,
  /** How long open conversations wait for an agent who is gone [RTE6]. */
  agentGone: 120_000,
  /** For how long the agent who last served a visitor comes first [RTE4]. */
  returning: 24 * 3_600_000,
  /** A wait longer than this raises priority [RTE7]. */
  longWait: 600_000,
  /** Coalesces changes of inbox rows and of places in the queue. */
  inboxPublish: 250,
  queuePublish: 500,
  typing: 6_000,
  /** A slow reader's socket is closed after this time above the lower mark [CON]. */
  slowReader: 30_000,
  /** SIGTERM: the process is out within this time [CON]. */
  shutdown: 25_000,
  /** Live sockets are judged anew after a change of rights within this time [IDN4]. */
  rejudge: 2_000,
  agentSession: 14 * 24 * 3_600_000,
  /** How often due rows of the outbox are looked for [MSG6]. */
  outboxWorker: 2_000,
  /** The first pause after an outside deed failed; it doubles each time. */
  outboxRetry: 30_000,
  /** How long an answer waits for its visitor to come back and read it, before it is mailed [RTE8]. */
  replyMail: 120_000,
  /** How long a visitor's page has to say what an agent could point at [FLO12]. */
  guideAnswer: 3_000,
  /** How long a search may take; then articles are found by their titles [HLP8]. */
  searchAnswer: 2_000,
} as const
export type Timings = { readonly [K in keyof typeof defaultTimings]: number }

export const defaultLimits = {
  payloadBytes: 64 * 1024,
  /** Jobs of one commit [STO3], and of the queue before the relay says `busy` [CON]. */
  jobsPerCommit: 256,
  appendQueue: 2_000,
  /** Event loop delay at p99, in milliseconds, above which the relay says `busy`. */
  eventLoopDelay: 200,
  /** Unsent bytes of one socket: above the first it leaves its rooms, above the second it is closed. */
  slowReaderLeave: 256 * 1024,
  slowReaderClose: 1024 * 1024,
  /** Multiplies every command's rate; the bench and the storm test raise it. */
  commandRate: 1,
  /** New connections and HTTP requests of one address per minute. */
  connectionsPerMinute: 120,
  requestsPerMinute: 600,
  /** Events that the server of a host tracks with one key, per minute [FLO15]. */
  eventsPerKeyPerMinute: 6_000,
  /** Attempts to sign in, per account and per address in 15 minutes. */
  signInPerAccount: 10,
  signInPerAddress: 50,
  /** Commands of one visitor over all sockets, per minute. */
  commandsPerVisitorPerMinute: 600,
  socketsPerVisitor: 20,
} as const
export type Limits = { readonly [K in keyof typeof defaultLimits]: number }

export interface Config {
  readonly port: number
  readonly host: string
  /** Where browsers reach the relay, without a slash at the end; its path is the base path. Null: as asked. */
  readonly publicUrl: string | null
  /** How many proxies in front are believed about the client's address. */
  readonly trustProxy: number
  readonly dataDir: string
  readonly seed: 'demo' | 'none'
  readonly smtpUrl: string | null
  /** Seals secrets in the database; null: they lie there as they are. */
  readonly secret: string | null
  /** Who sends it may read the figures from elsewhere; null: only programs on this machine may. */
  readonly metricsToken: string | null
  readonly logLevel: string
  readonly timings: Timings
  readonly limits: Limits
}

export const defaultConfig: Config = {
  port: 4000,
  host: '127.0.0.1',
  publicUrl: null,
  trustProxy: 0,
  dataDir: './data',
  seed: 'none',
  smtpUrl: null,
  secret: null,
  metricsToken: null,
  logLevel: 'info',
  timings: defaultTimings,
  limits: defaultLimits,
}

/** A setting that cannot be used; the sentence says which one and what it takes. */
export class ConfigError extends Error {}

/**
 * Reads the settings of the environment.
 * `DOCENT_LIMITS` is JSON: `{"limits": {...}, "timings": {...}}`, merged over the defaults.
 * @throws ConfigError naming the variable and what it takes
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const overrides = readOverrides(env.DOCENT_LIMITS)
  return {
    port: wholeNumber('PORT', env.PORT, defaultConfig.port, 65_535),
    host: env.HOST || defaultConfig.host,
    publicUrl: readPublicUrl(env.PUBLIC_URL),
    trustProxy: wholeNumber('TRUST_PROXY', env.TRUST_PROXY, 0, 10),
    dataDir: readDataDir(env.DOCENT_DATA, env.DATABASE_URL),
    seed: readSeed(env.DOCENT_SEED),
    smtpUrl: readSmtpUrl(env.SMTP_URL),
    secret: env.DOCENT_SECRET || null,
    metricsToken: readMetricsToken(env.DOCENT_METRICS_TOKEN),
    logLevel: readLogLevel(env.LOG_LEVEL),
    timings: merged('timings', defaultTimings, overrides.timings),
    limits: merged('limits', defaultLimits, overrides.limits),
  }
}

function wholeNumber(name: string, value: string | undefined, otherwise: number, most: number): number {
  if (!value) return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > most)
    throw new ConfigError(`${name} is "${value}"; it takes a whole number from 0 to ${most}.`)
  return number
}

/** Both name the same folder, or one of them none: data must not go where nobody looks for them. */
function readDataDir(dataDir: string | undefined, databaseUrl: string | undefined): string {
  if (!databaseUrl) return dataDir || defaultConfig.dataDir
  const folder = folderOf(databaseUrl)
  if (!folder.ok) throw new ConfigError(folder.message)
  if (dataDir && resolve(dataDir) !== resolve(folder.dataDir))
    throw new ConfigError(
      `DOCENT_DATA names ${resolve(dataDir)}, and DATABASE_URL ${resolve(folder.dataDir)}. Set one of the two.`,
    )
  return folder.dataDir
}

function readPublicUrl(value: string | undefined): string | null {
  if (!value) return null
  const url = URL.parse(value)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ConfigError(
      `PUBLIC_URL is "${value}"; it takes a full address such as https://chat.example.com/docent.`,
    )
  return url.href.replace(/\/+$/, '')
}

function readSmtpUrl(value: string | undefined): string | null {
  if (!value) return null
  const url = URL.parse(value)
  if (url && /^smtps?:$/.test(url.protocol) && url.hostname) return value
  // Not repeated: it may hold a password.
  throw new ConfigError('SMTP_URL takes an address such as smtps://user:secret@mail.example.com.')
}

/** As it can stand in a header, and longer than a guess. */
function readMetricsToken(value: string | undefined): string | null {
  if (!value) return null
  if (/^[\x21-\x7e]{16,}$/.test(value)) return value
  // Not repeated: it is a secret.
  throw new ConfigError('DOCENT_METRICS_TOKEN takes at least 16 letters, digits or signs, without spaces.')
}

function readSeed(value: string | undefined): 'demo' | 'none' {
  if (!value || value === 'none') return 'none'
  if (value === 'demo') return 'demo'
  throw new ConfigError(`DOCENT_SEED is "${value}"; it takes "demo" or "none".`)
}

const logLevels = ['debug', 'info', 'warn', 'error']

function readLogLevel(value: string | undefined): string {
  if (!value) return defaultConfig.logLevel
  if (logLevels.includes(value)) return value
  throw new ConfigError(`LOG_LEVEL is "${value}"; it takes ${logLevels.join(', ')}.`)
}

function readOverrides(value: string | undefined): { timings?: unknown; limits?: unknown } {
  if (!value) return {}
  try {
    const parsed: unknown = JSON.parse(value)
    if (
      isGroup(parsed) &&
      Object.entries(parsed).every(([name, group]) => isOverride(name) && isGroup(group))
    )
      return parsed
  } catch {
    // Told below, together with valid JSON of another form.
  }
  throw new ConfigError('DOCENT_LIMITS takes JSON of the form {"limits": {…}, "timings": {…}}.')
}

const isGroup = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isOverride = (name: string): boolean => name === 'limits' || name === 'timings'

function merged<T extends Readonly<Record<string, number>>>(group: string, defaults: T, given: unknown): T {
  if (given === undefined) return defaults
  const result: Record<string, number> = { ...defaults }
  for (const [name, value] of Object.entries(given as object)) {
    if (!Object.hasOwn(defaults, name))
      throw new ConfigError(`DOCENT_LIMITS names ${group}.${name}, which does not exist.`)
    if (typeof value !== 'number' || !(value >= 0))
      throw new ConfigError(`DOCENT_LIMITS: ${group}.${name} takes a number.`)
    result[name] = value
  }
  return result as T
}
