/**
 * Who there is, joined: the sites with their keys, and the agents with their accounts and sessions.
 * The running relay and the command line both stand on it; it knows no conversation and no socket.
 */
import { type Accounts, createAccounts } from './agents/accounts.ts'
import { createPasswords } from './agents/passwords.ts'
import { createSessions, type Sessions } from './agents/sessions.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { OwnAddress } from './http/own-address.ts'
import type { Logger } from './logger.ts'
import { type ApiKeys, createApiKeys } from './sites/api-keys.ts'
import { createSealer } from './sites/sealing.ts'
import { createSiteKeys, type SiteKeys } from './sites/site-keys.ts'
import { createSites, type Sites } from './sites/sites.ts'
import type { Storage } from './storage/database.ts'

export interface Directory {
  readonly sites: Sites
  readonly siteKeys: SiteKeys
  readonly apiKeys: ApiKeys
  readonly accounts: Accounts
  readonly sessions: Sessions
}

interface Options {
  readonly storage: Storage
  readonly own: OwnAddress
  readonly config: Pick<Config, 'smtpUrl' | 'secret' | 'timings' | 'limits'>
  readonly clock: Clock
  readonly logger: Logger
}

export async function createDirectory({ storage, own, config, clock, logger }: Options): Promise<Directory> {
  const sites = createSites({
    storage,
    clock,
    logger,
    mail: config.smtpUrl !== null,
    ownOrigins: own.origins,
  })
  await sites.load()
  const passwords = createPasswords()
  const accounts = createAccounts({ storage, clock, passwords })
  return {
    sites,
    siteKeys: createSiteKeys({ storage, clock, logger, sealer: createSealer(config.secret) }),
    apiKeys: createApiKeys({ storage, clock }),
    accounts,
    sessions: createSessions({
      storage,
      sites,
      accounts,
      passwords,
      clock,
      place: { path: own.basePath || '/', secure: own.secure },
      lifetime: config.timings.agentSession,
      perAccount: config.limits.signInPerAccount,
      perAddress: config.limits.signInPerAddress,
    }),
  }
}
