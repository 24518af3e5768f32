/** Asks limiters for room, and says how long to wait where one has none. Knows nothing of what is limited. */
import { RateLimiterRes } from 'rate-limiter-flexible'

/**
 * Milliseconds until there is room again; null where it was taken.
 * @example await budgetWait(limiter.consume(address))
 */
export async function budgetWait(taking: Promise<unknown>): Promise<number | null> {
  try {
    await taking
    return null
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext)
    throw refusal
  }
}
