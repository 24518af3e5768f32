/**
 * The visitor's checklists: which there are, what may be done with their items, and what the page hears of it [FLO8].
 * Items that rules and tours complete are the engine's; the visitor's own ticks are heard here, clicks in `clicked-items.ts`.
 */
import type { Undo } from '@docent/client/outside'
import type { RunningFlow, VisitorFlows } from '@docent/client/visitor/flows/types'
import type { ChecklistContent, ChecklistItem, FlowAction, FlowRun } from '@docent/protocol'
import { computed, effect, type ReadonlySignal, untracked } from '@preact/signals-core'
import type { ChecklistOnScreen, EmitOnboarding, Tasks } from '../onboarding-types.ts'
import { isOpen, isReachable, maySay } from './progress.ts'

export interface Checklists {
  readonly tasks: Tasks
  close(): void
}

export interface ChecklistsOptions {
  readonly flows: VisitorFlows
  readonly act: (action: FlowAction) => void
  readonly emit: EmitOnboarding
  readonly onDismissed: (flowId: string) => void
  readonly onCompleted: (content: ChecklistContent) => void
}

const statusOrder: Record<FlowRun['status'], number> = { running: 0, dismissed: 1, completed: 2 }

export function createChecklists(options: ChecklistsOptions): Checklists {
  const { flows, emit } = options
  const running = computed(() => flows.runs.value.filter(({ run }) => run.kind === 'checklist'))
  const checklists: ReadonlySignal<readonly ChecklistOnScreen[]> = computed(() =>
    running.value
      .flatMap(({ run, flow: { id, content, locale } }) =>
        content.kind === 'checklist'
          ? [{ flowId: id, content, locale, status: run.status, done: run.done }]
          : [],
      )
      .sort((a, b) => statusOrder[a.status] - statusOrder[b.status]),
  )

  /** The run and the item, where there are such. */
  function within(
    flowId: string,
    itemId: string,
    act: (runId: string, item: ChecklistItem, content: ChecklistContent, done: readonly string[]) => void,
  ): void {
    const one = running.peek().find(({ flow }) => flow.id === flowId)
    const content = one?.flow.content
    const item = content?.kind === 'checklist' ? content.items.find(({ id }) => id === itemId) : undefined
    if (one && item && content?.kind === 'checklist') act(one.run.runId, item, content, one.run.done)
  }
  const done = (runId: string, stepId: string): void => flows.record(runId, { kind: 'item_done', stepId })

  /** What was done as this tab first heard of a run is no news. */
  const known = new Map<string, FlowRun>()
  const tell = ({ run, flow }: RunningFlow): void => {
    const before = known.get(run.runId)
    known.set(run.runId, run)
    if (!before || flow.content.kind !== 'checklist') return
    for (const itemId of run.done)
      if (!before.done.includes(itemId)) emit('itemCompleted', { flowId: flow.id, itemId })
    if (run.status !== 'completed' || before.status === 'completed') return
    options.onCompleted(flow.content)
    emit('checklistCompleted', { flowId: flow.id })
  }

  const undo: Undo[] = [
    effect(() => {
      const all = running.value
      if (flows.ready.value) untracked(() => all.forEach(tell))
    }),
  ]

  return {
    tasks: {
      checklists,
      act: (flowId, itemId) =>
        within(flowId, itemId, (runId, { action }, content, already) => {
          if (!action || !isReachable(content, already, itemId)) return
          flows.record(runId, { kind: 'acted', stepId: itemId })
          options.act(action.does)
        }),
      tick: (flowId, itemId) =>
        within(flowId, itemId, (runId, item, content, already) => {
          if (isOpen(content, already, itemId) && maySay(item)) done(runId, itemId)
        }),
      dismiss: (flowId) => {
        const one = running.peek().find(({ flow }) => flow.id === flowId)
        if (one) flows.record(one.run.runId, { kind: 'dismissed' })
        options.onDismissed(flowId)
      },
    },
    close: () => {
      for (const act of undo.splice(0)) act()
    },
  }
}
