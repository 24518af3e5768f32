/** Onboarding with a real relay: what the console writes reaches visitors, and an agent leads one from the conversation. */
import { type Agent, openAgent, openTalk, type Visitor } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey
let ada: Agent
let amir: Agent
beforeAll(async () => {
  journey = await openJourney()
  ada = await openAgent(journey, 'ada')
  amir = await openAgent(journey, 'admin')
})
afterAll(() => journey.close())

const demoTour = 'Find your way around'

async function sendTour(): Promise<void> {
  await ada.page.getByRole('button', { name: 'Send a tour' }).click()
  await ada.page.getByRole('combobox', { name: 'Find a tour' }).fill('way')
  await ada.page.getByRole('option', { name: new RegExp(`^${demoTour}`) }).waitFor()
  await ada.page.keyboard.press('Enter')
  await ada.page
    .getByText(/^Sent\. It starts when/)
    .first()
    .waitFor()
}

describe('an agent who leads', () => {
  it('[FLO11] sends a tour, sees each step as it happens, and sees it end', async () => {
    const visitor: Visitor = await openTalk(journey, ada, 'Where do I find my berth?')
    await sendTour()
    await visitor.log.getByRole('button', { name: 'Start the tour' }).click()
    const follow = ada.page.getByRole('region', { name: 'Tour under way' })
    await follow.getByText(/is on step 1 of 3/).waitFor()
    await visitor.page.getByRole('dialog').getByRole('button', { name: 'Next' }).click()
    await follow.getByText(/is on step 2 of 3/).waitFor()
    await visitor.page.keyboard.press('Escape')
    await follow.waitFor({ state: 'detached' })
    expect([...visitor.troubles(), ...ada.troubles()]).toEqual([])
    await visitor.leaves()
  })
})

describe('an agent who points and ticks', () => {
  it('[FLO12] asks for labels, rings the one that is chosen, and lets the visitor stop', async () => {
    const visitor: Visitor = await openTalk(journey, ada, 'What does a berth cost?')
    await sendTour()
    await visitor.log.getByRole('button', { name: 'Start the tour' }).click()
    const follow = ada.page.getByRole('region', { name: 'Tour under way' })
    await follow.getByText(/is on step 1 of 3/).waitFor()
    await follow.getByRole('button', { name: 'Point at…' }).click()
    const field = ada.page.getByRole('combobox', { name: 'Find an element on the page' })
    await field.fill('pricing')
    await ada.page.getByRole('option', { name: /^Pricing/ }).waitFor()
    await field.press('Enter')
    await follow.getByText('Pointing at “Pricing”').waitFor()
    await visitor.page.getByText(/^Ada Byron is pointing here/).waitFor()
    const ring = await visitor.page.locator('.o-ring').boundingBox()
    const target = await visitor.page.locator('[data-docent="nav-pricing"]').boundingBox()
    if (!ring || !target) throw new Error('ring or target is not on screen')
    // The gap between them is 6 px.
    expect(Math.abs(target.x - ring.x - 6)).toBeLessThanOrEqual(2)
    expect(Math.abs(target.y - ring.y - 6)).toBeLessThanOrEqual(2)
    expect(Math.abs(ring.width - target.width - 12)).toBeLessThanOrEqual(2)
    expect(Math.abs(ring.height - target.height - 12)).toBeLessThanOrEqual(2)
    await visitor.page.getByRole('button', { name: 'Stop', exact: true }).click()
    await follow.waitFor({ state: 'detached' })
    expect(await visitor.page.locator('.o-ring').count()).toBe(0)
    expect([...visitor.troubles(), ...ada.troubles()]).toEqual([])
    await visitor.leaves()
  })

  it('[FLO8] ticks an item, and the visitor reads it in Tasks', async () => {
    const visitor: Visitor = await openTalk(journey, ada, 'We moved in by telephone')
    const panel = ada.page.getByRole('complementary', { name: 'Visitor' })
    await panel.getByRole('button', { name: 'Tick “Read how a marina moves in”' }).click()
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Tick it' }).click()
    await panel.getByText('1 of 3 done').waitFor()
    await visitor.dialog.getByRole('button', { name: 'Tasks' }).click()
    await visitor.dialog.getByRole('progressbar', { name: 'Get to know Harbor' }).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Read how a marina moves in Done' }).waitFor()
    expect([...visitor.troubles(), ...ada.troubles()]).toEqual([])
    await visitor.leaves()
  })
})

describe('an admin who writes', () => {
  it('[FLO2] saves a draft by itself, publishes it, and finds it after a reload', async () => {
    const { page } = amir
    await page.goto(`${journey.relay.url}/console/#/onboarding`)
    await page.getByRole('table', { name: 'Flows' }).getByText(demoTour).waitFor()
    await page.getByRole('button', { name: 'New' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Checklist/ })
      .click()
    await page.getByLabel('Name of this flow').fill('First week')
    await page.getByLabel('Title of the checklist').fill('Your first week')
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.reload()
    await page.getByLabel('Title of the checklist').waitFor()
    expect(await page.getByLabel('Title of the checklist').inputValue()).toBe('Your first week')
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Live v1').waitFor()
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByText('Version 1').waitFor()
    expect(amir.troubles()).toEqual([])
  })

  it('[FLO2] reads in place what is missing before it can be published', async () => {
    const { page } = amir
    await page.goto(`${journey.relay.url}/console/#/onboarding`)
    await page.getByRole('button', { name: 'New' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Hints/ })
      .click()
    await page.getByText('No hint yet').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await page.getByRole('dialog').getByRole('alert').waitFor()
    expect(amir.troubles()).toEqual([])
  })

  it('[FLO16] downloads the figures that the page shows', async () => {
    const { page } = amir
    await page.goto(`${journey.relay.url}/console/#/onboarding`)
    await page.getByRole('link', { name: demoTour }).click()
    await page.getByRole('link', { name: 'Figures' }).click()
    await page.getByText('Step by step').or(page.getByText('Nobody has seen it yet')).waitFor()
    const csv = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href')
    const answer = await page.request.get(csv ?? '')
    expect(answer.status()).toBe(200)
    expect(answer.headers()['content-type']).toMatch(/^text\/csv/)
  })

  it('[FLO2] gives back after a reload what could not be saved', async () => {
    const { page } = amir
    await page.goto(`${journey.relay.url}/console/#/onboarding`)
    await page.getByRole('link', { name: 'First week' }).click()
    await page.getByLabel('Title of the checklist').waitFor()
    await page.context().setOffline(true)
    amir.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket/)
    await page.getByLabel('Title of the checklist').fill('Written in a tunnel')
    await page.getByText(/It is kept in this browser/).waitFor({ timeout: 30_000 })
    const address = page.url()
    // Another document, so that nothing stays in memory; the page itself cannot be fetched without a connection.
    await page.goto('about:blank')
    await page.context().setOffline(false)
    await page.goto(address)
    await page.getByText('Saved', { exact: true }).waitFor()
    expect(await page.getByLabel('Title of the checklist').inputValue()).toBe('Written in a tunnel')
    await page.reload()
    await page.getByLabel('Title of the checklist').waitFor()
    expect(await page.getByLabel('Title of the checklist').inputValue()).toBe('Written in a tunnel')
  })
})
