/** [HLP11] The public help centre in a browser that runs no script, and what machines and assistive technology read of it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestPage } from '../src/browser.ts'
import { docent } from '../src/example.ts'
import { type Journey, openJourney } from '../src/journey.ts'

let journey: Journey
let home: string
beforeAll(async () => {
  journey = await openJourney()
  home = `${journey.relay.url}/help/demo/en/`
  // A language that runs the other way is a language of the site from its first article on.
  const folder = join(journey.relay.dataDir, 'arabic')
  mkdirSync(folder)
  const body =
    '## أولاً\n\nاضغط على **الزر**.\n\n| خطة | أيام |\n|---|--:|\n| أساسية | 3 |\n\n> [!TIP]\n> احتفظ بالإيصال.\n'
  writeFileSync(
    join(folder, 'refunds.md'),
    `---\ntitle: استرداد المال\nslug: refunds-ar\nkey: refunds-ar\nlocale: ar\n---\n${body}`,
  )
  await docent(journey.relay, 'articles', 'import', folder)
})
afterAll(() => journey.close())

const query = 'invte colleages'
const title = 'Invite your colleagues'
const search = (page: Page) => page.getByRole('search').getByRole('searchbox', { name: 'Search for help' })

/** Looks for an article in spite of two typos, and opens it. */
async function findArticle(page: Page): Promise<void> {
  await page.goto(home)
  await search(page).fill(query)
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: `Results for “${query}”` }).waitFor()
  await page.getByRole('main').getByRole('link', { name: title, exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

async function opened<T>(options: BrowserContextOptions, use: (test: TestPage) => Promise<T>): Promise<T> {
  const test = await journey.newPage(options)
  try {
    const used = await use(test)
    expect(test.troubles()).toEqual([])
    return used
  } finally {
    await test.close()
  }
}

describe('without script', () => {
  it('[HLP11] leads from a search with typos to the article, and takes a vote', () =>
    opened({ javaScriptEnabled: false }, async ({ page }) => {
      const fetched: string[] = []
      page.on('request', (request) => void fetched.push(request.resourceType()))
      await findArticle(page)
      expect(fetched.filter((type) => !['document', 'stylesheet', 'image'].includes(type))).toEqual([])
      await page.getByRole('button', { name: 'Yes', exact: true }).click()
      await page.getByText('Thank you. That helps us to write better articles.').waitFor()
      expect(new URL(page.url()).search).toBe('?thanks=1')
      await page.getByRole('navigation').getByRole('link', { name: 'All topics' }).click()
      await page.getByRole('heading', { level: 1, name: 'How can we help?' }).waitFor()
    }))

  it('[HLP11] says that nothing was found, and leads on', () =>
    opened({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(`${home}?q=qwxzv+jkpfgh`)
      await page.getByRole('heading', { level: 1, name: 'Nothing found for “qwxzv jkpfgh”.' }).waitFor()
      expect(await page.getByRole('main').getByRole('link').count()).toBeGreaterThan(3)
    }))

  it('[HLP11] skips to the content by the keyboard, and searches with Enter', () =>
    opened({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(home)
      await page.keyboard.press('Tab')
      const skip = page.getByRole('link', { name: 'Skip to content' })
      expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true)
      expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0)
      await page.keyboard.press('Enter')
      const main = page.getByRole('main')
      expect(await main.evaluate((content) => content === document.activeElement)).toBe(true)
      await page.keyboard.press('Tab')
      expect(await main.evaluate((content) => content.contains(document.activeElement))).toBe(true)
      await search(page).focus()
      await page.keyboard.type(query)
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: title, exact: true }).first().waitFor()
    }))
})

const phone = { width: 360, height: 740 }
const wide = { width: 1_280, height: 900 }

