/**
 * What the relay stores and decides, joined: visitors, conversations, routing, marks, notes, and what goes out by mail.
 * Knows no socket: it speaks to rooms through a publisher, and tells its audience what changed beneath the connections.
 */
import type { Entry, InboxRow, InternalEntry } from '@docent/protocol'
import { createPresence } from './agents/presence.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { createAnnouncer } from './conversations/announcer.ts'
import { createConversationStore } from './conversations/conversations.store.ts'
import { createConversations } from './conversations/conversations.ts'
import { createInboxStore } from './conversations/inbox.store.ts'
import { createMarks } from './conversations/marks.ts'
import { createNotes } from './conversations/notes.ts'
import { createReading } from './conversations/reading.ts'
import type { Directory } from './directory.ts'
import { createGuide } from './flows/guide.ts'
import { createRuns } from './flows/runs.ts'
import type { Logger } from './logger.ts'
import { createMailer } from './outbox/mailer.ts'
import { createOutboxWorker } from './outbox/outbox-worker.ts'
import { createReplyMail } from './outbox/reply-mail.ts'
import type { Publisher } from './realtime/publisher.ts'
import { createRouting } from './routing/routing.ts'
import { isOpen } from './sites/hours.ts'
import { createUserTokens } from './sites/user-tokens.ts'
import type { Storage } from './storage/database.ts'
import { createAdmission } from './visitors/admission.ts'
import { createHostEvents } from './visitors/host-events.ts'
import type { Merge } from './visitors/merging.ts'
import { createVisitorPresence } from './visitors/visitor-presence.ts'
import { createVisitorStore } from './visitors/visitors.store.ts'
import { createVisitors } from './visitors/visitors.ts'

/** Whoever looks after the connections, and must hear what changed beneath them. */
export interface Audience {
  /** Rows of a site's inbox changed: each agent is sent those that it may see. */
  rowsChanged(siteId: string, after: number, rev: number, rows: readonly InboxRow[]): void
  entryPublished(entry: Entry): void
  internalPublished(entry: InternalEntry): void
  /** Whether any agent has a conversation open. */
  isWatched(conversationId: string): boolean
  /** An anonymous visitor turned out to be a user: its proof has ended. */
  visitorMerged(merge: Merge): void
  /** A user whom nobody had seen yet got a row: by an event that the site's own server tracked. */
  userAppeared(siteId: string, subject: string, visitorId: string): void
  /** A visitor came, left, or opened another page. */
  visitorChanged(visitorId: string): void
}

interface Options {
  readonly storage: Storage
  readonly directory: Directory
  readonly publisher: Publisher
  /** Asked late: the connections are made of these services. */
  readonly audience: () => Audience
  readonly config: Pick<Config, 'smtpUrl' | 'timings'>
  readonly clock: Clock
  readonly logger: Logger
  /** Between the ack and the publication of an entry; false where a test loses the publication. */
  readonly beforePublish: (entry: Entry) => boolean
}

export type Services = ReturnType<typeof createServices>

export function createServices(options: Options) {
  const { storage, directory, publisher, audience, config, clock, logger } = options
  const { sites, siteKeys } = directory
  const { timings, smtpUrl } = config
  const { read, writes, reader, epoch } = storage
  const inHours = (siteId: string, at: number) => isOpen(sites.settings(siteId).settings.hours, at)

  const inbox = createInboxStore(read)
  const announcer = createAnnouncer({
    publisher,
    readRows: inbox.nextPush,
    publishRows: (...rows) => audience().rowsChanged(...rows),
    everyMs: timings.inboxPublish,
    monotonic: clock.monotonic,
    beforePublish: options.beforePublish,
    onPublished: (entry) => audience().entryPublished(entry),
    onInternal: (entry) => audience().internalPublished(entry),
    onError: (error) =>
      logger.warn({ err: error }, 'inbox rows could not be read; consoles ask for them by themselves'),
  })
  const presence = createPresence({ storage, clock, timings, logger, nodeId: 'one' })
  const routing = createRouting({ storage, sites, presence, announcer, publisher, clock, timings, logger })

  const visitorStore = createVisitorStore(reader)
  const visitorPresence = createVisitorPresence((visitorId) => audience().visitorChanged(visitorId))
  const visitors = createVisitors({
    read,
    writes,
    presence: visitorPresence,
    clock,
    touchInbox: announcer.inbox,
    publisher,
  })
  const hostEvents = createHostEvents({
    writes,
    clock,
    appeared: (...user) => audience().userAppeared(...user),
    tellCounted: visitors.tellCounted,
  })
  const admission = createAdmission({
    storage,
    store: visitorStore,
    tokens: createUserTokens({ keys: siteKeys, clock }),
    clock,
    onMerged(merge) {
      audience().visitorMerged(merge)
      announcer.inbox(merge.siteId)
    },
    onVouched: announcer.inbox,
  })

  const conversationStore = createConversationStore(read)
  const conversations = createConversations({
    writes,
    visitors: visitorStore,
    log: conversationStore,
    routing,
    announcer,
    clock,
    mailAfterMs: smtpUrl === null ? null : timings.replyMail,
    inHours,
    takesChat: (siteId) => sites.settings(siteId).settings.help.chat,
  })
  const reading = createReading({ store: conversationStore, inbox, epoch, queuePlace: routing.queuePlace })
  const marks = createMarks({ writes, publisher, announcer, clock, find: reading.find, inHours })
  const notes = createNotes({ writes, announcer, clock, inHours })

  const runs = createRuns({
    reader,
    writes,
    publisher,
    isWatched: (conversationId) => audience().isWatched(conversationId),
    clock,
  })
  const guide = createGuide({
    publisher,
    isConnected: visitorPresence.isConnected,
    answerWithinMs: timings.guideAnswer,
  })

  const mailer = smtpUrl === null ? null : createMailer(smtpUrl)
  const mail =
    mailer &&
    createReplyMail({
      storage,
      send: mailer.send,
      isConnected: visitorPresence.isConnected,
      teamName: (siteId) => sites.settings(siteId).settings.teamName,
      clock,
    })
  const outbox = createOutboxWorker({ storage, handlers: mail ? { mail } : {}, clock, timings, logger })

  return {
    inbox,
    presence,
    routing,
    visitorStore,
    visitorPresence,
    visitors,
    hostEvents,
    admission,
    conversationStore,
    conversations,
    reading,
    marks,
    notes,
    runs,
    guide,
    /** What an earlier run left is put right; to be done before anybody connects. */
    async start(): Promise<void> {
      await presence.start()
      await routing.start()
    },
    /** Begins with what must happen outside [MSG6]; to be called once the relay listens. */
    deliver: outbox.start,
    /** Finishes what was taken in. */
    async close(): Promise<void> {
      await routing.close()
      await outbox.close()
      mailer?.close()
      guide.close()
      announcer.close()
      presence.close()
    },
  }
}
