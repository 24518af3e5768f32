/** What happens when an agent's socket comes, stays and goes: signed in by cookie, leased, judged anew when rights change. */
import {
  type AgentCommands,
  agentCommands,
  allows,
  failure,
  type InboxRow,
  protocolVersion,
} from '@docent/protocol'
import type { Presence } from '../agents/presence.ts'
import type { Sessions } from '../agents/sessions.ts'
import type { Clock } from '../clock.ts'
import type { Reading } from '../conversations/reading.ts'
import { maySee } from '../conversations/visibility.ts'
import type { Logger } from '../logger.ts'
import type { Routing } from '../routing/routing.ts'
import type { Sites } from '../sites/sites.ts'
import { type AgentSocket, type Doors, type Gateway, lineOf } from './gateway.ts'
import { type Binding, createDoor, type Handlers } from './handle.ts'
import type { AgentPrincipal } from './principal.ts'
import { conversationOf, rooms } from './publisher.ts'
import type { AgentSession } from './sessions.ts'

interface Options {
  readonly gateway: Gateway
  readonly agents: Sessions
  readonly presence: Presence
  readonly routing: Routing
  readonly sites: Sites
  readonly inboxRev: (siteId: string) => Promise<number>
  /** The conversation, where the agent may see it. */
  readonly find: Reading['find']
  readonly clock: Clock
  readonly epoch: string
  readonly reconnectWindowMs: () => number
  readonly rejudgeMs: number
  readonly logger: Logger
}

type Door = ReturnType<typeof createDoor<AgentCommands, AgentSession>>

const over = failure('unauthenticated', 'This session has ended. Sign in again.')

