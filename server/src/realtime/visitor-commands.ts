/** What each of a visitor's commands does: from the session and a parsed request to one service. */
import { done, type Profile, type VisitorCommands } from '@docent/protocol'
import type { Conversations } from '../conversations/conversations.ts'
import type { Marks } from '../conversations/marks.ts'
import type { Reading } from '../conversations/reading.ts'
import type { Guide } from '../flows/guide.ts'
import { createRunCommands } from '../flows/run-commands.ts'
import type { Runs } from '../flows/runs.ts'
import type { Site } from '../sites/sites.ts'
import type { Admission } from '../visitors/admission.ts'
import type { VisitorPresence } from '../visitors/visitor-presence.ts'
import type { Visitors } from '../visitors/visitors.ts'
import type { Handlers } from './handle.ts'
import { joinAndRead } from './join-and-read.ts'
import { rooms } from './publisher.ts'
import type { VisitorSession } from './sessions.ts'

interface Services {
  readonly conversations: Conversations
  readonly reading: Reading
  readonly marks: Marks
  readonly visitors: Visitors
  readonly presence: VisitorPresence
  readonly admission: Admission
  readonly runs: Runs
  readonly guide: Guide
  readonly findSite: (key: string) => Site | null
  /** All sockets of a browser that had no row get to know that it has one. */
  readonly registered: (session: VisitorSession, visitorId: string) => void
  /** All sockets of a visitor hear of a conversation from now on. */
  readonly watch: (visitorId: string, conversationId: string, seq: number) => void
  readonly renewed: (session: VisitorSession) => void
  /** The session ends in all tabs of its browser; returns the hashes of the tokens that held it. */
  readonly ended: (session: VisitorSession) => readonly string[]
}

export function createVisitorCommands(services: Services): Handlers<VisitorCommands, VisitorSession> {
  const { conversations, reading, marks, visitors, presence, admission } = services

  return {
    ...createRunCommands(services),
    async 'conversation:start'(session, request) {
      const result = await conversations.start(session.principal, request, session.profile, session.line.id)
      if (!result.ok) return result
      services.registered(session, result.data.visitorId)
      services.watch(result.data.visitorId, request.conversationId, result.data.stored.seq)
      return done(result.data.stored)
    },
    'message:send': (session, request) => conversations.post(session.principal, request, session.line.id),
    'conversation:sync': (session, request) =>
      joinAndRead({
        line: session.line,
        room: rooms.conversation(request.conversationId),
        found: reading.find(session.principal, request.conversationId),
        read: () => reading.sync(session.principal, request),
      }),
    'conversation:history': (session, request) => reading.history(session.principal, request),
    'conversation:list': async (session) => done(await reading.list(session.principal.visitorId)),
    'conversation:read': (session, { conversationId, seq }) =>
      marks.read(session.principal, conversationId, seq, session.line.id),
    'typing:send': (session, { conversationId, typing }) =>
      marks.typing(session.principal, conversationId, typing, session.line.id),
    'contact:leave': (session, { conversationId, email }) =>
      marks.leaveContact(session.principal, conversationId, email),
    async 'visitor:update'(session, { profile }) {
      const { principal } = session
      session.profile = joined(session.profile, profile)
      if (principal.visitorId !== null)
        await visitors.update({ ...principal, visitorId: principal.visitorId }, profile)
      return done({})
    },
    async 'event:track'(session, request) {
      const { count, visitorId } = await visitors.track(session.principal, request, session.profile)
      services.registered(session, visitorId)
      visitors.tellCounted(visitorId, request.name, count, session.line.id)
      return done({ count })
    },
    async 'page:view'(session, { page }) {
      const { visitorId } = session.principal
      if (visitorId !== null) presence.opened(visitorId, session.line.id, page)
      return done({})
    },
    async 'session:renew'(session, { jwt }) {
      const site = services.findSite(session.siteKey)
      if (!site) throw new Error(`site ${session.siteKey} is gone`)
      const renewed = await admission.renew(site, session.principal, jwt)
      if (!renewed.ok) return renewed
      const { principal, jwtHash } = renewed.data
      session.principal = { ...principal, visitorId: session.principal.visitorId ?? principal.visitorId }
      if (jwtHash !== null) session.jwtHashes = [...session.jwtHashes, jwtHash].slice(-hashesAtMost)
      services.renewed(session)
      return done({ expiresAt: principal.expiresAt ?? 0 })
    },
    async 'session:end'(session) {
      await admission.end(session.principal, session.profile, services.ended(session))
      session.line.end()
      return done({})
    },
  }
}

/** Far more renewals than a session of a day needs, so that nobody can fill the memory with them. */
const hashesAtMost = 100

const joined = (before: Profile, change: Profile): Profile => ({
  ...before,
  ...change,
  attributes: { ...before.attributes, ...change.attributes },
})
