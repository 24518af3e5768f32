/** What happens when a visitor's socket comes, stays and goes: admitted, joined to its rooms, told that it is ready. */
import {
  failure,
  protocolVersion,
  publicSettings,
  type TeamAvailability,
  type VisitorCommands,
  type VisitorIdentity,
  visitorCommands,
} from '@docent/protocol'
import type { Clock } from '../clock.ts'
import type { ConversationStore } from '../conversations/conversations.store.ts'
import type { Sites } from '../sites/sites.ts'
import type { Admission, Admitted } from '../visitors/admission.ts'
import type { VisitorPresence } from '../visitors/visitor-presence.ts'
import type { VisitorStore } from '../visitors/visitors.store.ts'
import { type Doors, type Gateway, lineOf, type VisitorSocket } from './gateway.ts'
import { createDoor, type Handlers } from './handle.ts'
import { rooms } from './publisher.ts'
import type { VisitorSession } from './sessions.ts'

interface Options {
  readonly gateway: Gateway
  readonly admission: Admission
  readonly store: VisitorStore
  readonly presence: VisitorPresence
  readonly conversations: ConversationStore
  readonly sites: Sites
  readonly availability: (siteId: string) => TeamAvailability
  readonly clock: Clock
  readonly epoch: string
  readonly reconnectWindowMs: () => number
  readonly socketsPerVisitor: number
}

type Door = ReturnType<typeof createDoor<VisitorCommands, VisitorSession>>

/** What a signed-in user's page is warned before its session ends. */
const warningMs = 60_000
/** The longest wait of a Node timer. */
const longestTimer = 2 ** 31 - 1
/** Conversations that a connecting visitor hears of at once; older ones when they are opened. */
const watchedAtOnce = 50

