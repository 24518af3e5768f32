/**
 * Visitors' runs of flows: kept event by event, told to the visitor's other pages and to the agents who watch [FLO4].
 * Knows no socket; what a flow says is decided elsewhere.
 */
import {
  done,
  type FlowEvent,
  type FlowRun,
  flowLimits,
  type Profile,
  type Reply,
  type VisitorRun,
} from '@docent/protocol'
import type { Database } from 'better-sqlite3'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { AgentPrincipal, VisitorPrincipal } from '../realtime/principal.ts'
import { type Publisher, rooms } from '../realtime/publisher.ts'
import type { Writes } from '../storage/writes.ts'
import { idOfAnotherRun, itemBefore, noSuchRun, runOfAnotherFlow } from './failures.ts'
import { createRunViews } from './run-views.ts'
import { createRunsStore } from './runs.store.ts'

interface Options {
  readonly reader: Database
  readonly writes: Writes
  readonly publisher: Publisher
  /** Whether agents hear of a conversation at the moment: else nothing is read for them. */
  readonly isWatched: (conversationId: string) => boolean
  readonly clock: Clock
}

export interface TickRequest {
  readonly conversationId: string
  readonly eventId: string
  readonly flowId: string
  readonly itemId: string
}

export interface VisitorProgress {
  readonly runs: readonly FlowRun[]
  readonly events: Readonly<Record<string, number>>
}

export type Runs = ReturnType<typeof createRuns>

/** Names of events that a page is told the counts of, the latest first. */
const eventNamesAtMost = 200
/** Of a visitor with a long history, only the latest conversations are open anywhere. */
const conversationsAtMost = 10
/** Runs that an agent sees of one visitor. */
const shownAtMost = 50

export function createRuns({ reader, writes, publisher, isWatched, clock }: Options) {
  const store = createRunsStore(reader)
  const view = createRunViews(store)
  const countEvents = reader.prepare<unknown[], { name: string; count: number }>(
    `select name, count(*) as count from visitor_events where visitor_id = ? group by name order by max(at) desc limit ?`,
  )
  // Read in one go, without waiting: two steps of a run are told in the order in which they were kept.
  const conversationsOf = reader
    .prepare<unknown[], string>(
      'select id from conversations where visitor_id = ? order by last_at desc, row_id desc limit ?',
    )
    .pluck()

  /** To the visitor's pages but the one that said it, and to the agents who have a conversation of this visitor open. */
  function tell(siteId: string, visitorId: string, run: FlowRun, socketId?: string): void {
    publisher.toVisitors(
      rooms.visitor(visitorId),
      'run:changed',
      { run },
      socketId === undefined ? undefined : { except: socketId },
    )
    const watched = conversationsOf.all(visitorId, conversationsAtMost).filter(isWatched)
    if (watched.length === 0) return
    const shown = view(siteId, run)
    for (const conversationId of watched)
      publisher.toAgents(rooms.conversation(conversationId), 'visitor:progressed', {
        conversationId,
        run: shown,
      })
  }

  return {
    /** Keeps what happened in a run, once per event id. The visitor's row is made where this is the first write. */
    async record(
      principal: VisitorPrincipal,
      event: FlowEvent,
      profile: Profile,
    ): Promise<Reply<{ visitorId: string; run: FlowRun }>> {
      const { siteId, identity, device, verifiedEmail } = principal
      const result = await writes.run('flow:record', {
        visitor: { siteId, identity, device, verifiedEmail, profile, at: clock.now() },
        event,
      })
      switch (result.kind) {
        case 'absent':
          return noSuchRun
        case 'conflict':
          return idOfAnotherRun
        case 'mismatch':
          return runOfAnotherFlow
        case 'kept':
          return done({ visitorId: result.visitorId, run: result.run })
      }
    },
    tell,
    /** What two visitors did is one's now: each page learns of what the other brought along [FLO4]. */
    tellAll(siteId: string, visitorId: string): void {
      for (const run of store.latest(visitorId, flowLimits.runs)) tell(siteId, visitorId, run)
      for (const counted of countEvents.all(visitorId, eventNamesAtMost))
        publisher.toVisitors(rooms.visitor(visitorId), 'event:counted', counted)
    },
    /** Completes an item for a visitor; all of the visitor's pages hear of it. */
    async tick(
      principal: AgentPrincipal,
      visitorId: string,
      request: TickRequest,
    ): Promise<Reply<{ run: VisitorRun }>> {
      const { siteId, agentId } = principal
      const result = await writes.run('flow:tick', {
        ...request,
        siteId,
        visitorId,
        agentId,
        at: clock.now(),
        ids: { run: newId(), started: newId(), completed: newId(), audit: newId() },
      })
      switch (result.kind) {
        case 'absent':
          return noSuchRun
        case 'conflict':
          return idOfAnotherRun
        case 'too_early':
          return itemBefore(result.title)
        case 'kept':
          tell(siteId, visitorId, result.run)
          return done({ run: view(siteId, result.run) })
      }
    },
    /** What a page has to know before anything begins by itself [FLO5]. */
    progress(visitorId: string | null): VisitorProgress {
      if (visitorId === null) return { runs: [], events: {} }
      const counts = countEvents.all(visitorId, eventNamesAtMost)
      return {
        runs: store.latest(visitorId, flowLimits.runs),
        // A name is whatever a site calls its event: as an own key, `__proto__` too.
        events: Object.fromEntries(counts.map(({ name, count }) => [name, count])),
      }
    },
    /** What a visitor has begun and done, as an agent reads it; an author's own preview is not the visitor's. */
    shown: (siteId: string, visitorId: string): readonly VisitorRun[] =>
      store
        .latest(visitorId, shownAtMost)
        .filter(({ source }) => source !== 'preview')
        .map((run) => view(siteId, run)),
    view,
    live: store.live,
    isLed: store.isLed,
  }
}
