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

describe('an agent who leads', () => {
  it('[FLO11] sends a tour, sees each step as it happens, and sees it end', async () => {
    const visitor: Visitor = await openTalk(journey, ada, 'Where do I find my berth?')
    await ada.page.getByRole('button', { name: 'Send a tour' }).click()
    await ada.page.getByRole('combobox', { name: 'Find a tour' }).fill('way')
    await ada.page.keyboard.press('Enter')
    await ada.page.getByText(/^Sent\. It starts when/).waitFor()
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
})
