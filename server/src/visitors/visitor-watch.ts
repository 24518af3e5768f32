/** Tells the agents who have a visitor's conversation open that the visitor came, went, or opened another page. */
import type { ConversationStore } from '../conversations/conversations.store.ts'
import type { Logger } from '../logger.ts'
import type { Gateway } from '../realtime/gateway.ts'
import { rooms } from '../realtime/publisher.ts'
import type { VisitorPresence } from './visitor-presence.ts'

interface Options {
  readonly gateway: Gateway
  readonly conversations: Pick<ConversationStore, 'ofVisitor'>
  readonly presence: VisitorPresence
  readonly logger: Logger
}

/** Of a visitor with a long history, only the latest conversations are open anywhere. */
const conversationsAtMost = 10

export function createVisitorWatch({ gateway, conversations, presence, logger }: Options) {
  async function tell(visitorId: string): Promise<void> {
    const open = await conversations.ofVisitor(visitorId, conversationsAtMost)
    // Read after the wait, so that of two that ran at once the later never tells the older page.
    const page = presence.pageOf(visitorId)
    for (const { id } of open)
      gateway.publisher.toAgents(rooms.conversation(id), 'visitor:changed', {
        conversationId: id,
        visitorId,
        connected: presence.isConnected(visitorId),
        page: page && { address: page.address, title: page.title },
      })
  }

  return {
    changed(visitorId: string): void {
      // Nobody signed in: nobody to tell, and a storm of reconnects should not read the database for it.
      if (gateway.agents.sockets.size === 0) return
      tell(visitorId).catch((error: unknown) =>
        logger.warn({ err: error }, "a visitor's presence could not be told"),
      )
    },
  }
}
