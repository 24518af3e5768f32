/**
 * Whose a conversation is [RTE]: offers what waits to agents who are connected, accepting and free, lets people take,
 * transfer, resolve and reopen, and takes back what an absent agent leaves. Each decision is one transaction of the one
 * writer; it is told after COMMIT. Joins: `hands` (what people do), `upkeep` and
 * `waiting` (what happens by itself), `announce` (who hears of it).
 */
import {
  type Colleague,
  done,
  type OfferMade,
  type QueuePlace,
  type Reply,
  type TeamAvailability,
} from '@docent/protocol'
import { createColleagues } from '../agents/colleagues.ts'
import type { Presence } from '../agents/presence.ts'
import type { Clock } from '../clock.ts'
import type { Timings } from '../config.ts'
import type { Announcer } from '../conversations/announcer.ts'
import type { Logger } from '../logger.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { Publisher } from '../realtime/publisher.ts'
import { isOpen } from '../sites/hours.ts'
import type { Storage } from '../storage/database.ts'
import { createAnnounce } from './announce.ts'
import { createAvailability, type RoutingSites } from './availability.ts'
import { type Change, createChange } from './change.ts'
import * as hands from './hands.ts'
import { createOfferDeadlines } from './offer-deadlines.ts'
import { createQueueEstimate } from './queue-estimate.ts'
import { createQueuePlaces } from './queue-places.ts'
import { recover } from './recovery.ts'
import { Refusal } from './refusals.ts'
import { runningOffers } from './routing.store.ts'
import { createSiteTurns } from './site-turns.ts'
import { createUpkeep } from './upkeep.ts'
import * as waiting from './waiting.ts'

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
  const deadlines = createOfferDeadlines({ clock, onDue: () => follow(upkeep.missOffers()) })
  const announce = createAnnounce({ ...options, colleagues, availability, estimate, queue, deadlines })
  const readOfferedTo = storage.reader
    .prepare<[string], string>('select agent_id from offers where conversation_id = ? and ended_at is null')
    .pluck()
  const turns = createSiteTurns((siteId) => giveWaiting(siteId))
  /** Started conversations whose place in the queue is to be made sure of. */
  const fresh = new Map<string, Set<string>>()
  const underWay = new Set<Promise<unknown>>()
  let timer: NodeJS.Timeout | null = null
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

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay)
    await turns.idle()
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
        if (presence.connectedAgents(siteId).length === 0) return
        const { routing: settings } = sites.settings(siteId).settings
        more = await change(siteId, (step) => {
          // Asked inside the transaction: an agent may have gone while it waited for its turn.
          const connected = presence.connectedAgents(siteId)
          const situation = { connected, settings, returningMs: timings.returning, restMs: timings.offer }
          return waiting.giveWaiting(step, situation)
        })
      }
    } catch (error) {
      logger.error(
        { err: error, siteId },
        'what waits could not be given to agents; the next sweep tries again',
      )
    }
  }

  const upkeep = createUpkeep({
    storage,
    presence,
    clock,
    timings,
    change,
    turns,
    deadlines,
    availability,
    queue,
  })

  const undo = [
    presence.onCame(({ siteId, agentId }) => {
      announce(siteId, [{ kind: 'agent', agentId, acceptingChanged: true }, { kind: 'queue' }])
      follow(turns.ask(siteId))
    }),
    presence.onGone(({ siteId, agentId }) => {
      announce(siteId, [{ kind: 'agent', agentId, acceptingChanged: true }, { kind: 'queue' }])
      follow(upkeep.gone({ siteId, agentId }))
    }),
  ]

  return {
    async start() {
      await recover({ storage, clock, offerMs: timings.offer, deadlines, change, logger })
      await upkeep.wakeForgotten()
      await upkeep.sweep()
      timer ??= setInterval(() => follow(upkeep.sweep()), timings.routingSweep)
    },
    queued(siteId, conversationId) {
      const ids = fresh.get(siteId) ?? new Set()
      fresh.set(siteId, ids.add(conversationId))
      queue.changed(siteId)
      follow(turns.ask(siteId))
    },
    woke(siteId, conversationId) {
      follow(upkeep.wake(siteId, conversationId))
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
    sweep: upkeep.sweep,
    settled,
    async close() {
      if (closed) return
      closed = true
      if (timer) clearInterval(timer)
      for (const off of undo) off()
      deadlines.close()
      queue.close()
      await settled()
    },
  }
}
