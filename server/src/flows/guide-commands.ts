/** What an agent can do for one visitor: send a tour, follow it, lead the way, tick an item. */
import { type AgentCommands, done, type FlowDraft, failure, type Reply } from '@docent/protocol'
import type { ConversationRow } from '../conversations/conversations.store.ts'
import type { Conversations } from '../conversations/conversations.ts'
import { noConversationToSee } from '../conversations/failures.ts'
import type { Reading } from '../conversations/reading.ts'
import type { Handlers } from '../realtime/handle.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import type { AgentSession } from '../realtime/sessions.ts'
import type { Sites } from '../sites/sites.ts'
import { noSuchTour } from './failures.ts'
import { titleOf } from './flow-parts.ts'
import type { Guide, Led } from './guide.ts'
import type { Runs } from './runs.ts'

interface Services {
  readonly conversations: Conversations
  readonly reading: Reading
  readonly runs: Runs
  readonly guide: Guide
  readonly sites: Pick<Sites, 'settings'>
}

const refused = (message: string): Reply<never> => ({ ok: false, error: failure('forbidden', message) })

export function createGuideCommands({
  conversations,
  reading,
  runs,
  guide,
  sites,
}: Services): Pick<
  Handlers<AgentCommands, AgentSession>,
  'tour:send' | 'visitor:runs' | 'item:tick' | 'guide:ask' | 'guide:point'
> {
  /** As with messages: who has the conversation, and who may take over from whoever has it. */
  const isTheirs = (principal: AgentPrincipal, { agent_id: agentId }: ConversationRow): boolean =>
    agentId === principal.agentId || (agentId !== null && principal.role !== 'agent')

  async function ledBy(principal: AgentPrincipal, conversationId: string): Promise<Reply<Led>> {
    const row = await reading.find(principal, conversationId)
    if (!row) return noConversationToSee
    if (!isTheirs(principal, row))
      return refused('Only the agent who has this conversation can lead the visitor. Take it first.')
    return done({ conversationId, visitorId: row.visitor_id })
  }

  /** Nothing of a page is read or marked but while its visitor goes through a tour that this conversation sent. */
  function mayLead(principal: AgentPrincipal, { visitorId, conversationId }: Led): Reply<never> | null {
    if (sites.settings(principal.siteId).settings.guide === 'off')
      return refused('The settings of this site do not let agents lead the way. Ask an admin.')
    if (!runs.isLed(visitorId, conversationId))
      return refused('The visitor is in no tour that was sent from this conversation. Send one first.')
    return null
  }

  return {
    async 'tour:send'(session, { conversationId, cmid, flowId }) {
      const { principal, line } = session
      const live = runs.live(principal.siteId, flowId)
      if (live?.kind !== 'tour') return noSuchTour
      const title = titleOf(JSON.parse(live.body) as FlowDraft)
      const parts = [{ type: 'tour', flowId, title } as const]
      return conversations.post(principal, { conversationId, cmid, parts }, line.id)
    },
    async 'visitor:runs'({ principal }, { conversationId }) {
      const row = await reading.find(principal, conversationId)
      return row ? done({ runs: runs.shown(principal.siteId, row.visitor_id) }) : noConversationToSee
    },
    async 'item:tick'({ principal }, request) {
      const row = await reading.find(principal, request.conversationId)
      return row ? runs.tick(principal, row.visitor_id, request) : noConversationToSee
    },
    async 'guide:ask'({ principal }, { conversationId }) {
      const led = await ledBy(principal, conversationId)
      if (!led.ok) return led
      return mayLead(principal, led.data) ?? guide.ask(led.data)
    },
    async 'guide:point'({ principal }, { conversationId, labelId }) {
      const led = await ledBy(principal, conversationId)
      if (!led.ok) return led
      // Pointing can be ended after the tour as well.
      const refusal = labelId === null ? null : mayLead(principal, led.data)
      if (refusal) return refusal
      guide.point(led.data, labelId, { kind: 'agent', id: principal.agentId, name: principal.name })
      return done({})
    },
  }
}
