/**
 * Whose a conversation is [RTE]: offers what waits to agents who are connected, accepting and free, lets people take,
 * transfer, resolve and reopen, and takes back what an absent agent leaves. Each decision is one transaction of the one
 * writer; it is told after COMMIT. Joins: `hands` (what people do), `waiting` (what happens by itself), `announce`.
 */
import {
  type Colleague,
  done,
  type OfferMade,
  type QueuePlace,
  type Reply,
  type SiteSettings,
  type TeamAvailability,
} from '@docent/protocol'
import { createColleagues } from '../agents/colleagues.ts'
import type { AgentOnSite, Presence } from '../agents/presence.ts'
import type { Clock } from '../clock.ts'
import type { Timings } from '../config.ts'
import type { Announcer } from '../conversations/announcer.ts'
import type { Logger } from '../logger.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { Publisher } from '../realtime/publisher.ts'
import { isOpen } from '../sites/hours.ts'
import type { Storage } from '../storage/database.ts'
import { createAbsences } from './absences.ts'
import { createAnnounce } from './announce.ts'
import { createAvailability } from './availability.ts'
import { type Change, createChange, Refusal } from './change.ts'
import * as hands from './hands.ts'
import { createOfferDeadlines } from './offer-deadlines.ts'
import { createQueueEstimate } from './queue-estimate.ts'
import { createQueuePlaces } from './queue-places.ts'
import { recover } from './recovery.ts'
import { agentsWithConversations, runningOffers, sitesWithWaiting, unwoken } from './routing.store.ts'
import { createSiteTurns } from './site-turns.ts'
import * as waiting from './waiting.ts'

/** What routing asks of the sites. */
export interface RoutingSites {
  settings(siteId: string): { readonly settings: SiteSettings }
}

interface Gen {
  readonly gen: number
}

export interface Routing {
  /** Puts right what the end of the last run left behind, and begins to look after time by itself. */
  start(): Promise<void>
  /** A conversation was started, and waits. */
  queued(siteId: string, conversationId: string): void
  /** A visitor wrote to a resolved conversation. */
  woke(siteId: string, conversationId: string): void
  accept(by: AgentPrincipal, offerId: string): Promise<Reply<Gen>>
  decline(by: AgentPrincipal, offerId: string): Promise<Reply<Gen>>
  take(by: AgentPrincipal, conversationId: string, gen: number): Promise<Reply<Gen>>
  takeByReply(by: AgentPrincipal, conversationId: string): Promise<Reply<Gen>>
  transfer(
    by: AgentPrincipal,
    conversationId: string,
    gen: number,
    to: hands.TransferTarget,
  ): Promise<Reply<Gen>>
  resolve(by: AgentPrincipal, conversationId: string, gen: number): Promise<Reply<Gen>>
  reopen(by: AgentPrincipal, conversationId: string, gen: number): Promise<Reply<Gen>>
  setAccepting(by: AgentPrincipal, accepting: boolean): Promise<Reply<{ accepting: boolean }>>
  /** Whether the agent accepts conversations. */
  isAccepting(siteId: string, agentId: string): boolean
  /** What is offered to an agent at the moment. */
  runningOffers(siteId: string, agentId: string): Promise<readonly OfferMade[]>
  availability(siteId: string): TeamAvailability
  /** Those who work on a site, and its teams. */
  colleagues(siteId: string): {
    readonly agents: readonly Colleague[]
    readonly teams: readonly { readonly id: string; readonly name: string }[]
  }
  /** The place of a conversation in the queue; null where it does not wait. */
  queuePlace(conversationId: string): QueuePlace | null
  /** To whom a conversation is offered at the moment. */
  offeredTo(conversationId: string): string | null
  /** Looks for everything that is due [RTE1]; runs by itself after `start`. */
  sweep(): Promise<void>
  /** Resolves when nothing that was triggered so far is still under way. */
  settled(): Promise<void>
  close(): Promise<void>
}

interface Options {
  readonly storage: Storage
  readonly sites: RoutingSites
  readonly presence: Presence
  readonly announcer: Announcer
  readonly publisher: Publisher
  readonly clock: Clock
  readonly timings: Pick<Timings, 'offer' | 'routingSweep' | 'agentGone' | 'returning' | 'queuePublish'>
  readonly logger: Logger
}

