/** What the finder calls an element against what Chromium's own accessibility tree calls it, over the pages of the trials [FLO9]. */
import { launchBrowser, type TestBrowser } from '@docent/testing/browser'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleForPage } from './bundle-for-page.ts'

let browser: TestBrowser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Rows and entries are called by all that is in them, which changes every day: the finder knows them by their first words. */
const knownOtherwise = ['row', 'listitem', 'gridcell']

it('[FLO9] calls the elements of twenty pages what Chromium calls them', async () => {
  const { page, context } = await browser.newPage()
  await page.evaluate(await bundleForPage('./finder-trials/finder-in-page.ts'))
  const devtools = await context.newCDPSession(page)
  const said: string[] = []
  const expected: string[] = []
  for (let place = 0; await page.evaluate((at) => !!window.finder.named(at), place); place++) {
    const ours = await page.evaluate((at) => {
      const named = window.finder.named(at) ?? []
      Object.assign(window, { picked: named.map(({ element }) => element) })
      return named.map(({ name }) => name)
    }, place)
    for (const [number, name] of ours.entries()) {
      const { result } = await devtools.send('Runtime.evaluate', { expression: `window.picked[${number}]` })
      const { nodes } = await devtools.send('Accessibility.getPartialAXTree', {
        ...(result.objectId && { objectId: result.objectId }),
        fetchRelatives: false,
      })
      const [node] = nodes
      if (!node || node.ignored || knownOtherwise.includes(String(node.role?.value))) continue
      said.push(name)
      // A space that does not break is a space.
      expected.push(
        String(node.name?.value ?? '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
    }
  }
  expect(said.length).toBeGreaterThan(60)
  expect(said).toEqual(expected)
})
