/** The lead of an agent on this page: answers what there is to point at, and shows where the agent points [FLO12]. */
import type { Undo } from '@docent/client/outside'
import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import { effect, untracked } from '@preact/signals-core'
import type { OnScreen } from '../on-screen.ts'
import { createLabels } from './labels.ts'

export function createGuide(options: {
  readonly view: Window & typeof globalThis
  readonly guide: VisitorFlows['guide']
  readonly screen: OnScreen
  /** Ends the tour in which the agent leads. */
  readonly stop: () => void
}): Undo {
  const { view, guide, screen } = options
  const labels = createLabels(view.document)
  const undo = [
    guide.onAsked(() => labels.collect(guide.allows.peek())),
    effect(() => {
      const pointed = guide.pointed.value
      const element = pointed && labels.find(pointed.labelId)
      untracked(() => {
        screen.pointer.value =
          pointed && element ? { element, agentName: pointed.agentName, stop: options.stop } : null
        const calm = view.matchMedia('(prefers-reduced-motion: reduce)').matches
        element?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: calm ? 'auto' : 'smooth' })
      })
    }),
  ]
  return () => {
    for (const act of undo) act()
    screen.pointer.value = null
  }
}
