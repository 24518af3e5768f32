/** What moves a step on besides its buttons: a click on the target, input, an event or a condition [FLO18]. */
import type { Clock, Undo } from '@docent/client/outside'
import type { Step } from '@docent/protocol'
import { type Facts, matches } from '@docent/protocol/rule'
import { effect, type ReadonlySignal } from '@preact/signals-core'
import { fieldValue, isWithin, listen } from '../page-acts.ts'
import { fits } from '../path-pattern.ts'

/** Quiet after which a field counts as filled in: a word of which the first letter was typed is not written yet. */
const typedMs = 700

/** What facts say: heard whether the step is on screen or waits. */
export function onFacts(options: {
  readonly step: Step
  readonly facts: ReadonlySignal<Facts>
  /** How often the events had happened as the step began. */
  readonly events: Facts['events']
  /** The visitor went back to a step whose condition may hold: to be seen, it has to begin to hold once more. */
  readonly back: boolean
  readonly moveOn: () => void
}): Undo {
  const { advance } = options.step
  const { events } = options
  const happened = (now: Facts): boolean =>
    advance.some((way) => way.on === 'event' && (now.events[way.name] ?? 0) > (events[way.name] ?? 0))
  const holds = (now: Facts): boolean =>
    advance.some((way) => way.on === 'condition' && matches(way.rule, now))
  let armed = !options.back
  return effect(() => {
    const now = options.facts.value
    const does = holds(now)
    if (happened(now) || (armed && does)) options.moveOn()
    armed ||= !does
  })
}

/** What the visitor does at the target while the step is on screen. */
export function onActs(options: {
  readonly step: Step
  readonly page: Document
  readonly clock: Clock
  readonly target: () => Element | null
  readonly facts: () => Facts
  /** The visitor does something with the target, whether or not that moves on. */
  readonly progress: () => void
  readonly moveOn: () => void
}): Undo {
  const { page, clock, moveOn } = options
  const { advance } = options.step
  let quiet: Undo = () => {}
  const unlisten = listen(page, 'click input change', (event) => {
    if (!isWithin(event, options.target())) return
    options.progress()
    if (event.type === 'click') {
      if (advance.some(({ on }) => on === 'click')) moveOn()
      return
    }
    quiet()
    const value = fieldValue(event.composedPath()[0])
    const counts = advance.some(
      (way) => way.on === 'input' && (way.matches === undefined || fits(way.matches, value, options.facts())),
    )
    if (!value || !counts) return
    if (event.type === 'change') moveOn()
    else quiet = clock.after(typedMs, moveOn)
  })
  return () => {
    unlisten()
    quiet()
  }
}
