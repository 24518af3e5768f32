/** How many commands one visitor may send over all pages and reconnects: one bucket each, forgotten once it is full again. */
import type { Clock } from '../clock.ts'

export interface Budgets {
  /** Takes one; returns 0, or the milliseconds to wait until there is one again. */
  take(visitor: string): number
  /** How many visitors are kept in mind. */
  size(): number
}

const minute = 60_000

export function createBudgets(perMinute: number, clock: Pick<Clock, 'monotonic'>): Budgets {
  const levels = new Map<string, { level: number; at: number }>()
  let sweptAt = clock.monotonic()

  const levelAt = ({ level, at }: { level: number; at: number }, now: number): number =>
    Math.min(perMinute, level + ((now - at) * perMinute) / minute)

  /** A full bucket says what no bucket says. */
  function sweep(now: number): void {
    if (now - sweptAt < minute) return
    sweptAt = now
    for (const [visitor, bucket] of levels) if (levelAt(bucket, now) >= perMinute) levels.delete(visitor)
  }

  return {
    take(visitor) {
      const now = clock.monotonic()
      sweep(now)
      const known = levels.get(visitor)
      const level = known ? levelAt(known, now) : perMinute
      if (level < 1) return Math.ceil(((1 - level) * minute) / perMinute)
      if (known) {
        known.level = level - 1
        known.at = now
      } else {
        levels.set(visitor, { level: level - 1, at: now })
      }
      return 0
    },
    size: () => levels.size,
  }
}
