/** Completes the items of checklists whose targets are clicked [FLO8]. */
import type { Undo } from '@docent/client/outside'
import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import { findTarget } from '../finder/index.ts'
import { isWithin, listen } from '../page-acts.ts'
import { isOpen } from './progress.ts'

export function completeByClicks(page: Document, flows: Pick<VisitorFlows, 'runs' | 'record'>): Undo {
  return listen(page, 'click', (event) => {
    for (const { run, flow } of flows.runs.peek()) {
      const { content } = flow
      if (content.kind !== 'checklist' || run.status === 'completed') continue
      for (const { id: stepId, completeWhen } of content.items) {
        if (!isOpen(content, run.done, stepId)) continue
        // Looked for as it is pressed: watching each item's target would cost every page that has none of them.
        const hit = completeWhen.some(
          (when) => when.by === 'click' && isWithin(event, findTarget(when.target, page).element),
        )
        if (hit) flows.record(run.runId, { kind: 'item_done', stepId })
      }
    }
  })
}
