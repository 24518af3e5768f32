/** Says when the relay has more than it can do, so that it refuses early instead of buffering without a bound [CON]. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Failure, failure } from '@docent/protocol'
import type { Limits } from '../config.ts'

export interface Overload {
  /** Begins to watch; what came before, the start itself, says nothing about the load. */
  start(): void
  /** Null while there is room. */
  check(): Failure | null
  close(): void
}

/** Long enough, at this resolution, for one long turn (a start, a collection of garbage) not to be the 99th percentile. */
const windowMs = 5_000
const resolution = 10
const retryAfterMs = 2_000

export function createOverload(
  limits: Pick<Limits, 'appendQueue' | 'eventLoopDelay'>,
  queueDepth: () => number,
): Overload {
  const histogram = monitorEventLoopDelay({ resolution })
  let delayed = false
  const timer = setInterval(() => {
    delayed = histogram.percentile(99) / 1e6 > limits.eventLoopDelay
    histogram.reset()
  }, windowMs)
  timer.unref()
  return {
    start: () => void histogram.enable(),
    check() {
      if (!delayed && queueDepth() <= limits.appendQueue) return null
      return failure('busy', 'The relay has more to do than it can; wait and send it again.', {
        retryAfterMs,
      })
    },
    close() {
      clearInterval(timer)
      histogram.disable()
    },
  }
}
