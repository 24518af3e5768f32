/**
 * What Help costs a page, with the real relay and widget in Chromium: what is fetched when, the tasks of the page while the index
 * of 500 articles is opened, a query in the page, and how long after a key its results stand on screen. `npm run size` prints the
 * figures; no test asserts a time.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPath } from '@docent/testing/browser'
import { docent } from '@docent/testing/example'
import { pageWithoutWidget, pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'
import { messengerOf } from '@docent/testing/messenger'
import { waitUntil } from '@docent/testing/wait-until'
import type { Locator, Page } from 'playwright-core'
import { type IndexTimes, timeIndex, watchHelp } from './help-in-page.ts'
import { type HelpTexts, madeUpTexts, textsOfFiveLanguages } from './help-texts.ts'
import { longestTasks, type MarkedTask } from './main-thread.ts'

const slowDown = 4
const loads = 5
const site = 'speed'

/** Brings them in as an operator does, and answers with the address of a page that has the widget of their site. */
export async function serveHelp(journey: Journey, { articles }: HelpTexts): Promise<string> {
  const { relay } = journey
  const folder = join(relay.dataDir, 'articles')
  mkdirSync(folder)
  for (const [at, { locale, title, body }] of articles.entries()) {
    const name = `article-${at}`
    // As many as people keep together; a list of all of them at once is another matter.
    const collection = `Collection ${at % 20}`
    const front = [
      `title: ${JSON.stringify(title)}`,
      `slug: ${name}`,
      `key: ${name}`,
      `locale: ${locale}`,
      `collection: ${collection}`,
    ]
    writeFileSync(join(folder, `${name}.md`), `---\n${front.join('\n')}\n---\n${body}`)
  }
  await docent(relay, 'articles', 'import', folder, '--site', site)
  const page = pageWithWidget(relay.url).replace('data-site="demo"', `data-site="${site}"`)
  const host = await journey.hostSite({ pages: { '/': page, '/bare': pageWithoutWidget() } })
  await docent(relay, 'site', 'origin', 'add', '--site', site, '--origin', host.url)
  return host.url
}

async function openPage(journey: Journey, rate: number): Promise<Page> {
  const { page, context } = await journey.newPage()
  await page.addInitScript(watchHelp)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate })
  return page
}

/** Nothing can be seen of what is still to come. Were this too short, a figure would be worse, not better. */
const quiet = (page: Page): Promise<void> => page.waitForTimeout(2_000)

/** The search field, in a messenger that was just opened and has come to rest. */
async function openHelp(page: Page): Promise<Locator> {
  const { dialog } = messengerOf(page)
  await page.getByRole('button', { name: 'Open messenger' }).click()
  await dialog.getByRole('button', { name: 'Help', exact: true }).click()
  const box = dialog.getByRole('combobox', { name: 'Search for help' })
  await box.waitFor()
  await dialog.getByRole('listitem').first().waitFor()
  await quiet(page)
  return box
}

const fetchedBy = (page: Page, part: string): Promise<string | null> =>
  page.evaluate(
    (wanted) =>
      performance.getEntriesByType('resource').find(({ name }) => name.includes(wanted))?.name ?? null,
    part,
  )
const addressOf = (page: Page, part: string): Promise<string> =>
  waitUntil(() => fetchedBy(page, part), { what: part })

const indexPath = '/help/index/'

export interface HelpSteps {
  readonly beforeActing: readonly string[]
  readonly messengerOpens: readonly string[]
  readonly searchBegins: readonly string[]
}

/** What is fetched with which step, by a visitor who comes for the first time. */
export async function measureSteps(journey: Journey, url: string): Promise<HelpSteps> {
  const page = await openPage(journey, 1)
  const names: string[] = []
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url())
    if (origin === journey.relay.url) names.push(nameOf(pathname))
  })
  const taken = async (): Promise<readonly string[]> => {
    await quiet(page)
    return names.splice(0)
  }
  await page.goto(url)
  await page.getByRole('button', { name: 'Open messenger' }).waitFor()
  const beforeActing = await taken()
  const box = await openHelp(page)
  const messengerOpens = await taken()
  await box.pressSequentially('in')
  await addressOf(page, indexPath)
  const searchBegins = await taken()
  await page.context().close()
  return { beforeActing, messengerOpens, searchBegins }
}

/** `/embed/chunks/app-Bx12.js` is `app`, the index of any revision is `index`. */
function nameOf(pathname: string): string {
  if (pathname.includes('/socket.io/')) return 'socket'
  if (pathname.includes(indexPath)) return 'index'
  const last = pathname.split('/').at(-1) ?? ''
  return last.replace(/\.js$/, '').replace(/-[\w-]{6}$/, '')
}

const longestWithin = (page: Page, from: number, to: number): Promise<number> =>
  page.evaluate(
    (span) =>
      Math.max(
        0,
        ...window.helpWatch.tasks.flatMap(({ at, ms }) => (at + ms >= span.from && at <= span.to ? ms : [])),
      ),
    { from, to },
  )
