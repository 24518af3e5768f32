/** The onboarding room's place in the widget, on the demo's pages: the public commands, links, Home and Tasks, a tour from an agent. */
import { openVisitor, type Visitor } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { createSimulatedAgent } from '@docent/testing/simulated-agent'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const tourId = '5d0c7a52-1f0e-4b7e-9c1d-0a1f6f1b9d01'
const firstStep = 'This is your harbour, today'
const secondStep = 'See what it costs'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

const step = (visitor: Visitor, name: string) => visitor.page.getByRole('dialog', { name })
const room = (visitor: Visitor, name: string) =>
  visitor.dialog.getByRole('navigation').getByRole('button', { name })

describe('the public commands', () => {
  it('[FLO18] a tour that the page starts goes on after a reload, tells the page, and ends where the page says', async () => {
    const visitor = await openVisitor(journey)
    const { page } = visitor
    const heard = () => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)
    await page.evaluate((flowId) => {
      const told: unknown[] = []
      Object.assign(window, { heard: told })
      window.Docent?.('on', 'tourStarted', (detail) => {
        told.push(['tourStarted', detail.source])
      })
      window.Docent?.('on', 'tourStep', (detail) => {
        told.push(['tourStep', detail.stepId])
      })
      window.Docent?.('startTour', flowId)
    }, tourId)
    await step(visitor, firstStep).waitFor()
    await step(visitor, firstStep).getByRole('button', { name: 'Next' }).click()
    await step(visitor, secondStep).waitFor()
    expect(await heard()).toEqual([
      ['tourStarted', 'page'],
      ['tourStep', 'plan'],
      ['tourStep', 'prices'],
    ])
    await page.reload()
    await step(visitor, secondStep).waitFor()
    expect(await visitor.axe()).toEqual([])
    await page.evaluate(() => window.Docent?.('endTour'))
    await step(visitor, secondStep).waitFor({ state: 'detached' })
    expect(visitor.troubles()).toEqual([])
    await visitor.leaves()
  })

  it('[FLO18] a link starts its tour, and is taken out of the address', async () => {
    const visitor = await openVisitor(journey, {
      url: `${journey.relay.url}/demo/?from=mail#docent-tour=${tourId}`,
    })
    await step(visitor, firstStep).waitFor()
    expect(new URL(visitor.page.url()).hash).toBe('')
    expect(new URL(visitor.page.url()).search).toBe('?from=mail')
    expect(visitor.troubles()).toEqual([])
    await visitor.leaves()
  })
})

describe('on a phone', () => {
  it('[FLO13] the launcher lies under the sheet of a step, and beside it again afterwards', async () => {
    const visitor = await openVisitor(journey, {
      url: `${journey.relay.url}/demo/#docent-tour=${tourId}`,
      browser: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    })
    await step(visitor, firstStep).getByRole('button', { name: 'Next' }).tap({ timeout: 5_000 })
    await step(visitor, secondStep).getByRole('button', { name: 'Close tour' }).tap()
    await visitor.page.getByRole('button', { name: 'Open messenger' }).tap({ timeout: 5_000 })
    await visitor.dialog.waitFor()
    expect(visitor.troubles()).toEqual([])
    await visitor.leaves()
  })
})

describe('the messenger of several rooms', () => {
  it('[EMB13] [FLO8] begins at Home, leads to Tasks and Messages, and makes room for the tour of an item', async () => {
    const visitor = await openVisitor(journey)
    const { page, dialog } = visitor
    await page.waitForFunction(() => window.Docent?.('getState')?.phase === 'ready')
    await page.waitForLoadState('networkidle')
    await page.getByRole('button', { name: 'Open messenger' }).click()
    await dialog.getByRole('button', { name: /^Send us a message/ }).waitFor()
    await dialog.getByRole('button', { name: /^Get to know Harbor 0 of 3 done/ }).waitFor()
    expect(await room(visitor, 'Home').getAttribute('aria-current')).toBe('page')
    expect(await visitor.axe()).toEqual([])

    await room(visitor, 'Messages').click()
    await visitor.field.waitFor()
    await visitor.says('Hello from the widget')
    await visitor.seesState('Sent')
    await room(visitor, 'Home').click()
    await dialog.getByRole('button', { name: /^Continue the conversation/ }).click()
    await visitor.sees('Hello from the widget')

    await room(visitor, 'Tasks').click()
    await dialog.getByText('Get to know Harbor').first().waitFor()
    expect(await visitor.axe()).toEqual([])
    await dialog.getByRole('button', { name: 'Start the tour' }).click()
    await step(visitor, firstStep).waitFor()
    await dialog.waitFor({ state: 'hidden' })
    expect(visitor.troubles()).toEqual([])
    await visitor.leaves()
  })
})

describe('a tour from the conversation', () => {
  it('[FLO11] stands as a card, runs once the visitor accepts, and says how it ended', async () => {
    const ada = await createSimulatedAgent({ url: journey.relay.url, email: 'ada@demo.test' })
    const visitor = await openVisitor(journey)
    await visitor.open()
    await visitor.says('Where do I begin?')
    await visitor.seesState('Sent')
    const row = await waitUntil(
      () => ada.client.inbox.items.value.find(({ preview }) => preview === 'Where do I begin?'),
      { what: 'the conversation in the inbox' },
    )
    await ada.client.conversations.take(row.id)
    // Only who has the conversation open hears of the steps as they happen.
    ada.open(row.id)
    expect(await ada.client.guide.sendTour(row.id, tourId)).toMatchObject({ ok: true })
    const card = visitor.log.getByText(/^Ada.* offers to show you$/).locator('..')
    await card.getByText('Find your way around').waitFor()
    await card.getByText(/can see which step you are on/).waitFor()
    expect(await visitor.axe()).toEqual([])
    expect(await step(visitor, firstStep).count()).toBe(0)
    await card.getByRole('button', { name: 'Not now' }).click()
    await card.getByText('You can start it whenever you like.').waitFor()

    await card.getByRole('button', { name: 'Start the tour' }).click()
    await step(visitor, firstStep).waitFor()
    await visitor.dialog.waitFor({ state: 'hidden' })
    const runs = ada.client.guide.runs(row.id)
    const stop = runs.subscribe(() => {})
    await waitUntil(() => runs.value?.some(({ run }) => run.source === 'agent' && run.stepId === 'plan'), {
      what: 'the agent to see the step',
    })
    stop()
    await step(visitor, firstStep).getByRole('button', { name: 'Close tour' }).click()
    await visitor.open()
    await visitor.log.getByText('Tour ended').waitFor()
    await visitor.log.getByRole('button', { name: 'Show it again' }).waitFor()
    expect(visitor.troubles()).toEqual([])
    ada.close()
    await visitor.leaves()
  })
})
