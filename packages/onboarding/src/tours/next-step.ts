/** The ways through a tour: what comes first, what follows a step, and where on the way a step stands. Pure. */
import type { Step, StepRef, TourContent } from '@docent/protocol'
import { type Facts, matches } from '@docent/protocol/rule'

export type Next = Step | 'end'

const byId = ({ steps }: TourContent, id: StepRef): Next =>
  (id !== 'end' && steps.find((step) => step.id === id)) || 'end'

/** Where a step leads, before it is asked whether that one may be passed over. */
function leadsTo(content: TourContent, step: Step, facts: Facts, choice?: string): Next {
  const to =
    step.choices?.find(({ id }) => id === choice)?.to ??
    step.branches?.find(({ when }) => matches(when, facts))?.to
  return to === undefined ? (content.steps[content.steps.indexOf(step) + 1] ?? 'end') : byId(content, to)
}

/** The first from `next` on whose condition holds. One that is passed over leads on as if it had been done. */
function passing(content: TourContent, next: Next, facts: Facts): Next {
  // Branches may lead in a circle of steps that are all passed over: nothing is left to show then.
  for (let at = next, left = content.steps.length; at !== 'end' && left >= 0; left--) {
    if (!at.when || matches(at.when, facts)) return at
    at = leadsTo(content, at, facts)
  }
  return 'end'
}

export const firstStep = (content: TourContent, facts: Facts): Next =>
  passing(content, content.steps[0] ?? 'end', facts)

/** @param choice id of the choice that was pressed, on a step that has them */
export const stepAfter = (content: TourContent, step: Step, facts: Facts, choice?: string): Next =>
  passing(content, leadsTo(content, step, facts, choice), facts)

export const stepById = (content: TourContent, id: string | null): Step | null =>
  content.steps.find((step) => step.id === id) ?? null

/** The steps that are left from `next` on, as far as is known now; each once. */
function wayFrom(content: TourContent, next: Next, facts: Facts): Step[] {
  const way: Step[] = []
  for (let at = next; at !== 'end' && !way.includes(at); at = stepAfter(content, at, facts)) way.push(at)
  return way
}

/** The steps that somebody has likely seen who is at `step`: for Back, and for counting, after a reload. */
export function wayTo(content: TourContent, step: Step, facts: Facts): readonly Step[] {
  const way = wayFrom(content, firstStep(content, facts), facts)
  return way.slice(0, Math.max(0, way.indexOf(step)))
}

/** The place of a step counted from 1, and how many there are: what was seen, and what likely follows. */
export function placeOf(
  content: TourContent,
  step: Step,
  before: readonly Step[],
  facts: Facts,
): { readonly place: number; readonly of: number } {
  const place = new Set(before).size + 1
  return {
    place,
    of: place + wayFrom(content, step, facts).filter((one) => !before.includes(one)).length - 1,
  }
}

/** The words on it, or the lack of any other way on: whether the step has a button that leads on. */
export const hasButton = ({ advance, choices }: Step): boolean =>
  !choices?.length && (advance.length === 0 || advance.some(({ on }) => on === 'button'))
