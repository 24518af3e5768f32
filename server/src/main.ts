/** The relay as a program: reads the environment, starts, ends when told. The only reader of `process.env` beside the command line's. */
import { type App, createApp } from './app.ts'
import { runAsked } from './cli/commands.ts'
import { type ControlSocket, openControlSocket } from './cli/control-socket.ts'
import { systemClock } from './clock.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createLogger, type Logger } from './logger.ts'
import { refuseExposedDemo, seedDemo, welcome } from './seed.ts'
import { DataFault } from './storage/data-fault.ts'
import { SchemaTooNew } from './storage/migrate.ts'
import { RelayLocked } from './storage/relay-lock.ts'

async function start(config: Config, logger: Logger): Promise<void> {
  const app = await createApp({ config, clock: systemClock, logger })
  let control: ControlSocket | null = null
  try {
    if (config.seed === 'demo') await seedDemo({ ...app, clock: systemClock })
    refuseExposedDemo(config, app.sites)
    await app.desk.start()
    control = await openControl(app, config, logger)
    const { url } = await app.listen()
    process.stdout.write(`${welcome(url, config.seed).join('\n')}\n`)
    stopWhenTold(app, control, config, logger)
  } catch (error) {
    await control?.close()
    await app.close()
    throw error
  }
}

/** Tools on this machine have the running relay do what they want done [STO1]. */
function openControl(app: App, { dataDir }: Config, logger: Logger): Promise<ControlSocket> {
  const services = {
    sites: app.sites,
    accounts: app.accounts,
    keys: app.siteKeys,
    apiKeys: app.apiKeys,
    flows: app.flows,
    articles: app.articles,
    url: app.own.url,
  }
  return openControlSocket({ dataDir, logger, run: (name, input) => runAsked(services, name, input) })
}

function stopWhenTold(app: App, control: ControlSocket, { timings }: Config, logger: Logger): void {
  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'stopping')
    const late = setTimeout(() => {
      logger.error({}, 'stopping took too long; what was acknowledged is stored')
      process.exit(1)
    }, timings.shutdown)
    late.unref()
    Promise.all([control.close(), app.close()]).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** Faults whose own sentence is enough. */
const told = [ConfigError, RelayLocked, SchemaTooNew, DataFault]

/** What a person can mend, in a sentence; null for a fault of ours. */
function mendable(error: unknown, env: NodeJS.ProcessEnv): string | null {
  if (error instanceof Error && told.some((kind) => error instanceof kind)) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : null
  const where = `${env.HOST || '127.0.0.1'}:${env.PORT || '4000'}`
  if (code === 'EADDRINUSE')
    return `Something else listens on ${where}. Stop it, or choose another PORT: PORT=4001 npm start`
  if (code === 'EACCES') return `This user may not listen on ${where}. Choose a PORT above 1023.`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${where}. Set HOST to one that it has.`
  return null
}

try {
  const config = readConfig(process.env)
  await start(config, createLogger(config.logLevel))
} catch (error) {
  const sentence = mendable(error, process.env)
  if (sentence === null) throw error
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
