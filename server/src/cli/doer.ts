/**
 * Who does what the command line asks: the running relay, or else the tool itself, under the relay's lock so that none starts
 * meanwhile. Decided by the first question, and then it stays so.
 */
import type { Reply } from '@docent/protocol'
import { systemClock } from '../clock.ts'
import type { Config } from '../config.ts'
import { createLogger } from '../logger.ts'
import { openStorage, type Storage } from '../storage/database.ts'
import type { Said } from './commands/command.ts'
import {
  type CommandName,
  type ExchangeInput,
  type ExchangeName,
  type ExchangeOutput,
  runCommand,
  runExchange,
} from './commands.ts'
import { askRelay, RelayGone } from './control-socket.ts'
import { type CommandServices, createCommandServices } from './services.ts'

export type Ask = <Name extends ExchangeName>(
  name: Name,
  input: ExchangeInput<Name>,
) => Promise<Reply<ExchangeOutput<Name>>>

export interface Doer {
  run(name: CommandName, input: object): Promise<Reply<Said>>
  /** A piece of a command that is done in many. */
  readonly ask: Ask
  /** Idempotent. */
  close(): Promise<void>
}

export function createDoer(config: Config): Doer {
  let withRelay = false
  let alone: { readonly storage: Storage; readonly services: CommandServices } | null = null

  async function relay<Output>(name: string, input: object): Promise<Reply<Output> | null> {
    if (alone) return null
    const reply = await askRelay<Output>(config.dataDir, name, input)
    if (reply === null && withRelay)
      throw new RelayGone('The relay ended meanwhile. What was done so far is stored; run the command again.')
    withRelay = reply !== null
    return reply
  }

  async function own(): Promise<CommandServices> {
    if (alone) return alone.services
    const logger = createLogger('error')
    const { dataDir, limits } = config
    const storage = await openStorage({ dataDir, logger, jobsPerCommit: limits.jobsPerCommit })
    try {
      const services = await createCommandServices({ storage, config, clock: systemClock, logger })
      alone = { storage, services }
      return services
    } catch (error) {
      await storage.close()
      throw error
    }
  }

  return {
    run: async (name, input) =>
      (await relay<Said>(name, input)) ?? (await runCommand(await own(), name, input)),
    async ask<Name extends ExchangeName>(name: Name, input: ExchangeInput<Name>) {
      const asked = await relay<ExchangeOutput<Name>>(name, input)
      // The row of this name is what answers.
      return asked ?? ((await runExchange(await own(), name, input)) as Reply<ExchangeOutput<Name>>)
    },
    async close() {
      const { storage } = alone ?? {}
      alone = null
      await storage?.close()
    },
  }
}
