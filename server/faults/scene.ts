/**
 * The stage of a fault test: a real relay in its own process, people around it, a bad link where one is wanted, and the
 * judgement at the end. Everything that is opened here is closed when its test is over.
 */
import { openEvidence, violations } from '@docent/testing/invariants'
import type { Participant } from '@docent/testing/journal'
import { type RelayOptions, type RelayProcess, startRelay } from '@docent/testing/relay-process'
import { createSeededRandom, type SeededRandom, seedOr } from '@docent/testing/seeded-random'
import { createSimulatedAgent, type SimulatedAgent } from '@docent/testing/simulated-agent'
import { createSimulatedVisitor, type SimulatedVisitor } from '@docent/testing/simulated-visitor'
import { createTcpFaultProxy, type TcpFaultProxy } from '@docent/testing/tcp-fault-proxy'
import { waitUntil } from '@docent/testing/wait-until'
import type { Database } from 'better-sqlite3'
import { expect, onTestFailed, onTestFinished } from 'vitest'
import { defaultTimings } from '../src/config.ts'
import { leftovers } from './leftovers.ts'

/** Every interval at a tenth, so that what takes 35 s for people takes 3.5 s here. */
export const tenth: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(defaultTimings).map(([name, value]) => [name, Math.max(1, Math.round(value / 10))]),
)

/** One address is everybody here, so that what guards against one address would end the test. */
export const openLimits: Readonly<Record<string, number>> = {
  commandRate: 10_000,
  connectionsPerMinute: 1_000_000,
  requestsPerMinute: 1_000_000,
  signInPerAccount: 10_000,
  signInPerAddress: 10_000,
  commandsPerVisitorPerMinute: 1_000_000,
  socketsPerVisitor: 10_000,
  // A machine with many tests at once is slow, not overloaded: a relay that says `busy` would end tests of all else.
  eventLoopDelay: 60_000,
}

export interface Scene {
  readonly random: SeededRandom
  readonly relay: RelayProcess
  /** The relay's database, read-only. */
  readonly database: Database
  /** A bad link before the relay. */
  proxy(): Promise<TcpFaultProxy>
  visitor(options?: VisitorOptions): SimulatedVisitor
  agent(email?: string, url?: string): Promise<SimulatedAgent>
  /** Waits until nobody has anything unsent and every view has reached its log's head: within 30 s of the fault's end [I7]. */
  converged(within?: number): Promise<void>
  /** Judges: I1–I6 from journals, views and the database, I7 by waiting, I8 and I9 from the process. */
  expectWhole(): Promise<void>
}

export interface VisitorOptions {
  readonly url?: string
  /** The same person in another tab: shares what the first one's browser keeps. */
  readonly tabOf?: SimulatedVisitor
}

export interface SceneOptions extends Omit<RelayOptions, 'dataDir'> {
  readonly seed: number
}

export async function openScene({ seed: stated, ...options }: SceneOptions): Promise<Scene> {
  const seed = seedOr(stated)
  const random = createSeededRandom(seed)
  const relay = await startRelay({
    ...options,
    limits: { ...openLimits, ...options.limits },
    timings: { ...tenth, ...options.timings },
  })
  const database = openEvidence(relay.dataDir)
  const closings: (() => unknown)[] = [() => relay.close(), () => database.close()]
  const visitors: SimulatedVisitor[] = []
  const agents: SimulatedAgent[] = []
  const participants = (): readonly Participant[] => [...visitors, ...agents]

  onTestFailed(() => {
    process.stderr.write(`seed ${seed}: play it again with FAULT_SEED=${seed}\n${tailOf(relay.output())}\n`)
  })
  onTestFinished(async () => {
    for (const close of closings.reverse()) await close()
  })

  const heads = database.prepare<[string], number>('select last_seq from conversations where id = ?').pluck()

  /** What keeps everybody from being done, in words; empty when nothing does. */
  function open(): readonly string[] {
    return participants().flatMap((participant) => [
      ...(participant.pending() === 0 ? [] : [`${participant.name} has ${participant.pending()} unsent`]),
      ...[...participant.views()].flatMap(([id, view]) =>
        (view.at(-1)?.seq ?? 0) === heads.get(id)
          ? []
          : [`${participant.name} sees ${view.at(-1)?.seq ?? 0} of ${heads.get(id)} in ${id}`],
      ),
    ])
  }

  const converged = async (within = 30_000) => {
    await waitUntil(() => open().length === 0, {
      within,
      // Each look walks through every view; looking all the time would be the load.
      every: 100,
      what: () => `everybody to agree (I7): ${open().slice(0, 5).join('; ')}`,
    })
  }

  return {
    random,
    relay,
    database,
    async proxy() {
      const proxy = await createTcpFaultProxy({ port: relay.port, random })
      closings.push(() => proxy.close())
      return proxy
    },
    visitor({ url, tabOf } = {}) {
      const visitor = createSimulatedVisitor({
        url: url ?? relay.url,
        // A bad link has a port of its own; the page that people are on stays the relay's.
        headers: { origin: relay.url },
        name: `visitor ${visitors.length + 1}`,
        ...(tabOf && { tabOf }),
      })
      visitors.push(visitor)
      closings.push(() => visitor.close())
      return visitor
    },
    async agent(email = 'ada@demo.test', url) {
      const agent = await createSimulatedAgent({
        url: url ?? relay.url,
        signInAt: relay.url,
        headers: { origin: relay.url, host: new URL(relay.url).host },
        email,
      })
      agents.push(agent)
      closings.push(() => agent.close())
      return agent
    },
    converged,
    async expectWhole() {
      await converged()
      expect(violations({ database, participants: participants() })).toEqual([])
      let left: readonly string[] = []
      await waitUntil(
        async () => {
          left = await leftovers(relay)
          return left.length === 0
        },
        { every: 100, what: () => `the relay to give back what it took: ${left.join('; ')}` },
      )
      expect(relay.faults()).toEqual([])
    },
  }
}

const tailOf = (output: string) => output.split('\n').slice(-30).join('\n')
