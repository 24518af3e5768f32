/** The people of a journey, each in a browser of their own: visitors on a page with the widget, agents at their desks. */
import type { SiteSettings } from '@docent/protocol'
import type { BrowserContextOptions, Page } from 'playwright-core'
import type { TestPage } from './browser.ts'
import { type Desk, deskOf } from './desk.ts'
import type { Journey } from './journey.ts'
import { type Messenger, messengerOf } from './messenger.ts'
import { createSimulatedAgent } from './simulated-agent.ts'
import { waitUntil } from './wait-until.ts'

export interface Visitor extends Messenger, Pick<TestPage, 'troubles' | 'expectTrouble' | 'axe'> {
  readonly page: Page
  readonly test: TestPage
  /** Every frame that the relay sent to this page since it was opened. */
  readonly frames: readonly string[]
  leaves(): Promise<void>
}

export interface Agent extends Desk, Pick<TestPage, 'troubles' | 'expectTrouble' | 'axe'> {
  readonly page: Page
  readonly test: TestPage
  leaves(): Promise<void>
}

/** Opens a page with the widget, the demo's first one where nothing is said. */
export async function openVisitor(
  journey: Journey,
  options: { readonly url?: string; readonly browser?: BrowserContextOptions } = {},
): Promise<Visitor> {
  const test = await journey.newPage(options.browser)
  const frames: string[] = []
  test.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => void frames.push(String(payload)))
  })
  await test.page.goto(options.url ?? `${journey.relay.url}/demo/`)
  return { ...test, ...messengerOf(test.page), test, frames, leaves: test.close }
}

/** Opens the console and signs in. */
export async function openAgent(
  journey: Journey,
  name: 'ada' | 'linus' | 'supervisor' | 'admin' | 'owner',
  browser: BrowserContextOptions = {},
): Promise<Agent> {
  const test = await journey.newPage({ viewport: { width: 1_440, height: 900 }, ...browser })
  // Where a session ends under an open desk, what it asks for meanwhile is refused, and the browser logs that.
  test.expectTrouble(/401/)
  const desk = deskOf(test.page, journey.relay.url)
  await desk.signIn(`${name}@demo.test`)
  return { ...test, ...desk, test, leaves: test.close }
}

/** A visitor who wrote, and an agent who took it: the conversation is open at the desk and in the page. */
export async function openTalk(journey: Journey, agent: Agent, words: string): Promise<Visitor> {
  const visitor = await openVisitor(journey)
  await visitor.open()
  await visitor.says(words)
  await visitor.seesState('Sent')
  await agent.views('Unassigned')
  await agent.opens(words)
  await agent.presses('Take')
  await agent.sees('With you')
  return visitor
}

/** The page goes into the background, or comes back, as browsers say it. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    },
    hidden ? 'hidden' : 'visible',
  )
}

/** Saves settings of the demo site as its owner would in the console; what is not named stays. */
export async function changeSettings(journey: Journey, change: Partial<SiteSettings>): Promise<void> {
  const owner = await createSimulatedAgent({ url: journey.relay.url, email: 'owner@demo.test' })
  try {
    const current = await waitUntil(() => owner.client.settings.current.value, { what: 'the settings' })
    const reply = await owner.client.settings.save({ ...current.settings, ...change })
    if (!reply.ok) throw new Error(reply.error.message)
  } finally {
    owner.close()
  }
}