export function createAgentDoor(options: Options) {
  const { gateway, agents, presence, routing, sites, clock, epoch, logger } = options
  const admitted = new WeakMap<AgentSocket, AgentPrincipal>()
  const sessions = new Map<string, { readonly socket: AgentSocket; readonly session: AgentSession }>()

  async function connected(socket: AgentSocket, door: Door): Promise<void> {
    const principal = admitted.get(socket) as AgentPrincipal
    const { siteId, agentId, name } = principal
    const session: AgentSession = { line: lineOf(socket), principal }
    sessions.set(socket.id, { socket, session })
    // Engine.IO's own heartbeat, not a page's timers: a hidden tab runs those once a minute [PRS].
    const pong = ({ type }: { type: string }) => type === 'pong' && presence.pong(socket.id)
    socket.conn.on('packet', pong)
    socket.on('disconnect', (reason) => {
      sessions.delete(socket.id)
      socket.conn.off('packet', pong)
      presence.disconnected(socket.id, reason !== 'ping timeout')
    })
    presence.connected(socket.id, principal)
    door(socket, session)
    await socket.join([rooms.agent(siteId, agentId), rooms.siteAgents(siteId)])
    const [offers, inboxRev] = await Promise.all([
      routing.runningOffers(siteId, agentId),
      options.inboxRev(siteId),
    ])
    socket.emit('ready', {
      protocol: protocolVersion,
      now: clock.now(),
      epoch,
      reconnectWindowMs: options.reconnectWindowMs(),
      agent: { id: agentId, name },
      inboxRev,
      settingsVersion: sites.settings(siteId).version,
      accepting: routing.isAccepting(siteId, agentId),
      offers,
    })
  }

  /** Role, teams, account and password as of now: who lost a right keeps no room and no socket [IDN4]. */
  async function rejudge(only?: string): Promise<void> {
    for (const { socket, session } of [...sessions.values()]) {
      const { agentId, siteId } = session.principal
      if (only !== undefined && agentId !== only) continue
      const judged = agents.holds(socket.handshake.headers.cookie)
        ? await agents.judge(agentId, siteId)
        : null
      if (!judged) {
        socket.emit('session:ended', { error: over })
        socket.disconnect(true)
        continue
      }
      const changed = JSON.stringify(judged) !== JSON.stringify(session.principal)
      session.principal = judged
      if (changed) leaveConversations(socket)
    }
  }

  /** A changed role or team may hide what is open: the console asks for it again, and is judged as it does. */
  function leaveConversations(socket: AgentSocket): void {
    for (const room of socket.rooms) if (room.startsWith('conversation:')) void socket.leave(room)
    socket.conn.close()
  }

  const notJudged = (error: unknown) =>
    logger.warn({ err: error }, 'what open sessions may see could not be judged; tried again soon')

  const mayHear = async (socketId: string, conversationId: string): Promise<boolean> => {
    const known = sessions.get(socketId)
    return known !== undefined && (await options.find(known.session.principal, conversationId)) !== null
  }

  /** A conversation changed hands: who may no longer see it hears no more of it [INP7]. */
  async function judgeRooms(conversationId: string): Promise<void> {
    const both = [rooms.conversation(conversationId), rooms.internal(conversationId)]
    const members = new Set(both.flatMap((room) => [...(gateway.agents.adapter.rooms.get(room) ?? [])]))
    for (const socketId of members) {
      if (await mayHear(socketId, conversationId)) continue
      const socket = sessions.get(socketId)?.socket
      for (const room of both) void socket?.leave(room)
    }
  }

  const timer = setInterval(() => {
    rejudge().catch(notJudged)
  }, options.rejudgeMs)
  timer.unref()

  return {
    open(handlers: Handlers<AgentCommands, AgentSession>, binding: Binding): Doors['agent'] {
      const door = createDoor<AgentCommands, AgentSession>({
        ...binding,
        table: agentCommands,
        handlers,
        authorise: ({ principal }, command) =>
          allows(principal.role, agentCommands[command].permission)
            ? null
            : failure('forbidden', 'Your role on this site does not allow this. Ask an admin.'),
      })
      return {
        async admit(socket, site) {
          const principal = await agents.authenticate(socket.handshake.headers.cookie, site.key)
          if (!principal) return over
          admitted.set(socket, principal)
          return null
        },
        connected(socket) {
          connected(socket, door).catch((error: unknown) => {
            logger.warn({ err: error }, "an agent's socket could not be made ready")
            socket.conn.close()
          })
        },
      }
    },
    rejudge: (agentId: string) => rejudge(agentId).catch(notJudged),
    judgeRooms: (conversationId: string) => judgeRooms(conversationId).catch(notJudged),
    /** Lets a socket back into rooms that it left for a while: those of conversations that its agent may still see. */
    async rejoin(socket: AgentSocket, left: readonly string[]): Promise<void> {
      for (const room of left) {
        const conversationId = conversationOf(room)
        if (conversationId !== null && !(await mayHear(socket.id, conversationId))) continue
        if (!socket.connected) return
        await socket.join(room)
        if (conversationId !== null) await judgeRooms(conversationId)
      }
    },
    /** Rows of the inbox, to each agent those that the agent may see; the rest as gone, by asking [SYN5]. */
    publishRows(siteId: string, after: number, rev: number, rows: readonly InboxRow[]): void {
      if (rows.every((row) => row.teamId === null)) {
        // Everybody may see these: encoded once, whatever the number of consoles.
        gateway.publisher.toAgents(rooms.siteAgents(siteId), 'inbox:changed', { after, rev, rows })
        return
      }
      for (const { socket, session } of sessions.values()) {
        const { principal } = session
        if (principal.siteId !== siteId) continue
        const visible = rows.filter((row) =>
          maySee(principal, { ...row, offeredTo: row.offer?.agentId ?? null }),
        )
        // A row that left this agent's view cannot be sent: a counter with a gap makes the console ask for it.
        const hidden = visible.length < rows.length
        socket.emit('inbox:changed', hidden ? { after: rev, rev, rows: [] } : { after, rev, rows: visible })
      }
    },
    settingsSaved(siteId: string): void {
      gateway.publisher.toAgents(rooms.siteAgents(siteId), 'settings:changed', sites.settings(siteId))
    },
    close(): void {
      clearInterval(timer)
    },
  }
}
