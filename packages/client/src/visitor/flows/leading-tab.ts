/**
 * Which of a browser's tabs leads [FLO6]: one at a time, for as long as it lives and nobody acts in another one. Where the
 * browser has no locks every tab leads, which is better than none.
 */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { createDeferred } from '../../deferred.ts'
import type { Clock, PageLife, Tabs, Undo } from '../../outside.ts'

export interface LeadingTab {
  readonly leads: ReadonlySignal<boolean>
  /** Takes the lead from whoever has it. */
  take(): void
  close(): void
}

/**
 * How often, and after how many milliseconds, a tab says again that it takes the lead: its own place in the queue may reach
 * the browser later than the word to the other tab does, which then is the next in the queue itself.
 */
const takes = { times: 10, everyMs: 200 }

export function createLeadingTab(options: {
  readonly clock: Clock
  readonly tabs: Tabs
  readonly page: PageLife
  /** The same in all tabs that share a lead. */
  readonly name: string
}): LeadingTab {
  const { clock, tabs, page, name } = options
  const leads = signal(false)
  let stepBack: Undo | null = null
  let again: Undo = () => {}

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

  const leave = () => {
    again()
    stepBack?.()
  }

  function tell(left: number) {
    again()
    if (leads.peek() || left === 0) return
    tabs.tell(`${name}/taken`)
    again = clock.after(takes.everyMs, () => tell(left - 1))
  }

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
      tell(takes.times)
    },
    close() {
      for (const act of undo) act()
      leave()
    },
  }
}
