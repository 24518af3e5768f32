/**
 * What joins sockets to services: the two doors with their commands, the beacon that finds what was lost [SYN3], the watch
 * over slow readers [CON], and who is told when something changes beneath an open connection. Decides nothing itself.
 */
import type { ArticleLibrary } from '../articles/article-library.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import { mayChangeWhoSees } from '../conversations/visibility.ts'
import type { Directory } from '../directory.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import type { Logger } from '../logger.ts'
import type { Audience, Services } from '../services.ts'
import type { Storage } from '../storage/database.ts'
import { createVisitorWatch } from '../visitors/visitor-watch.ts'
import { createAgentCommands } from './agent-commands.ts'
import { createAgentDoor } from './agent-door.ts'
import type { Entrance } from './entrance.ts'
import type { AgentSocket } from './gateway.ts'
import { createHeadBeacon } from './head-beacon.ts'
import { createHeads } from './heads.ts'
import { rooms } from './publisher.ts'
import { createSlowReaders } from './slow-readers.ts'
import { createVisitorCommands } from './visitor-commands.ts'
import { createVisitorDoor } from './visitor-door.ts'

interface Options {
  readonly entrance: Entrance
  readonly storage: Pick<Storage, 'read' | 'epoch'>
  readonly directory: Directory
  readonly services: Services
  readonly library: FlowLibrary
  readonly articles: ArticleLibrary
  readonly config: Pick<Config, 'timings' | 'limits'>
  readonly clock: Clock
  readonly logger: Logger
  readonly random: () => number
}

export interface Connections extends Audience {
  start(): void
  close(): void
}

export function createConnections(options: Options): Connections {
  const { entrance, directory, services, library, articles, config, clock, logger, random } = options
  const { gateway, overload, reconnectWindowMs } = entrance
  const { read, epoch } = options.storage
  const { sites, accounts, sessions } = directory
  const { timings, limits } = config

  const visitorDoor = createVisitorDoor({
    gateway,
    admission: services.admission,
    store: services.visitorStore,
    presence: services.visitorPresence,
    conversations: services.conversationStore,
    sites,
    availability: services.routing.availability,
    published: (siteId) => ({
      flows: library.documents.revision(siteId),
      help: articles.revision.of(siteId),
    }),
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
    presence: services.presence,
    routing: services.routing,
    sites,
    inboxRev: services.inbox.rev,
    find: services.reading.find,
    clock,
    epoch,
    reconnectWindowMs,
    rejudgeMs: timings.rejudge,
    logger,
  })
  const visitorWatch = createVisitorWatch({
    gateway,
    conversations: services.conversationStore,
    presence: services.visitorPresence,
    logger,
  })
  const heads = createHeads({
    gateway,
    inboxRev: services.inbox.rev,
    siteIds: () => sites.list().map((site) => site.id),
    read,
  })
  const beacon = createHeadBeacon({ read, watched: heads.watched, send: heads.send, timings, random, logger })
  const slowReaders = createSlowReaders({
    sockets: gateway.sockets,
    limits,
    timings,
    now: clock.monotonic,
    async comeBack(socket, left) {
      if (gateway.agents.sockets.has(socket.id)) await agentDoor.rejoin(socket as AgentSocket, left)
      else await socket.join([...left])
      await heads.tell(socket)
    },
    logger,
  })

  const binding = { overload, clock, logger, rate: limits.commandRate }
  const visitorCommands = createVisitorCommands({
    ...services,
    presence: services.visitorPresence,
    findSite: sites.find,
    registered: visitorDoor.registered,
    watch: visitorDoor.watch,
    renewed: visitorDoor.renewed,
    ended: visitorDoor.ended,
  })
  const agentCommands = createAgentCommands({ ...services, sites, library, articles })
  gateway.open({
    visitor: visitorDoor.open(visitorCommands, binding),
    agent: agentDoor.open(agentCommands, binding),
  })
  sites.onSettingsSaved((siteId) => {
    visitorDoor.settingsSaved(siteId)
    agentDoor.settingsSaved(siteId)
  })
  library.documents.onRevision((siteId, revision) =>
    gateway.publisher.toVisitors(rooms.siteVisitors(siteId), 'flows:changed', { revision }),
  )
  library.flows.onChanged((siteId, flowId) =>
    gateway.publisher.toAgents(rooms.siteAgents(siteId), 'flow:changed', { flowId }),
  )
  articles.revision.onRevision((siteId, revision) =>
    gateway.publisher.toVisitors(rooms.siteVisitors(siteId), 'help:changed', { revision }),
  )
  articles.onChanged((siteId, { articleId }) =>
    gateway.publisher.toAgents(rooms.siteAgents(siteId), 'article:changed', { articleId }),
  )
  accounts.onChanged(({ agentId }) => void agentDoor.rejudge(agentId))

  return {
    rowsChanged: agentDoor.publishRows,
    entryPublished: (entry) => beacon.published(entry.conversationId, entry.seq),
    internalPublished(entry) {
      if (mayChangeWhoSees(entry.kind)) void agentDoor.judgeRooms(entry.conversationId)
    },
    isWatched: (conversationId) => gateway.agents.adapter.rooms.has(rooms.conversation(conversationId)),
    visitorMerged(merge) {
      // Pages that the user has open elsewhere, where the row that this one brought along is the user's first.
      visitorDoor.appeared(merge.siteId, merge.user, merge.into)
      visitorDoor.merged(merge)
      services.runs.tellAll(merge.siteId, merge.into)
    },
    userAppeared: visitorDoor.appeared,
    visitorChanged: visitorWatch.changed,
    start: beacon.start,
    close() {
      beacon.close()
      slowReaders.close()
      agentDoor.close()
    },
  }
}
