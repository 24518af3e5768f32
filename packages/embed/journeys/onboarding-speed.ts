/**
 * How fast tours are, with the real relay and widget in Chromium: a step beside what has just appeared, a tour that goes on
 * over a reload, one that an agent sent, and what runs while a step stands still. `npm run size` prints the figures; no test
 * asserts a time.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromiumPath } from '@docent/testing/browser'
import { openVisitor } from '@docent/testing/cast'
import { allowOrigin, docent } from '@docent/testing/example'
import { pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'
import { createSimulatedAgent, type SimulatedAgent } from '@docent/testing/simulated-agent'
import { waitUntil } from '@docent/testing/wait-until'
import type { Page } from 'playwright-core'

declare global {
  interface Window {
    pace: Pace
  }
}

/** What the page itself measures: nothing of the test's own ways to and fro is in it. */
interface Pace {
  /** Milliseconds since the page began, with the frame after which the card was there. */
  cardShown(title: string): Promise<number>
  /** How often a frame was asked for so far, the measuring left out. */
  frames(): number
}

const times = 20
const tourId = '0192f000-0000-7000-8000-00000000face'
const title = 'Here it is'

const tour = {
  flows: [
    {
      id: tourId,
      name: 'Pace',
      draft: {
        audience: { all: [] },
        rule: null,
        frequency: { kind: 'once' },
        priority: 50,
        schedule: { from: null, until: null },
        defaultLocale: 'en',
        content: {
          kind: 'tour',
          title: { en: 'Pace' },
          celebrate: false,
          steps: [
            {
              id: 'late',
              kind: 'anchored',
              title: { en: title },
              body: { en: 'It has just come.' },
              target: {
                locators: [
                  { by: 'docent', id: 'late' },
                  { by: 'role', role: 'button', name: 'Late' },
                ],
              },
              advance: [],
            },
            { id: 'last', kind: 'modal', title: { en: 'Done' }, body: { en: 'That is all.' }, advance: [] },
          ],
        },
      },
    },
  ],
}

/** Runs in the page before anything of it does. */
function preparePage(): void {
  const ask = window.requestAnimationFrame.bind(window)
  let frames = 0
  window.requestAnimationFrame = (act) => {
    frames++
    return ask(act)
  }
  const isShown = (wanted: string): boolean => {
    const host = [...document.querySelectorAll('*')].find((one) => one.localName === 'docent-tour')
    const card = host?.shadowRoot?.querySelector('[role=dialog]')
    return !!card?.textContent?.includes(wanted) && card.getBoundingClientRect().width > 0
  }
  window.pace = {
    frames: () => frames,
    cardShown: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (isShown(wanted)) ask(() => resolve(performance.now()))
          else ask(look)
        }
        look()
      }),
  }
}

async function openPage(journey: Journey, url: string): Promise<Page> {
  const { page } = await journey.newPage()
  await page.addInitScript(preparePage)
  await page.goto(url)
  await page.waitForFunction(() => window.Docent?.('getState')?.phase === 'ready')
  return page
}

const endTour = async (page: Page): Promise<void> => {
  await page.evaluate(() => window.Docent?.('endTour'))
  await page.getByRole('dialog', { name: title }).waitFor({ state: 'detached' })
}

/** From the moment an element is put into the page to the frame after its card. */
async function measureAppearing(journey: Journey, url: string): Promise<readonly number[]> {
  const page = await openPage(journey, url)
  const took: number[] = []
  for (let turn = 0; turn < times; turn++) {
    await page.evaluate((flowId) => {
      document.querySelector('[data-docent=late]')?.remove()
      window.Docent?.('startTour', flowId)
    }, tourId)
    // Until nothing is fetched any more, and the step waits for its target.
    await page.waitForLoadState('networkidle')
    // A step that waits shows nothing which could be asked for. Were this too short, the figure would be worse, not better.
    await page.waitForTimeout(300)
    took.push(
      await page.evaluate(async (wanted) => {
        const begin = performance.now()
        const late = Object.assign(document.createElement('button'), { textContent: 'Late' })
        late.dataset.docent = 'late'
        document.querySelector('main')?.append(late)
        return (await window.pace.cardShown(wanted)) - begin
      }, title),
    )
    await endTour(page)
  }
  await page.context().close()
  return took
}

