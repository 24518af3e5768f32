/**
 * Where this visitor stands in every flow [FLO4]: kept in the browser, told by the relay, pushed from other devices, and
 * moved by what happens here, all joined by the functions that the relay uses. Of one identity at a time [IDN6].
 */
import type { FlowEvent, FlowKind, FlowRun } from '@docent/protocol'
import { applyFlowEvent, emptyRun, joinRuns } from '@docent/protocol/flow-run'
import { batch, effect, type ReadonlySignal, signal, untracked } from '@preact/signals-core'
import type { Undo } from '../../outside.ts'
import { createRetriedTask } from '../../retried-task.ts'
import type { Ground } from '../ground.ts'

export interface FlowRuns {
  /** True once they are known: from the relay, or from this browser's copy where the relay does not answer. */
  readonly ready: ReadonlySignal<boolean>
  readonly all: ReadonlySignal<ReadonlyMap<string, FlowRun>>
  /** When each flow last began or went on in this browser. */
  readonly begun: ReadonlySignal<Readonly<Record<string, number>>>
  /** Applies an event at once, keeps it, and sends it. Resolves when it is kept. */
  record(event: FlowEvent, kind: FlowKind): Promise<void>
  noteBegun(flowId: string): void
  close(): void
}

export interface FlowRunsOptions {
  readonly ground: Ground
  /** The kind of a flow whose run this browser hears of for the first time; undefined where nothing is known of it. */
  kindOf(flowId: string, version: number): FlowKind | undefined
  /** Called with how often the relay has counted events of this visitor; those that it does not name it has not counted. */
  onCounts(counts: Readonly<Record<string, number>>): void
}

interface Kept {
  readonly runs: readonly FlowRun[]
  readonly begun: Readonly<Record<string, number>>
}

/** As many as the relay tells. */
const keptRuns = 200
/** How long the relay may take before this browser's copy has to do. */
const patienceMs = 2_000

export function createFlowRuns({ ground, kindOf, onCounts }: FlowRunsOptions): FlowRuns {
  const { connection, storage, tabs, clock } = ground
  const all = signal<ReadonlyMap<string, FlowRun>>(new Map())
  const begun = signal<Readonly<Record<string, number>>>({})
  const ready = signal(false)
  /** Whose runs these are. */
  let prefix: string | null = null
  let hasCopy = false
  let patience: Undo | null = null
  /** Events that are in the runs already. */
  const applied = new Set<string>()
  let closed = false

  const keyOf = (of: string) => `${of}flows`

  function join(runs: readonly FlowRun[]) {
    all.value = joined(all.peek(), runs)
  }

  function apply(event: FlowEvent, kind: FlowKind) {
    applied.add(event.eventId)
    const run = all.peek().get(event.runId) ?? emptyRun(event, kind)
    all.value = new Map(all.peek()).set(event.runId, applyFlowEvent(run, event))
  }

  const degrade = (cause: unknown) =>
    ground.warn(
      'The copy of where the visitor stands in tours and checklists cannot be read or written.',
      cause,
    )

  async function save() {
    if (prefix === null) return
    const key = keyOf(prefix)
    const mine = { runs: [...all.peek().values()], begun: begun.peek() }
    await storage.change(key, (old) => (isKept(old) ? both(old, mine) : both(mine, mine)))
    tabs.tell(key)
  }

  async function load(of: string) {
    const kept = await storage.get(keyOf(of))
    if (closed || prefix !== of || !isKept(kept)) return
    batch(() => {
      join(kept.runs)
      begun.value = latest(begun.peek(), kept.begun)
    })
    hasCopy = true
    settleForCopy()
  }

  /** Offline, what this browser knows has to do. */
  function settleForCopy() {
    const { state } = connection.status.peek()
    const gaveUp = state === 'waiting' || state === 'refused' || patience === null
    if (hasCopy && gaveUp) ready.value = true
  }

  function takeOver(next: string | null) {
    prefix = next
    hasCopy = false
    patience?.()
    patience = null
    applied.clear()
    batch(() => {
      all.value = new Map()
      begun.value = {}
      ready.value = false
    })
    onCounts({})
    if (next === null) return
    patience = clock.after(patienceMs, () => {
      patience = null
      settleForCopy()
    })
    load(next).catch(degrade)
  }

  const asking = createRetriedTask({
    async act() {
      const mine = prefix
      const reply = await connection.request('flow:runs', {})
      if (mine === null || mine !== prefix) return 'done'
      if (!reply.ok) return 'later'
      batch(() => {
        join(reply.data.runs)
        ready.value = true
      })
      onCounts(reply.data.events)
      await save().catch(degrade)
      return 'done'
    },
    isConnected: connection.isOpen,
    clock,
    random: ground.random,
  })

  /** What is still to be sent has happened: what an earlier page left, and what an anonymous visitor left to the user. */
  function applyWaiting() {
    for (const { letter } of ground.waiting.value) {
      if (letter.kind !== 'progress' || applied.has(letter.cmid)) continue
      const { event } = letter
      const kind = all.peek().get(event.runId)?.kind ?? kindOf(event.flowId, event.version)
      if (kind) apply(event, kind)
    }
  }

  /** The relay's word on a run, and what is here: what both know. */
  function hear(run: FlowRun) {
    join([run])
    save().catch(degrade)
  }

  const undo = [
    effect(() => {
      const next = ground.prefix.value
      if (next !== prefix) untracked(() => takeOver(next))
    }),
    effect(() => {
      if (ground.readies.value > 0) void asking.run()
    }),
    effect(() => {
      connection.status.value
      untracked(settleForCopy)
    }),
    effect(() => {
      batch(applyWaiting)
    }),
    connection.on('run:changed', ({ run }) => hear(run)),
    ground.onRun(hear),
    tabs.onTold((topic) => {
      if (prefix !== null && topic === keyOf(prefix)) load(prefix).catch(degrade)
    }),
  ]

  return {
    ready,
    all,
    begun,
    async record(event, kind) {
      apply(event, kind)
      const { eventId: cmid, runId: conversationId, at: writtenAt } = event
      // The letter first: what was said must arrive, while the copy can be made anew.
      await ground.post({ kind: 'progress', cmid, conversationId, writtenAt, event })
      await save()
    },
    noteBegun(flowId) {
      begun.value = { ...begun.peek(), [flowId]: clock.now() }
    },
    close() {
      closed = true
      for (const act of undo) act()
      patience?.()
      asking.close()
    },
  }
}

function joined(known: ReadonlyMap<string, FlowRun>, more: readonly FlowRun[]): ReadonlyMap<string, FlowRun> {
  const runs = new Map(known)
  for (const run of more) {
    const before = runs.get(run.runId)
    runs.set(run.runId, before ? joinRuns(before, run) : run)
  }
  return runs
}

function both(a: Kept, b: Kept): Kept {
  const runs = [...joined(joined(new Map(), a.runs), b.runs).values()]
  const byStart = runs.sort((one, other) => other.startedAt - one.startedAt)
  return { runs: byStart.slice(0, keptRuns), begun: latest(a.begun, b.begun) }
}

function latest(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) {
  const later: Record<string, number> = { ...a }
  for (const [id, at] of Object.entries(b)) later[id] = Math.max(later[id] ?? 0, at)
  return later
}

/** What another build of this client kept may have another form. */
const isKept = (value: unknown): value is Kept => {
  const { runs, begun } = (value ?? {}) as Partial<Kept>
  return Array.isArray(runs) && begun instanceof Object
}
