/** What a piece of work costs at best, for tests of hostile input. */

interface Usage {
  readonly user: number
  readonly system: number
}
/** Tests run on Node; this room knows nothing else of it. */
declare const process: { threadCpuUsage(since?: Usage): Usage }

/** In milliseconds of this thread's own work: waiting for a processor is not its fault. */
function workIn(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}

/** The least of three: a collection of garbage adds to one, a careless program to all. */
export const costOf = (work: () => unknown): number => Math.min(...[1, 2, 3].map(() => workIn(work)))
