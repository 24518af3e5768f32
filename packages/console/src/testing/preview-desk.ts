/** Desks over the seeded engine in one real browser, for the journeys of a file; none may have troubles when its test ends. */
import { launchBrowser, type TestBrowser, type TestPage } from '@docent/testing/browser'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { openPreviewSite, type PreviewSite } from './preview-site.ts'

/** Opens a desk at an address such as `?scheme=dark#/settings`. */
export type OpenPreviewDesk = (address: string, width?: number) => Promise<TestPage>

export function previewDesks(usualWidth: number): OpenPreviewDesk {
  let site: PreviewSite
  let browser: TestBrowser
  let open: TestPage | null = null

  beforeAll(async () => {
    site = await openPreviewSite()
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  afterEach(async () => {
    expect(open?.troubles() ?? []).toEqual([])
    await open?.close()
    open = null
  })

  return async (address, width = usualWidth) => {
    open = await browser.newPage({ viewport: { width, height: 900 } })
    await open.page.goto(site.url + address)
    return open
  }
}
