/**
 * Socket.IO: who may open a connection, what a socket hears of, and how services speak to rooms.
 * It knows the doors, not what is behind them: commands go through `handle`, decisions to the services.
 */
import { type Server as HttpServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import {
  type AgentEmits,
  type AgentEvents,
  AgentHandshake,
  errorCodes,
  type Failure,
  failure,
  type ListensTo,
  namespaces,
  oldestServedVersion,
  protocolVersion,
  SiteKey,
  type VisitorEmits,
  type VisitorEvents,
  VisitorHandshake,
} from '@docent/protocol'
import { type Namespace, Server, type Socket } from 'socket.io'
import * as v from 'valibot'
import type { Config } from '../config.ts'
import type { Site } from '../sites/sites.ts'
import type { Publisher, PublishOptions } from './publisher.ts'
import type { Line } from './sessions.ts'
import { writeTogether } from './write-together.ts'

export type VisitorSocket = Socket<VisitorEmits, ListensTo<VisitorEvents>>
export type AgentSocket = Socket<AgentEmits, ListensTo<AgentEvents>>

/** A refused handshake: the client reads the failure from the error's `data`. */
class Refused extends Error {
  readonly data: Failure
  constructor(data: Failure) {
    super(data.message)
    this.data = data
  }
}

export interface Doors {
  readonly visitor: {
    admit(
      socket: VisitorSocket,
      site: Site,
      handshake: v.InferOutput<typeof VisitorHandshake>,
    ): Promise<Failure | null>
    connected(socket: VisitorSocket): void
  }
  readonly agent: {
    admit(socket: AgentSocket, site: Site): Promise<Failure | null>
    connected(socket: AgentSocket): void
  }
}

interface Options {
  readonly http: HttpServer
  readonly basePath: string
  readonly config: Pick<Config, 'timings' | 'limits'>
  readonly findSite: (key: string) => Site | null
  readonly allowsOrigin: (site: Site, origin: string) => boolean
  /** Whether a request comes from one of the relay's own pages. */
  readonly isOwn: (origin: string | undefined, host: string | undefined) => boolean
  /** Null unless the relay takes no new connections at the moment. */
  readonly closedTo: (request: IncomingMessage) => Failure | null
}

export interface Gateway {
  readonly io: Server
  readonly visitors: Namespace<VisitorEmits, ListensTo<VisitorEvents>>
  readonly agents: Namespace<AgentEmits, ListensTo<AgentEvents>>
  readonly publisher: Publisher
  /** All that are open, in either namespace. */
  sockets(): Iterable<VisitorSocket | AgentSocket>
  /** Opens both namespaces; before it, every connection is refused. */
  open(doors: Doors): void
}

export function createGateway(options: Options): Gateway {
  const { http, basePath, config, findSite, allowsOrigin, isOwn, closedTo } = options
  const io = new Server(http, {
    path: `${basePath}/socket.io/`,
    transports: ['polling', 'websocket'],
    pingInterval: config.timings.pingInterval,
    pingTimeout: config.timings.pingTimeout,
    connectTimeout: config.timings.connectTimeout,
    maxHttpBufferSize: config.limits.payloadBytes,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    allowEIO3: false,
    cookie: false,
    // Long-polling from other origins; who may is decided by `allowRequest`, which WebSocket passes as well.
    cors: { origin: true, credentials: false },
    allowRequest: (request, decide) => decide(null, isAllowed(request)),
  })
  // Before the origin is judged, and with a status of its own: `allowRequest` can only answer 403.
  io.engine.use((request: Handshake, response: ServerResponse, next: () => void) => {
    const refused = request._query?.sid === undefined ? closedTo(request) : null
    if (refused) turnAway(request, response, refused)
    else next()
  })
  writeTogether(io.engine)
  // There is nothing to hear in the main namespace, and nobody is admitted to it.
  io.use((_socket, next) =>
    next(new Refused(failure('not_found', 'Connect to a namespace of the protocol.'))),
  )
  const visitors: Gateway['visitors'] = io.of(namespaces.visitor)
  const agents: Gateway['agents'] = io.of(namespaces.agent)

  function isAllowed(request: IncomingMessage): boolean {
    const site = siteOf(new URL(request.url ?? '', 'http://relay').searchParams.get('site'))
    if (!site) return false
    const { origin, host } = request.headers
    if (origin !== undefined) return allowsOrigin(site, origin) || isOwn(origin, host)
    // A browser leaves Origin out of a GET to the page's own origin, and says so; never of a WebSocket.
    return request.headers['sec-fetch-site'] === 'same-origin' && request.headers.upgrade === undefined
  }

  function siteOf(key: unknown): Site | null {
    return v.is(SiteKey, key) ? findSite(key) : null
  }

  /** The site of a handshake whose Origin is judged again, now for this namespace [IDN5]. */
  function admitted(socket: Socket, isAgent: boolean): { site: Site } | { refused: Failure } {
    const site = siteOf(socket.handshake.query.site)
    if (!site)
      return {
        refused: failure('not_found', 'There is no site with this key. Check data-site in the script tag.'),
      }
    const { origin, host } = socket.handshake.headers
    const own = origin === undefined || isOwn(origin, host)
    if (own && isAgent) return { site }
    if (!isAgent && (origin === undefined || allowsOrigin(site, origin))) return { site }
    return {
      refused: failure(
        'forbidden',
        `This site may not be embedded at ${origin ?? 'this address'}. Add the origin to the site.`,
      ),
    }
  }

  function judgeVersion(version: number): Failure | null {
    if (version >= oldestServedVersion && version <= protocolVersion) return null
    return failure(
      'upgrade_required',
      'This page speaks another version than the relay. Load the page again.',
    )
  }

  /** The same steps at both doors: origin, form, version, and then who it is. */
  async function judge<Handshake extends { readonly protocol: number }>(
    socket: Socket,
    isAgent: boolean,
    form: v.GenericSchema<unknown, Handshake>,
    admit: (site: Site, handshake: Handshake) => Promise<Failure | null>,
  ): Promise<Failure | null> {
    const at = admitted(socket, isAgent)
    if ('refused' in at) return at.refused
    const handshake = v.safeParse(form, socket.handshake.auth)
    if (!handshake.success)
      return failure(
        'bad_request',
        'The handshake is not as the protocol says; reload the page to have the client that fits.',
        { path: 'auth' },
      )
    return (
      judgeVersion(handshake.output.protocol) ?? (await admit(at.site, handshake.output).catch(unavailable))
    )
  }

  return {
    io,
    visitors,
    agents,
    sockets: () =>
      [...visitors.sockets.values(), ...agents.sockets.values()] as (VisitorSocket | AgentSocket)[],
    publisher: {
      toVisitors: (room, event, payload, how) => emit(visitors, room, event, payload, how),
      toAgents: (room, event, payload, how) => emit(agents, room, event, payload, how),
      toAll(room, event, payload, how) {
        emit(visitors, room, event, payload, how)
        emit(agents, room, event, payload, how)
      },
    },
    open(doors) {
      visitors.use(async (socket, next) => {
        const refused = await judge(socket, false, VisitorHandshake, (site, handshake) =>
          doors.visitor.admit(socket, site, handshake),
        )
        next(refused ? new Refused(refused) : undefined)
      })
      visitors.on('connection', (socket) => doors.visitor.connected(socket))
      agents.use(async (socket, next) => {
        const refused = await judge(socket, true, AgentHandshake, (site) => doors.agent.admit(socket, site))
        next(refused ? new Refused(refused) : undefined)
      })
      agents.on('connection', (socket) => doors.agent.connected(socket))
    },
  }
}

/** A request as Engine.IO sees it. */
type Handshake = IncomingMessage & { readonly _query?: Readonly<Record<string, string>> }

/** Before an upgrade there is no response to write to, only the bare socket. */
function turnAway(request: IncomingMessage, response: ServerResponse, refused: Failure): void {
  const { http } = errorCodes[refused.code]
  const seconds = Math.ceil(
    (refused.data && 'retryAfterMs' in refused.data ? refused.data.retryAfterMs : 1_000) / 1_000,
  )
  if (request.headers.upgrade === undefined) {
    response.writeHead(http, { 'Retry-After': seconds, 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ error: refused }))
    return
  }
  request.socket.end(
    `HTTP/1.1 ${http} ${STATUS_CODES[http]}\r\nRetry-After: ${seconds}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}

const unavailable = (): Failure =>
  failure('unavailable', 'The relay cannot answer at the moment; it is tried again.')

/** Nobody in the room: nothing to encode. */
function emit(
  namespace: { adapter: { rooms: Map<string, Set<string>> }; to: Namespace['to'] },
  room: string,
  event: string,
  payload: unknown,
  { except, volatile }: PublishOptions = {},
): void {
  const members = namespace.adapter.rooms.get(room)
  if (!members || (members.size === 1 && except !== undefined && members.has(except))) return
  const target = except === undefined ? namespace.to(room) : namespace.to(room).except(except)
  ;(volatile ? target.volatile : target).emit(event, payload)
}

/** A socket as a handler sees it. */
export const lineOf = (socket: VisitorSocket | AgentSocket): Line => ({
  id: socket.id,
  join: (room) => void socket.join(room),
  leave: (room) => void socket.leave(room),
  // After this turn of the event loop, so that the reply to the command that asked for it goes first.
  end: () => void setImmediate(() => socket.disconnect(true)),
})