describe('for assistive technology', () => {
  it.each([
    ['light', 'wide', { colorScheme: 'light', viewport: wide }],
    ['dark', 'wide', { colorScheme: 'dark', viewport: wide }],
    ['light', 'on a phone', { colorScheme: 'light', viewport: phone }],
    ['dark', 'on a phone', { colorScheme: 'dark', viewport: phone }],
  ] as const)('[HLP11] axe finds nothing, %s and %s', (_scheme, _width, options) =>
    opened(options, async ({ page, axe, expectTrouble }) => {
      // The page that is not there says so with its status.
      expectTrouble(/404/)
      const paths = ['en/', `en/?q=${query}`, 'en/?q=qwxzv', 'en/nowhere', 'ar/', 'ar/refunds-ar']
      for (const path of paths) {
        await page.goto(`${journey.relay.url}/help/demo/${path}`)
        expect([path, await axe()]).toEqual([path, []])
        expect([path, await sidewaysPixels(page)]).toEqual([path, 0])
      }
      await findArticle(page)
      expect(await axe()).toEqual([])
    }),
  )

  it('[HLP11] runs from right to left where the language does', () =>
    opened({}, async ({ page }) => {
      await page.goto(`${journey.relay.url}/help/demo/ar/refunds-ar`)
      const html = page.locator('html')
      expect([await html.getAttribute('lang'), await html.getAttribute('dir')]).toEqual(['ar', 'rtl'])
      const name = await page.getByRole('banner').getByRole('link').first().boundingBox()
      const field = await search(page).boundingBox()
      expect(name?.x).toBeGreaterThan(field?.x ?? 0)
    }))
})

/** By how much the page could be pushed sideways. */
const sidewaysPixels = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

describe('for search engines', () => {
  /** What schema.org and those who read it ask of each type. */
  const required: Readonly<Record<string, readonly string[]>> = {
    TechArticle: ['headline', 'author', 'publisher', 'dateModified', 'inLanguage', 'mainEntityOfPage', 'url'],
    BreadcrumbList: ['itemListElement'],
    ListItem: ['position', 'name', 'item'],
    WebSite: ['name', 'url', 'potentialAction'],
    SearchAction: ['target', 'query-input'],
    EntryPoint: ['urlTemplate'],
    Organization: ['name'],
  }

  it('[HLP11] each piece of structured data names what its type requires', () =>
    opened({ javaScriptEnabled: false }, async ({ page }) => {
      await page.goto(home)
      const ofHome = await structuredData(page)
      await findArticle(page)
      const ofArticle = await structuredData(page)
      expect(ofHome.map((one) => one['@type'])).toEqual(['WebSite'])
      expect(ofArticle.map((one) => one['@type'])).toEqual(['TechArticle', 'BreadcrumbList'])
      for (const one of [...ofHome, ...ofArticle]) expect(one['@context']).toBe('https://schema.org')
      expect([...ofHome, ...ofArticle].flatMap(missingOf)).toEqual([])
      const [article, trail] = ofArticle
      expect(Date.parse(String(article?.dateModified))).not.toBeNaN()
      const steps = trail?.itemListElement as readonly { position: number; item: string }[]
      expect(steps.map(({ position }) => position)).toEqual(steps.map((_, at) => at + 1))
      for (const { item } of steps) expect((await fetch(item)).status).toBe(200)
      const canonical = await page.locator('link[rel=canonical]').getAttribute('href')
      expect([article?.url, article?.mainEntityOfPage]).toEqual([canonical, canonical])
    }))

  type Data = Readonly<Record<string, unknown>>

  const structuredData = async (page: Page): Promise<readonly Data[]> =>
    (await page.locator('script[type="application/ld+json"]').allTextContents()).map(
      (json) => JSON.parse(json) as Data,
    )

  /** What it and the things in it lack, in words; a type that nobody described lacks all. */
  function missingOf(data: Data): readonly string[] {
    const type = String(data['@type'])
    const names = required[type]
    const own = names
      ? names.flatMap((name) => (data[name] ? [] : `${type} has no ${name}`))
      : [`${type} is not expected`]
    const inner = Object.values(data).flat().filter(isData)
    return [...own, ...inner.flatMap(missingOf)]
  }
  const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null
})
