/** How many of each command one connection may send: a bucket per command, full at first, filled again with time. */
import type { CommandRow } from '@docent/protocol'
import type { Clock } from '../clock.ts'

export interface Buckets {
  /** Takes one; returns 0, or the milliseconds to wait until there is one again. */
  take(command: string): number
}

/** @param rate multiplies what the table allows */
export function createBuckets(
  table: Readonly<Record<string, CommandRow>>,
  rate: number,
  clock: Clock,
): Buckets {
  const levels = new Map<string, { level: number; at: number }>()
  return {
    take(command) {
      const row = table[command]
      if (!row) return 0
      const burst = row.rate.burst * rate
      const perMs = (row.rate.perSecond * rate) / 1_000
      const now = clock.monotonic()
      const bucket = levels.get(command)
      if (!bucket) {
        levels.set(command, { level: burst - 1, at: now })
        return 0
      }
      bucket.level = Math.min(burst, bucket.level + (now - bucket.at) * perMs)
      bucket.at = now
      if (bucket.level < 1) return Math.ceil((1 - bucket.level) / perMs)
      bucket.level -= 1
      return 0
    },
  }
}
