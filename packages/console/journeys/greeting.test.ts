/** An agent's first day over a real relay: the checklist in the sidebar, the tour to its end, and nothing of it left for the next one. */
import { type Agent, openAgent, openVisitor } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { demoPassword } from '@docent/testing/raw-people'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Page = Agent['page']

let journey: Journey
let linus: Agent
beforeAll(async () => {
  journey = await openJourney()
  linus = await openAgent(journey, 'linus')
})
afterAll(() => journey.close())

const firstDay = (page: Page, done: number) =>
  page.getByRole('button', { name: `Your first day, ${done} of 4 done` })
const checklist = (page: Page) => page.getByRole('dialog', { name: 'Your first day' })

/** Where an element stands on the page. */
const boxOf = async (place: ReturnType<Page['locator']>) => {
  const box = await place.boundingBox()
  if (!box) throw new Error('it is not on screen')
  return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height }
}

describe('the first day', () => {
  it.each([1_024, 1_280, 1_920])(
    '[FLO19] stands in the sidebar and covers nothing, at %i px',
    async (width) => {
      const { page } = linus
      await page.setViewportSize({ width, height: 768 })
      const pill = await boxOf(firstDay(page, 0))
      const sidebar = await boxOf(page.getByRole('complementary', { name: 'Desk' }))
      expect(pill.right).toBeLessThanOrEqual(sidebar.right)
      expect(pill.left).toBeGreaterThanOrEqual(sidebar.left)
      for (const name of ['Keyboard shortcuts', 'Support'])
        await page.getByRole('complementary', { name: 'Desk' }).getByText(name).click({ trial: true })
    },
  )

  it.each(['Dark', 'Light'])(
    '[FLO19] is %s with the desk, and leaves axe nothing to find',
    async (scheme) => {
      const { page } = linus
      await page.getByTitle(/^Account of/).click()
      await page.getByRole('button', { name: scheme, exact: true }).click()
      await page.keyboard.press('Escape')
      await firstDay(page, 0).click()
      const ground = await checklist(page).evaluate((panel) => getComputedStyle(panel).colorScheme)
      expect(ground).toBe(scheme.toLowerCase())
      expect(await linus.axe()).toEqual([])
      await checklist(page).getByRole('button', { name: 'Close' }).click()
      await checklist(page).waitFor({ state: 'detached' })
    },
  )

  it('[FLO19] begins with a tour that finds all it speaks of', async () => {
    const { page } = linus
    await firstDay(page, 0).click()
    await checklist(page).getByRole('button', { name: 'Start the tour' }).click()
    const steps: [title: string, button: string][] = [
      ['This is your desk', 'Show me'],
      ['You say when you are there', 'Next'],
      ['Who is waiting', 'Next'],
      ['One key for everything', 'Done'],
    ]
    for (const [title, button] of steps) {
      const card = page.getByRole('dialog', { name: title })
      await card.waitFor()
      expect(await linus.axe()).toEqual([])
      await card.getByRole('button', { name: button }).click()
    }
    await firstDay(page, 1).waitFor()
  })

  it('[FLO19] counts what is done for the first time, to four of four', async () => {
    const { page } = linus
    await linus.accepts(true)
    await firstDay(page, 2).waitFor()
    const visitor = await openVisitor(journey)
    await visitor.open()
    await visitor.says('Is there a berth for tonight?')
    await visitor.seesState('Sent')
    await linus.views('All open')
    await linus.opens('Is there a berth for tonight?')
    await linus.replies('There is, at pier two')
    await visitor.sees('There is, at pier two')
    await firstDay(page, 3).click()
    await linus.notes('A regular')
    await checklist(page).getByText('4 of 4 done').waitFor()
    expect(await linus.axe()).toEqual([])
    expect([...linus.troubles(), ...visitor.troubles()]).toEqual([])
    await visitor.leaves()
  })
})

describe('the next agent at the same browser', () => {
  it('[FLO19] finds nothing of the first', async () => {
    const { page } = linus
    await checklist(page).getByRole('button', { name: 'Close' }).click()
    const session = await page.request.get(`${journey.relay.url}/api/v1/session`)
    const first = ((await session.json()) as { data: { agent: { id: string } } }).data.agent.id
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    await page.getByTitle(/^Account of/).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.locator('docent-messenger').waitFor({ state: 'detached' })
    expect(await kept()).not.toContain('desk/')
    await page.getByRole('textbox', { name: 'Email' }).fill('supervisor@demo.test')
    await page.getByLabel('Password', { exact: true }).fill(demoPassword)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await firstDay(page, 0).waitFor()
    expect(await kept()).not.toContain(first)
    expect(linus.troubles()).toEqual([])
  })
})

describe('an agent who has put it away', () => {
  it('[FLO19] finds it in the account menu', async () => {
    const admin = await openAgent(journey, 'admin')
    const { page } = admin
    await firstDay(page, 0).click()
    await checklist(page).getByRole('button', { name: 'Hide checklist' }).click()
    await firstDay(page, 0).waitFor({ state: 'detached' })
    await page.getByTitle(/^Account of/).click()
    await page.getByRole('button', { name: 'Your first day', exact: true }).click()
    await checklist(page).getByRole('button', { name: 'Start the tour' }).waitFor()
    expect(await admin.axe()).toEqual([])
    expect(admin.troubles()).toEqual([])
    await admin.leaves()
  })
})

describe('the site of the desk', () => {
  it('[FLO19] is in no list of sites and in no inbox', async () => {
    const owner = await openAgent(journey, 'owner')
    await firstDay(owner.page, 0).waitFor()
    const session = await owner.page.request.get(`${journey.relay.url}/api/v1/session`)
    const { sites } = ((await session.json()) as { data: { sites: { key: string }[] } }).data
    expect(sites.map(({ key }) => key)).not.toContain('desk')
    await owner.views('All open')
    await owner.list
      .getByText('There is, at pier two')
      .or(owner.list.getByText('A regular'))
      .first()
      .waitFor()
    expect(await owner.list.getByRole('link').count()).toBe(1)
    expect(owner.troubles()).toEqual([])
    await owner.leaves()
  })
})
