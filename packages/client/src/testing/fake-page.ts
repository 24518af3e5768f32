/** A page that is left and comes back when a test says so. */
import type { PageLife } from '../outside.ts'

export interface FakePage extends PageLife {
  leave(): void
  wake(): void
}

export function createFakePage(): FakePage {
  const wakes = new Set<() => void>()
  const leaves = new Set<() => void>()
  return {
    onWake(listener) {
      wakes.add(listener)
      return () => wakes.delete(listener)
    },
    onLeave(listener) {
      leaves.add(listener)
      return () => leaves.delete(listener)
    },
    leave() {
      for (const listener of leaves) listener()
    },
    wake() {
      for (const listener of wakes) listener()
    },
  }
}
