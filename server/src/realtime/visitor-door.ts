/** What happens when a visitor's socket comes, stays and goes: admitted, joined to its rooms, told that it is ready. */
import {
  type Failure,
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
import type { Logger } from '../logger.ts'
import type { PublishedRevisions } from '../sites/boot-document.ts'
import type { Sites } from '../sites/sites.ts'
import type { Admission, Admitted } from '../visitors/admission.ts'
import type { Merge } from '../visitors/merging.ts'
import type { VisitorPresence } from '../visitors/visitor-presence.ts'
import type { VisitorStore } from '../visitors/visitors.store.ts'
import { type Doors, type Gateway, lineOf, type VisitorSocket } from './gateway.ts'
import { type Binding, createDoor, type Handlers } from './handle.ts'
import { rooms } from './publisher.ts'
import type { VisitorSession } from './sessions.ts'
import { createBudgets } from './visitor-budgets.ts'

interface Options {
  readonly gateway: Gateway
  readonly admission: Admission
  readonly store: VisitorStore
  readonly presence: VisitorPresence
  readonly conversations: ConversationStore
  readonly sites: Sites
  readonly availability: (siteId: string) => TeamAvailability
  readonly published: (siteId: string) => PublishedRevisions
  readonly clock: Clock
  readonly epoch: string
  readonly reconnectWindowMs: () => number
  readonly socketsPerVisitor: number
  readonly commandsPerVisitorPerMinute: number
  readonly logger: Logger
}

type Door = ReturnType<typeof createDoor<VisitorCommands, VisitorSession>>

/** What a signed-in user's page is warned before its session ends. */
const warningMs = 60_000
/** The longest wait of a Node timer. */
const longestTimer = 2 ** 31 - 1
const over = failure('unauthenticated', 'The session of this visitor has ended. Connect with a fresh proof.')

type Identity = VisitorSession['principal']['identity']
const isSame = (one: Identity, other: Identity): boolean =>
  one.kind === other.kind && one.subject === other.subject

/** Of a session, what tells whose it is. */
interface Proof {
  readonly principal: Pick<VisitorSession['principal'], 'siteId' | 'identity'>
}

/** Conversations that a connecting visitor hears of at once; older ones when they are opened. */
const watchedAtOnce = 50

export function createVisitorDoor(options: Options) {
  const { gateway, admission, store, presence, conversations, sites, availability, clock, epoch, logger } =
    options
  const admitted = new WeakMap<VisitorSocket, Admitted>()
  const sessions = new Map<string, VisitorSession>()
  const budgets = createBudgets(options.commandsPerVisitorPerMinute, clock)
  const timers = new Map<string, NodeJS.Timeout>()

  /** All sockets of one proof, before and after it has a row. */
  const identityRoom = ({ principal: { siteId, identity } }: Proof): string =>
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
    const room = visitorId === null ? identityRoom(result.data) : rooms.visitor(visitorId)
    if ((gateway.visitors.adapter.rooms.get(room)?.size ?? 0) >= options.socketsPerVisitor)
      return failure('rate_limited', 'This visitor has too many pages open at once.', {
        retryAfterMs: 30_000,
      })
    admitted.set(socket, result.data)
    return null
  }

  async function connected(socket: VisitorSocket, door: Door, siteKey: string): Promise<void> {
    const { principal, profile, jwtHash } = admitted.get(socket) as Admitted
    const jwtHashes = jwtHash === null ? [] : [jwtHash]
    const session: VisitorSession = { line: lineOf(socket), siteKey, principal, profile, jwtHashes }
    sessions.set(socket.id, session)
    socket.on('disconnect', () => {
      sessions.delete(socket.id)
      stopTimer(socket.id)
      const { visitorId } = session.principal
      if (visitorId !== null) presence.left(visitorId, socket.id)
    })
    // Bound before anything is awaited: a client may send as soon as it is connected.
    door(socket, session)
    // Between the handshake and now no list named this socket: whoever ended its proof could not dismiss it.
    if (admission.hasEnded({ principal, profile, jwtHash })) {
      dismiss(socket.id)
      return
    }
    await socket.join([identityRoom(session), rooms.siteVisitors(principal.siteId)])
    if (principal.visitorId !== null) await enter(socket, session, principal.visitorId)
    watchExpiry(socket, session)
    if (!socket.connected) return
    const { flows, help } = options.published(principal.siteId)
    socket.emit('ready', {
      protocol: protocolVersion,
      now: clock.now(),
      epoch,
      reconnectWindowMs: options.reconnectWindowMs(),
      identity: identityOf(session),
      availability: availability(principal.siteId),
      settingsVersion: sites.settings(principal.siteId).version,
      ...(flows !== null && { flows }),
      ...(help !== null && { help }),
    })
  }

  async function enter(socket: VisitorSocket, session: VisitorSession, visitorId: string): Promise<void> {
    session.principal = { ...session.principal, visitorId }
    await socket.join(rooms.visitor(visitorId))
    if (socket.connected) presence.came(visitorId, socket.id)
    const rows = await conversations.ofVisitor(visitorId, watchedAtOnce)
    await socket.join(rows.map((row) => rooms.conversation(row.id)))
  }

  /** Synchronously: whoever publishes to the visitor's room in the next line reaches them. */
  function enterAll(proof: Proof, visitorId: string): void {
    for (const id of gateway.visitors.adapter.rooms.get(identityRoom(proof)) ?? []) {
      const [socket, session] = [socketOf(id), sessions.get(id)]
      if (socket && session && session.principal.visitorId !== visitorId)
        enter(socket, session, visitorId).catch(lost(socket))
    }
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
        dismiss(socket.id)
      })
    })
  }

  function stopTimer(socketId: string): void {
    clearTimeout(timers.get(socketId))
    timers.delete(socketId)
  }

  /** The same for all tabs and all reconnects of one proof, which a bucket per connection is not. */
  function beyondBudget(session: VisitorSession): Failure | null {
    const retryAfterMs = budgets.take(identityRoom(session))
    if (retryAfterMs === 0) return null
    return failure('rate_limited', 'This visitor sends too much; wait and send it again.', { retryAfterMs })
  }

  /** The transport, not the socket: the client comes back by itself, with another proof where it has one. */
  function dismiss(socketId: string): void {
    const socket = socketOf(socketId)
    socket?.emit('session:ended', { error: over })
    socket?.conn.close()
  }

  /** What failed is tried again by the client, which comes back. */
  const lost = (socket: VisitorSocket) => (error: unknown) => {
    logger.warn({ err: error }, "a visitor's socket could not be made ready")
    socket.conn.close()
  }

  const socketOf = (socketId: string): VisitorSocket | undefined =>
    gateway.visitors.sockets.get(socketId) as VisitorSocket | undefined

  return {
    /** The door of the namespace, once the handlers are known. */
    open(handlers: Handlers<VisitorCommands, VisitorSession>, binding: Binding): Doors['visitor'] {
      const door = createDoor<VisitorCommands, VisitorSession>({
        ...binding,
        table: visitorCommands,
        handlers,
        // A visitor may say everything in the table; whose conversation it is, the services look up with the principal.
        authorise(session) {
          refresh(session)
          return beyondBudget(session)
        },
      })
      return {
        admit,
        connected(socket) {
          connected(socket, door, String(socket.handshake.query.site)).catch(lost(socket))
        },
      }
    },
    /** The first write made a row: all tabs of this browser are that visitor's from now on. */
    registered(session: VisitorSession, visitorId: string): void {
      if (session.principal.visitorId === visitorId) return
      enterAll(session, visitorId)
      session.principal = { ...session.principal, visitorId }
    },
    /** The site's own server named a user who has pages open, and no row until now. */
    appeared(siteId: string, subject: string, visitorId: string): void {
      enterAll({ principal: { siteId, identity: { kind: 'user', subject } } }, visitorId)
    },
    watch(visitorId: string, conversationId: string, seq: number): void {
      gateway.visitors.in(rooms.visitor(visitorId)).socketsJoin(rooms.conversation(conversationId))
      // Its first entry was published before they were in the room.
      gateway.publisher.toVisitors(rooms.visitor(visitorId), 'head', { heads: [[conversationId, seq]] })
    },
    /** Dismisses the other tabs of this session; returns the hashes of all tokens that held it. */
    ended(session: VisitorSession): readonly string[] {
      const { siteId, identity, device } = session.principal
      const hashes = new Set(session.jwtHashes)
      for (const [socketId, { principal, jwtHashes }] of sessions) {
        if (principal.siteId !== siteId || !isSame(principal.identity, identity)) continue
        // A user may be signed in on other devices, too: those sessions go on.
        if (identity.kind === 'user' && principal.device.id !== device.id) continue
        for (const hash of jwtHashes) hashes.add(hash)
        if (socketId !== session.line.id) dismiss(socketId)
      }
      return [...hashes]
    },
    /** The anonymous proof has ended; the user's other pages hear of what came along. */
    merged({ siteId, subject, into, moved }: Merge): void {
      const anonymous = { kind: 'anonymous', subject } as const
      for (const [socketId, { principal }] of sessions)
        if (principal.siteId === siteId && isSame(principal.identity, anonymous)) dismiss(socketId)
      if (moved.length === 0) return
      gateway.visitors.in(rooms.visitor(into)).socketsJoin(moved.map(({ id }) => rooms.conversation(id)))
      gateway.publisher.toVisitors(rooms.visitor(into), 'head', {
        heads: moved.map(({ id, seq }) => [id, seq] as const),
      })
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
