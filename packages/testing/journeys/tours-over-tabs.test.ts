/** A tour in two tabs of one browser, with the browser's own locks and channels: one leads, the other follows and takes over. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journey, openJourney } from '../src/journey.ts'
import { waitUntil } from '../src/wait-until.ts'

const tourId = '5d0c7a52-1f0e-4b7e-9c1d-0a1f6f1b9d01'
const firstStep = 'This is your harbour, today'
const secondStep = 'See what it costs'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

type Tab = Awaited<ReturnType<Journey['newPage']>>

const step = ({ page }: Tab, name: string) => page.getByRole('dialog', { name })

const opens = ({ page }: Tab, fragment = '') => page.goto(`${journey.relay.url}/demo/${fragment}`)

/** The visitor clicks somewhere without a meaning, until the tab has taken the lead. */
const actsUntil = (tab: Tab, name: string) =>
  waitUntil(
    async () => {
      await tab.page.mouse.click(5, 300)
      return step(tab, name).isVisible()
    },
    { every: 200, what: `the step "${name}" in the tab in which the visitor acts` },
  )

describe('a tour and two tabs', () => {
  it('[FLO6] shows its step in the tab that is opened, then in the one where the visitor acts, and passes on when that closes', async () => {
    const one = await journey.newPage()
    await opens(one, `#docent-tour=${tourId}`)
    await step(one, firstStep).waitFor()

    const two = await journey.newTab(one)
    await opens(two)
    await step(two, firstStep).waitFor()
    await step(one, firstStep).waitFor({ state: 'detached' })

    await one.page.bringToFront()
    await actsUntil(one, firstStep)
    await step(two, firstStep).waitFor({ state: 'detached' })

    await step(one, firstStep).getByRole('button', { name: 'Next' }).click()
    await step(one, secondStep).waitFor()
    expect(await step(two, secondStep).count()).toBe(0)
    expect(one.troubles()).toEqual([])
    await one.page.close()
    await step(two, secondStep).waitFor()
    expect(two.troubles()).toEqual([])
    await two.context.close()
  })

  it('[FLO4] [FLO18] goes on offline, and a fresh tab has the step once there is a network', async () => {
    const one = await journey.newPage()
    one.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket/)
    await opens(one, `#docent-tour=${tourId}`)
    await step(one, firstStep).waitFor()
    await one.context.setOffline(true)
    await step(one, firstStep).getByRole('button', { name: 'Next' }).click()
    await step(one, secondStep).waitFor()
    await one.context.setOffline(false)
    const two = await journey.newTab(one)
    await opens(two)
    await one.page.close()
    await step(two, secondStep).waitFor()
    expect(two.troubles()).toEqual([])
    await two.context.close()
  })
})
