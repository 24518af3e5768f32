/** Says when the relay has more than it can do, so that it refuses early instead of buffering without a bound [CON]. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Failure, failure } from '@docent/protocol'
import type { Limits } from '../config.ts'

export interface Overload {
  /** Null while there is room. */
  check(): Failure | null
  close(): void
}

const windowMs = 2_000
const retryAfterMs = 2_000

export function createOverload(
  limits: Pick<Limits, 'appendQueue' | 'eventLoopDelay'>,
  queueDepth: () => number,
): Overload {
  const histogram = monitorEventLoopDelay({ resolution: 20 })
  histogram.enable()
  let delayed = false
  const timer = setInterval(() => {
    delayed = histogram.percentile(99) / 1e6 > limits.eventLoopDelay
    histogram.reset()
  }, windowMs)
  timer.unref()
  return {
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
