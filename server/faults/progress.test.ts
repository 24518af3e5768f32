/** Faults while pages say how far their visitors are, and while a host's server tracks: the relay is killed in the middle. */
import { applyFlowEvent, emptyRun, type FlowEvent, type FlowRun } from '@docent/protocol'
import type { RawClient } from '@docent/testing/raw-client'
import { connectRawVisitor, must, type RawIdentity, rawIdentity } from '@docent/testing/raw-people'
import { pause } from '@docent/testing/wait-until'
import { describe, expect, it } from 'vitest'
import { askRelay } from '../src/cli/control-socket.ts'
import { openScene, type Scene } from './scene.ts'

/** Half a minute of them: longer than a relay is given to start again. */
const triesAtMost = 1_500

/** Asks until somebody answers: as a page that has kept what it has to say. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries === triesAtMost) throw error
      await pause(20)
    }
  }
}

const later = ['seen', 'seen', 'missing', 'stuck', 'acted', 'completed', 'dismissed'] as const

/** What happens in one run, as a page with steps that go to and fro would say it. */
function eventsOf({ random }: Scene, flowId: string, count: number): FlowEvent[] {
  const runId = random.uuid()
  return Array.from({ length: count }, (_, index) => {
    const kind = index === 0 ? 'started' : random.pick(later)
    return {
      eventId: random.uuid(),
      runId,
      flowId,
      version: 1,
      kind,
      stepId: random.pick<string | null>(['a', 'b', 'c', null]),
      seq: index + 1,
      at: 1_000 + index,
    }
  })
}

/** Sends all of them, each several times and in any order, over as many connections as it takes. */
async function report(scene: Scene, identity: RawIdentity, events: readonly FlowEvent[]): Promise<void> {
  let client: RawClient | null = null
  const shuffled = [...events, ...events, ...events]
    .map((event) => ({ event, place: scene.random.between(0, 1_000_000) }))
    .toSorted((a, b) => a.place - b.place)
  for (const { event } of shuffled) {
    await untilAnswered(async () => {
      if (!client?.isOpen()) client = await connectRawVisitor(scene.relay.url, identity)
      await must(client, 'flow:record', { event })
    })
    await pause(scene.random.between(0, 15))
  }
}

describe('F1, kill -9 (5 kills while 6 visitors are in a tour, each event sent three times in any order, seed 301)', () => {
  it('[FLO4] [STO3] keeps each event once, and each run is what its events come to', async () => {
    const scene = await openScene({ seed: 301 })
    const flowId = scene.database
      .prepare<[], string>("select id from flows where kind = 'tour' and live_version = 1")
      .pluck()
      .get() as string
    const visitors = Array.from({ length: 6 }, () => ({
      identity: rawIdentity(scene.random),
      events: eventsOf(scene, flowId, 25),
    }))
    const reports = visitors.map(({ identity, events }) => report(scene, identity, events))
    for (let kill = 0; kill < 5; kill++) {
      await pause(scene.random.between(50, 250))
      await scene.relay.kill()
      await scene.relay.start()
    }
    await Promise.all(reports)
    const stored = scene.database
      .prepare<[string], number>('select count(*) from flow_events where run_id = ?')
      .pluck()
    for (const { identity, events } of visitors) {
      const [first] = events
      if (!first) throw new Error('nobody is in a tour without an event')
      const client = await connectRawVisitor(scene.relay.url, identity)
      const { runs } = await must<{ runs: readonly FlowRun[] }>(client, 'flow:runs', {})
      expect(runs).toEqual([events.reduce(applyFlowEvent, emptyRun(first, 'tour'))])
      expect(stored.get(first.runId)).toBe(events.length)
      client.close()
    }
    await scene.expectWhole()
  })

  it('[FLO15] counts each event of a host’s server once, whose requests are repeated until they are answered', async () => {
    const scene = await openScene({ seed: 302, limits: { eventsPerKeyPerMinute: 1_000_000 } })
    const made = await askRelay(scene.relay.dataDir, 'key add', { site: 'demo', name: 'Backend' })
    if (!made?.ok) throw new Error('the key was not made')
    const key = made.data.lines.find((line) => line.startsWith('key: '))?.slice('key: '.length)
    const batches = Array.from({ length: 60 }, (_, batch) =>
      Array.from({ length: 10 }, (_, index) => ({
        eventId: scene.random.uuid(),
        user: `user ${(batch + index) % 4}`,
        name: 'order.paid',
      })),
    )
    const sent = (async () => {
      for (const events of batches) {
        await untilAnswered(async () => {
          const { ok, status } = await fetch(`${scene.relay.url}/api/v1/events`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
            body: JSON.stringify({ events }),
          })
          if (!ok) throw new Error(`answered ${status}`)
        })
        await pause(scene.random.between(0, 20))
      }
    })()
    for (let kill = 0; kill < 3; kill++) {
      await pause(scene.random.between(50, 200))
      await scene.relay.kill()
      await scene.relay.start()
    }
    await sent
    const counts = scene.database
      .prepare<[], number>('select count(*) from visitor_events group by visitor_id order by 1')
      .pluck()
      .all()
    expect(counts).toHaveLength(4)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(600)
    await scene.expectWhole()
  })
})
