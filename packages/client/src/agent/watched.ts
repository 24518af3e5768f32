/**
 * Something of the site that is asked for while somebody looks at it, and again, at a pace, after it was changed: most desks
 * never look. Knows not what it is.
 */
import type { AgentCommands, AgentEvents } from '@docent/protocol'
import { type Signal, signal } from '@preact/signals-core'
import type { Connection } from '../connection.ts'
import type { Clock, Random } from '../outside.ts'
import { createRetriedTask, type Outcome } from '../retried-task.ts'

export interface WatchedOptions {
  readonly connection: Connection<AgentCommands, AgentEvents>
  readonly clock: Clock
  readonly random: Random
  /** Whether something is to be asked for. */
  isBehind(): boolean
  /** Asks for it, and puts it into the signal. */
  catchUp(): Promise<Outcome>
}

export interface Watched<T> {
  /** Null until it is known. */
  readonly value: Signal<T | null>
  /** Asks at once, if somebody looks. */
  refresh(): void
  /** Asks in a moment, once for all that happens until then. */
  refreshSoon(): void
  close(): void
}

/** A colleague who writes saves every few seconds; what is shown follows at this pace. */
const refreshMs = 1_000

export function createWatched<T>(options: WatchedOptions): Watched<T> {
  const { connection, clock } = options
  let watched = false
  let soon: (() => void) | null = null

  const value = signal<T | null>(null, {
    watched() {
      watched = true
      refresh()
    },
    unwatched() {
      watched = false
    },
  })
  const fetching = createRetriedTask({ ...options, act: options.catchUp, isConnected: connection.isOpen })

  function refresh() {
    if (watched && options.isBehind() && connection.isOpen()) void fetching.run()
  }

  return {
    value,
    refresh,
    refreshSoon() {
      soon ??= clock.after(refreshMs, () => {
        soon = null
        refresh()
      })
    },
    close() {
      soon?.()
      fetching.close()
    },
  }
}
