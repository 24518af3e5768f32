/**
 * The engine's part of flows, for pages that have any: joins what the site has published, where this visitor stands, what
 * is due, which tab leads, and the lead of an agent. It begins nothing by itself and draws nothing.
 */
import type { FlowContent, FlowEvent, FlowEventData, FlowRun, PublishedFlow } from '@docent/protocol'
import { type Facts, matches } from '@docent/protocol/rule'
import { batch, computed, effect, type ReadonlySignal, untracked } from '@preact/signals-core'
import { createDeferred } from '../../deferred.ts'
import type { Ground } from '../ground.ts'
import type { Interruptions } from '../interruptions.ts'
import { dueFlows } from './due-flows.ts'
import { createEventCounts } from './event-counts.ts'
import { createFlowDocuments, type FlowDocumentsOptions } from './flow-documents.ts'
import { createFlowRuns } from './flow-runs.ts'
import { createGuide } from './guide.ts'
import { itemsDone, mayBeDone } from './items-done.ts'
import { createLeadingTab } from './leading-tab.ts'
import { createSharedInterruptions } from './shared-rest.ts'
import { stableList } from './stable.ts'
import type { RunningFlow, Said, VisitorFlows } from './visitor-flows.ts'

export type { FetchFlows, FetchVersion } from './flow-documents.ts'
export type * from './visitor-flows.ts'

export interface VisitorFlowsOptions extends Omit<FlowDocumentsOptions, 'ground'> {
  /** `VisitorClient.ground`. */
  readonly ground: Ground
  /** `VisitorClient.facts`. */
  readonly facts: ReadonlySignal<Facts>
  /** The page's one budget, where others share it already. */
  readonly interruptions?: Interruptions
}

/** As many characters of a path as the relay takes: a longer one would make it refuse the step. */
const pathLength = 500

/** How long a start waits to learn what there is and where the visitor stands, before it goes on with what it knows. */
const startMs = 3_000

