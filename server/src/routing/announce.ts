/** Tells what a routing transaction changed, after its COMMIT: entries, offers, places, agents. Knows which room hears of what. */
import type { Colleagues } from '../agents/colleagues.ts'
import type { Announcer } from '../conversations/announcer.ts'
import { type Publisher, rooms } from '../realtime/publisher.ts'
import type { Availability } from './availability.ts'
import type { Effect } from './effects.ts'
import type { OfferDeadlines } from './offer-deadlines.ts'
import type { QueueEstimate } from './queue-estimate.ts'
import type { QueuePlaces } from './queue-places.ts'

interface Options {
  readonly announcer: Announcer
  readonly publisher: Publisher
  readonly colleagues: Colleagues
  readonly availability: Availability
  readonly estimate: QueueEstimate
  readonly queue: QueuePlaces
  readonly deadlines: OfferDeadlines
}

export function createAnnounce(options: Options): (siteId: string, effects: readonly Effect[]) => void {
  const { announcer, publisher, colleagues, availability, estimate, queue, deadlines } = options

  function tell(siteId: string, effect: Effect): void {
    switch (effect.kind) {
      case 'entry':
        announcer.entry(effect.entry)
        break
      case 'internal':
        announcer.internal(effect.entry)
        break
      case 'offer_made': {
        const { agentId, offer } = effect
        const { offerId, conversationId, remainingMs } = offer
        deadlines.began({ offerId, conversationId, siteId, agentId }, remainingMs)
        publisher.toAgents(rooms.agent(siteId, agentId), 'offer:made', offer)
        break
      }
      case 'offer_ended':
        deadlines.ended(effect.ended.offerId)
        publisher.toAgents(rooms.agent(siteId, effect.agentId), 'offer:ended', effect.ended)
        break
      case 'handed': {
        const { conversationId, visitorId, status, agent } = effect
        queue.left(conversationId)
        const payload = { conversationId, status, agent, queue: null }
        publisher.toVisitors(rooms.visitor(visitorId), 'conversation:changed', payload)
        break
      }
      case 'served':
        estimate.served(siteId, effect.queuedAt, effect.at)
        break
      case 'queue':
        queue.changed(siteId)
        break
      case 'agent':
        // Told once for each agent, below: one transaction may free a slot and take another.
        break
    }
  }

  /** An agent's own tabs hear of it as colleagues do. */
  function tellAgents(siteId: string, effects: readonly Effect[]): void {
    const changes = effects.filter((effect) => effect.kind === 'agent')
    for (const agentId of new Set(changes.map((change) => change.agentId))) {
      const agent = colleagues.one(siteId, agentId)
      if (agent) publisher.toAgents(rooms.siteAgents(siteId), 'agent:changed', { agent })
    }
    if (changes.some((change) => change.acceptingChanged)) availability.check(siteId)
  }

  return (siteId, effects) => {
    for (const effect of effects) tell(siteId, effect)
    tellAgents(siteId, effects)
    if (effects.some(({ kind }) => kind === 'internal')) announcer.inbox(siteId)
  }
}
