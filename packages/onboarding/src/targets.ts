/** What looks for elements of the page: a chunk of its own, fetched with the first hint or checklist that names one. */
import type { Undo } from '@docent/client/outside'
import { completeByClicks } from './checklist/clicked-items.ts'
import { createHints, type HintsOptions } from './hint/hints.ts'

export function watchTargets(options: HintsOptions): Undo {
  const undo = [createHints(options), completeByClicks(options.view.document, options.flows)]
  return () => {
    for (const act of undo) act()
  }
}