export function createVisitorFlows(options: VisitorFlowsOptions): VisitorFlows {
  const { ground } = options
  const { clock, ids } = ground
  const documents = createFlowDocuments(options)
  const counts = createEventCounts(ground, options.facts)
  const runs = createFlowRuns({
    ground,
    kindOf: (flowId, version) => (documents.version(flowId, version) ?? liveOf(flowId))?.content.kind,
    onCounts: counts.takeAll,
  })
  const interruptions = options.interruptions ?? createSharedInterruptions(ground)
  const tab = createLeadingTab({ ...ground, name: `docent:${ground.site}/flows/lead` })
  const { facts } = counts
  /** The last number given in each run: what does not move the visitor has one as well. */
  const numbers = new Map<string, number>()

  const published = computed(() => documents.current.value?.flows ?? [])
  const liveOf = (flowId: string) => published.value.find(({ id }) => id === flowId)
  const belongs = ({ audience }: PublishedFlow) => matches(audience, facts.value)

  const flows = stableList(() => published.value.filter(belongs))
  const due = stableList(() => {
    if (!runs.ready.value) return []
    const all = [...runs.all.value.values()]
    return dueFlows({
      flows: published.value,
      runs: all,
      begun: runs.begun.value,
      facts: facts.value,
      now: clock.now(),
    })
  })

  /** The latest run of each flow, the latest first. */
  const latest = computed(() => {
    const byFlow = new Map<string, FlowRun>()
    for (const run of [...runs.all.value.values()].sort(laterFirst))
      if (!byFlow.has(run.flowId)) byFlow.set(run.flowId, run)
    return [...byFlow.values()]
  })

  /** What was begun goes on as it was; of what has ended the live version tells enough. */
  const flowOf = (run: FlowRun) =>
    documents.version(run.flowId, run.version) ?? (goesOn(run) ? undefined : liveOf(run.flowId))

  const running = stableList<RunningFlow>(
    () =>
      latest.value.flatMap((run) => {
        const flow = flowOf(run)
        if (!flow) return []
        const disappears = flow.content.kind === 'checklist' || flow.content.kind === 'hint'
        return disappears && !belongs(flow) ? [] : [{ run, flow }]
      }),
    (a, b) => a.run === b.run && a.flow === b.flow,
  )

  function say(
    run: Pick<FlowRun, 'runId' | 'flowId' | 'version' | 'kind' | 'seq'>,
    kind: FlowEvent['kind'],
    stepId: string | null,
    data?: FlowEventData,
  ) {
    const { runId, flowId, version } = run
    const at = clock.now()
    // By the clock, so that a device that was offline does not overtake by its many steps; rising in any case.
    const seq = Math.max(at, run.seq + 1, (numbers.get(runId) ?? 0) + 1)
    numbers.set(runId, seq)
    const event: FlowEvent = {
      eventId: ids(),
      runId,
      flowId,
      version,
      kind,
      stepId,
      seq,
      at,
      ...(data && { data: { ...data, ...(data.path && { path: data.path.slice(0, pathLength) }) } }),
    }
    return runs.record(event, run.kind)
  }

  const degrade = (cause: unknown) =>
    ground.warn('What happened in a tour or checklist could not be kept.', cause)

  /** What changes nothing is not said: two tabs and two rules may find the same. */
  function isNews(run: FlowRun, { kind, stepId }: Said): boolean {
    if (kind === 'completed') return run.status !== 'completed'
    if (kind === 'dismissed') return run.status === 'running'
    if (kind !== 'item_done') return true
    if (stepId === undefined || run.done.includes(stepId)) return false
    const content = flowOf(run)?.content
    return content?.kind !== 'checklist' || mayBeDone(content, new Set(run.done), stepId)
  }

  function record(runId: string, said: Said) {
    const run = runs.all.peek().get(runId)
    if (!run || !isNews(run, said)) return
    batch(() => {
      say(run, said.kind, said.stepId ?? null, said.data).catch(degrade)
      const after = runs.all.peek().get(runId)
      if (said.kind === 'item_done' && after && isWhole(after, flowOf(after)?.content))
        record(runId, { kind: 'completed' })
    })
  }

  async function start(...[flowId, source, conversationId]: Parameters<VisitorFlows['start']>) {
    await patiently(() => runs.ready.value && documents.current.value !== null)
    const before = latest.peek().find((run) => run.flowId === flowId)
    const led = source === 'agent' && conversationId !== undefined
    const sameLead = !led || before?.conversationId === null || before?.conversationId === conversationId
    if (before && goesOn(before) && sameLead) {
      // Begun in a version that is not live any more, perhaps on another device: it is being fetched.
      await patiently(() => flowOf(before) !== undefined)
      const flow = flowOf(before)
      if (!flow) return null
      runs.noteBegun(flowId)
      // Who follows from now on is said, and the visitor stays where they are.
      if (led && before.conversationId === null)
        await say(before, 'started', before.stepId, { source, conversationId })
      return running.peek().find(({ run }) => run.runId === before.runId) ?? { run: before, flow }
    }
    const flow = (source === 'agent' ? published : flows).peek().find(({ id }) => id === flowId)
    if (!flow) return null
    // Another agent's tour takes the place of the first one's: whoever led sees that it ended.
    if (before?.status === 'running') record(before.runId, { kind: 'dismissed' })
    await documents.keep(flow)
    runs.noteBegun(flowId)
    const { version, content } = flow
    const runId = ids()
    const begun = { runId, flowId, version, kind: content.kind, seq: 0 }
    await say(begun, 'started', null, { source, ...(conversationId && { conversationId }) })
    const run = runs.all.peek().get(runId)
    return run ? { run, flow } : null
  }

  /** Resolves once it holds, or when nobody tells. */
  async function patiently(holds: () => boolean) {
    const known = createDeferred()
    const undoPatience = clock.after(startMs, known.resolve)
    const undoKnown = effect(() => {
      if (holds()) known.resolve()
    })
    await known.promise
    undoPatience()
    undoKnown()
  }

  const undo = [
    effect(() => {
      for (const run of latest.value)
        if (goesOn(run) && !documents.version(run.flowId, run.version))
          untracked(() => documents.want(run.flowId, run.version))
    }),
    // Rules are judged in one tab; the others hear of what is done.
    effect(() => {
      if (!tab.leads.value || !runs.ready.value) return
      const completed = new Set<string>()
      for (const { flowId, status } of runs.all.value.values())
        if (status === 'completed') completed.add(flowId)
      for (const { run, flow } of running.value) {
        if (flow.content.kind !== 'checklist' || run.status === 'completed') continue
        const fresh = itemsDone(flow.content, run.done, facts.value, completed)
        untracked(() => {
          for (const stepId of fresh) record(run.runId, { kind: 'item_done', stepId })
        })
      }
    }),
    effect(() => {
      if (!runs.ready.value || !documents.current.value) return
      untracked(() => {
        documents
          .prune((flowId, version) =>
            latest.peek().some((run) => run.flowId === flowId && run.version === version),
          )
          .catch(degrade)
      })
    }),
  ]

  const guide = createGuide({
    connection: ground.connection,
    allows: computed(() => documents.current.value?.guide ?? 'off'),
    runs: runs.all,
    leads: tab.leads,
  })

  return {
    ready: runs.ready,
    flows,
    runs: running,
    due,
    facts,
    leads: tab.leads,
    lead: tab.take,
    interruptions,
    start,
    record,
    guide,
    close() {
      for (const act of undo) act()
      guide.close()
      counts.close()
      runs.close()
      documents.close()
      tab.close()
      interruptions.close()
    },
  }
}

const laterFirst = (a: FlowRun, b: FlowRun): number =>
  b.startedAt - a.startedAt || (a.runId < b.runId ? 1 : -1)

/** Checklists that were put away, and hints that were read, are found again where they were [FLO8] [FLO17]. */
const goesOn = ({ kind, status }: FlowRun): boolean =>
  status === 'running' || kind === 'checklist' || kind === 'hint'

/** All that there was to do is done. */
function isWhole({ done, status }: FlowRun, content: FlowContent | undefined): boolean {
  if (status === 'completed' || !content) return false
  const places = content.kind === 'checklist' ? content.items : content.kind === 'hint' ? content.hints : []
  return places.length > 0 && places.every(({ id }) => done.includes(id))
}
