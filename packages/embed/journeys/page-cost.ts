/**
 * What the widget costs a page before anybody acts, in Chromium at a CPU slowed down four times: scripts, long tasks,
 * shifts of the layout, files. `npm run size` prints the figures; no test asserts a time.
 */
import { existsSync } from 'node:fs'
import { chromiumPath } from '@docent/testing/browser'
import { allowOrigin } from '@docent/testing/example'
import { pageWithoutWidget, pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'
import type { Page } from 'playwright-core'

export interface LoadCost {
  /** Milliseconds of each task that took more than 50, whoever it was from. */
  readonly longTasks: readonly number[]
  /** Those scripts of 5 ms and more that made a frame take more than 50: Chromium tells of no others. */
  readonly scripts: readonly ScriptCost[]
  /** Milliseconds that scripts took in all, by Chromium's own count. */
  readonly scriptMs: number
  readonly layoutShifts: readonly number[]
}

export interface ScriptCost {
  readonly sourceURL: string
  /** What called it, such as `TimerHandler:setTimeout`. */
  readonly invoker: string
  readonly duration: number
}

export interface PageCost extends LoadCost {
  /** What was fetched from the relay, in order: names of files without their hashes, `boot`, `socket`. */
  readonly fetched: readonly string[]
  readonly sockets: number
}

type Observed = Omit<LoadCost, 'scriptMs'>

const slowDown = 4

export async function measurePageCost(
  journey: Journey,
  { socketComes }: { readonly socketComes: boolean },
): Promise<PageCost> {
  const site = await journey.hostSite({ pages: { '/': pageWithWidget(journey.relay.url) } })
  await allowOrigin(journey.relay, site.url)
  const fetched: string[] = []
  let sockets = 0
  const cost = await measureLoad(journey, async (page) => {
    page.on('request', (request) => {
      const { origin, pathname } = new URL(request.url())
      if (origin === journey.relay.url) fetched.push(nameOf(pathname))
    })
    page.on('websocket', () => {
      sockets += 1
    })
    // Listened for from the socket's first moment: the next frame after the relay's greeting is a ping, 15 s later.
    const greeted = socketComes
      ? page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'))
      : null
    await page.goto(site.url)
    await page.getByRole('button', { name: 'Open messenger' }).waitFor()
    await greeted
  })
  return { ...cost, scripts: cost.scripts.filter(isFrom(journey.relay.url)), fetched, sockets }
}

/** The same page without the widget: what a browser's own tasks take at this slow-down. */
export async function measureBarePage(journey: Journey): Promise<LoadCost> {
  const site = await journey.hostSite({ pages: { '/': pageWithoutWidget() } })
  return measureLoad(journey, async (page) => void (await page.goto(site.url)))
}

async function measureLoad(journey: Journey, load: (page: Page) => Promise<void>): Promise<LoadCost> {
  const test = await journey.newPage()
  try {
    const { page } = test
    const devtools = await test.context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown })
    await devtools.send('Performance.enable')
    await page.addInitScript(() => {
      const observed = {
        longTasks: [] as number[],
        scripts: [] as ScriptCost[],
        layoutShifts: [] as number[],
      } satisfies Observed
      Object.assign(window, { observed })
      const observe = <Entry extends PerformanceEntry>(type: string, take: (entry: Entry) => void) =>
        new PerformanceObserver((list) => (list.getEntries() as Entry[]).forEach(take)).observe({
          type,
          buffered: true,
        })
      observe('longtask', ({ duration }) => void observed.longTasks.push(duration))
      observe<PerformanceEntry & { scripts: readonly ScriptCost[] }>(
        'long-animation-frame',
        ({ scripts }) => {
          for (const { sourceURL, invoker, duration } of scripts)
            observed.scripts.push({ sourceURL, invoker, duration })
        },
      )
      observe<PerformanceEntry & { value: number }>(
        'layout-shift',
        ({ value }) => void observed.layoutShifts.push(value),
      )
    })
    await load(page)
    // Twice idle: whatever was put off until the page had time has run by then.
    await page.evaluate(
      () => new Promise<void>((resolve) => requestIdleCallback(() => requestIdleCallback(() => resolve()))),
    )
    const observed = await page.evaluate(() => (window as unknown as { observed: Observed }).observed)
    const { metrics } = await devtools.send('Performance.getMetrics')
    const seconds = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0
    return { ...observed, scriptMs: seconds * 1_000 }
  } finally {
    await test.close()
  }
}

/** A script tag of another origin is named by its invoker where Chromium keeps its address to itself. */
const isFrom =
  (origin: string) =>
  ({ sourceURL, invoker }: ScriptCost): boolean =>
    sourceURL.startsWith(origin) || invoker.startsWith(origin)

/** `/embed/chunks/app-Bx12.js` is `app`. */
function nameOf(pathname: string): string {
  if (pathname.includes('/socket.io/')) return 'socket'
  const last = pathname.split('/').at(-1) ?? ''
  return last.replace(/\.js$/, '').replace(/-[\w-]{6}$/, '')
}

const loads = 5
const longest = (durations: readonly number[]): number => Math.max(0, ...durations)

/** The middle of all loads, and both ends. */
function spread(figures: readonly number[], digits = 0): string {
  const sorted = figures.toSorted((one, other) => one - other)
  const [least = 0, middle = 0, most = 0] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)]
  return `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}

async function report(): Promise<string> {
  const journey = await openJourney()
  const widget: PageCost[] = []
  const bare: LoadCost[] = []
  try {
    // In turns: whatever else the machine does falls on both alike.
    for (let load = 0; load < loads; load += 1) {
      widget.push(await measurePageCost(journey, { socketComes: true }))
      bare.push(await measureBarePage(journey))
    }
  } finally {
    await journey.close()
  }
  const line = (name: string, figures: string) => `  ${name.padEnd(34)} ${figures}`
  const [worst] = widget
    .flatMap(({ scripts }) => scripts)
    .toSorted((one, other) => other.duration - one.duration)
  const tasks = (all: readonly LoadCost[]) => spread(all.map(({ longTasks }) => longest(longTasks)))
  const ours = widget.map(({ scripts }) => longest(scripts.map(({ duration }) => duration)))
  return [
    `Before the visitor acts, CPU slowed down ${slowDown} times, median of ${loads} loads (least to most):`,
    line('longest script of ours, ms', spread(ours)),
    ...(worst ? [line('  the most was', `${nameOf(worst.sourceURL)}, by ${worst.invoker}`)] : []),
    line('longest task of the page, ms', tasks(widget)),
    line('  without the widget', tasks(bare)),
    line('scripts in all, ms', spread(widget.map(({ scriptMs }) => scriptMs))),
    line('  without the widget', spread(bare.map(({ scriptMs }) => scriptMs))),
    line(
      'layout shift',
      spread(
        widget.map(({ layoutShifts }) => layoutShifts.reduce((sum, shift) => sum + shift, 0)),
        3,
      ),
    ),
    `  fetched: ${widget[0]?.fetched.join(', ')}`,
    '  0 ms is none: Chromium tells of tasks over 50 ms, and of scripts in frames that took longer than that.',
    '',
  ].join('\n')
}

if (import.meta.main)
  process.stdout.write(
    existsSync(chromiumPath())
      ? await report()
      : 'Skipped what the page costs: there is no Chromium on this machine; set CHROMIUM_PATH to one.\n',
  )
