/**
 * A relay as `main.ts` makes one, that a test can also stop at a chosen point, or tell to hold a transaction open.
 * Only this program passes hooks to `createApp`; a normal start has none.
 */
import { createApp } from '../src/app.ts'
import { systemClock } from '../src/clock.ts'
import { readConfig } from '../src/config.ts'
import { createLogger } from '../src/logger.ts'
import { seedDemo } from '../src/seed.ts'
import type { HookedRelayMessage, KillPoint } from './hooked-relay-messages.ts'

/** Where the process is to end, and after how many passes of that point. */
let armed: { readonly at: KillPoint; left: number } | null = null
/** Publications that are still to be lost. */
let losing = 0

const pass = (point: KillPoint) => {
  if (armed?.at !== point) return
  armed.left -= 1
  // Not `exit`: nothing may be finished, flushed or said on the way out.
  if (armed.left <= 0) process.kill(process.pid, 'SIGKILL')
}

const config = readConfig(process.env)
const app = await createApp({
  config,
  clock: systemClock,
  logger: createLogger(config.logLevel),
  hooks: {
    beforeCommit: () => pass('before COMMIT'),
    afterCommit: () => pass('between COMMIT and ack'),
    beforePublish() {
      pass('between ack and publication')
      if (losing <= 0) return true
      losing -= 1
      return false
    },
  },
})
await seedDemo({ ...app, clock: systemClock })

class RolledBack extends Error {}

/** Writes, waits, and takes it all back: what other people say meanwhile must not go with it. */
async function holdTransaction(ms: number): Promise<void> {
  const held = app.storage.writes.transaction(async (trx) => {
    await trx.insertInto('meta').values({ key: 'held', value: 'taken back' }).execute()
    await new Promise<void>((resolve) => setTimeout(resolve, ms))
    throw new RolledBack()
  })
  await held.catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error
  })
}

process.on('message', (message: HookedRelayMessage) => {
  if (message.tell === 'kill') armed = { at: message.at, left: message.after }
  else if (message.tell === 'lose') losing += message.publications
  else void holdTransaction(message.ms)
})
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)))

const { url } = await app.listen()
process.stdout.write(`Docent is listening on ${url}\n`)
