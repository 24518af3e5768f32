/** What a change of routing has to tell, gathered inside its transaction and told after COMMIT, in the same order. */
import type { AgentEvents, Author, Entry, InternalEntry, OfferMade } from '@docent/protocol'

export type Effect =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'internal'; readonly entry: InternalEntry }
  | { readonly kind: 'offer_made'; readonly agentId: string; readonly offer: OfferMade }
  | { readonly kind: 'offer_ended'; readonly agentId: string; readonly ended: AgentEvents['offer:ended'] }
  /** The visitor sees another state: somebody has it, or nobody any more. */
  | {
      readonly kind: 'handed'
      readonly conversationId: string
      readonly visitorId: string
      readonly status: 'open' | 'resolved'
      readonly agent: Author | null
    }
  /** Somebody who waited since `queuedAt` was given an agent. */
  | { readonly kind: 'served'; readonly queuedAt: number; readonly at: number }
  /** Some place in the queue is another one now. */
  | { readonly kind: 'queue' }
  /** An agent's row changed: slots, or what is accepted. */
  | { readonly kind: 'agent'; readonly agentId: string; readonly acceptingChanged: boolean }
