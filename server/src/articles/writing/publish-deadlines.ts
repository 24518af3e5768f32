/** Wakes the publishing when a planned draft is due [HLP1]; the database knows the plans, so that a restart loses none. */
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import type { PlannedPublishing } from './planned-publishing.ts'

/** Milliseconds after which the wall's clock is looked at again: somebody may have set it. */
const longest = 60_000

interface Options {
  readonly publishing: Pick<PlannedPublishing, 'nextDue' | 'publishDue'>
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
}

export interface PublishDeadlines {
  /** Publishes what became due while no relay ran, and waits for the next. */
  start(): void
  /** To be called after each change: what is due next may be another one. */
  changed(): void
  /** Resolves when nothing is being published any more: what comes after the one in hand waits for the next start. */
  close(): Promise<void>
}

export function createPublishDeadlines({ publishing, clock, logger }: Options): PublishDeadlines {
  let timer: NodeJS.Timeout | null = null
  let started = false
  let again = false
  let working: Promise<void> | null = null

  async function work(): Promise<void> {
    do {
      again = false
      await publishing.publishDue(() => started)
      if (!started) return
      const next = await publishing.nextDue()
      if (timer) clearTimeout(timer)
      timer = null
      // A millisecond later, since timers may come a fraction of one too early.
      if (next !== null && started)
        timer = setTimeout(look, Math.min(longest, Math.max(0, next - clock.now()) + 1)).unref()
    } while (again && started)
  }

  function look(): void {
    if (!started) return
    again = true
    working ??= work()
      .catch((error: unknown) => {
        logger.warn({ err: error }, 'planned articles could not be published; they are tried again')
        if (started) timer ??= setTimeout(look, longest).unref()
      })
      .finally(() => {
        working = null
      })
  }

  return {
    start() {
      started = true
      look()
    },
    changed: look,
    async close() {
      started = false
      if (timer) clearTimeout(timer)
      await working
      if (timer) clearTimeout(timer)
    },
  }
}
