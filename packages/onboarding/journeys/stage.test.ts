/** What stands on a page beside tours, in a real browser: by eye, by keyboard and by screen reader. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HazardPage, type HazardPages, letPass, openHazardPages } from './harness/hazard-pages.ts'

let pages: HazardPages
beforeAll(async () => {
  pages = await openHazardPages('./stage-entry.ts', 'stage')
})
afterAll(() => pages.close())

const product: HazardPage = {
  body: '<header class="bar">Product</header><main><h1>Projects</h1><button data-docent="new" id="new">New project</button><div id="list"><div id="rows"><p data-docent="row" id="row">A row</p></div></div></main>',
  css: '.bar{position:sticky;top:0;padding:12px 24px;background:#fff}main{padding:40px 120px;height:1600px}#new{padding:8px}#list{margin-top:60px;height:160px;overflow:auto;border:1px solid #999}#rows{height:800px;padding-top:20px}',
}
const looks = ['?scheme=light', '?scheme=dark', '?locale=ar']
const focused = () => {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return (
    active?.getAttribute('aria-label') ??
    active?.getAttribute('role') ??
    (active?.id || active?.textContent) ??
    ''
  )
}

describe('[FLO8] a checklist beside the launcher', () => {
  it.each(looks)('has no fault that axe finds, closed and open: %s', async (query) => {
    const { page, axe, troubles, close } = await pages.open({ ...product, query })
    await page.evaluate(() => window.stage.due('checklist'))
    const button = page.getByRole('button', { name: 'Getting started, 0 of 3 done' })
    await button.waitFor()
    expect(await axe({ within: 'docent-messenger' })).toEqual([])
    await button.click()
    await page.getByRole('dialog', { name: 'Getting started' }).waitFor()
    expect(await axe({ within: 'docent-messenger' })).toEqual([])
    expect(troubles()).toEqual([])
    await close()
  })

  it('is used by keyboard alone, and gives the focus back', async () => {
    const { page, close } = await pages.open(product)
    await page.evaluate(() => window.stage.due('checklist'))
    await page.getByRole('button', { name: 'Getting started, 0 of 3 done' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(focused)).toBe('dialog')
    const mark = page.getByRole('button', { name: 'Mark as done' })
    while (!(await mark.evaluate((node) => node.matches(':focus')))) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Getting started, 1 of 3 done' }).waitFor()
    await expect.poll(() => page.evaluate(focused)).toBe('Choose a colour')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await expect.poll(() => page.evaluate(focused)).toBe('Getting started, 1 of 3 done')
    await close()
  })
})

describe('[FLO17] hints', () => {
  it('stand at their targets, follow them, and leave with them; nothing runs while nothing moves', async () => {
    const { page, axe, close } = await pages.open(product)
    await page.evaluate(() => window.stage.due('hints'))
    const dot = page.getByRole('button', { name: 'Hint: Row' })
    await dot.waitFor()
    const apart = () =>
      page.evaluate(() => {
        const root = document.querySelector('docent-messenger')?.shadowRoot
        const at = root?.querySelector('[aria-label="Hint: Row"]')?.getBoundingClientRect()
        const target = document.querySelector('#row')?.getBoundingClientRect()
        if (!at || !target) return 'gone'
        return [at.left + at.width / 2 - target.right, at.top + at.height / 2 - target.top].map(Math.round)
      })
    await expect.poll(apart).toEqual([0, 0])
    await page.evaluate(() => window.scrollBy(0, 30))
    await expect.poll(apart).toEqual([0, 0])
    await page.evaluate(() => document.querySelector('#list')?.scrollBy(0, 10))
    await expect.poll(apart).toEqual([0, 0])
    await letPass(page, 300)
    const before = await page.evaluate(() => window.stage.frames())
    await letPass(page, 1_000)
    expect(await page.evaluate(() => window.stage.frames())).toBe(before)
    await page.evaluate(() => document.querySelector('#list')?.scrollBy(0, 400))
    await dot.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Hint: New' }).press('Enter')
    await page.getByRole('dialog', { name: 'New' }).waitFor()
    await expect.poll(() => page.evaluate(focused)).toBe('dialog')
    expect(await axe({ within: 'docent-messenger' })).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(focused)).toBe('Hint: New')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Got it' }).click()
    await page.getByRole('button', { name: 'Hint: New' }).waitFor({ state: 'detached' })
    await close()
  })
})

describe('[FLO17] a banner', () => {
  it.each(looks)(
    'at the top moves the page down by its height, and gives the room back: %s',
    async (query) => {
      const { page, axe, close } = await pages.open({ ...product, query })
      const top = () => page.evaluate(() => document.querySelector('h1')?.getBoundingClientRect().top ?? 0)
      const before = await top()
      await page.evaluate(() => window.stage.due('top'))
      const banner = page.getByRole('region', { name: 'Announcement' })
      await banner.waitFor()
      const height = (await banner.boundingBox())?.height ?? 0
      expect(height).toBeGreaterThan(30)
      await expect.poll(async () => Math.round((await top()) - before - height)).toBe(0)
      expect(await axe({ within: 'docent-messenger' })).toEqual([])
      await page.getByRole('button', { name: 'Close banner' }).press('Enter')
      await banner.waitFor({ state: 'detached' })
      expect(await top()).toBe(before)
      expect(await page.evaluate(() => document.documentElement.hasAttribute('style'))).toBe(false)
      await close()
    },
  )
})

describe('[FLO10] the offer of help', () => {
  it('lies above the shade of the tour, takes no focus, and asks a person', async () => {
    const { page, axe, close } = await pages.open(product)
    await page.evaluate(() => window.stage.onboarding.startTour('tour', 'page'))
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('dialog', { name: 'Step b' }).waitFor()
    const target = await page.locator('#new').boundingBox()
    for (let time = 0; time < 3; time++)
      await page.mouse.click((target?.x ?? 0) + (target?.width ?? 0) + 40, target?.y ?? 0)
    const offer = page.getByRole('region', { name: 'Need a hand?' })
    await offer.waitFor()
    expect(await page.evaluate(focused)).not.toContain('Ask')
    expect(await axe({ within: 'docent-messenger' })).toEqual([])
    // What is covered cannot be clicked.
    await offer.getByRole('button', { name: 'Ask a person' }).click({ timeout: 5_000 })
    expect(await page.evaluate(() => window.stage.wanted)).toMatchObject([
      {
        kind: 'ask',
        origin: { kind: 'tour', refersTo: 'tour', text: 'First steps, step 2: Step b (version 1)' },
      },
    ])
    await close()
  })
})

describe('[FLO12] an agent’s pointer', () => {
  it('rings its element, can be stopped above a tour, and says by whom', async () => {
    const { page, axe, close } = await pages.open(product)
    await page.evaluate(() => window.stage.onboarding.startTour('tour', 'agent', 'conversation'))
    await page.getByRole('dialog', { name: 'Step a' }).waitFor()
    await page.evaluate(() => {
      const { flows } = window.stage
      const label = flows.guide.asked().find((one) => one.label === 'New project')
      flows.guide.pointed.value = { labelId: label?.id ?? '', agentName: 'Ada' }
    })
    await page.getByText('Ada is pointing here').waitFor()
    const ring = await page.locator('.o-ring').boundingBox()
    const target = await page.locator('#new').boundingBox()
    expect(Math.round((target?.x ?? 0) - (ring?.x ?? 0))).toBe(6)
    expect(await axe({ within: 'docent-messenger' })).toEqual([])
    await page.getByRole('button', { name: 'Stop', exact: true }).click({ timeout: 5_000 })
    await page.getByRole('dialog', { name: 'Step a' }).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => window.stage.flows.run('tour')?.status)).toBe('dismissed')
    await close()
  })
})

describe('a survey', () => {
  it('is answered by keyboard alone, has no fault that axe finds, and gives the focus back', async () => {
    const { page, axe, close } = await pages.open(product)
    await page.locator('#new').focus()
    await page.evaluate(() => window.stage.due('survey'))
    await page.getByRole('dialog', { name: 'How is it going?' }).waitFor()
    expect(await axe({ within: 'docent-messenger' })).toEqual([])
    await page.getByRole('radio', { name: '9' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: 'The desk' }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByLabel('Anything else?').fill('No')
    expect(await axe({ within: 'docent-messenger' })).toEqual([])
    await page.getByRole('button', { name: 'Send' }).press('Enter')
    await page.getByText('Somebody reads each answer.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(focused)).toBe('new')
    const answers = await page.evaluate(() =>
      window.stage.flows.said.filter(({ kind }) => kind === 'item_done').map(({ data }) => data?.value),
    )
    expect(answers).toEqual([9, 'desk', 'No'])
    await close()
  })
})
