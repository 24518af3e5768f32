/**
 * What the widget costs a page before anybody acts, in Chromium at a CPU slowed down four times: long tasks, shifts of
 * the layout, files. Prints its figures when it is run by itself, after a build.
 */
import { allowOrigin } from '@docent/testing/example'
import { pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'

export interface PageCost {
  /** Milliseconds of each task that took more than 50, on a page that does nothing by itself. */
  readonly longTasks: readonly number[]
  /** Milliseconds that scripts took in all, by Chromium's own count. */
  readonly scriptMs: number
  readonly layoutShifts: readonly number[]
  /** What was fetched from the relay, in order: names of files without their hashes, `boot`, `socket`. */
  readonly fetched: readonly string[]
  readonly sockets: number
}

interface Observed {
  readonly longTasks: number[]
  readonly layoutShifts: number[]
}

const slowDown = 4

export async function measurePageCost(
  journey: Journey,
  { socketComes }: { readonly socketComes: boolean },
): Promise<PageCost> {
  const site = await journey.hostSite({ pages: { '/': pageWithWidget(journey.relay.url) } })
  await allowOrigin(journey.relay, site.url)
  const test = await journey.newPage()
  try {
    const { page } = test
    const fetched: string[] = []
    let sockets = 0
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url())
      if (origin === journey.relay.url) fetched.push(nameOf(pathname))
    })
    page.on('websocket', () => {
      sockets += 1
    })
    const devtools = await test.context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown })
    await devtools.send('Performance.enable')
    await page.addInitScript(() => {
      const observed: Observed = { longTasks: [], layoutShifts: [] }
      Object.assign(window, { observed })
      const observe = (type: string, take: (entry: PerformanceEntry) => void) =>
        new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
      observe('longtask', ({ duration }) => void observed.longTasks.push(duration))
      observe('layout-shift', (entry) =>
        observed.layoutShifts.push((entry as PerformanceEntry & { value: number }).value),
      )
    })
    const connected = socketComes ? page.waitForEvent('websocket') : null
    await page.goto(site.url)
    await page.getByRole('button', { name: 'Open messenger' }).waitFor()
    const socket = await connected
    if (socket) await socket.waitForEvent('framereceived')
    // Twice idle: whatever was put off until the page had time has run by then.
    await page.evaluate(
      () => new Promise<void>((resolve) => requestIdleCallback(() => requestIdleCallback(() => resolve()))),
    )
    const observed = await page.evaluate(() => (window as unknown as { observed: Observed }).observed)
    const { metrics } = await devtools.send('Performance.getMetrics')
    const seconds = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0
    return { ...observed, scriptMs: Math.round(seconds * 1_000), fetched, sockets }
  } finally {
    await test.close()
  }
}

/** `/embed/chunks/app-Bx12.js` is `app`. */
function nameOf(pathname: string): string {
  if (pathname.includes('/socket.io/')) return 'socket'
  const last = pathname.split('/').at(-1) ?? ''
  return last.replace(/\.js$/, '').replace(/-[\w-]{8}$/, '')
}

if (import.meta.main) {
  const journey = await openJourney()
  try {
    const runs: PageCost[] = []
    for (let run = 0; run < 5; run += 1) runs.push(await measurePageCost(journey, { socketComes: true }))
    const longest = Math.max(0, ...runs.flatMap(({ longTasks }) => longTasks))
    const shifts = runs.flatMap(({ layoutShifts }) => layoutShifts).reduce((sum, shift) => sum + shift, 0)
    const scripts = runs.map(({ scriptMs }) => scriptMs).toSorted((one, other) => one - other)
    process.stdout.write(
      [
        `Before the visitor acts, CPU slowed down ${slowDown} times, ${runs.length} loads:`,
        longest === 0 ? '  no task over 50 ms' : `  longest task ${Math.round(longest)} ms`,
        `  scripts ${scripts[Math.floor(scripts.length / 2)]} ms in all (median)`,
        `  layout shift ${shifts}`,
        `  fetched: ${runs[0]?.fetched.join(', ')}`,
        '',
      ].join('\n'),
    )
  } finally {
    await journey.close()
  }
}
