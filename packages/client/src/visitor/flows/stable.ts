/** Lists that are made anew each second from the page's facts, but are another list only where something changed. */
import { computed, type ReadonlySignal } from '@preact/signals-core'

export function stableList<T>(
  make: () => readonly T[],
  isSame: (a: T, b: T) => boolean = Object.is,
): ReadonlySignal<readonly T[]> {
  let last: readonly T[] = []
  return computed(() => {
    const fresh = make()
    const same = fresh.length === last.length && fresh.every((item, at) => isSame(item, last[at] as T))
    if (!same) last = fresh
    return last
  })
}
