/** One's own password, changed at the desk over a real relay: who stays, and who has to sign in again. */
import { type Agent, openAgent } from '@docent/testing/cast'
import { deskOf } from '@docent/testing/desk'
import { type Journey, openJourney } from '@docent/testing/journey'
import { demoPassword } from '@docent/testing/raw-people'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, expect, it } from 'vitest'

let journey: Journey
let here: Agent
let elsewhere: Agent

beforeAll(async () => {
  journey = await openJourney()
  here = await openAgent(journey, 'linus')
  elsewhere = await openAgent(journey, 'linus')
})
afterAll(() => journey.close())

const doorOf = ({ page }: Pick<Agent, 'page'>) => page.getByRole('heading', { name: 'Sign in to your desk' })
const next = 'a bicycle for two'

it('[IDN7] keeps this browser signed in, its other tab too, and ends the sessions of others', async () => {
  const tab = await journey.newTab(here.test)
  tab.expectTrouble(/401/)
  await tab.page.goto(`${journey.relay.url}/console/#/all`)
  const list = tab.page.getByRole('heading', { name: 'All open' })
  await list.waitFor()

  const { page } = here
  await page.goto(`${journey.relay.url}/console/#/settings`)
  await page.getByLabel('Current password').fill('not this one')
  await page.getByLabel('New password', { exact: true }).fill(next)
  await page.getByLabel('New password again').fill(next)
  here.expectTrouble(/400/)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('That is not your current password. Try again.').waitFor()
  await page.getByLabel('Current password').fill(demoPassword)
  await page.getByRole('button', { name: 'Change password' }).click()
  await page.getByText('Your password is changed.').waitFor()

  await doorOf(elsewhere).waitFor()
  for (const one of [here, tab]) {
    await one.page.getByText('Connecting to the server.').waitFor({ state: 'detached' })
    expect(await doorOf(one).count()).toBe(0)
  }
  // A verb that only an open connection answers.
  const accepting = tab.page.getByRole('switch', { name: 'Accepting conversations' })
  const off = page.getByRole('switch', { name: 'Accepting conversations', checked: false })
  await waitUntil(
    async () => {
      // A press in the moment in which the session is renewed is answered by nobody; a person presses again.
      if (await accepting.isChecked()) await accepting.click()
      return (await off.count()) === 1
    },
    { what: 'the other tab to hear of it', within: 30_000 },
  )
  await list.waitFor()

  await deskOf(elsewhere.page, journey.relay.url).signIn('linus@demo.test', next)
  expect([...here.troubles(), ...tab.troubles(), ...elsewhere.troubles()]).toEqual([])
})
