/**
 * A real Chromium for journeys: pages that record what went wrong in them, and the check of accessibility.
 * Knows browsers, not what is shown in them.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { usualPlaces } from './test-run/find-chromium.ts'

/** Quiet and local: no updates, no sync, nothing asked of the world outside. */
const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** The Chromium of the test run, else one of the usual places, else playwright's own. */
export const chromiumPath = (): string =>
  process.env.CHROMIUM_PATH || usualPlaces.find((path) => existsSync(path)) || chromium.executablePath()

export interface TestPage {
  readonly page: Page
  readonly context: BrowserContext
  /** What was thrown, logged as an error, or failed to load since the page was opened, in words. */
  troubles(): readonly string[]
  /** Says that troubles of this form are expected, such as a connection that the test cuts. */
  expectTrouble(form: RegExp): void
  /** Violations of WCAG 2.2 A and AA, shadow roots included, one sentence for each; empty when there are none. */
  axe(options?: { readonly within?: string }): Promise<readonly string[]>
  /** Closes the page with its storage. */
  close(): Promise<void>
}

export interface TestBrowser {
  readonly browser: Browser
  /** A page in a context of its own: as another person's browser. */
  newPage(options?: BrowserContextOptions): Promise<TestPage>
  /** Another tab of the same person. */
  newTab(of: TestPage): Promise<TestPage>
  close(): Promise<void>
}

const axeSource = () => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export async function launchBrowser(): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumArguments })
  return {
    browser,
    async newPage(options = {}) {
      // CSP holds for the page, as it does for visitors, but not for the test's own scripts: those come by the protocol.
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options })
      return watch(await context.newPage(), () => context.close())
    },
    async newTab(of) {
      const page = await of.context.newPage()
      return watch(page, () => page.close())
    },
    close: () => browser.close(),
  }
}

function watch(page: Page, close: () => Promise<void>): TestPage {
  const troubles: string[] = []
  const expected: RegExp[] = []
  const note = (trouble: string) => {
    if (!expected.some((form) => form.test(trouble))) troubles.push(trouble)
  }
  page.on('pageerror', (error) => note(`thrown: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') note(`logged: ${message.text()}`)
  })
  page.on('requestfailed', (request) => {
    // A request that the page itself took back (it navigated on) is no trouble.
    const why = request.failure()?.errorText ?? ''
    if (why !== 'net::ERR_ABORTED') note(`failed: ${request.url()} ${why}`)
  })
  return {
    page,
    context: page.context(),
    troubles: () => troubles,
    expectTrouble: (form) => void expected.push(form),
    async axe({ within } = {}) {
      if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource())
      // Told apart in the page: all that axe looked at and found well would take longer to bring here than to look at.
      return page.evaluate(async (selector) => {
        const { axe } = globalThis as unknown as {
          axe: { run(context: unknown, options: object): Promise<AxeResults> }
        }
        const { violations } = await axe.run(selector ?? document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          resultTypes: ['violations'],
        })
        return violations.flatMap(({ id, help, nodes }) =>
          nodes.map((node) => `${id}: ${help} (${node.target.flat().join(' ')})`),
        )
      }, within)
    },
    close,
  }
}
