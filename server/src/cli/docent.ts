/**
 * The command `docent`: the composition root of the command line, and its only reader of the environment.
 * It joins arguments.ts (what is wanted), doer.ts (a running relay does it, else the tool itself), articles-import.ts and
 * articles-export.ts (commands that are done in many pieces) and backup.ts. The relay itself (`docent serve`) is started by `server/docent.mjs`.
 */
import { systemClock } from '../clock.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { DataFault } from '../storage/data-fault.ts'
import { SchemaTooNew } from '../storage/migrate.ts'
import { RelayLocked } from '../storage/relay-lock.ts'
import { type CommandLine, completeInput, parseCommandLine, UsageError, usage } from './arguments.ts'
import { FolderFault } from './article-folder.ts'
import { exportArticles } from './articles-export.ts'
import { importArticles } from './articles-import.ts'
import { BackupError, backUp, restore } from './backup.ts'
import { RelayGone } from './control-socket.ts'
import { createDoer } from './doer.ts'
import { createPrompt } from './prompt.ts'
import { createScreen } from './screen.ts'

const print = (line: string) => process.stdout.write(`${line}\n`)
const complain = (line: string) => process.stderr.write(`${line}\n`)

/** Resolves with the exit code. */
async function main(args: readonly string[], config: Config): Promise<number> {
  const line = parseCommandLine(args)
  const [first, file, ...rest] = line.words
  if (first === undefined || line.values.help === true) {
    print(usage())
    return first === undefined && line.values.help !== true ? 1 : 0
  }
  if (first === 'backup' || first === 'restore') {
    if (file === undefined || rest.length > 0) throw new UsageError(`Usage: ${first} FILE`)
    return first === 'backup' ? makeBackup(config, file) : putBack(config, file)
  }
  if (first === 'articles') return carryArticles(config, line)
  const prompt = createPrompt(process.stdin, process.stdout)
  const { name, input, madePassword } = await completeInput(line, prompt)
  const doer = createDoer(config)
  const reply = await doer.run(name, input).finally(doer.close)
  if (!reply.ok) {
    complain(reply.error.message)
    return 1
  }
  for (const said of reply.data.lines) print(said)
  if (madePassword !== null && !reply.data.passwordKept) print(`password: ${madePassword}`)
  return 0
}

/** Articles in from a folder, or out to one. */
async function carryArticles(config: Config, { words, values }: CommandLine): Promise<number> {
  const [, verb, dir, ...rest] = words
  const { site = 'demo', ...others } = values
  if ((verb !== 'import' && verb !== 'export') || dir === undefined || rest.length > 0)
    throw new UsageError('Usage: articles import|export DIR [--site KEY]')
  const [other] = Object.keys(others)
  if (other !== undefined) throw new UsageError(`"articles ${verb}" takes no --${other}.`)
  const screen = createScreen(process.stdout, process.stderr)
  const doer = createDoer(config)
  const carry = verb === 'import' ? importArticles : exportArticles
  try {
    return await carry({ ask: doer.ask, site: String(site), dir, screen })
  } finally {
    screen.close()
    await doer.close()
  }
}

async function makeBackup(config: Config, file: string): Promise<number> {
  await backUp(config.dataDir, file)
  print(`The database is copied to ${file}.`)
  return 0
}

function putBack(config: Config, file: string): number {
  const kept = restore(config.dataDir, file, new Date(systemClock.now()))
  print(`${file} is the database now.`)
  if (kept !== null) print(`What was there before is kept in ${kept}.`)
  return 0
}

/** Faults that a person can mend: their sentence is enough. */
const expected = [
  UsageError,
  BackupError,
  ConfigError,
  RelayLocked,
  SchemaTooNew,
  DataFault,
  RelayGone,
  FolderFault,
]

try {
  process.exitCode = await main(process.argv.slice(2), readConfig(process.env))
} catch (error) {
  process.exitCode = 1
  if (error instanceof Error && expected.some((kind) => error instanceof kind)) complain(error.message)
  else throw error
}
