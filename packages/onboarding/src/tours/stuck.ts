/**
 * Judges whether a visitor is stuck on a step: no progress, clicks beside the target, coming back, or no target [FLO10].
 * Speaks up once, unless an earlier page of the run did. Knows nothing of what is done about it.
 */
import type { Clock, Undo } from '@docent/client/outside'

export interface StuckWatch {
  /** A step is there. `again`: the visitor was on it before. */
  step(again: boolean): void
  /** The visitor did something that belongs to the step. */
  progress(): void
  /** The visitor pressed beside the target, at so many pixels from it. */
  stray(distance: number): void
  /** The target is not to be found. */
  missing(): void
  /** Whether anybody looks at the page: time counts only then. */
  setVisible(visible: boolean): void
  /** The step has ended, and the timer with it. */
  leave(): void
}

/** Long enough to read a step and to think; beyond it most who go on had help. */
const quietMs = 45_000
/** Beside, and not elsewhere: somebody who presses far away wants something else. */
const nearPixels = 80
const strays = 3

/** @param saidBefore on an earlier page of the same run */
export function createStuckWatch(
  clock: Clock,
  onStuck: () => void,
  visibleNow = true,
  saidBefore = false,
): StuckWatch {
  let said = saidBefore
  let near = 0
  let visible = visibleNow
  /** Milliseconds of quiet that are left of the step; null: no step is there. */
  let left: number | null = null
  let since = 0
  let stop: Undo = () => {}

  const say = (): void => {
    leave()
    if (said) return
    said = true
    onStuck()
  }
  const run = (): void => {
    stop()
    if (left === null || !visible || said) return
    since = clock.now()
    stop = clock.after(left, say)
  }
  const begin = (): void => {
    left = quietMs
    run()
  }
  const leave = (): void => {
    stop()
    left = null
    near = 0
  }

  return {
    step: (again) => {
      near = 0
      begin()
      if (again) say()
    },
    progress: () => {
      near = 0
      if (left !== null) begin()
    },
    stray: (distance) => {
      if (distance > 0 && distance <= nearPixels && ++near >= strays) say()
    },
    missing: say,
    setVisible: (next) => {
      if (next === visible) return
      if (!next && left !== null && !said) left = Math.max(0, left - (clock.now() - since))
      visible = next
      run()
    },
    leave,
  }
}

/** Pixels between a point and a rectangle; 0 within it. */
export const distanceTo = (
  { x, y }: { readonly x: number; readonly y: number },
  { left, right, top, bottom }: Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>,
): number => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
