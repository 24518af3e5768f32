/** An agent's day at the desk, with a real relay: drafts, what calls for attention, a relay that dies, the keyboard. */
import { type Agent, openAgent, openTalk, setHidden, type Visitor } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { demoPassword } from '@docent/testing/raw-people'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey
let ada: Agent
let greta: Visitor
let hugo: Visitor

/** Two visitors who wrote, both in ada's hands. */
beforeAll(async () => {
  journey = await openJourney()
  ada = await openAgent(journey, 'ada')
  greta = await openTalk(journey, ada, 'Greta asks for a tent')
  hugo = await openTalk(journey, ada, 'Hugo asks for a boat')
  await ada.views('Mine')
})
afterAll(() => journey.close())

const replyOf = ({ page }: Agent) => page.getByRole('textbox', { name: 'Reply' })
const becomes = (read: () => Promise<string>, wanted: string | RegExp) =>
  waitUntil(
    async () => {
      const now = await read()
      return typeof wanted === 'string' ? now === wanted : wanted.test(now)
    },
    { what: `it to be ${wanted}` },
  )

describe('drafts', () => {
  it('stay with their conversations while others are opened, and survive a reload', async () => {
    await ada.opens('Greta asks for a tent')
    await replyOf(ada).fill('Half a reply to Greta')
    await ada.opens('Hugo asks for a boat')
    await becomes(() => replyOf(ada).inputValue(), '')
    await replyOf(ada).fill('Half a reply to Hugo')
    await ada.opens('Greta asks for a tent')
    await becomes(() => replyOf(ada).inputValue(), 'Half a reply to Greta')
    await ada.page.reload()
    await ada.page.getByRole('log', { name: 'Conversation' }).getByText('Greta asks for a tent').waitFor()
    await becomes(() => replyOf(ada).inputValue(), 'Half a reply to Greta')
    await ada.opens('Hugo asks for a boat')
    await becomes(() => replyOf(ada).inputValue(), 'Half a reply to Hugo')
    await replyOf(ada).fill('')
  })
})

