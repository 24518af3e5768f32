/**
 * The command `docent`: the composition root of the command line, and its only reader of the environment.
 * It joins arguments.ts (what is wanted), control-socket.ts (a running relay does it), services.ts (else the tool itself
 * does, under the relay's lock) and backup.ts. The relay itself (`docent serve`) is started by `server/docent.mjs`.
 */
import type { Reply } from '@docent/protocol'
import { systemClock } from '../clock.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { createLogger } from '../logger.ts'
import { DataFault } from '../storage/data-fault.ts'
import { openStorage } from '../storage/database.ts'
import { SchemaTooNew } from '../storage/migrate.ts'
import { RelayLocked } from '../storage/relay-lock.ts'
import { completeInput, parseCommandLine, UsageError, usage } from './arguments.ts'
import { BackupError, backUp, restore } from './backup.ts'
import type { Said } from './commands/command.ts'
import { runCommand } from './commands.ts'
import { askRelay, RelayGone } from './control-socket.ts'
import { createPrompt } from './prompt.ts'
import { createCommandServices } from './services.ts'

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
  const prompt = createPrompt(process.stdin, process.stdout)
  const { name, input, madePassword } = await completeInput(line, prompt)
  const reply = (await askRelay(config.dataDir, name, input)) ?? (await runAlone(config, name, input))
  if (!reply.ok) {
    complain(reply.error.message)
    return 1
  }
  for (const said of reply.data.lines) print(said)
  if (madePassword !== null && !reply.data.passwordKept) print(`password: ${madePassword}`)
  return 0
}

/** No relay runs: the tool takes its lock, so that none starts meanwhile. */
async function runAlone(config: Config, name: string, input: object): Promise<Reply<Said>> {
  const logger = createLogger('error')
  const storage = await openStorage({
    dataDir: config.dataDir,
    logger,
    jobsPerCommit: config.limits.jobsPerCommit,
  })
  try {
    return await runCommand(
      await createCommandServices({ storage, config, clock: systemClock, logger }),
      name,
      input,
    )
  } finally {
    await storage.close()
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
const expected = [UsageError, BackupError, ConfigError, RelayLocked, SchemaTooNew, DataFault, RelayGone]

try {
  process.exitCode = await main(process.argv.slice(2), readConfig(process.env))
} catch (error) {
  process.exitCode = 1
  if (error instanceof Error && expected.some((kind) => error instanceof kind)) complain(error.message)
  else throw error
}
