/** The engine as the room sees it, in memory: runs come to what their events say, by the protocol's own function. */
import type { RunningFlow, Said, VisitorFlows } from '@docent/client/visitor/flows/types'
import { noPage } from '@docent/client/visitor/no-page'
import type { FlowEvent, FlowRun, PageLabel, PublishedFlow, RunSource } from '@docent/protocol'
import { applyFlowEvent, emptyRun } from '@docent/protocol/flow-run'
import type { Facts } from '@docent/protocol/rule'
import { computed, type Signal, signal } from '@preact/signals-core'

type Wish = Parameters<VisitorFlows['interruptions']['ask']>[0]
type Guide = VisitorFlows['guide']

export interface FakeVisitorFlows extends VisitorFlows {
  readonly ready: Signal<boolean>
  readonly flows: Signal<readonly PublishedFlow[]>
  readonly due: Signal<readonly PublishedFlow[]>
  readonly facts: Signal<Facts>
  readonly leads: Signal<boolean>
  readonly guide: Guide & {
    readonly allows: Signal<'marked' | 'labelled' | 'off'>
    readonly pointed: Signal<{ readonly labelId: string; readonly agentName: string } | null>
    /** What the page answers to an agent who asks. */
    asked(): readonly PageLabel[]
  }
  /** What was said, in order. */
  readonly said: readonly (Said & { readonly runId: string })[]
  /** How many keep the visitor busy, as the room told. */
  readonly busy: () => number
  run(flowId: string): FlowRun | undefined
  /** A run that was there before the page. */
  begin(flow: PublishedFlow, more?: Partial<FlowRun>): FlowRun
  /** Something happened in another tab or on another device. */
  elsewhere(flowId: string, said: Said): void
  /** The relay tells the run as it has it, perhaps from before. */
  tellAgain(flowId: string, run: Partial<FlowRun>): void
  /** Nobody knows of any run: somebody else signed in. */
  forget(): void
  setFacts(more: Partial<Facts>): void
  track(name: string): void
}

export const someFacts: Facts = {
  ...noPage,
  address: 'https://shop.example/',
  path: '/',
  title: 'Shop',
  language: 'en',
}

export function createFakeVisitorFlows(published: readonly PublishedFlow[] = []): FakeVisitorFlows {
  const flows = signal(published)
  const runs = signal<readonly RunningFlow[]>([])
  const due = signal<readonly PublishedFlow[]>([])
  const facts = signal(someFacts)
  const leads = signal(true)
  const said: (Said & { readonly runId: string })[] = []
  const allows = signal<'marked' | 'labelled' | 'off'>('marked')
  const pointed = signal<{ readonly labelId: string; readonly agentName: string } | null>(null)
  let answer: () => readonly PageLabel[] = () => []
  let count = 0
  let busy = 0
  let shown: Wish | null = null
  const waiting = new Map<string, Wish>()

  const event = (run: FlowRun, { kind, stepId, data }: Said): FlowEvent => ({
    eventId: `event-${++count}`,
    runId: run.runId,
    flowId: run.flowId,
    version: run.version,
    kind,
    stepId: stepId ?? null,
    // As the engine numbers them: by the clock, and each higher than the one before.
    seq: Date.now() + count,
    at: count,
    ...(data && { data }),
  })
  const latest = (flowId: string): RunningFlow | undefined =>
    runs.peek().find(({ flow }) => flow.id === flowId)

  function record(runId: string, what: Said): void {
    runs.value = runs.peek().map((one) => {
      if (one.run.runId !== runId) return one
      const run = applyFlowEvent(one.run, event(one.run, what))
      const { content } = one.flow
      const places =
        content.kind === 'checklist' ? content.items : content.kind === 'hint' ? content.hints : []
      const isWhole = places.length > 0 && places.every(({ id }) => run.done.includes(id))
      return { flow: one.flow, run: isWhole ? applyFlowEvent(run, event(run, { kind: 'completed' })) : run }
    })
  }

  function begin(flow: PublishedFlow, more: Partial<FlowRun> = {}): FlowRun {
    const runId = `run-${++count}`
    const made = emptyRun(
      event({ runId, flowId: flow.id, version: flow.version } as FlowRun, { kind: 'seen' }),
      flow.content.kind,
    )
    const run = { ...made, ...more }
    runs.value = [{ run, flow }, ...runs.peek().filter((one) => one.flow.id !== flow.id)]
    return run
  }

  /** The budget without its times: one at a time, the visitor's wish before all others. */
  const next = (): void => {
    const [first] = [...waiting.values()].sort((a, b) => b.priority - a.priority)
    if (shown || busy || !first) return
    waiting.delete(first.id)
    shown = first
    first.show()
  }

  return {
    ready: signal(true),
    flows,
    runs: computed(() => runs.value),
    due,
    facts,
    leads,
    lead: () => {
      leads.value = true
    },
    interruptions: {
      ask: (wish) => {
        if (wish.byVisitor) {
          const before = shown
          shown = wish
          before?.putAside?.()
          wish.show()
        } else {
          waiting.set(wish.id, wish)
          queueMicrotask(next)
        }
        return () => {
          if (waiting.get(wish.id) === wish) waiting.delete(wish.id)
          if (shown === wish) shown = null
          queueMicrotask(next)
        }
      },
      restUntil: () => {},
      busy: () => {
        busy++
        return () => {
          busy--
          queueMicrotask(next)
        }
      },
      typed: () => {},
      routeChanged: () => {},
      shown: () => shown?.id ?? null,
      close: () => {},
    },
    start: async (flowId: string, source: RunSource, conversationId?: string) => {
      const flow = flows.peek().find(({ id }) => id === flowId)
      if (!flow) return null
      const before = latest(flowId)
      due.value = due.peek().filter(({ id }) => id !== flowId)
      // As with a real engine it does not run yet while it is no longer due.
      await null
      if (before?.run.status !== 'running') begin(flow, { source, conversationId: conversationId ?? null })
      return latest(flowId) ?? null
    },
    record: (runId, what) => {
      said.push({ ...what, runId })
      record(runId, what)
    },
    guide: {
      allows,
      pointed,
      onAsked: (act) => {
        answer = act
        return () => {
          answer = () => []
        }
      },
      asked: () => answer(),
    },
    close: () => {},
    said,
    busy: () => busy,
    run: (flowId) => latest(flowId)?.run,
    begin,
    elsewhere: (flowId, what) => {
      const one = latest(flowId)
      if (one) record(one.run.runId, what)
    },
    tellAgain: (flowId, more) => {
      runs.value = runs
        .peek()
        .map((one) => (one.flow.id === flowId ? { ...one, run: { ...one.run, ...more } } : one))
    },
    forget: () => {
      runs.value = []
    },
    setFacts: (more) => {
      facts.value = { ...facts.peek(), ...more }
    },
    track: (name) => {
      const { events } = facts.peek()
      facts.value = { ...facts.peek(), events: { ...events, [name]: (events[name] ?? 0) + 1 } }
    },
  }
}
