/**
 * Follows a step's target and knows when to lose patience: found, moved to another node, gone for good, missing for too long.
 * What a step then does is not decided here.
 */
import type { Clock, Undo } from '@docent/client/outside'
import type { Target } from '@docent/protocol'
import { type Found, type NotFound, watchTarget } from '../finder/index.ts'

export interface PatienceOptions {
  readonly page: Document
  readonly clock: Clock
  readonly target: Target
  /** Milliseconds after which a target that is not there is missing. */
  readonly afterMs: number
  /** It is there, or there anew. */
  readonly onFound: (found: Found) => void
  /** It was there and is not any more. */
  readonly onGone: () => void
  readonly onMissing: (looked: NotFound) => void
}

/** A target that a framework renders anew is gone for a moment; what points at it need not blink. */
const goneMs = 250

/** Returns the end of it. */
export function followTarget(options: PatienceOptions): Undo {
  const { clock } = options
  let there = false
  let last: NotFound | null = null
  let gone: Undo | null = null
  let waiting: Undo | null = null
  const wait = (): void => {
    waiting ??= clock.after(options.afterMs, () => {
      if (last) options.onMissing(last)
    })
  }
  const stop = (): void => {
    gone?.()
    waiting?.()
    gone = waiting = null
  }
  const unwatch = watchTarget(options.target, options.page, (found) => {
    if (found.element) {
      stop()
      last = null
      there = true
      options.onFound(found)
      return
    }
    last = found
    if (!there) wait()
    else
      gone ??= clock.after(goneMs, () => {
        there = false
        options.onGone()
        wait()
      })
  })
  return () => {
    unwatch()
    stop()
  }
}
