/** How long a piece of work keeps this thread to itself: what comes in meanwhile waits so long. For tests. */
import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * What this thread worked itself between two looks at what came in, the longest of them in milliseconds: waiting for a processor
 * is not its fault. Fails as the work fails.
 */
export async function busiestTurn(work: Promise<unknown>): Promise<number> {
  let done = false
  const ended = work.finally(() => {
    done = true
  })
  let busiest = 0
  while (!done) {
    const before = process.threadCpuUsage()
    await nextTurn()
    const { user, system } = process.threadCpuUsage(before)
    busiest = Math.max(busiest, (user + system) / 1_000)
  }
  await ended
  return busiest
}
