/** What the relay in memory knows of flows: what is published in which version, and every person's runs, joined as the real one does. */
import type { FlowEvent, FlowRun, FlowsDocument, PublishedFlow, Reply } from '@docent/protocol'
import { applyFlowEvent, emptyRun } from '@docent/protocol/flow-run'
import { done, failure } from '@docent/protocol/reply'

export interface FakeFlows {
  /** Every event that was stored, in the order of its arrival. */
  readonly events: readonly FlowEvent[]
  /** What is live, in one document; null where nothing is. */
  document(): FlowsDocument | null
  version(flowId: string, version: number): PublishedFlow | null
  runsOf(person: string): readonly FlowRun[]
  /** Stores what is published from now on; the versions before stay. */
  publish(...flows: readonly PublishedFlow[]): void
  setCount(person: string, name: string, count: number): void
  record(person: string, event: FlowEvent): Reply<{ run: FlowRun }>
  countsOf(person: string): Readonly<Record<string, number>>
  track(person: string, eventId: string, name: string): number
  /** An anonymous visitor signed in. */
  merge(from: string, to: string): void
}

export function createFakeFlows(): FakeFlows {
  const versions = new Map<string, PublishedFlow>()
  const runs = new Map<string, { person: string; run: FlowRun }>()
  const events = new Map<string, FlowEvent>()
  const tracked = new Set<string>()
  const counts = new Map<string, number>()
  let live: readonly PublishedFlow[] = []
  let revisions = 0

  const countKey = (person: string, name: string) => `${person}/${name}`

  return {
    get events() {
      return [...events.values()]
    },
    document: () => (live.length === 0 ? null : { revision: `r${revisions}`, flows: live, guide: 'marked' }),
    version: (flowId, version) => versions.get(`${flowId}/${version}`) ?? null,
    runsOf: (person) => [...runs.values()].filter((kept) => kept.person === person).map(({ run }) => run),
    publish(...flows) {
      revisions++
      live = flows
      for (const flow of flows) versions.set(`${flow.id}/${flow.version}`, flow)
    },
    setCount: (person, name, count) => void counts.set(countKey(person, name), count),
    record(person, event) {
      const kind = versions.get(`${event.flowId}/${event.version}`)?.content.kind
      const known = runs.get(event.runId)
      if (!kind || (known && known.person !== person))
        return { ok: false, error: failure('not_found', 'There is no such run.') }
      const before = known?.run ?? emptyRun(event, kind)
      const run = events.has(event.eventId) ? before : applyFlowEvent(before, event)
      events.set(event.eventId, event)
      runs.set(event.runId, { person, run })
      return done({ run })
    },
    countsOf: (person) =>
      Object.fromEntries(
        [...counts]
          .filter(([key]) => key.startsWith(`${person}/`))
          .map(([key, count]) => [key.slice(person.length + 1), count]),
      ),
    track(person, eventId, name) {
      const key = countKey(person, name)
      const count = (counts.get(key) ?? 0) + (tracked.has(eventId) ? 0 : 1)
      tracked.add(eventId)
      counts.set(key, count)
      return count
    },
    merge(from, to) {
      for (const kept of runs.values()) if (kept.person === from) kept.person = to
      for (const [key, count] of [...counts]) {
        if (!key.startsWith(`${from}/`)) continue
        const theirs = countKey(to, key.slice(from.length + 1))
        counts.delete(key)
        counts.set(theirs, (counts.get(theirs) ?? 0) + count)
      }
    },
  }
}
