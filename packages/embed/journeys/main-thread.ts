/**
 * The tasks of a page's main thread between two marks of its own, by the processor's time that Chromium traced: what else a
 * busy machine does in between is not counted, as it would be by the page's own observer.
 */
import type { Browser, Page } from 'playwright-core'

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds; `tdur` is the thread's own time of it. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
}

export interface MarkedTask {
  readonly processorMs: number
  readonly wallMs: number
}

/** The longest task of each stretch from a mark `begin` to the next mark `end`. */
export async function longestTasks(
  browser: Browser,
  page: Page,
  marks: { readonly begin: string; readonly end: string },
  work: () => Promise<void>,
): Promise<readonly MarkedTask[]> {
  await browser.startTracing(page, {
    categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing'],
  })
  await work()
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as {
    traceEvents: readonly TraceEvent[]
  }
  const named = (name: string) => traceEvents.filter((event) => event.name === name)
  const ends = named(marks.end)
  return named(marks.begin).map((begin, at) => {
    const to = ends[at]?.ts ?? Number.NaN
    const tasks = named('RunTask').filter(
      ({ pid, tid, ts, dur = 0 }) =>
        pid === begin.pid && tid === begin.tid && ts + dur >= begin.ts && ts <= to,
    )
    const most = (of: (task: TraceEvent) => number | undefined) =>
      Math.max(...tasks.map((task) => of(task) ?? Number.NaN)) / 1_000
    return { processorMs: most(({ tdur }) => tdur), wallMs: most(({ dur }) => dur) }
  })
}
