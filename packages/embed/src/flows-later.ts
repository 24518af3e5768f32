/**
 * The place that tours and checklists have in the engine while they are not there yet. Their chunk is fetched where the
 * site has published some, also when it publishes the first one while the page is open [FLO3].
 */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Flows } from './flows.ts'
import type { Warn } from './warn.ts'

export interface FlowsLater {
  readonly current: ReadonlySignal<Flows | null>
  /** Fetches them, unless they are there or under way. Tried again with the next call where it failed. */
  begin(): void
  /** Carries it out once they are there. */
  readonly say: Flows['say']
  close(): void
}

/** A page that talks in a loop must not grow without bound. */
const keptCalls = 100

export function createFlowsLater(start: () => Promise<Flows>, warn: Warn): FlowsLater {
  const current = signal<Flows | null>(null)
  const waiting: Parameters<Flows['say']>[] = []
  let starting = false
  let closed = false
  return {
    current,
    begin() {
      if (starting) return
      starting = true
      start().then(
        (flows) => {
          if (closed) return flows.close()
          current.value = flows
          for (const call of waiting) flows.say(...call)
        },
        (cause) => {
          starting = false
          warn('tours could not be loaded.', cause)
        },
      )
    },
    say(...call) {
      const flows = current.peek()
      if (flows) flows.say(...call)
      else if (waiting.length < keptCalls) waiting.push(call)
    },
    close() {
      closed = true
      current.peek()?.close()
      current.value = null
    },
  }
}
