/**
 * The relay's composition root: joins storage, sites, agents, visitors, conversations, routing, HTTP and Socket.IO.
 * It decides nothing itself, and reads no environment.
 */
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Entry, InternalEntry } from '@docent/protocol'
import { createAccounts } from './agents/accounts.ts'
import { createPasswords } from './agents/passwords.ts'
import { createPresence } from './agents/presence.ts'
import { createSessions } from './agents/sessions.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { createAnnouncer } from './conversations/announcer.ts'
import { createConversationStore } from './conversations/conversations.store.ts'
import { createConversations } from './conversations/conversations.ts'
import { createInboxStore } from './conversations/inbox.store.ts'
import { createMarks } from './conversations/marks.ts'
import { createNotes } from './conversations/notes.ts'
import { createReading } from './conversations/reading.ts'
import { createHttp } from './http/create-http.ts'
import { createMetrics } from './http/metrics.ts'
import { createOwnAddress } from './http/own-address.ts'
import type { Logger } from './logger.ts'
import { createMailer } from './outbox/mailer.ts'
import { createOutboxWorker } from './outbox/outbox-worker.ts'
import { createReplyMail } from './outbox/reply-mail.ts'
import { createAdmissionGate } from './realtime/admission-gate.ts'
import { createAgentCommands } from './realtime/agent-commands.ts'
import { createAgentDoor } from './realtime/agent-door.ts'
import { type AgentSocket, createGateway } from './realtime/gateway.ts'
import { createHeadBeacon } from './realtime/head-beacon.ts'
import { createHeads } from './realtime/heads.ts'
import { createOverload } from './realtime/overload.ts'
import { createSlowReaders } from './realtime/slow-readers.ts'
import { createVisitorCommands } from './realtime/visitor-commands.ts'
import { createVisitorDoor } from './realtime/visitor-door.ts'
import { createRouting } from './routing/routing.ts'
import { isOpen } from './sites/hours.ts'
import { createSealer } from './sites/sealing.ts'
import { createSiteKeys } from './sites/site-keys.ts'
import { createSites } from './sites/sites.ts'
import { createUserTokens } from './sites/user-tokens.ts'
import { openStorage } from './storage/database.ts'
import type { WriteHooks } from './storage/write-queue.ts'
import { createAdmission } from './visitors/admission.ts'
import { createVisitorPresence } from './visitors/visitor-presence.ts'
import { createVisitorWatch } from './visitors/visitor-watch.ts'
import { createVisitorStore } from './visitors/visitors.store.ts'
import { createVisitors } from './visitors/visitors.ts'

/** Points at which a test may stop the relay, or lose a push; a normal start has none. */
export interface AppHooks extends WriteHooks {
  /** Between the ack and the publication of an entry; false loses the publication. */
  beforePublish?(entry: Entry): boolean
}

export interface AppDeps {
  readonly config: Config
  readonly clock: Clock
  readonly logger: Logger
  readonly hooks?: AppHooks
  readonly random?: () => number
}

export type App = Awaited<ReturnType<typeof createApp>>

/**
 * Opens the data folder and builds everything; nothing listens yet.
 * @throws RelayLocked or SchemaTooNew, see `openStorage`
 */
