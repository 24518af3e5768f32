/**
 * The engine's part of flows, for an author who plays a draft: one flow that nobody else sees, runs that are kept nowhere.
 * The room plays it exactly as it plays a visitor's.
 */

import type { Clock } from '@docent/client/outside'
import type { RunningFlow, VisitorFlows } from '@docent/client/visitor/flows/types'
import { createInterruptions } from '@docent/client/visitor/interruptions'
import type { PublishedFlow } from '@docent/protocol'
import { applyFlowEvent, emptyRun, type FlowEvent } from '@docent/protocol/flow-run'
import { computed, type ReadonlySignal, signal } from '@preact/signals-core'

export interface PreviewOptions {
  readonly flow: PublishedFlow
  /** The step to begin with; null: the first. */
  readonly stepId: string | null
  readonly facts: VisitorFlows['facts']
  readonly clock: Clock
  readonly ids: () => string
}

export interface PreviewFlows extends VisitorFlows {
  /** True once the run has ended. */
  readonly ended: ReadonlySignal<boolean>
}

export function createPreviewFlows({ flow, stepId, facts, clock, ids }: PreviewOptions): PreviewFlows {
  const runs = signal<readonly RunningFlow[]>([])
  const interruptions = createInterruptions({ clock, restMs: 0, typingMs: 0 })
  let seq = 0

  const eventOf = (
    runId: string,
    said: Omit<FlowEvent, 'eventId' | 'runId' | 'flowId' | 'version' | 'seq' | 'at'>,
  ) => ({
    ...said,
    eventId: ids(),
    runId,
    flowId: flow.id,
    version: flow.version,
    seq: ++seq,
    at: clock.now(),
  })

  return {
    ready: signal(true),
    flows: signal([flow]),
    runs,
    due: signal([]),
    facts,
    leads: signal(true),
    lead() {},
    interruptions,
    async start(flowId) {
      if (flowId !== flow.id) return null
      const started = eventOf(ids(), { kind: 'started', stepId, data: { source: 'preview' } })
      const running = { flow, run: applyFlowEvent(emptyRun(started, flow.content.kind), started) }
      runs.value = [running]
      return running
    },
    record(runId, { kind, stepId: step, data }) {
      const event = eventOf(runId, { kind, stepId: step ?? null, ...(data && { data }) })
      runs.value = runs
        .peek()
        .map((known) =>
          known.run.runId === runId ? { ...known, run: applyFlowEvent(known.run, event) } : known,
        )
    },
    guide: { allows: signal('off'), pointed: signal(null), onAsked: () => () => {} },
    ended: computed(() => runs.value.some(({ run }) => run.status !== 'running')),
    close() {
      interruptions.close()
    },
  }
}
