/** A clock that stands still until it is told to go on. */
import type { Clock } from '../outside.ts'

export interface FakeClock extends Clock {
  /** Lets time pass and everything happen that falls into it. */
  advance(milliseconds: number): Promise<void>
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>
}

/** Far more turns than any chain of promises here has links. */
const turns = 60

export function createFakeClock(start = 1_700_000_000_000): FakeClock {
  let time = start
  let order = 0
  const timers = new Map<number, { readonly at: number; readonly act: () => void }>()

  async function settle() {
    for (let turn = 0; turn < turns; turn++) await null
  }

  function nextUntil(end: number) {
    let next: number | undefined
    for (const [id, { at }] of timers) {
      const best = next === undefined ? Number.POSITIVE_INFINITY : (timers.get(next)?.at ?? 0)
      if (at <= end && at < best) next = id
    }
    return next
  }

  return {
    now: () => time,
    after(milliseconds, act) {
      const id = order++
      timers.set(id, { at: time + Math.max(0, milliseconds), act })
      return () => timers.delete(id)
    },
    settle,
    async advance(milliseconds) {
      const end = time + milliseconds
      await settle()
      for (let id = nextUntil(end); id !== undefined; id = nextUntil(end)) {
        const timer = timers.get(id)
        timers.delete(id)
        time = Math.max(time, timer?.at ?? time)
        timer?.act()
        await settle()
      }
      time = end
    },
  }
}
