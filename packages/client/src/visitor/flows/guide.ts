/** The visitor's end of an agent's lead: what there is to point at, and what is pointed at [FLO12]. Nothing without a tour that the agent sent. */
import type { FlowRun, PageLabel, VisitorEvents } from '@docent/protocol'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Ground } from '../ground.ts'
import type { VisitorFlows } from './visitor-flows.ts'

export interface GuideOptions {
  readonly connection: Ground['connection']
  readonly allows: VisitorFlows['guide']['allows']
  readonly runs: ReadonlySignal<ReadonlyMap<string, FlowRun>>
  readonly leads: ReadonlySignal<boolean>
}

/** As many, and as long, as the relay takes. */
const labelsAtMost = 200
const labelLength = 80

export function createGuide({
  connection,
  allows,
  runs,
  leads,
}: GuideOptions): VisitorFlows['guide'] & { close(): void } {
  const told = signal<VisitorEvents['guide:pointed'] | null>(null)
  const answers: (() => readonly PageLabel[])[] = []

  const isLed = (by: string) =>
    leads.value &&
    allows.value !== 'off' &&
    [...runs.value.values()].some(
      ({ status, source, conversationId }) =>
        status === 'running' && source === 'agent' && conversationId === by,
    )

  function hearAsked({ requestId, conversationId }: VisitorEvents['guide:asked']) {
    const answer = answers.at(-1)
    if (!answer || !isLed(conversationId)) return
    const labels = answer()
      .slice(0, labelsAtMost)
      .map((label) => ({ ...label, label: label.label.slice(0, labelLength) }))
    void connection.request('guide:labels', { requestId, labels })
  }

  const undo = [
    connection.on('guide:asked', hearAsked),
    connection.on('guide:pointed', (pointed) => {
      told.value = pointed
    }),
    // What was pointed at in an earlier tour is not pointed at in the next one.
    effect(() => {
      if (told.value && !isLed(told.value.conversationId)) told.value = null
    }),
  ]

  return {
    allows,
    pointed: computed(() => {
      const { labelId, agent, conversationId } = told.value ?? {}
      if (!labelId || !agent || !conversationId || !isLed(conversationId)) return null
      return { labelId, agentName: agent.name }
    }),
    onAsked(answer) {
      answers.push(answer)
      return () => {
        const at = answers.indexOf(answer)
        if (at >= 0) answers.splice(at, 1)
      }
    },
    close() {
      for (const act of undo) act()
    },
  }
}
