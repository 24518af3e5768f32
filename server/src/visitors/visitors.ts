/** What a site says of its visitors and what agents may read of them. Rows are made by the first write, not by a page view. */
import { done, failure, type Profile, type Reply, type VisitorCard } from '@docent/protocol'
import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { VisitorPrincipal } from '../realtime/principal.ts'
import { type Publisher, rooms } from '../realtime/publisher.ts'
import type { Schema } from '../storage/schema.ts'
import type { Writes } from '../storage/writes.ts'
import { describeUserAgent } from './user-agent.ts'
import type { VisitorPresence } from './visitor-presence.ts'

interface Options {
  readonly read: Kysely<Schema>
  readonly writes: Writes
  readonly presence: VisitorPresence
  readonly clock: Clock
  readonly touchInbox: (siteId: string) => void
  readonly publisher: Publisher
}

interface TrackedEvent {
  readonly eventId: string
  readonly name: string
  readonly properties: Readonly<Record<string, unknown>>
}

export type Visitors = ReturnType<typeof createVisitors>

export function createVisitors({ read, writes, presence, clock, touchInbox, publisher }: Options) {
  return {
    /** Writes down what a site says of a visitor who has a row. */
    async update(principal: VisitorPrincipal & { visitorId: string }, profile: Profile): Promise<void> {
      const { siteId, visitorId, verifiedEmail } = principal
      await writes.run('visitor:update', { siteId, visitorId, profile, verifiedEmail })
      touchInbox(siteId)
    },

    /** Counts an event once per id, and makes the visitor's row where this is the first write. */
    async track(
      principal: VisitorPrincipal,
      { eventId, name, properties }: TrackedEvent,
      profile: Profile,
    ): Promise<{ count: number; visitorId: string }> {
      const { siteId, identity, device, verifiedEmail } = principal
      return writes.run('event:track', {
        visitor: { siteId, identity, device, verifiedEmail, profile, at: clock.now() },
        event: { id: eventId, name, properties: JSON.stringify(properties) },
      })
    },

    /** Rules of the visitor's other pages count it too; `socketId` is of the page that tracked it, whose ack says so. */
    tellCounted(visitorId: string, name: string, count: number, socketId?: string): void {
      publisher.toVisitors(
        rooms.visitor(visitorId),
        'event:counted',
        { name, count },
        socketId === undefined ? undefined : { except: socketId },
      )
    },

    /** Who the visitor of a conversation is, as far as anybody knows. */
    async card(siteId: string, visitorId: string): Promise<Reply<VisitorCard>> {
      const [visitor, device, events, conversations, identity] = await Promise.all([
        read
          .selectFrom('visitors')
          .selectAll()
          .where('id', '=', visitorId)
          .where('site_id', '=', siteId)
          .executeTakeFirst(),
        read
          .selectFrom('devices')
          .selectAll()
          .where('visitor_id', '=', visitorId)
          .orderBy('last_seen_at', 'desc')
          .limit(1)
          .executeTakeFirst(),
        read
          .selectFrom('visitor_events')
          .where('visitor_id', '=', visitorId)
          .select(({ fn }) => ['name', fn.countAll<number>().as('count'), fn.max('at').as('lastAt')])
          .groupBy('name')
          .orderBy('lastAt', 'desc')
          .limit(20)
          .execute(),
        read
          .selectFrom('conversations')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('visitor_id', '=', visitorId)
          .executeTakeFirstOrThrow(),
        read
          .selectFrom('identities')
          .select('kind')
          .where('visitor_id', '=', visitorId)
          .where('kind', '=', 'user')
          .executeTakeFirst(),
      ])
      if (!visitor) return { ok: false, error: failure('not_found', 'There is no visitor with this id.') }
      const page = presence.pageOf(visitorId)
      return done({
        id: visitor.id,
        name: visitor.name,
        email: visitor.verified_email ?? visitor.email,
        emailVerified: visitor.verified_email !== null,
        signedIn: identity !== undefined,
        connected: presence.isConnected(visitorId),
        attributes: JSON.parse(visitor.attributes) as VisitorCard['attributes'],
        events,
        firstSeenAt: visitor.first_seen_at,
        lastSeenAt: visitor.last_seen_at,
        page: page && { address: page.address, title: page.title, referrer: page.referrer ?? '' },
        ...describeUserAgent(device?.user_agent ?? ''),
        language: device?.language || visitor.language,
        timeZone: device?.time_zone || visitor.time_zone,
        otherConversations: Math.max(0, conversations.count - 1),
      })
    },
  }
}
