/**
 * What becomes due without anybody asking: offers that ran out, agents who are gone, resolved conversations to be woken,
 * and the sweep that looks for all of it [RTE1]. Each is a routing transaction; what it frees goes to those who wait.
 */
import type { AgentOnSite, Presence } from '../agents/presence.ts'
import type { Clock } from '../clock.ts'
import type { Timings } from '../config.ts'
import type { Storage } from '../storage/database.ts'
import { createAbsences } from './absences.ts'
import type { Availability } from './availability.ts'
import type { Change } from './change.ts'
import type { OfferDeadlines } from './offer-deadlines.ts'
import type { QueuePlaces } from './queue-places.ts'
import { agentsWithConversations, runningOffers, sitesWithWaiting, unwoken } from './routing.store.ts'
import type { SiteTurns } from './site-turns.ts'
import * as waiting from './waiting.ts'

export interface Upkeep {
  /** Ends offers whose time is over. */
  missOffers(): Promise<void>
  /** An agent's last lease is over. */
  gone(who: AgentOnSite): Promise<void>
  /** A visitor wrote to a resolved conversation; what fails is done by the next sweep. */
  wake(siteId: string, conversationId: string): Promise<void>
  /** Resolved conversations whose visitor wrote last, and that an earlier run did not get to. */
  wakeForgotten(): Promise<void>
  sweep(): Promise<void>
}

interface Options {
  readonly storage: Storage
  readonly presence: Presence
  readonly clock: Clock
  readonly timings: Pick<Timings, 'routingSweep' | 'agentGone'>
  readonly change: <T>(siteId: string, work: (change: Change) => Promise<T>) => Promise<T>
  readonly turns: SiteTurns
  readonly deadlines: OfferDeadlines
  readonly availability: Availability
  readonly queue: QueuePlaces
}

export function createUpkeep(options: Options): Upkeep {
  const { storage, presence, clock, timings, change, turns, deadlines, availability, queue } = options
  const absences = createAbsences({ clock, presence })
  const toWake = new Map<string, string>()
  let sweeping: Promise<void> | null = null
  let sweptAt = clock.monotonic()

  async function missOffers(): Promise<void> {
    for (const { siteId, agentId, conversationId, offerId } of deadlines.due()) {
      const isThere = presence.isConnected(siteId, agentId)
      await change(siteId, (step) => waiting.missOffer(step, conversationId, offerId, isThere))
      // Where it was answered in this very moment, nothing was told, and nothing else would forget it.
      deadlines.ended(offerId)
      await turns.ask(siteId)
    }
  }

  async function requeueAbsent(): Promise<void> {
    for (const who of absences.longerThan(timings.agentGone, await agentsWithConversations(storage.read))) {
      await change(who.siteId, (step) => waiting.requeueOf(step, who.agentId))
      absences.dealtWith(who)
    }
  }

  async function wakeAll(): Promise<void> {
    for (const [conversationId, siteId] of toWake) {
      await change(siteId, (step) => waiting.wake(step, conversationId, presence.connectedAgents(siteId)))
      toWake.delete(conversationId)
      await turns.ask(siteId)
    }
  }

  async function sweepOnce(): Promise<void> {
    const now = clock.monotonic()
    // While this process stood still nobody could answer or come back: all get the time between two sweeps to do so.
    if (now - sweptAt > timings.routingSweep * 3) {
      deadlines.postpone(timings.routingSweep)
      absences.beginAgain()
    }
    sweptAt = now
    await missOffers()
    await requeueAbsent()
    await wakeAll()
    availability.checkAll()
    for (const siteId of await sitesWithWaiting(storage.read)) {
      queue.changed(siteId)
      await turns.ask(siteId)
    }
  }

  return {
    missOffers,
    async gone({ siteId, agentId }) {
      absences.began({ siteId, agentId })
      // Read inside the transaction: an offer that is being made just now is committed before it.
      await change(siteId, async (step) => {
        const offers = await runningOffers(step.trx, { siteId, agentId })
        const ids = offers.map((offer) => offer.conversationId)
        await waiting.withdrawOffers(step, ids, agentId)
      })
      await turns.ask(siteId)
    },
    wake(siteId, conversationId) {
      toWake.set(conversationId, siteId)
      return wakeAll()
    },
    async wakeForgotten() {
      for (const { siteId, conversationId } of await unwoken(storage.read)) toWake.set(conversationId, siteId)
      await wakeAll()
    },
    sweep() {
      sweeping ??= sweepOnce().finally(() => {
        sweeping = null
      })
      return sweeping
    },
  }
}
