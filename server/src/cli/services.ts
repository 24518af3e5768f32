/** What the command line's commands stand on, joined once: by the running relay, or by a tool that holds the relay's lock. */
import type { Accounts } from '../agents/accounts.ts'
import { type ArticleFiles, createArticleFiles } from '../articles/files/article-files.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createDirectory } from '../directory.ts'
import { createFlowLibrary } from '../flows/flow-library.ts'
import type { Flows } from '../flows/flows.ts'
import { createOwnAddress } from '../http/own-address.ts'
import type { Logger } from '../logger.ts'
import type { ApiKeys } from '../sites/api-keys.ts'
import type { SiteKeys } from '../sites/site-keys.ts'
import type { Sites } from '../sites/sites.ts'
import type { Storage } from '../storage/database.ts'

export interface CommandServices {
  readonly sites: Sites
  readonly accounts: Accounts
  readonly keys: SiteKeys
  readonly apiKeys: ApiKeys
  readonly flows: Flows
  readonly articles: ArticleFiles
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
  const directory = await createDirectory({ storage, own, config, clock, logger })
  const { sites, accounts, siteKeys, apiKeys } = directory
  const { flows } = createFlowLibrary({ storage, directory, clock, logger })
  const articles = createArticleFiles({ storage, clock })
  return { sites, accounts, keys: siteKeys, apiKeys, flows, articles, url: own.url }
}
