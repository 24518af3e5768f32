/** How long to wait before something is tried again: full jitter, so that clients who failed together do not return together. */
import type { Random } from './outside.ts'

/** @param attempt counted from 0 */
export function backoff(attempt: number, random: Random, firstMs = 500, ceilingMs = 15_000): number {
  return random() * Math.min(ceilingMs, firstMs * 2 ** attempt)
}
