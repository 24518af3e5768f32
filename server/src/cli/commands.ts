/**
 * THE table of what the command line can have done by the relay's services; what each takes and does is in `commands/`.
 * Runs in the relay when one is running, else in the tool itself; prints nothing, asks nothing.
 */
import { failure, type Reply } from '@docent/protocol'
import * as v from 'valibot'
import { agentCommands } from './commands/agents.ts'
import { apiKeyCommands } from './commands/api-keys.ts'
import { articleExchanges } from './commands/articles.ts'
import type { Command, Exchange, Said } from './commands/command.ts'
import { flowCommands } from './commands/flows.ts'
import { siteCommands } from './commands/sites.ts'
import type { CommandServices } from './services.ts'

export const commands = { ...agentCommands, ...siteCommands, ...flowCommands, ...apiKeyCommands }

export type CommandName = keyof typeof commands

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

/** What a tool asks in the course of one command, piece by piece. */
export const exchanges = { ...articleExchanges }

export type ExchangeName = keyof typeof exchanges
export type ExchangeInput<Name extends ExchangeName> = v.InferInput<(typeof exchanges)[Name]['input']>
type ReplyOf<Name extends ExchangeName> = Awaited<ReturnType<(typeof exchanges)[Name]['run']>>
export type ExchangeOutput<Name extends ExchangeName> = Extract<ReplyOf<Name>, { ok: true }>['data']

const isExchange = (name: string): name is ExchangeName => Object.hasOwn(exchanges, name)

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

export async function runExchange(
  services: CommandServices,
  name: ExchangeName,
  input: unknown,
): Promise<Reply<unknown>> {
  const row: Exchange<v.GenericSchema, unknown> = exchanges[name]
  const parsed = v.safeParse(row.input, input)
  if (parsed.success) return row.run(services, parsed.output)
  const [issue] = parsed.issues
  const path = v.getDotPath(issue) ?? ''
  const message = `"${name}" does not take this: ${issue.message} (${path}).`
  return { ok: false, error: failure('bad_request', message, { path }) }
}

/** Whatever a tool asks the relay. */
export const runAsked = (services: CommandServices, name: string, input: unknown): Promise<Reply<unknown>> =>
  isExchange(name) ? runExchange(services, name, input) : runCommand(services, name, input)
