/** What each of an agent's commands does: from the session and a parsed request to one service. */
import { type AgentCommands, done } from '@docent/protocol'
import { createArticleCommands } from '../articles/article-commands.ts'
import type { ArticleLibrary } from '../articles/article-library.ts'
import type { ConversationStore } from '../conversations/conversations.store.ts'
import type { Conversations } from '../conversations/conversations.ts'
import { noConversationToSee } from '../conversations/failures.ts'
import type { Marks } from '../conversations/marks.ts'
import type { createNotes } from '../conversations/notes.ts'
import type { Reading } from '../conversations/reading.ts'
import { createFlowCommands } from '../flows/flow-commands.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import type { Guide } from '../flows/guide.ts'
import { createGuideCommands } from '../flows/guide-commands.ts'
import type { Runs } from '../flows/runs.ts'
import type { Routing } from '../routing/routing.ts'
import type { Sites } from '../sites/sites.ts'
import type { VisitorStore } from '../visitors/visitors.store.ts'
import type { Visitors } from '../visitors/visitors.ts'
import type { Handlers } from './handle.ts'
import { joinAndRead } from './join-and-read.ts'
import { rooms } from './publisher.ts'
import type { AgentSession } from './sessions.ts'

interface Services {
  readonly conversations: Conversations
  readonly notes: ReturnType<typeof createNotes>
  readonly reading: Reading
  readonly conversationStore: ConversationStore
  readonly marks: Marks
  readonly routing: Routing
  readonly sites: Sites
  readonly visitors: Visitors
  readonly runs: Runs
  readonly guide: Guide
  readonly library: FlowLibrary
  readonly articles: ArticleLibrary
  readonly visitorStore: Pick<VisitorStore, 'language'>
}

export function createAgentCommands(services: Services): Handlers<AgentCommands, AgentSession> {
  const { conversations, notes, reading, marks, routing, sites, visitors } = services

  return {
    ...createArticleCommands(services),
    ...createFlowCommands(services.library),
    ...createGuideCommands(services),
    'message:send': (session, request) => conversations.post(session.principal, request, session.line.id),
    'conversation:sync': (session, request) =>
      joinAndRead({
        line: session.line,
        room: rooms.conversation(request.conversationId),
        found: reading.find(session.principal, request.conversationId),
        read: () => reading.sync(session.principal, request),
      }),
    'internal:sync': (session, request) =>
      joinAndRead({
        line: session.line,
        room: rooms.internal(request.conversationId),
        found: reading.find(session.principal, request.conversationId),
        read: () => reading.internal(session.principal, request),
      }),
    'conversation:history': (session, request) => reading.history(session.principal, request),
    async 'conversation:leave'({ line }, { conversationId }) {
      line.leave(rooms.conversation(conversationId))
      line.leave(rooms.internal(conversationId))
      return done({})
    },
    'conversation:read': (session, { conversationId, seq }) =>
      marks.read(session.principal, conversationId, seq, session.line.id),
    'typing:send': (session, { conversationId, typing }) =>
      marks.typing(session.principal, conversationId, typing, session.line.id),
    'note:add': (session, request) => notes.add(session.principal, request, session.line.id),
    'inbox:sync': async (session, request) => done(await reading.inboxSync(session.principal, request)),
    'offer:accept': ({ principal }, { offerId }) => routing.accept(principal, offerId),
    'offer:decline': ({ principal }, { offerId }) => routing.decline(principal, offerId),
    'conversation:take': ({ principal }, { conversationId, gen }) =>
      routing.take(principal, conversationId, gen),
    'conversation:transfer': ({ principal }, { conversationId, gen, to }) =>
      routing.transfer(principal, conversationId, gen, to),
    'conversation:resolve': ({ principal }, { conversationId, gen }) =>
      routing.resolve(principal, conversationId, gen),
    'conversation:reopen': ({ principal }, { conversationId, gen }) =>
      routing.reopen(principal, conversationId, gen),
    'availability:set': ({ principal }, { accepting }) => routing.setAccepting(principal, accepting),
    'agent:list': async ({ principal }) => done(routing.colleagues(principal.siteId)),
    async 'visitor:show'({ principal }, { conversationId }) {
      const row = await reading.find(principal, conversationId)
      return row ? visitors.card(principal.siteId, row.visitor_id) : noConversationToSee
    },
    'settings:show': async ({ principal }) => done(sites.settings(principal.siteId)),
    'settings:save': ({ principal }, { version, settings }) =>
      sites.saveSettings(principal, version, settings),
  }
}
