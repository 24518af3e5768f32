import { describe, expect, it } from 'vitest'
import { ConfigError, defaultLimits, defaultTimings, readConfig } from './config.ts'

describe('the defaults', () => {
  it('[CON10] [CON] are the numbers of the rules, however fast other tests run', () => {
    expect(defaultTimings).toEqual({
      pingInterval: 15_000,
      pingTimeout: 10_000,
      connectTimeout: 10_000,
      head: 12_000,
      headToAll: 60_000,
      lease: 30_000,
      leaseRenewal: 5_000,
      agentGrace: 10_000,
      offer: 30_000,
      routingSweep: 5_000,
      agentGone: 120_000,
      returning: 86_400_000,
      longWait: 600_000,
      inboxPublish: 250,
      queuePublish: 500,
      typing: 6_000,
      slowReader: 30_000,
      shutdown: 25_000,
      rejudge: 2_000,
      agentSession: 1_209_600_000,
      outboxWorker: 2_000,
      outboxRetry: 30_000,
      replyMail: 120_000,
      guideAnswer: 3_000,
      searchAnswer: 2_000,
    })
    expect(defaultLimits).toEqual({
      payloadBytes: 65_536,
      jobsPerCommit: 256,
      appendQueue: 2_000,
      eventLoopDelay: 200,
      slowReaderLeave: 262_144,
      slowReaderClose: 1_048_576,
      commandRate: 1,
      connectionsPerMinute: 120,
      requestsPerMinute: 600,
      eventsPerKeyPerMinute: 6_000,
      signInPerAccount: 10,
      signInPerAddress: 50,
      commandsPerVisitorPerMinute: 600,
      socketsPerVisitor: 20,
    })
  })

  it('[CON] are in force where the environment says nothing', () => {
    expect(readConfig({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      publicUrl: null,
      trustProxy: 0,
      seed: 'none',
      metricsToken: null,
      timings: defaultTimings,
      limits: defaultLimits,
    })
  })
})

describe('DOCENT_LIMITS', () => {
  it('[CON10] changes what it names and leaves the rest', () => {
    const config = readConfig({ DOCENT_LIMITS: '{"limits":{"appendQueue":5},"timings":{"head":1200}}' })
    expect(config.limits).toEqual({ ...defaultLimits, appendQueue: 5 })
    expect(config.timings).toEqual({ ...defaultTimings, head: 1_200 })
  })

  it.each([
    ['{', 'DOCENT_LIMITS'],
    ['7', 'DOCENT_LIMITS'],
    ['null', 'DOCENT_LIMITS'],
    ['{"limits":null}', 'DOCENT_LIMITS'],
    ['{"limit":{"appendQueue":5}}', 'DOCENT_LIMITS'],
    ['{"limits":{"appendqueue":5}}', 'limits.appendqueue'],
    ['{"limits":{"__proto__x":5}}', 'limits.__proto__x'],
    ['{"limits":{"toString":5}}', 'limits.toString'],
    ['{"timings":{"head":"fast"}}', 'timings.head'],
    ['{"timings":{"head":-1}}', 'timings.head'],
    ['{"timings":{"head":null}}', 'timings.head'],
  ])('refuses %s, and names what is wrong', (DOCENT_LIMITS, name) => {
    expect(() => readConfig({ DOCENT_LIMITS })).toThrow(ConfigError)
    expect(() => readConfig({ DOCENT_LIMITS })).toThrow(name)
  })
})

describe('a setting that cannot be used', () => {
  it.each([
    [{ PORT: 'http' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ TRUST_PROXY: '-1' }, 'TRUST_PROXY'],
    [{ PUBLIC_URL: 'chat.example.com' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, 'PUBLIC_URL'],
    [{ DOCENT_SEED: 'yes' }, 'DOCENT_SEED'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ DOCENT_METRICS_TOKEN: 'short' }, 'DOCENT_METRICS_TOKEN'],
    [{ DOCENT_METRICS_TOKEN: 'a token with spaces' }, 'DOCENT_METRICS_TOKEN'],
  ])('is refused with its name: %o', (env, name) => {
    expect(() => readConfig(env as Record<string, string>)).toThrow(name)
  })
})

describe('DATABASE_URL', () => {
  const dataDirOf = (env: Readonly<Record<string, string>>) => readConfig(env).dataDir

  it('[STO1] names the data folder, or its database', () => {
    expect(dataDirOf({ DATABASE_URL: 'sqlite:./here' })).toBe('./here')
    expect(dataDirOf({ DATABASE_URL: 'file:///srv/do%20cent/data/docent.db' })).toBe('/srv/do cent/data')
    expect(dataDirOf({ DATABASE_URL: 'sqlite:///srv/data' })).toBe('/srv/data')
    expect(dataDirOf({ DATABASE_URL: 'SQLITE:here/docent.db', DOCENT_DATA: './here/' })).toBe('here')
    expect(dataDirOf({ DATABASE_URL: '' })).toBe('./data')
  })

  it.each([
    'postgres://user:hidden@db.example/docent',
    'mysql://hidden',
    './hidden',
    'sqlite:hidden.sqlite',
    'sqlite::memory:',
    'sqlite:',
    'file://host/hidden',
    'file:./hidden?mode=memory',
    'file:%00',
    'file:%',
  ])('[STO1] is refused where it names anything else: %s', (url) => {
    expect(() => readConfig({ DATABASE_URL: url })).toThrow(ConfigError)
    expect(() => readConfig({ DATABASE_URL: url })).toThrow(/^DATABASE_URL /)
    if (!url.startsWith('sqlite:hidden'))
      expect(() => readConfig({ DATABASE_URL: url })).not.toThrow(/hidden/)
  })

  it('[STO1] does not contradict DOCENT_DATA', () => {
    expect(() => readConfig({ DATABASE_URL: 'sqlite:./a', DOCENT_DATA: './b' })).toThrow('Set one of the two')
  })
})