const clockOf = (page: Page): Promise<number> => page.evaluate(() => performance.now())

/** The longest task from the click that opens the messenger until Help, its code, document and index are there. */
async function measureOpening(journey: Journey, url: string): Promise<number> {
  const page = await openPage(journey, slowDown)
  await page.goto(url)
  await page.getByRole('button', { name: 'Open messenger' }).waitFor()
  await quiet(page)
  const from = await clockOf(page)
  await openHelp(page)
  await addressOf(page, indexPath)
  await quiet(page)
  const longest = await longestWithin(page, from, await clockOf(page))
  await page.context().close()
  return longest
}

/** The same page without the widget, for as long. */
async function measureBare(journey: Journey, url: string): Promise<number> {
  const page = await openPage(journey, slowDown)
  await page.goto(`${url}/bare`)
  await quiet(page)
  const from = await clockOf(page)
  await quiet(page)
  await quiet(page)
  const longest = await longestWithin(page, from, await clockOf(page))
  await page.context().close()
  return longest
}

async function measureIndex(
  journey: Journey,
  url: string,
  queries: readonly string[],
  rate: number,
): Promise<IndexTimes & { readonly tasks: readonly MarkedTask[] }> {
  const page = await openPage(journey, rate)
  await page.goto(url)
  await openHelp(page)
  const given = {
    chunk: await addressOf(page, 'in-browser'),
    index: await addressOf(page, indexPath),
    times: loads,
  }
  await quiet(page)
  const marks = { begin: 'index opens', end: 'index is open' }
  const { browser } = journey.browser
  const tasks = await longestTasks(
    browser,
    page,
    marks,
    async () => void (await page.evaluate(timeIndex, { ...given, queries: [] })),
  )
  // Once more, and not traced: tracing takes its time.
  const times = await page.evaluate(timeIndex, { ...given, queries })
  await page.context().close()
  return { ...times, tasks }
}

/** As a quick typist: a letter each tenth of a second. */
async function measureKeys(
  journey: Journey,
  url: string,
  queries: readonly string[],
  rate: number,
): Promise<readonly number[]> {
  const page = await openPage(journey, rate)
  await page.goto(url)
  const box = await openHelp(page)
  await addressOf(page, indexPath)
  await quiet(page)
  for (const query of queries) {
    await box.fill('')
    await box.pressSequentially(query, { delay: 100 })
  }
  const keys = await page.evaluate(() => window.helpWatch.keys)
  await page.context().close()
  return keys
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const line = (name: string, figures: string): void => say(`  ${name.padEnd(56)} ${figures}`)

function spread(figures: readonly number[], digits = 0): string {
  const sorted = figures.toSorted((one, other) => one - other)
  const at = (share: number) =>
    (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0).toFixed(digits)
  return `p50 ${at(0.5).padStart(5)}   p95 ${at(0.95).padStart(5)}   most ${at(1).padStart(5)}   n ${sorted.length}`
}

async function report(texts: HelpTexts): Promise<void> {
  const journey = await openJourney()
  try {
    const url = await serveHelp(journey, texts)
    say(`Help of ${texts.articles.length} articles (${texts.name}):`)
    const steps = await measureSteps(journey, url)
    line('fetched before anybody acts', steps.beforeActing.join(', '))
    line('… as the messenger opens at Help', steps.messengerOpens.join(', '))
    line('… as the search begins', steps.searchBegins.join(', '))
    for (const rate of [1, slowDown]) {
      const slowed = rate === 1 ? 'not slowed down' : `slowed down ${rate} times`
      const cost = await measureIndex(journey, url, texts.queries, rate)
      say(`  In the page, ms, ${slowed}:`)
      line('  the index opened', spread(cost.openings))
      line(
        "  the longest task meanwhile, the thread's own time (50)",
        spread(cost.tasks.map((one) => one.processorMs)),
      )
      line('    by the clock', spread(cost.tasks.map((one) => one.wallMs)))
      line('  a query (5)', spread(cost.queries, 1))
      const typed = texts.queries.filter((_, at) => at % Math.ceil(texts.queries.length / 15) === 0)
      line('  a key to its results on screen', spread(await measureKeys(journey, url, typed, rate)))
    }
    const opened: number[] = []
    const bare: number[] = []
    // In turns: whatever else the machine does falls on both alike.
    for (let load = 0; load < loads; load += 1) {
      opened.push(await measureOpening(journey, url))
      bare.push(await measureBare(journey, url))
    }
    say(`  Longest task of the page, ms, slowed down ${slowDown} times (0: none over 50):`)
    line('  messenger, Help and index opened', spread(opened))
    line('  the page without the widget', spread(bare))
  } finally {
    await journey.close()
  }
}

if (import.meta.main) {
  if (existsSync(chromiumPath())) {
    await report(await textsOfFiveLanguages())
    await report(await madeUpTexts())
  } else
    say('Skipped what Help costs a page: there is no Chromium on this machine; set CHROMIUM_PATH to one.')
}
