/** Help as visitors meet it: found in spite of typos, read, judged, carried to a person, offline, by keyboard alone. */
import { openAgent, openVisitor } from '@docent/testing/cast'
import { allowOrigin } from '@docent/testing/example'
import { pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atHelp, boxOf, done, finds, optionsOf, says } from './help-reader.ts'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

describe('who searches', () => {
  it('[HLP10] finds an article in spite of a typo, reads it, and says that it helped', async () => {
    const visitor = await atHelp(journey)
    const told: unknown[] = []
    visitor.page.on('request', (request) => {
      if (request.url().endsWith('/help/activity')) told.push(...request.postDataJSON().events)
    })
    await finds(visitor, 'invte colleages', 'Invite your colleagues')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    expect(await visitor.axe()).toEqual([])
    const helpful = visitor.dialog.getByRole('group', { name: 'Was this helpful?' })
    await helpful.getByRole('button', { name: 'Yes' }).click()
    await helpful.getByText('Thank you.').waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    expect(await boxOf(visitor).inputValue()).toBe('invte colleages')
    await waitUntil(() => told.length >= 4, { what: () => `four events, of ${JSON.stringify(told)}` })
    expect(told.map((event) => (event as { kind: string }).kind)).toEqual([
      'searched',
      'opened',
      'voted',
      'read',
    ])
    await done(visitor)
  })

  it('[SEA2] [HLP3] finds without diacritics in Estonian, and says what stands in in English', async () => {
    const page = pageWithWidget(journey.relay.url).replace('lang="en"', 'lang="et"')
    const site = await journey.hostSite({ pages: { '/': page } })
    await allowOrigin(journey.relay, site.url)
    const visitor = await atHelp(journey, { url: site.url })
    await finds(visitor, 'kulalised kaikoht', 'Kuidas külalised kaikoha broneerivad')
    await boxOf(visitor).fill('weather plan')
    const english = optionsOf(visitor).filter({ hasText: 'Weather in the plan' })
    await english.getByText('In English').waitFor()
    await english.click()
    await visitor.dialog.getByRole('article').getByText('In English', { exact: true }).first().waitFor()
    await done(visitor)
  })

  it('[HLP10] finds nothing, and takes the words to a person, who sees them', async () => {
    const agent = await openAgent(journey, 'ada')
    const visitor = await atHelp(journey)
    await boxOf(visitor).fill('qwxzv jkpfgh')
    await visitor.dialog.getByText('Nothing found for “qwxzv jkpfgh”').waitFor()
    expect(await visitor.axe()).toEqual([])
    await visitor.dialog.getByRole('button', { name: 'Ask a person' }).click()
    await waitUntil(async () => (await visitor.field.inputValue()) === 'qwxzv jkpfgh', {
      what: 'the query in the field',
    })
    await visitor.dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await visitor.seesState('Sent')
    await visitor.log.getByText('About “qwxzv jkpfgh”').waitFor()
    await agent.views('All open')
    await agent.opens('qwxzv jkpfgh')
    await agent.page
      .getByText(/qwxzv jkpfgh/)
      .nth(1)
      .waitFor()
    await agent.leaves()
    await done(visitor)
  })

  it('[HLP10] chooses by the keyboard alone, and Esc leads out step by step', async () => {
    const visitor = await atHelp(journey)
    const { page } = visitor
    const box = boxOf(visitor)
    await box.focus()
    await page.keyboard.type('prices')
    await optionsOf(visitor).first().waitFor()
    expect(await box.getAttribute('aria-expanded')).toBe('true')
    await visitor.dialog
      .getByRole('status')
      .getByText(/articles? found/)
      .waitFor()
    expect(await visitor.axe()).toEqual([])
    await page.keyboard.press('ArrowDown')
    const first = await optionsOf(visitor).first().getAttribute('id')
    expect(await box.getAttribute('aria-activedescendant')).toBe(first)
    expect(await optionsOf(visitor).first().getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('ArrowUp')
    expect(await box.getAttribute('aria-activedescendant')).toBe(
      await optionsOf(visitor).last().getAttribute('id'),
    )
    await page.keyboard.press('End')
    expect(await box.getAttribute('aria-activedescendant')).toBeNull()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await visitor.dialog.getByRole('article').waitFor()
    await waitUntil(
      () =>
        page.evaluate(
          () => document.querySelector('docent-messenger')?.shadowRoot?.activeElement?.tagName === 'H3',
        ),
      { what: 'the focus on the title' },
    )
    await visitor.dialog.getByRole('button', { name: 'Back' }).press('Enter')
    await box.waitFor()
    await box.focus()
    await page.keyboard.press('Escape')
    expect(await box.getAttribute('aria-expanded')).toBe('false')
    expect(await box.inputValue()).toBe('prices')
    await page.keyboard.press('Escape')
    expect(await box.inputValue()).toBe('')
    expect(await visitor.dialog.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await visitor.dialog.waitFor({ state: 'hidden' })
    await done(visitor)
  })

  it('[HLP10] at Home opens what it finds, and the way back leads to the list', async () => {
    const visitor = await openVisitor(journey)
    await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
    await visitor.dialog.getByRole('button', { name: 'Home', exact: true }).waitFor()
    await finds(visitor, 'cancel my plan', 'Change your plan, cancel, or take your data along')
    expect(await visitor.axe()).toEqual([])
    await optionsOf(visitor).getByText('Change your plan').first().click()
    await visitor.dialog.getByRole('heading', { name: /^Change your plan/ }).waitFor()
    await done(visitor)
  })
})

describe('who reads', () => {
  it('[HLP10] goes from article to article and back to the place that was read', async () => {
    const visitor = await atHelp(journey)
    await finds(visitor, 'plans and prices', 'Plans and prices')
    await optionsOf(visitor).first().click()
    const article = visitor.dialog.getByRole('article')
    const link = article.locator('a[href*="#docent-article="]').first()
    await link.waitFor()
    const title = await article.getByRole('heading').first().textContent()
    await link.scrollIntoViewIfNeeded()
    await link.click()
    await waitUntil(async () => (await article.getByRole('heading').first().textContent()) !== title, {
      what: 'the other article',
    })
    expect(visitor.page.url()).not.toContain('#docent-article')
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await article
      .getByRole('heading', { name: title ?? '' })
      .first()
      .waitFor()
    await done(visitor)
  })

  it('[HLP9] is shown how by the tour that the article names', async () => {
    const visitor = await atHelp(journey)
    await finds(visitor, 'find your way around', 'Find your way around Harbor')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByRole('button', { name: 'Show me how' }).click()
    await visitor.dialog.waitFor({ state: 'hidden' })
    await visitor.page.getByRole('button', { name: 'Close tour' }).waitFor()
    await done(visitor)
  })

  it('[HLP10] offline finds and reads what was read before, and is told why not the rest', async () => {
    const visitor = await atHelp(journey)
    visitor.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket connection/)
    await finds(visitor, 'invite colleagues', 'Invite your colleagues')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await visitor.test.context.setOffline(true)
    await visitor.dialog
      .getByText('You are offline. You can read what you have read before.')
      .first()
      .waitFor()
    await finds(visitor, 'colleages', 'Invite your colleagues')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await finds(visitor, 'harbour dues', 'Harbour dues and tax')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByText('You haven’t read this here before, so it needs a connection.').waitFor()
    expect(await visitor.axe()).toEqual([])
    await visitor.test.context.setOffline(false)
    await visitor.dialog.getByRole('heading', { name: 'Harbour dues and tax' }).waitFor()
    await done(visitor)
  })

  it('[HLP10] is told that the relay is out of reach, and needs to do nothing once it is back', async () => {
    const visitor = await atHelp(journey)
    visitor.expectTrouble(/ERR_CONNECTION_REFUSED|WebSocket connection/)
    const note = visitor.dialog.getByText('Couldn’t reach the server. This is what was kept here.')
    await finds(visitor, 'invite colleagues', 'Invite your colleagues')
    await journey.relay.stop()
    await boxOf(visitor).fill('harbour dues')
    await note.waitFor()
    expect(await note.count()).toBe(1)
    await optionsOf(visitor).getByText('Harbour dues and tax').first().click()
    await visitor.dialog.getByText('Couldn’t load this.').waitFor()
    await journey.relay.start()
    await visitor.dialog.getByRole('heading', { name: 'Harbour dues and tax' }).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await optionsOf(visitor).getByText('Harbour dues and tax').first().waitFor()
    expect(await note.count()).toBe(0)
    await done(visitor)
  })

  it('[HLP10] follows a link of the page, and a command of the page', async () => {
    const visitor = await openVisitor(journey, {
      url: `${journey.relay.url}/demo/#docent-article=invite-colleagues`,
    })
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    expect(visitor.page.url()).not.toContain('#')
    await says(visitor, 'searchHelp', 'plans')
    await optionsOf(visitor).getByText('Plans and prices').first().waitFor()
    await says(visitor, 'openArticle', 'weather')
    await visitor.dialog.getByRole('heading', { name: 'Weather in the plan' }).waitFor()
    await done(visitor)
  })
})

describe('in every shape', () => {
  it('[HLP10] [EMB13] on a phone, in the dark, on a page from right to left: axe finds nothing', async () => {
    const page = pageWithWidget(journey.relay.url).replace('lang="en"', 'lang="ar" dir="rtl"')
    const site = await journey.hostSite({ pages: { '/': page } })
    await allowOrigin(journey.relay, site.url)
    const browser = { viewport: { width: 390, height: 780 }, hasTouch: true, colorScheme: 'dark' as const }
    const visitor = await atHelp(journey, { url: site.url, browser })
    expect(await visitor.axe()).toEqual([])
    await finds(visitor, 'prices', 'Plans and prices')
    expect(await visitor.axe()).toEqual([])
    await optionsOf(visitor).getByText('Plans and prices', { exact: true }).first().tap()
    const article = visitor.dialog.getByRole('article')
    await article.waitFor()
    expect(await visitor.axe()).toEqual([])
    const width = await article.evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(width).toBeLessThanOrEqual(0)
    await done(visitor)
  })
})
