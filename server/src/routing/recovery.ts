/** What the end of the last run may have left behind, put right before routing begins. */
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Storage } from '../storage/database.ts'
import type { Change } from './change.ts'
import type { OfferDeadlines } from './offer-deadlines.ts'
import { miscounted, runningOffers } from './routing.store.ts'
import { withdrawOffers } from './waiting.ts'

interface Options {
  readonly storage: Storage
  readonly clock: Clock
  readonly offerMs: number
  readonly deadlines: OfferDeadlines
  readonly change: <T>(siteId: string, work: (change: Change) => Promise<T>) => Promise<T>
  readonly logger: Logger
}

/** Withdraws offers that ran out while nobody could answer, lets the others run on, and corrects counts of slots. */
export async function recover({
  storage,
  clock,
  offerMs,
  deadlines,
  change,
  logger,
}: Options): Promise<void> {
  for (const { siteId, conversationId, until } of await runningOffers(storage.read))
    if (until <= clock.now()) await change(siteId, (step) => withdrawOffers(step, [conversationId]))

  // At most a whole offer: the wall clock may have been put back meanwhile.
  for (const { id: offerId, conversationId, siteId, agentId, until } of await runningOffers(storage.read))
    deadlines.began({ offerId, conversationId, siteId, agentId }, Math.min(until - clock.now(), offerMs))

  for (const { siteId, agentId, active, held } of await miscounted(storage.read)) {
    logger.error(
      { siteId, agentId, active, held },
      'the count of slots was not what the tables say: corrected',
    )
    await change(siteId, (step) => step.slots.recount(agentId, held))
  }
}
