/** The relay as a program: reads the environment, starts, ends when told. The only reader of `process.env`. */
import { createApp } from './app.ts'
import { systemClock } from './clock.ts'
import { ConfigError, readConfig } from './config.ts'
import { createLogger } from './logger.ts'
import { refuseExposedDemo, seedDemo, welcome } from './seed.ts'
import { SchemaTooNew } from './storage/migrate.ts'
import { RelayLocked } from './storage/relay-lock.ts'

try {
  const config = readConfig(process.env)
  const logger = createLogger(config.logLevel)
  const app = await createApp({ config, clock: systemClock, logger })
  if (config.seed === 'demo') await seedDemo({ ...app, clock: systemClock })
  refuseExposedDemo(config, app.sites)
  const { url } = await app.listen()
  process.stdout.write(`${welcome(url, config.seed).join('\n')}\n`)

  const stop = (signal: NodeJS.Signals): void => {
    logger.info({ signal }, 'stopping')
    const late = setTimeout(() => {
      logger.error({}, 'stopping took too long; what was acknowledged is stored')
      process.exit(1)
    }, config.timings.shutdown)
    late.unref()
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof RelayLocked || error instanceof SchemaTooNew))
    throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
