/** The load of visitors who write and agents who watch: first as fast as acks come, then at a steady pace. */
import { randomBytes } from 'node:crypto'
import type { RawClient } from '@docent/testing/raw-client'
import {
  connectRawAgent,
  connectRawVisitor,
  must,
  rawIdentity,
  parts as written,
} from '@docent/testing/raw-people'
import { newId } from '../src/ids.ts'
import { percentile, rounded } from './figures.ts'
import { type Finding, messageText, type Scenario, type Target } from './scenarios.ts'

type Throughput = Scenario & { kind: 'throughput' }

interface Writer {
  readonly client: RawClient
  readonly conversationId: string
}

const parts = written(messageText)
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export async function measureThroughput(
  target: Target,
  scenario: Throughput,
  say: (line: string) => void,
): Promise<Finding> {
  const { writers, agents, close } = await standUp(target, scenario, say)
  try {
    const fast = await asFastAsPossible(writers, agents, scenario)
    say(`${Math.round(fast.messagesPerSecond)} messages/s`)
    const steady = await atSteadyPace(writers, scenario.latency)
    say(`p99 ${rounded(steady.p99)} ms at ${scenario.latency.perSecond} messages/s`)
    return { kind: 'throughput', ...fast, ...steady }
  } finally {
    close()
  }
}

async function standUp(target: Target, scenario: Throughput, say: (line: string) => void) {
  const clients: RawClient[] = []
  const writers: Writer[] = []
  for (let visitor = 0; visitor < scenario.visitors; visitor++) {
    const client = await connectStranger(target.url)
    clients.push(client)
    for (let turn = 0; turn < scenario.conversationsEach; turn++) {
      const conversationId = newId()
      await must(client, 'conversation:start', { conversationId, cmid: newId(), parts })
      writers.push({ client, conversationId })
    }
  }
  say(`${scenario.visitors} visitors with ${writers.length} conversations`)
  const agents: RawClient[] = []
  for (let index = 0; index < scenario.agents; index++) {
    const agent = await connectRawAgent(target.url, { cookie: cookieFor(target, index) })
    agents.push(agent)
    clients.push(agent)
    for (let at = index; at < writers.length; at += scenario.agents) {
      const conversationId = writers[at]?.conversationId
      await must(agent, 'conversation:sync', { conversationId, after: { seq: 0, id: null }, epoch: null })
    }
  }
  say(`${agents.length} agents watch them`)
  return {
    writers,
    agents,
    close() {
      for (const client of clients) client.close()
    },
  }
}

async function asFastAsPossible(
  writers: readonly Writer[],
  agents: readonly RawClient[],
  scenario: Throughput,
) {
  let acknowledged = 0
  let inFlight = 0
  let failure: unknown = null
  let running = true
  const write = ({ client, conversationId }: Writer) => {
    inFlight += 1
    client.send('message:send', { conversationId, cmid: newId(), parts }, (reply) => {
      inFlight -= 1
      if (!isDone(reply)) failure ??= reply ?? 'the connection ended'
      else acknowledged += 1
      if (running && failure === null) write({ client, conversationId })
    })
  }
  const forwardedBefore = sumOfEntries(agents)
  for (const writer of writers) write(writer)
  await pause(scenario.warmUpMs)
  const acknowledgedBefore = acknowledged
  const cpu = process.cpuUsage()
  const began = performance.now()
  await pause(scenario.measureMs)
  const took = performance.now() - began
  const counted = acknowledged - acknowledgedBefore
  const { user, system } = process.cpuUsage(cpu)
  running = false
  for (let looks = 0; inFlight > 0 && looks < 500; looks++) await pause(10)
  if (failure !== null) throw new Error(`a message was refused: ${JSON.stringify(failure)}`)
  // What was forwarded is on its way at most as long as an ack.
  for (let looks = 0; sumOfEntries(agents) - forwardedBefore < acknowledged && looks < 200; looks++)
    await pause(10)
  return {
    messagesPerSecond: (counted * 1_000) / took,
    acknowledged,
    forwarded: sumOfEntries(agents) - forwardedBefore,
    driverLoad: rounded((user + system) / 1_000 / took),
  }
}

/**
 * At a pace that does not wait for acks: what is late is measured as late, from the moment at which it was due.
 * A conversation takes the next message only when its last one was acknowledged, as a real client would.
 */
async function atSteadyPace(writers: readonly Writer[], pace: Throughput['latency']) {
  const samples: number[] = []
  const free = [...writers]
  const began = performance.now()
  const measureFrom = began + pace.warmUpMs
  const ends = measureFrom + pace.measureMs
  let due = began
  let pending = 0
  while (due < ends) {
    const now = performance.now()
    for (; due <= now && due < ends; due += 1_000 / pace.perSecond) {
      const writer = free.shift()
      if (writer === undefined)
        throw new Error('every conversation waits for an ack: the pace cannot be kept')
      const wasDue = due
      pending += 1
      writer.client.send(
        'message:send',
        { conversationId: writer.conversationId, cmid: newId(), parts },
        (reply) => {
          pending -= 1
          if (isDone(reply) && wasDue >= measureFrom) samples.push(performance.now() - wasDue)
          free.push(writer)
        },
      )
    }
    // A timer may be a millisecond late, and that would be in every sample: it only bridges what is longer. Turning all the
    // time would take a processor from the relay that is measured.
    if (due - performance.now() > 1.5) await pause(1)
    else await new Promise<void>((resolve) => setImmediate(resolve))
  }
  for (let looks = 0; pending > 0 && looks < 500; looks++) await pause(10)
  return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99), latencySamples: samples.length }
}

const cookieFor = ({ cookies }: Target, index: number): string =>
  cookies[index % Math.max(1, cookies.length)] ?? ''

const sumOfEntries = (agents: readonly RawClient[]): number =>
  agents.reduce((sum, agent) => sum + agent.eventsHeard('entry:appended'), 0)

const isDone = (reply: unknown): boolean => (reply as { ok?: boolean } | undefined)?.ok === true

const strangers = {
  token: () => randomBytes(32).toString('base64url'),
  uuid: newId,
}
export const connectStranger = (url: string): Promise<RawClient> =>
  connectRawVisitor(url, rawIdentity(strangers))
