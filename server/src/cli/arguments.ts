/** From the words of a command line to a command's name and input; what is missing is asked for where somebody can answer. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type CommandName, commands, isCommand } from './commands.ts'
import type { Prompt } from './prompt.ts'

/** A command line that cannot be used; the sentence says how it is. */
export class UsageError extends Error {}

const options = {
  email: { type: 'string' },
  name: { type: 'string' },
  password: { type: 'string' },
  role: { type: 'string' },
  capacity: { type: 'string' },
  team: { type: 'string', multiple: true },
  site: { type: 'string' },
  key: { type: 'string' },
  origin: { type: 'string', multiple: true },
  kid: { type: 'string' },
  algorithm: { type: 'string' },
  'public-key': { type: 'string' },
  file: { type: 'string' },
  scope: { type: 'string', multiple: true },
  id: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

export interface CommandLine {
  /** Words before the options: a command's name, or `backup` and its file. */
  readonly words: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
}

export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    })
    return { words: positionals, values }
  } catch (error) {
    // Its second sentence is for those who mean a word that begins with a dash. Nobody does here.
    const [wrong = ''] = (error instanceof Error ? error.message : String(error)).split('. To specify')
    throw new UsageError(`${wrong}. --help lists what each command takes.`)
  }
}

export interface CommandInput {
  readonly name: CommandName
  readonly input: Readonly<Record<string, unknown>>
  /** Set where the tool itself made the password: it has to be shown. */
  readonly madePassword: string | null
}

/** @throws UsageError where there is no such command, or something is missing and nobody can be asked */
export async function completeInput({ words, values }: CommandLine, prompt: Prompt): Promise<CommandInput> {
  const name = words.join(' ')
  if (!isCommand(name)) throw new UsageError(`There is no command "${name}". ${nearTo(words)}`)
  const { help: _help, ...given } = values
  const input: Record<string, unknown> = { ...given }
  const takes = Object.keys(commands[name].input.entries)
  for (const option of Object.keys(input)) {
    if (!takes.includes(option))
      throw new UsageError(`"${name}" takes no --${option}. Usage: ${commands[name].usage}`)
  }
  // "site origin add" takes one, "site add" a list of them.
  if (name === 'site origin add' && Array.isArray(input.origin)) input.origin = input.origin[0]
  // A running relay may not see the caller's files: it is given what they hold.
  for (const option of ['public-key', 'file'])
    if (typeof input[option] === 'string') input[option] = contentOf(input[option])
  for (const option of requiredOf(name)) {
    if (input[option] !== undefined) continue
    if (!prompt.canAsk) throw new UsageError(`--${option} is missing. Usage: ${commands[name].usage}`)
    const answer = await prompt.ask(`${questions[option] ?? option}: `)
    input[option] = option === 'origin' && name === 'site add' ? [answer] : answer
  }
  if (!takes.includes('password') || input.password !== undefined) return { name, input, madePassword: null }
  const typed = prompt.canAsk ? await prompt.askHidden('Password (empty: one is made for you): ') : ''
  const madePassword = typed === '' ? randomBytes(12).toString('base64url') : null
  return { name, input: { ...input, password: madePassword ?? typed }, madePassword }
}

/** Half a command is the likeliest mistake; `serve` and the like are not in the table. */
function nearTo([first = '']: readonly string[]): string {
  const near = Object.keys(commands).filter((name) => name.startsWith(`${first} `))
  const list = near.map((name) => `"${name}"`).join(', ')
  return near.length > 0 ? `There are ${list}; --help says more.` : '--help lists those that there are.'
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UsageError(`The file ${file} cannot be read.`)
  }
}

const questions: Readonly<Record<string, string>> = {
  email: 'E-mail address',
  name: 'Name, as visitors see it',
  site: 'Site key',
  origin: 'Origin that may embed it, such as https://www.example.com',
}

/** What a command cannot do without, the password aside, which can be made. */
const requiredOf = (name: CommandName): readonly string[] =>
  Object.entries(commands[name].input.entries)
    .filter(([option, schema]) => schema.type !== 'optional' && option !== 'password')
    .map(([option]) => option)

export function usage(): string {
  const rows = Object.values(commands).map(({ usage: line, does }) => `  ${line}\n      ${does}`)
  return [
    'Usage: npm run docent -- COMMAND',
    '',
    '  serve\n      Starts the relay without the demo.',
    ...rows,
    '  articles import DIR [--site KEY]\n      Brings a folder of Markdown files into a site ("demo"), which is made where it is absent.',
    '  articles export DIR [--site KEY]\n      Writes the articles of a site as such a folder, with their pictures.',
    '  backup FILE\n      Copies the database into a file, while the relay runs or not.',
    '  restore FILE\n      Puts a backup in place of the database; the relay must be stopped.',
    '',
    'The data folder is DOCENT_DATA (./data), or what DATABASE_URL names (sqlite:./data).',
  ].join('\n')
}
