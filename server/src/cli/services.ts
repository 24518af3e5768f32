/** What the command line's commands stand on, joined once: by the running relay, or by a tool that holds the relay's lock. */
import { type Accounts, createAccounts } from '../agents/accounts.ts'
import { createPasswords } from '../agents/passwords.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createOwnAddress } from '../http/own-address.ts'
import type { Logger } from '../logger.ts'
import { createSealer } from '../sites/sealing.ts'
import { createSiteKeys, type SiteKeys } from '../sites/site-keys.ts'
import { createSites, type Sites } from '../sites/sites.ts'
import type { Storage } from '../storage/database.ts'

export interface CommandServices {
  readonly sites: Sites
  readonly accounts: Accounts
  readonly keys: SiteKeys
  /** Where browsers reach the relay, for the script tag. */
  readonly url: () => string
}

interface Options {
  readonly storage: Storage
  readonly config: Config
  readonly clock: Clock
  readonly logger: Logger
}

/** For a tool alone with the data: no relay runs. */
export async function createCommandServices({
  storage,
  config,
  clock,
  logger,
}: Options): Promise<CommandServices> {
  const own = createOwnAddress({ ...config, port: () => config.port })
  const sites = createSites({
    storage,
    clock,
    logger,
    mail: config.smtpUrl !== null,
    ownOrigins: own.origins,
  })
  await sites.load()
  return {
    sites,
    accounts: createAccounts({ storage, clock, passwords: createPasswords() }),
    keys: createSiteKeys({ storage, clock, logger, sealer: createSealer(config.secret) }),
    url: own.url,
  }
}
