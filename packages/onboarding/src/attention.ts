/** Whether the visitor is busy, and in which tab: tells the budget of pop-ups [FLO7] and the tab that leads [FLO6]. */
import type { Undo } from '@docent/client/outside'
import type { VisitorFlows } from '@docent/client/visitor/flows/types'
import { focusedIn } from '@docent/ui/focus'
import { effect, type ReadonlySignal } from '@preact/signals-core'
import { isEditable, listen } from './page-acts.ts'

export function watchAttention(options: {
  readonly page: Document
  readonly flows: Pick<VisitorFlows, 'interruptions' | 'lead' | 'leads'>
  readonly messengerOpen: ReadonlySignal<boolean>
}): Undo {
  const { page, flows } = options
  let writing: Undo | null = null
  const setWriting = (writes: boolean): void => {
    if (writes) writing ??= flows.interruptions.busy()
    else {
      writing?.()
      writing = null
    }
  }
  const lead = (): void => {
    if (!flows.leads.peek()) flows.lead()
  }
  /** Who opens a tab, or comes back to it, looks at it; one that was opened in the background waits. */
  const leadIfSeen = (): void => {
    if (page.visibilityState === 'visible') lead()
  }
  const undo = [
    effect(() => (options.messengerOpen.value ? flows.interruptions.busy() : undefined)),
    listen(page, 'focusin', (event) => setWriting(isEditable(event.composedPath()[0]))),
    listen(page, 'focusout', () => setWriting(false)),
    listen(page, 'input', () => flows.interruptions.typed()),
    listen(page, 'pointerdown keydown', lead),
    listen(page, 'visibilitychange', leadIfSeen),
  ]
  leadIfSeen()
  // A page may come with the focus in its field.
  setWriting(isEditable(focusedIn(page)))
  return () => {
    for (const act of undo) act()
    setWriting(false)
  }
}
