/** The time of day as a signal that ticks only while somebody looks at it. */
import { type ReadonlySignal, signal } from '@preact/signals'

export interface Clock {
  now(): number
  /** Milliseconds since 1970, fresh once a second while it is watched. */
  readonly seconds: ReadonlySignal<number>
  /** The same, fresh every 10 s: for waiting times and "5 min. ago", which nobody reads to the second. */
  readonly tens: ReadonlySignal<number>
}

/** @param every calls back each `ms` until its undo is called */
export function createClock(now: () => number, every: (ms: number, tick: () => void) => () => void): Clock {
  const ticking = (ms: number): ReadonlySignal<number> => {
    let stop: (() => void) | null = null
    const time = signal(now(), {
      watched: () => {
        time.value = now()
        stop = every(ms, () => {
          time.value = now()
        })
      },
      unwatched: () => stop?.(),
    })
    return time
  }
  return { now, seconds: ticking(1_000), tens: ticking(10_000) }
}