/** From DOM ready to the resumed step, with files that the browser has already. */
async function measureResuming(journey: Journey, url: string): Promise<readonly number[]> {
  const page = await openPage(journey, `${url}/there`)
  await page.evaluate((flowId) => window.Docent?.('startTour', flowId), tourId)
  await page.getByRole('dialog', { name: title }).waitFor()
  const took: number[] = []
  for (let turn = 0; turn <= times; turn++) {
    await page.reload({ waitUntil: 'commit' })
    took.push(
      await page.evaluate(async (wanted) => {
        const shown = await window.pace.cardShown(wanted)
        const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        return shown - (loaded?.domContentLoadedEventStart ?? 0)
      }, title),
    )
    await page.waitForLoadState('networkidle')
  }
  await page.context().close()
  // The first one fills the browser's own cache of compiled scripts.
  return took.slice(1)
}

/** How often a frame is asked for in a second while a step stands. */
async function measureStandingStill(journey: Journey, url: string): Promise<number> {
  const page = await openPage(journey, `${url}/there`)
  await page.evaluate((flowId) => window.Docent?.('startTour', flowId), tourId)
  await page.getByRole('dialog', { name: title }).waitFor()
  await page.waitForLoadState('networkidle')
  // Time itself is what is measured: after a second for what the step's coming has left, none of these is to ask for a frame.
  await page.waitForTimeout(1_000)
  const before = await page.evaluate(() => window.pace.frames())
  const seconds = 5
  await page.waitForTimeout(seconds * 1_000)
  const frames = (await page.evaluate(() => window.pace.frames())) - before
  await page.context().close()
  return frames / seconds
}

/** From the click on "Start the tour" in the conversation to the first step, by visitors who have seen no tour before. */
async function measureAccepting(
  journey: Journey,
  url: string,
  ada: SimulatedAgent,
): Promise<readonly number[]> {
  const took: number[] = []
  for (let turn = 0; turn < times; turn++) {
    const visitor = await openVisitor(journey)
    const { page } = visitor
    await page.addInitScript(preparePage)
    await page.goto(`${url}/there`)
    const words = `Show me, ${turn}`
    await visitor.open()
    await visitor.says(words)
    await visitor.seesState('Sent')
    const row = await waitUntil(() => ada.client.inbox.items.value.find(({ preview }) => preview === words), {
      what: 'the conversation in the inbox',
    })
    await ada.client.conversations.take(row.id)
    const sent = await ada.client.guide.sendTour(row.id, tourId)
    if (!sent.ok) throw new Error(sent.error.message)
    const accept = visitor.log.getByRole('button', { name: 'Start the tour' })
    await accept.waitFor()
    await page.waitForLoadState('networkidle')
    const shown = page.evaluate(async (wanted) => {
      const clicked = new Promise<number>((resolve) =>
        document.addEventListener('click', ({ timeStamp }) => resolve(timeStamp), {
          capture: true,
          once: true,
        }),
      )
      const begin = await clicked
      return (await window.pace.cardShown(wanted)) - begin
    }, title)
    await accept.click()
    took.push(await shown)
    await ada.client.conversations.resolve(row.id)
    await visitor.leaves()
  }
  return took
}

/** What is half of them at most, nearly all, and all. */
function spread(figures: readonly number[]): string {
  const sorted = figures.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? 0).toFixed(0).padStart(5)
  return `p50 ${at(0.5)}   p95 ${at(0.95)}   most ${at(1)}   n ${sorted.length}`
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function report(): Promise<void> {
  const journey = await openJourney()
  try {
    const { relay } = journey
    const late = '<button type="button" data-docent="late">Late</button>'
    const site = await journey.hostSite({
      pages: { '/': pageWithWidget(relay.url), '/there': pageWithWidget(relay.url, { body: late }) },
    })
    await allowOrigin(relay, site.url)
    const file = join(relay.dataDir, 'pace.json')
    writeFileSync(file, JSON.stringify(tour))
    await docent(relay, 'flows', 'import', '--site', 'demo', '--file', file)
    const ada = await createSimulatedAgent({ url: relay.url, email: 'ada@demo.test' })
    const line = (name: string, figures: string) => `  ${name.padEnd(44)} ${figures}`
    say('Tours in a page, milliseconds to the frame after the card:')
    say(line('an element appears, its step (100)', spread(await measureAppearing(journey, site.url))))
    say(line('DOM ready, the resumed step (300)', spread(await measureResuming(journey, site.url))))
    say(
      line(
        "an agent's tour accepted, its step (250)",
        spread(await measureAccepting(journey, site.url, ada)),
      ),
    )
    const frames = await measureStandingStill(journey, site.url)
    say(line('frames asked for in a second of standing (0)', `${frames}`))
    ada.close()
  } finally {
    await journey.close()
  }
}

if (import.meta.main) {
  if (existsSync(chromiumPath())) await report()
  else say('Skipped how fast tours are: there is no Chromium on this machine; set CHROMIUM_PATH to one.')
}