export async function createApp({ config, clock, logger, hooks = {}, random = Math.random }: AppDeps) {
  const { timings, limits } = config
  const { jobsPerCommit } = limits
  const storage = await openStorage({ dataDir: config.dataDir, logger, jobsPerCommit, hooks })
  const { read, writes, reader, epoch } = storage
  const server = createServer()
  const own = createOwnAddress({ ...config, port: () => portOf(server, config.port) })

  const sites = createSites({
    storage,
    clock,
    logger,
    mail: config.smtpUrl !== null,
    ownOrigins: own.origins,
  })
  await sites.load()
  const siteKeys = createSiteKeys({ storage, clock, logger, sealer: createSealer(config.secret) })
  const passwords = createPasswords()
  const accounts = createAccounts({ storage, clock, passwords })
  const sessions = createSessions({
    storage,
    sites,
    accounts,
    passwords,
    clock,
    place: { path: own.basePath || '/', secure: own.secure },
    lifetime: timings.agentSession,
    perAccount: limits.signInPerAccount,
    perAddress: limits.signInPerAddress,
  })
  const presence = createPresence({ storage, clock, timings, logger, nodeId: 'one' })

  const overload = createOverload(limits, writes.depth)
  const gate = createAdmissionGate({
    connectionsPerMinute: limits.connectionsPerMinute,
    trustProxy: config.trustProxy,
    overload: overload.check,
    clock,
  })
  let ready = false
  const metrics = createMetrics()
  // Express answers all that Socket.IO, which is attached behind it, does not take for itself.
  server.on(
    'request',
    createHttp({
      config,
      own,
      sites,
      sessions,
      metrics,
      logger,
      isReady: () => ready && writes.isWritable(),
    }),
  )
  const gateway = createGateway({
    http: server,
    basePath: own.basePath,
    config,
    findSite: sites.find,
    allowsOrigin: sites.allowsOrigin,
    isOwn: own.isOwn,
    closedTo: gate.check,
  })
  const { publisher } = gateway
  const reconnectWindowMs = () => Math.max(2_000, (gateway.io.engine.clientsCount / 500) * 1_000)

  const inbox = createInboxStore(read)
  const announcer = createAnnouncer({
    publisher,
    readRows: async (siteId, after) => {
      const rev = await inbox.rev(siteId)
      const rows = after === null ? [] : await inbox.changedAfter(siteId, after, rowsAtOnce)
      const last = rows.at(-1)?.rev ?? rev
      const more = rows.length >= rowsAtOnce
      return { rows, rev: more ? last : Math.max(rev, last), more }
    },
    publishRows: (...rows) => agentDoor.publishRows(...rows),
    everyMs: timings.inboxPublish,
    monotonic: clock.monotonic,
    beforePublish: hooks.beforePublish ?? (() => true),
    onPublished: (entry) => beacon.published(entry.conversationId, entry.seq),
    onInternal(entry) {
      if (!leavesHandsAlone.has(entry.kind)) void agentDoor.judgeRooms(entry.conversationId)
    },
    onError: (error) =>
      logger.warn({ err: error }, 'inbox rows could not be read; consoles ask for them by themselves'),
  })
  const inHours = (siteId: string, at: number) => isOpen(sites.settings(siteId).settings.hours, at)
  const routing = createRouting({ storage, sites, presence, announcer, publisher, clock, timings, logger })

  const visitorStore = createVisitorStore(reader)
  const conversationStore = createConversationStore(read)
  const visitorPresence = createVisitorPresence((visitorId) => visitorWatch.changed(visitorId))
  const visitorWatch = createVisitorWatch({
    gateway,
    conversations: conversationStore,
    presence: visitorPresence,
    logger,
  })
  const visitors = createVisitors({
    read,
    writes,
    presence: visitorPresence,
    clock,
    touchInbox: announcer.inbox,
  })
  const admission = createAdmission({
    storage,
    store: visitorStore,
    tokens: createUserTokens({ keys: siteKeys, clock }),
    clock,
    onMerged(merge) {
      visitorDoor.merged(merge)
      announcer.inbox(merge.siteId)
    },
    onVouched: announcer.inbox,
  })
  const conversations = createConversations({
    writes,
    visitors: visitorStore,
    log: conversationStore,
    routing,
    announcer,
    clock,
    mailAfterMs: config.smtpUrl === null ? null : timings.replyMail,
    inHours,
  })
  const mailer = config.smtpUrl === null ? null : createMailer(config.smtpUrl)
  const outbox = createOutboxWorker({
    storage,
    handlers: mailer
      ? {
          mail: createReplyMail({
            storage,
            send: mailer.send,
            isConnected: visitorPresence.isConnected,
            teamName: (siteId) => sites.settings(siteId).settings.teamName,
            clock,
          }),
        }
      : {},
    clock,
    timings,
    logger,
  })
  const reading = createReading({
    store: conversationStore,
    inbox,
    epoch,
    queuePlace: routing.queuePlace,
  })
  const marks = createMarks({
    writes,
    publisher,
    announcer,
    clock,
    find: reading.find,
    inHours,
  })
  const notes = createNotes({ writes, announcer, clock, inHours })

  const visitorDoor = createVisitorDoor({
    gateway,
    admission,
    store: visitorStore,
    presence: visitorPresence,
    conversations: conversationStore,
    sites,
    availability: routing.availability,
    clock,
    epoch,
    reconnectWindowMs,
    socketsPerVisitor: limits.socketsPerVisitor,
    commandsPerVisitorPerMinute: limits.commandsPerVisitorPerMinute,
    logger,
  })
  const agentDoor = createAgentDoor({
    gateway,
    agents: sessions,
    presence,
    routing,
    sites,
    inboxRev: inbox.rev,
    find: reading.find,
    clock,
    epoch,
    reconnectWindowMs,
    rejudgeMs: timings.rejudge,
    logger,
  })
  const heads = createHeads({
    gateway,
    inboxRev: inbox.rev,
    siteIds: () => sites.list().map((site) => site.id),
    read,
  })
  const beacon = createHeadBeacon({ read, watched: heads.watched, send: heads.send, timings, random, logger })
  const slowReaders = createSlowReaders({
    sockets: heads.sockets,
    limits,
    timings,
    now: clock.monotonic,
    onRecovered(socket, left) {
      const back = gateway.agents.sockets.has(socket.id)
        ? agentDoor.rejoin(socket as AgentSocket, left)
        : Promise.resolve(socket.join([...left]))
      back
        .then(() => heads.tell(socket))
        .catch((error: unknown) => {
          logger.warn({ err: error }, 'a slow reader could not be told what it missed; it connects again')
          socket.conn.close()
        })
    },
  })

  const binding = { overload: overload.check, clock, logger, rate: limits.commandRate }
  gateway.open({
    visitor: visitorDoor.open(
      createVisitorCommands({
        conversations,
        reading,
        marks,
        visitors,
        presence: visitorPresence,
        admission,
        findSite: sites.find,
        registered: visitorDoor.registered,
        watch: visitorDoor.watch,
        renewed: visitorDoor.renewed,
        ended: visitorDoor.ended,
      }),
      binding,
    ),
    agent: agentDoor.open(
      createAgentCommands({ conversations, notes, reading, marks, routing, sites, visitors }),
      binding,
    ),
  })
  sites.onSettingsSaved((siteId) => {
    visitorDoor.settingsSaved(siteId)
    agentDoor.settingsSaved(siteId)
  })
  accounts.onChanged(({ agentId }) => void agentDoor.rejudge(agentId))
  metrics.gauge('docent_sockets', 'Connected sockets.', () => gateway.io.engine.clientsCount)
  metrics.gauge('docent_visitors', 'Connected visitors who have written.', visitorPresence.count)
  metrics.gauge('docent_append_queue', 'Writes that wait for their commit.', writes.depth)

  let closing: Promise<void> | null = null

  /** Nothing new comes in, what was taken in is finished and acknowledged, then the sockets go, a few at a time [CON]. */
  async function shutDown(): Promise<void> {
    ready = false
    gate.shut()
    const bye = { reason: 'restart', reconnectWindowMs: reconnectWindowMs() } as const
    gateway.visitors.emit('bye', bye)
    gateway.agents.emit('bye', bye)
    server.close()
    beacon.close()
    slowReaders.close()
    agentDoor.close()
    await routing.close()
    await outbox.close()
    mailer?.close()
    announcer.close()
    await closeSockets([...heads.sockets()], timings.shutdown / 5)
    presence.close()
    await gateway.io.close()
    server.closeAllConnections()
    overload.close()
    gate.close()
    await storage.close()
  }

  return {
    storage,
    sites,
    siteKeys,
    accounts,
    own,
    /** Begins to listen; resolves once the relay takes messages. */
    async listen(): Promise<{ readonly port: number; readonly url: string }> {
      await presence.start()
      await routing.start()
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(config.port, config.host, resolve)
      })
      beacon.start()
      outbox.start()
      overload.start()
      ready = true
      return { port: portOf(server, config.port), url: own.url() }
    },
    /** Says goodbye, finishes, and lets go of everything. Idempotent. */
    close(): Promise<void> {
      closing ??= shutDown()
      return closing
    },
  }
}

/** Kinds of internal entries after which the same agents see a conversation as before. */
const leavesHandsAlone: ReadonlySet<InternalEntry['kind']> = new Set([
  'note',
  'contact_left',
  'resolved',
  'reopened',
])

/** Rows of one push; a bigger change is asked for in pages. */
const rowsAtOnce = 500
const socketsPerSlice = 200

function portOf(server: HttpServer, configured: number): number {
  const address = server.address() as AddressInfo | null
  return address?.port ?? configured
}

/** In slices over at most `withinMs`, so that the clients do not come back in one instant. */
async function closeSockets(
  sockets: readonly { disconnect(close: boolean): unknown }[],
  withinMs: number,
): Promise<void> {
  const slices = Math.ceil(sockets.length / socketsPerSlice)
  const rest = slices > 1 ? withinMs / slices : 0
  for (let slice = 0; slice < slices; slice++) {
    for (const socket of sockets.slice(slice * socketsPerSlice, (slice + 1) * socketsPerSlice))
      socket.disconnect(true)
    await new Promise((resolve) => setTimeout(resolve, rest))
  }
}
