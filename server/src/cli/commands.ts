/**
 * THE table of what the command line can have done by the relay's services; what each takes and does is in `commands/`.
 * Runs in the relay when one is running, else in the tool itself; prints nothing, asks nothing.
 */
import { failure, type Reply } from '@docent/protocol'
import * as v from 'valibot'
import { agentCommands } from './commands/agents.ts'
import { apiKeyCommands } from './commands/api-keys.ts'
import type { Command, Said } from './commands/command.ts'
import { flowCommands } from './commands/flows.ts'
import { siteCommands } from './commands/sites.ts'
import type { CommandServices } from './services.ts'

export const commands = { ...agentCommands, ...siteCommands, ...flowCommands, ...apiKeyCommands }

export type CommandName = keyof typeof commands

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** Parses what came in, from the same machine or not, then runs the command. */
export async function runCommand(
  services: CommandServices,
  name: string,
  input: unknown,
): Promise<Reply<Said>> {
  if (!isCommand(name)) return { ok: false, error: failure('not_found', `There is no command "${name}".`) }
  const row: Command<v.GenericSchema> = commands[name]
  const parsed = v.safeParse(row.input, input)
  if (parsed.success) return row.run(services, parsed.output)
  const path = v.getDotPath(parsed.issues[0]) ?? ''
  const message = `${path === '' ? 'The input' : `--${path}`} does not fit: ${parsed.issues[0].message}. Usage: ${row.usage}`
  return { ok: false, error: failure('bad_request', message, { path }) }
}
