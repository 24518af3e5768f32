/**
 * The stage of a journey: a real relay in its own process, a real Chromium, customers' websites on origins of their own.
 * What is opened here is closed by `close`, however the test ended.
 */
import { launchBrowser, type TestBrowser, type TestPage } from './browser.ts'
import { type HostSite, type HostSiteOptions, serveHostSite } from './host-page.ts'
import { type RelayOptions, type RelayProcess, startRelay } from './relay-process.ts'

export interface Journey {
  readonly relay: RelayProcess
  readonly browser: TestBrowser
  newPage: TestBrowser['newPage']
  newTab(of: TestPage): Promise<TestPage>
  hostSite(options: HostSiteOptions): Promise<HostSite>
  close(): Promise<void>
}

/** One address is all visitors here, and the machine is busy with browsers: a late event loop is no overload. */
const openLimits = {
  eventLoopDelay: 60_000,
  commandRate: 1_000,
  connectionsPerMinute: 1_000_000,
  requestsPerMinute: 1_000_000,
  signInPerAccount: 10_000,
  signInPerAddress: 10_000,
}

/** @example const journey = await openJourney(); afterAll(() => journey.close()) */
export async function openJourney(options: RelayOptions = {}): Promise<Journey> {
  const relay = await startRelay({ ...options, limits: { ...openLimits, ...options.limits } })
  const browser = await launchBrowser().catch(async (error: unknown) => {
    await relay.close()
    throw error
  })
  const sites: HostSite[] = []
  return {
    relay,
    browser,
    newPage: browser.newPage,
    newTab: browser.newTab,
    async hostSite(site) {
      const served = await serveHostSite(site)
      sites.push(served)
      return served
    },
    async close() {
      await browser.close()
      for (const site of sites) await site.close()
      await relay.close()
    },
  }
}
