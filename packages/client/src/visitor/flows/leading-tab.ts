/**
 * Which of a browser's tabs leads [FLO6]: one at a time, for as long as it lives and nobody acts in another one. Where the
 * browser has no locks every tab leads, which is better than none.
 */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { createDeferred } from '../../deferred.ts'
import type { PageLife, Tabs, Undo } from '../../outside.ts'

export interface LeadingTab {
  readonly leads: ReadonlySignal<boolean>
  /** Takes the lead from whoever has it. */
  take(): void
  close(): void
}

export function createLeadingTab(options: {
  readonly tabs: Tabs
  readonly page: PageLife
  /** The same in all tabs that share a lead. */
  readonly name: string
}): LeadingTab {
  const { tabs, page, name } = options
  const leads = signal(false)
  let stepBack: Undo | null = null

  /** Waits until nobody leads, then leads until it steps back. */
  function stand() {
    if (stepBack) return
    const led = createDeferred()
    let stands = true
    const giveUp = tabs.whenFree(name, async () => {
      if (!stands) return
      leads.value = true
      await led.promise
    })
    stepBack = () => {
      stands = false
      stepBack = null
      giveUp()
      led.resolve()
      leads.value = false
    }
  }

  const leave = () => stepBack?.()

  const undo = [
    tabs.onTold((topic) => {
      if (topic !== `${name}/taken`) return
      // Behind the one that takes it, who waits already.
      leave()
      stand()
    }),
    // A page in the back-forward cache must not hold what others wait for.
    page.onLeave(leave),
    page.onWake(stand),
  ]
  stand()

  return {
    leads,
    take() {
      stand()
      if (!leads.peek()) tabs.tell(`${name}/taken`)
    },
    close() {
      for (const act of undo) act()
      leave()
    },
  }
}