export function createVisitorDoor(options: Options) {
  const { gateway, admission, store, presence, conversations, sites, availability, clock, epoch } = options
  const admitted = new WeakMap<VisitorSocket, Admitted>()
  const sessions = new Map<string, VisitorSession>()
  const timers = new Map<string, NodeJS.Timeout>()

  /** All sockets of one proof, before and after it has a row. */
  const identityRoom = ({ principal: { siteId, identity } }: VisitorSession): string =>
    `identity:${siteId}:${identity.kind}:${identity.subject}`

  function identityOf({ principal: { identity, visitorId, expiresAt } }: VisitorSession): VisitorIdentity {
    if (identity.kind === 'anonymous') return { kind: 'anonymous', visitorId }
    return { kind: 'user', visitorId: visitorId ?? '', expiresAt: expiresAt ?? 0 }
  }

  async function admit(...[socket, site, handshake]: Parameters<Doors['visitor']['admit']>) {
    const { token, jwt, deviceId, language, timeZone } = handshake
    const userAgent = String(socket.handshake.headers['user-agent'] ?? '').slice(0, 400)
    const result = await admission.admit(site, {
      token,
      jwt,
      device: { id: deviceId, userAgent, language, timeZone },
    })
    if (!result.ok) return result.error
    const { visitorId } = result.data.principal
    const open =
      visitorId === null ? 0 : (gateway.visitors.adapter.rooms.get(rooms.visitor(visitorId))?.size ?? 0)
    if (open >= options.socketsPerVisitor)
      return failure('rate_limited', 'This visitor has too many pages open at once.', {
        retryAfterMs: 30_000,
      })
    admitted.set(socket, result.data)
    return null
  }

  async function connected(socket: VisitorSocket, door: Door, siteKey: string): Promise<void> {
    const { principal, profile, jwtHash } = admitted.get(socket) as Admitted
    const session: VisitorSession = { line: lineOf(socket), siteKey, principal, profile, jwtHash }
    sessions.set(socket.id, session)
    socket.on('disconnect', () => {
      sessions.delete(socket.id)
      stopTimer(socket.id)
      const { visitorId } = session.principal
      if (visitorId !== null) presence.left(visitorId, socket.id)
    })
    // Bound before anything is awaited: a client may send as soon as it is connected.
    door(socket, session)
    await socket.join([identityRoom(session), rooms.siteVisitors(principal.siteId)])
    if (principal.visitorId !== null) await enter(socket, session, principal.visitorId)
    watchExpiry(socket, session)
    if (!socket.connected) return
    socket.emit('ready', {
      protocol: protocolVersion,
      now: clock.now(),
      epoch,
      reconnectWindowMs: options.reconnectWindowMs(),
      identity: identityOf(session),
      availability: availability(principal.siteId),
      settingsVersion: sites.settings(principal.siteId).version,
    })
  }

  async function enter(socket: VisitorSocket, session: VisitorSession, visitorId: string): Promise<void> {
    session.principal = { ...session.principal, visitorId }
    await socket.join(rooms.visitor(visitorId))
    if (socket.connected) presence.came(visitorId, socket.id)
    const rows = await conversations.ofVisitor(visitorId, watchedAtOnce)
    await socket.join(rows.map((row) => rooms.conversation(row.id)))
  }

  /** A signed-in user's session ends with its token, unless it was renewed [IDN2]. */
  function watchExpiry(socket: VisitorSocket, session: VisitorSession): void {
    stopTimer(socket.id)
    const { expiresAt } = session.principal
    if (expiresAt === null || !socket.connected) return
    const after = (milliseconds: number, act: () => void) =>
      timers.set(socket.id, setTimeout(act, Math.min(Math.max(0, milliseconds), longestTimer)).unref())
    after(expiresAt - warningMs - clock.now(), () => {
      socket.emit('session:expiring', { expiresAt })
      after(expiresAt - clock.now(), () => {
        socket.emit('session:ended', {
          error: failure('unauthenticated', 'The session of this user has ended. Give Docent a fresh token.'),
        })
        socket.conn.close()
      })
    })
  }

  function stopTimer(socketId: string): void {
    clearTimeout(timers.get(socketId))
    timers.delete(socketId)
  }

  const socketOf = (socketId: string): VisitorSocket | undefined =>
    gateway.visitors.sockets.get(socketId) as VisitorSocket | undefined

  return {
    /** The door of the namespace, once the handlers are known. */
    open(
      handlers: Handlers<VisitorCommands, VisitorSession>,
      binding: Omit<
        Parameters<typeof createDoor<VisitorCommands, VisitorSession>>[0],
        'table' | 'handlers' | 'authorise'
      >,
    ): Doors['visitor'] {
      const door = createDoor<VisitorCommands, VisitorSession>({
        ...binding,
        table: visitorCommands,
        handlers,
        // A visitor may say everything in the table; whose conversation it is, the services look up with the principal.
        authorise(session) {
          refresh(session)
          return null
        },
      })
      return {
        admit,
        connected: (socket) => void connected(socket, door, String(socket.handshake.query.site)),
      }
    },
    /** The first write made a row: all tabs of this browser are that visitor's from now on. */
    registered(session: VisitorSession, visitorId: string): void {
      if (session.principal.visitorId === visitorId) return
      for (const id of gateway.visitors.adapter.rooms.get(identityRoom(session)) ?? []) {
        const [socket, other] = [socketOf(id), sessions.get(id)]
        if (socket && other && other.principal.visitorId !== visitorId) void enter(socket, other, visitorId)
      }
      session.principal = { ...session.principal, visitorId }
    },
    watch(visitorId: string, conversationId: string): void {
      gateway.visitors.in(rooms.visitor(visitorId)).socketsJoin(rooms.conversation(conversationId))
    },
    renewed(session: VisitorSession): void {
      const socket = socketOf(session.line.id)
      if (socket) watchExpiry(socket, session)
    },
    settingsSaved(siteId: string): void {
      const { version, settings } = sites.settings(siteId)
      gateway.publisher.toVisitors(rooms.siteVisitors(siteId), 'settings:changed', {
        version,
        settings: publicSettings(settings),
      })
    },
  }

  /** Another tab may have made the row meanwhile. */
  function refresh(session: VisitorSession): void {
    const { siteId, identity, visitorId } = session.principal
    if (visitorId !== null) return
    const known = store.find(siteId, identity.kind, identity.subject)
    if (known) session.principal = { ...session.principal, visitorId: known.visitorId }
  }
}
