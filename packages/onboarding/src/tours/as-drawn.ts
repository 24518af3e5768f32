/** A step as its renderer is told of it: with a way on, a way back, and its place on the way. Pure. */
import type { Step, TourContent } from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { hasButton, stepAfter } from './next-step.ts'
import type { StepOnScreen } from './tour-renderer.ts'

export function asDrawn(
  content: TourContent,
  step: Step,
  target: Element | null,
  around: Pick<StepOnScreen, 'place' | 'of' | 'canGoBack'> & { readonly facts: Facts },
): StepOnScreen {
  const { place, of, canGoBack, facts } = around
  return {
    step,
    target,
    placement: step.placement ?? 'auto',
    place,
    of,
    // Without its target a step would have no way on.
    hasNext: hasButton(step) || (!target && !step.choices?.length),
    isLast: !step.choices?.length && stepAfter(content, step, facts) === 'end',
    canGoBack,
    interaction: step.interaction ?? 'target',
    canSkip: content.steps.length > 1,
  }
}
