/**
 * Desks over the seeded engine in one real browser, for the journeys of a file; none may have troubles when its test ends. And
 * what is asked of each: that it is for everybody.
 */
import { launchBrowser, type TestBrowser, type TestPage } from '@docent/testing/browser'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { openPreviewSite, type PreviewSite } from './preview-site.ts'

/**
 * Opens a desk at an address such as `?scheme=dark#/settings`: in a browser of its own, or, for those who only look, in a tab
 * that is kept, with nothing in its storage. A browser of its own costs as much as the desk that is opened in it.
 */
export type OpenPreviewDesk = (address: string, width?: number, tab?: 'own' | 'kept') => Promise<TestPage>

export function previewDesks(usualWidth: number): OpenPreviewDesk {
  let site: PreviewSite
  let browser: TestBrowser
  let open: TestPage | null = null
  let kept: TestPage | null = null

  beforeAll(async () => {
    site = await openPreviewSite()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  afterEach(async () => {
    const troubles = open?.troubles() ?? []
    if (open !== kept || troubles.length > 0) await open?.close()
    // The next test has its own troubles.
    if (open === kept && troubles.length > 0) kept = null
    open = null
    expect(troubles).toEqual([])
  })

  async function emptyTab(): Promise<TestPage> {
    kept ??= await browser.newPage()
    await kept.page.goto('about:blank')
    const session = await kept.context.newCDPSession(kept.page)
    const { origin } = new URL(site.url)
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    await session.detach()
    return kept
  }

  return async (address, width = usualWidth, tab = 'own') => {
    const viewport = { width, height: 900 }
    open = tab === 'own' ? await browser.newPage({ viewport }) : await emptyTab()
    await open.page.setViewportSize(viewport)
    await open.page.goto(site.url + address)
    return open
  }
}

/** A state of the desk, the address where it is, and what is seen once it is there. */
export type PreviewRoom = [name: string, address: string, landmark: string, width?: number]

/** A test for each room: it is accessible, and as wide as the window. */
export function suitEverybody(desk: OpenPreviewDesk, rooms: PreviewRoom[]): void {
  it.each(rooms)('%s leaves axe nothing to find', async (_name, address, landmark, width) => {
    const { page, axe } = await desk(address, width, 'kept')
    await page.locator(landmark).first().waitFor()
    expect(await axe()).toEqual([])
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(over).toBeLessThanOrEqual(0)
  })
}

/** A test for the dialogs behind buttons of these names: each is accessible, and Esc closes it. */
export function dialogsSuitEverybody(desk: OpenPreviewDesk, address: string, names: readonly string[]): void {
  it('dialogs and pickers leave axe nothing to find', async () => {
    const { page, axe } = await desk(address)
    for (const name of names) {
      await page.getByRole('button', { name, exact: true }).click()
      await page.getByRole('dialog').waitFor()
      expect(await axe()).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  })
}