describe('what calls', () => {
  it('[MRK3] a message elsewhere makes its row unread and is counted in the title, until it is read', async () => {
    await ada.opens('Hugo asks for a boat')
    await becomes(() => ada.page.title(), /^[^(]/)
    await greta.says('Are you there?')
    const row = ada.list.getByRole('link').filter({ hasText: 'Are you there?' })
    await row.getByText('Unread').waitFor({ state: 'attached' })
    await becomes(() => ada.page.title(), /^\(1\) /)
    await row.click()
    await row.getByText('Unread').waitFor({ state: 'detached' })
    await becomes(() => ada.page.title(), /^[^(]/)
  })

  it('a message while the tab is in the background flashes in the title', async () => {
    await setHidden(ada.page, true)
    await greta.says('Hello, hello')
    await becomes(() => ada.page.title(), /wrote$/)
    await setHidden(ada.page, false)
    await becomes(() => ada.page.title(), /Docent$/)
  })
})

describe('a relay that dies', () => {
  it('[CON5] [SYN2] is said with a way to try now; afterwards the conversation is whole, and each word is there once', async () => {
    const broken = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|WebSocket connection|ERR_EMPTY_RESPONSE/
    for (const person of [ada, greta, hugo]) person.expectTrouble(broken)
    await ada.opens('Hello, hello')
    const log = ada.page.getByRole('log', { name: 'Conversation' })
    await journey.relay.kill()
    const strip = ada.page.getByRole('region', { name: 'Connection' })
    await strip.getByText(/^Couldn't reach the server/).waitFor()
    await ada.replies('Written by Ada in the dark')
    await log.getByText('Waiting to be sent').waitFor()
    await greta.says('Written by Greta in the dark')
    await greta.seesState('Waiting to be sent')
    await journey.relay.start()
    // The client may be back by itself before anybody could press.
    await strip
      .getByRole('button', { name: 'Try now' })
      .click({ timeout: 2_000 })
      .catch(() => undefined)
    await strip.waitFor({ state: 'detached' })
    await greta.sees('Written by Ada in the dark', 20_000)
    await ada.sees('Written by Greta in the dark', 20_000)
    for (const words of ['Written by Ada in the dark', 'Written by Greta in the dark']) {
      expect(await log.getByText(words, { exact: true }).count()).toBe(1)
      expect(await greta.count(words)).toBe(1)
    }
    for (const words of ['Greta asks for a tent', 'Are you there?', 'Hello, hello'])
      expect(await log.getByText(words, { exact: true }).count()).toBe(1)
  })
})

describe('by keyboard alone', () => {
  it('the list moves with arrows, Enter opens, Esc steps back, the palette finds and does', async () => {
    const { page } = ada
    const { keyboard } = page
    const focused = ada.list.locator('a:focus')
    await ada.views('Mine')
    await page.reload()
    await ada.list.locator('a').first().waitFor()
    await keyboard.press('ArrowDown')
    await focused.waitFor()
    const first = await focused.getAttribute('href')
    await keyboard.press('ArrowDown')
    await waitUntil(async () => (await focused.getAttribute('href')) !== first, { what: 'the next row' })
    await keyboard.press('Enter')
    await page.getByRole('log', { name: 'Conversation' }).waitFor()
    await keyboard.press('r')
    await replyOf(ada).and(page.locator(':focus')).waitFor()
    await keyboard.type('By keyboard alone')
    await keyboard.press('Enter')
    await ada.sees('By keyboard alone')
    await keyboard.press('Escape')
    await focused.waitFor()
    await keyboard.press('Escape')
    await page.getByText('Choose a conversation').waitFor()

    await keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Search conversations and commands' })
    await field.and(page.locator(':focus')).waitFor()
    await keyboard.type('Hugo asks')
    await keyboard.press('Escape')
    await field.waitFor({ state: 'detached' })
    await keyboard.press('Control+k')
    await field.and(page.locator(':focus')).waitFor()
    await keyboard.type('Resolved')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Resolved', exact: true }).waitFor()
    await keyboard.press('1')
    await page.getByRole('heading', { name: 'Mine', exact: true }).waitFor()
  })
})

describe('the session', () => {
  it('a reload keeps the conversation that was open', async () => {
    await hugo.says('Hugo is still here')
    await ada.views('Mine')
    await ada.opens('Hugo is still here')
    const { page } = ada
    const before = page.url()
    await page.reload()
    await page.getByRole('log', { name: 'Conversation' }).getByText('Hugo is still here').waitFor()
    expect(page.url()).toBe(before)
  })

  it('[IDN4] signing out leaves the door in every tab, and the address of a conversation behind it shows nothing', async () => {
    const tab = await journey.newTab(ada.test)
    tab.expectTrouble(/401/)
    await tab.page.goto(ada.page.url())
    await tab.page.getByText('Hugo is still here').first().waitFor()
    await ada.page.getByTitle(/^Account of/).click()
    await ada.page.getByRole('button', { name: 'Sign out' }).click()
    for (const page of [ada.page, tab.page]) {
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
      expect(await page.getByText('Hugo is still here').count()).toBe(0)
    }
    await tab.page.reload()
    await tab.page.getByRole('textbox', { name: 'Email' }).fill('ada@demo.test')
    await tab.page.getByLabel('Password', { exact: true }).fill(demoPassword)
    await tab.page.getByRole('button', { name: 'Sign in' }).click()
    await tab.page.getByRole('log', { name: 'Conversation' }).getByText('Hugo is still here').waitFor()
    expect([...ada.troubles(), ...tab.troubles(), ...greta.troubles(), ...hugo.troubles()]).toEqual([])
    await tab.close()
  })
})

describe('for everybody', () => {
  it.each(['light', 'dark'] as const)(
    '[EMB13] axe finds nothing from the door to the settings, %s',
    async (colorScheme) => {
      const test = await journey.newPage({ viewport: { width: 1_440, height: 900 }, colorScheme })
      const { page } = test
      await page.goto(`${journey.relay.url}/console/`)
      await page.getByRole('button', { name: 'Sign in' }).waitFor()
      expect(await test.axe()).toEqual([])
      await test.close()

      const owner = await openAgent(journey, 'owner', { colorScheme })
      await owner.views('All open')
      await owner.list.waitFor()
      expect(await owner.axe()).toEqual([])
      await owner.opens('Hugo is still here')
      await owner.sees('Hugo is still here')
      expect(await owner.axe()).toEqual([])
      await owner.page.keyboard.press('Escape')
      await owner.page.keyboard.press('Control+k')
      await owner.page.getByRole('dialog', { name: 'Command palette' }).waitFor()
      expect(await owner.axe()).toEqual([])
      await owner.page.keyboard.press('Escape')
      await owner.page.getByRole('link', { name: 'Settings' }).click()
      await owner.page.getByLabel('Team name').waitFor()
      expect(await owner.axe()).toEqual([])
      expect(owner.troubles()).toEqual([])
      await owner.leaves()
    },
  )
})
