/** A small site for the tests of routing: a real database in a folder of its own, agents, visitors, and time moved by hand. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultSettings, type Role, type SiteSettings } from '@docent/protocol'
import { createPresence, type Presence } from '../agents/presence.ts'
import { defaultTimings, type Timings } from '../config.ts'
import type { Announcer } from '../conversations/announcer.ts'
import { newId } from '../ids.ts'
import { silentLogger } from '../logger.ts'
import type { AgentPrincipal } from '../realtime/principal.ts'
import { openStorage, type Storage } from '../storage/database.ts'
import { createFakeClock } from './fake-clock.ts'
import { createRecordingPublisher } from './recording-publisher.ts'
import { createRouting, type Routing } from './routing.ts'

export interface AgentOptions {
  readonly capacity?: number
  readonly role?: Role
  readonly teamIds?: readonly string[]
  readonly accepting?: boolean
}

interface LogLine {
  readonly kind: string
  readonly place: number
}

export type Desk = Awaited<ReturnType<typeof createDesk>>

export async function createDesk(timings: Partial<Timings> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'docent-routing-'))
  const storage: Storage = await openStorage({ dataDir, logger: silentLogger, jobsPerCommit: 256 })
  const clock = createFakeClock()
  const publisher = createRecordingPublisher()
  const announced: string[] = []
  const announcer: Announcer = {
    entry: (entry) => publisher.toAll(`conversation:${entry.conversationId}`, 'entry:appended', { entry }),
    internal: (entry) =>
      publisher.toAgents(`conversation:${entry.conversationId}:internal`, 'internal:appended', { entry }),
    inbox: (siteId) => void announced.push(siteId),
    close() {},
  }

  const ownTimings: Timings = { ...defaultTimings, queuePublish: 1, ...timings }
  let settings: SiteSettings = defaultSettings
  const sites = { settings: () => ({ settings }) }
  let siteId = ''
  let presence: Presence
  let routing: Routing

  async function open(): Promise<void> {
    presence = createPresence({ storage, clock, timings: ownTimings, logger: silentLogger, nodeId: 'one' })
    routing = createRouting({
      storage,
      sites,
      presence,
      announcer,
      publisher,
      clock,
      timings: ownTimings,
      logger: silentLogger,
    })
    // Not `presence.start()`: its timer runs by the real clock.
    await routing.start()
    await routing.settled()
  }

  const desk = {
    storage,
    clock,
    publisher,
    announced,
    get siteId() {
      return siteId
    },
    get presence() {
      return presence
    },
    get routing() {
      return routing
    },
    set(change: Partial<SiteSettings['routing']>, hours: SiteSettings['hours'] = null) {
      settings = { ...settings, hours, routing: { ...settings.routing, ...change } }
    },
    /** A site of its own, so that many tests can share a database. */
    async newSite(): Promise<void> {
      siteId = newId()
      settings = defaultSettings
      const at = clock.now()
      await storage.writes.transaction(async (trx) => {
        await trx
          .insertInto('sites')
          .values({ id: siteId, key: `s${siteId}`, name: 'Site', origins: '[]', created_at: at })
          .execute()
      })
      publisher.forget()
    },
    async team(name: string): Promise<string> {
      const id = newId()
      await storage.writes.transaction(async (trx) => {
        await trx.insertInto('teams').values({ id, site_id: siteId, name, created_at: clock.now() }).execute()
      })
      return id
    },
    async agent(name: string, options: AgentOptions = {}): Promise<AgentPrincipal> {
      const { capacity = 3, role = 'agent', teamIds = [], accepting = true } = options
      const agentId = newId()
      const at = clock.now()
      await storage.writes.transaction(async (trx) => {
        await trx
          .insertInto('agents')
          .values({
            id: agentId,
            email: `${agentId}@test`,
            name,
            password_hash: '',
            disabled_at: null,
            created_at: at,
          })
          .execute()
        await trx
          .insertInto('memberships')
          .values({
            site_id: siteId,
            agent_id: agentId,
            role,
            capacity,
            accepting: accepting ? 1 : 0,
            last_assigned_at: null,
            created_at: at,
          })
          .execute()
        for (const teamId of teamIds)
          await trx
            .insertInto('team_members')
            .values({ team_id: teamId, agent_id: agentId, site_id: siteId })
            .execute()
      })
      return { kind: 'agent', siteId, agentId, name, role, teamIds }
    },
    /** A conversation that waits, as its start leaves it; not yet told to routing. */
    async conversation({ visitorId, teamId = null }: { visitorId?: string; teamId?: string | null } = {}) {
      const id = newId()
      const visitor = visitorId ?? newId()
      const at = clock.now()
      await storage.writes.transaction(async (trx, batch) => {
        if (!visitorId)
          await trx
            .insertInto('visitors')
            .values({
              id: visitor,
              site_id: siteId,
              name: 'Grace',
              email: null,
              verified_email: null,
              attributes: '{}',
              language: 'en',
              time_zone: 'UTC',
              first_seen_at: at,
              last_seen_at: at,
              merged_into: null,
            })
            .execute()
        await trx
          .insertInto('conversations')
          .values({
            id,
            site_id: siteId,
            visitor_id: visitor,
            status: 'open',
            last_entry_id: null,
            agent_id: null,
            team_id: teamId,
            queued_at: at,
            waiting_since: at,
            contact_email: null,
            started_at: at,
            last_at: at,
            preview: 'Where is my parcel?',
            rev: batch.rev(siteId),
          })
          .execute()
      })
      return { id, visitorId: visitor }
    },
    /** A visitor starts a conversation, and routing has done what it does about it. */
    async starts(options: { visitorId?: string; teamId?: string | null } = {}) {
      const started = await desk.conversation(options)
      routing.queued(siteId, started.id)
      await routing.settled()
      return started
    },
    /** A visitor writes to a resolved conversation. */
    async writes(conversationId: string): Promise<void> {
      await storage.writes.transaction(async (trx) => {
        await trx
          .updateTable('conversations')
          .set({ waiting_since: clock.now(), last_at: clock.now() })
          .where('id', '=', conversationId)
          .execute()
      })
      routing.woke(siteId, conversationId)
      await routing.settled()
    },
    async connects(agent: AgentPrincipal, socketId = `socket of ${agent.agentId}`): Promise<void> {
      presence.connected(socketId, agent)
      await routing.settled()
    },
    leaves(agent: AgentPrincipal): void {
      presence.disconnected(`socket of ${agent.agentId}`, true)
    },
    /** Lets time go by as it does for a relay that runs: sweeps every five seconds, answering sockets. */
    async passes(seconds: number): Promise<void> {
      for (let left = seconds; left > 0; left -= 5) {
        clock.advance(Math.min(left, 5) * 1_000)
        for (const agentId of presence.connectedAgents(siteId)) presence.pong(`socket of ${agentId}`)
        await presence.sweep()
        await routing.sweep()
        await routing.settled()
      }
    },
    /** The process ends without a word, and another opens the same database. */
    async restarts(): Promise<void> {
      presence.close()
      await routing.close()
      await open()
    },
    row: (conversationId: string) =>
      storage.read
        .selectFrom('conversations')
        .selectAll()
        .where('id', '=', conversationId)
        .executeTakeFirstOrThrow(),
    membership: ({ agentId }: AgentPrincipal) =>
      storage.read
        .selectFrom('memberships')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .executeTakeFirstOrThrow(),
    offerOf: ({ agentId }: AgentPrincipal) => routing.runningOffers(siteId, agentId),
    /** The public and the internal log of a conversation, each in its order. */
    async logs(conversationId: string): Promise<{ entries: LogLine[]; internal: LogLine[] }> {
      const lines = await storage.read
        .selectFrom('conversations as c')
        .innerJoin('entries as e', 'e.conversation_row_id', 'c.row_id')
        .select((eb) => ['e.kind', 'e.seq as place', eb.val<number>(0).as('internal')])
        .where('c.id', '=', conversationId)
        .unionAll(
          storage.read
            .selectFrom('conversations as c')
            .innerJoin('internal_entries as i', 'i.conversation_row_id', 'c.row_id')
            .select((eb) => ['i.kind', 'i.iseq as place', eb.val<number>(1).as('internal')])
            .where('c.id', '=', conversationId),
        )
        .orderBy('place')
        .execute()
      return {
        entries: lines.filter(({ internal }) => internal === 0),
        internal: lines.filter(({ internal }) => internal === 1),
      }
    },
    internalKinds: async (conversationId: string): Promise<string[]> =>
      (await desk.logs(conversationId)).internal.map(({ kind }) => kind),
    publicKinds: async (conversationId: string): Promise<string[]> =>
      (await desk.logs(conversationId)).entries.map(({ kind }) => kind),
    async close(): Promise<void> {
      presence.close()
      await routing.close()
      await storage.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  await desk.newSite()
  await open()
  return desk
}