export function createRouting(options: Options): Routing {
  const { storage, sites, presence, publisher, clock, timings, logger } = options
  const colleagues = createColleagues(storage, presence)
  const availability = createAvailability({ storage, sites, presence, publisher, clock })
  const estimate = createQueueEstimate()
  const queue = createQueuePlaces({
    storage,
    publisher,
    estimate,
    staffed: availability.staffed,
    everyMs: timings.queuePublish,
    logger,
  })
  const deadlines = createOfferDeadlines({ clock, onDue: () => follow(missOffers()) })
  const absences = createAbsences({ clock, presence })
  const announce = createAnnounce({ ...options, colleagues, availability, estimate, queue, deadlines })
  const readOfferedTo = storage.reader
    .prepare<[string], string>('select agent_id from offers where conversation_id = ? and ended_at is null')
    .pluck()
  const turns = createSiteTurns((siteId) => giveWaiting(siteId))
  /** Started conversations whose place in the queue is to be made sure of, and resolved ones to be woken. */
  const fresh = new Map<string, Set<string>>()
  const toWake = new Map<string, string>()
  const underWay = new Set<Promise<unknown>>()
  let timer: NodeJS.Timeout | null = null
  let sweeping: Promise<void> | null = null
  let sweptAt = clock.monotonic()
  let closed = false

  /** One routing transaction, told after COMMIT. */
  async function change<T>(siteId: string, work: (change: Change) => Promise<T>): Promise<T> {
    const { hours } = sites.settings(siteId).settings
    const { result, effects } = await storage.writes.transaction(async (trx, batch) => {
      const now = clock.now()
      const inHours = isOpen(hours, now)
      const change = createChange({ trx, batch, siteId, now, inHours, offerMs: timings.offer })
      return { result: await work(change), effects: change.effects }
    })
    announce(siteId, effects)
    return result
  }

  /** A change that somebody asked for; slots and places that it frees go to those who wait. */
  async function asked<T>(siteId: string, work: (change: Change) => Promise<T>): Promise<Reply<T>> {
    try {
      const result = await change(siteId, work)
      follow(turns.ask(siteId))
      return done(result)
    } catch (error) {
      if (error instanceof Refusal) return { ok: false, error: error.failure }
      throw error
    }
  }

  /** Lets something run by itself: what fails is logged, and done by the next sweep. */
  function follow(work: Promise<unknown>): void {
    const safe = work
      .catch((error: unknown) => logger.error({ err: error }, 'routing failed; the next sweep tries again'))
      .finally(() => underWay.delete(safe))
    underWay.add(safe)
  }

  async function giveWaiting(siteId: string): Promise<void> {
    const started = fresh.get(siteId) ?? new Set()
    fresh.delete(siteId)
    try {
      if (started.size > 0)
        await change(siteId, async (step) => {
          for (const id of started) await step.ensureQueued(await step.read(id))
        })
      for (let more = true; more && !closed; ) {
        const connected = presence.connectedAgents(siteId)
        if (connected.length === 0) return
        const { routing: settings } = sites.settings(siteId).settings
        const situation = { connected, settings, returningMs: timings.returning, restMs: timings.offer }
        more = await change(siteId, (step) => waiting.giveWaiting(step, situation))
      }
    } catch (error) {
      logger.error(
        { err: error, siteId },
        'what waits could not be given to agents; the next sweep tries again',
      )
    }
  }

  async function missOffers(): Promise<void> {
    for (const { siteId, agentId, conversationId, offerId } of deadlines.due()) {
      const isThere = presence.isConnected(siteId, agentId)
      await change(siteId, (step) => waiting.missOffer(step, conversationId, offerId, isThere))
      // Where it was answered in this very moment, nothing was told, and nothing else would forget it.
      deadlines.ended(offerId)
      await turns.ask(siteId)
    }
  }

  async function withdrawOffersOf({ siteId, agentId }: AgentOnSite): Promise<void> {
    const offers = await runningOffers(storage.read, { siteId, agentId })
    const ids = offers.map((offer) => offer.conversationId)
    if (ids.length > 0) await change(siteId, (step) => waiting.withdrawOffers(step, ids, agentId))
    await turns.ask(siteId)
  }

  async function requeueAbsent(): Promise<void> {
    for (const who of absences.longerThan(timings.agentGone, await agentsWithConversations(storage.read))) {
      await change(who.siteId, (step) => waiting.requeueOf(step, who.agentId))
      absences.dealtWith(who)
    }
  }

  async function wake(): Promise<void> {
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
    await wake()
    availability.checkAll()
    for (const siteId of await sitesWithWaiting(storage.read)) {
      queue.changed(siteId)
      await turns.ask(siteId)
    }
  }

  function sweep(): Promise<void> {
    sweeping ??= sweepOnce().finally(() => {
      sweeping = null
    })
    return sweeping
  }

  const undo = [
    presence.onCame(({ siteId, agentId }) => {
      announce(siteId, [{ kind: 'agent', agentId, acceptingChanged: true }, { kind: 'queue' }])
      follow(turns.ask(siteId))
    }),
    presence.onGone(({ siteId, agentId }) => {
      absences.began({ siteId, agentId })
      announce(siteId, [{ kind: 'agent', agentId, acceptingChanged: true }, { kind: 'queue' }])
      follow(withdrawOffersOf({ siteId, agentId }))
    }),
  ]

  return {
    async start() {
      await recover({ storage, clock, offerMs: timings.offer, deadlines, change, logger })
      for (const { siteId, conversationId } of await unwoken(storage.read)) toWake.set(conversationId, siteId)
      await sweep()
      timer ??= setInterval(() => follow(sweep()), timings.routingSweep)
    },
    queued(siteId, conversationId) {
      const ids = fresh.get(siteId) ?? new Set()
      fresh.set(siteId, ids.add(conversationId))
      queue.changed(siteId)
      follow(turns.ask(siteId))
    },
    woke(siteId, conversationId) {
      toWake.set(conversationId, siteId)
      follow(wake())
    },
    accept: (by, offerId) => asked(by.siteId, (step) => hands.accept(step, by, offerId)),
    decline: (by, offerId) => asked(by.siteId, (step) => hands.decline(step, by, offerId)),
    take: (by, conversationId, gen) =>
      asked(by.siteId, (step) => hands.take(step, by, { conversationId, gen })),
    takeByReply: (by, conversationId) =>
      asked(by.siteId, (step) => hands.takeByReply(step, by, conversationId)),
    transfer: (by, conversationId, gen, to) =>
      asked(by.siteId, (step) => hands.transfer(step, by, { conversationId, gen }, to)),
    resolve: (by, conversationId, gen) =>
      asked(by.siteId, (step) => hands.resolve(step, by, { conversationId, gen })),
    reopen: (by, conversationId, gen) =>
      asked(by.siteId, (step) => hands.reopen(step, by, { conversationId, gen })),
    setAccepting: (by, accepting) =>
      asked(by.siteId, async (step) => {
        await step.slots.setAccepting(by.agentId, accepting)
        return { accepting }
      }),
    isAccepting: (siteId, agentId) => colleagues.one(siteId, agentId)?.accepting ?? false,
    async runningOffers(siteId, agentId) {
      const offers = await runningOffers(storage.read, { siteId, agentId })
      return offers.map(({ id: offerId, conversationId, until, visitorName, preview, why }) => {
        const remainingMs = deadlines.remaining(offerId)
        return { offerId, conversationId, until, remainingMs, visitorName, preview, why }
      })
    },
    availability: availability.of,
    colleagues: (siteId) => ({ agents: colleagues.all(siteId), teams: colleagues.teams(siteId) }),
    queuePlace: queue.of,
    offeredTo: (conversationId) => readOfferedTo.get(conversationId) ?? null,
    sweep,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay)
      await turns.idle()
    },
    async close() {
      if (closed) return
      closed = true
      if (timer) clearInterval(timer)
      for (const off of undo) off()
      deadlines.close()
      queue.close()
      await sweeping
      while (underWay.size > 0) await Promise.all(underWay)
      await turns.idle()
    },
  }
}
