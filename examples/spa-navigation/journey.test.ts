import { openAgent } from '@docent/testing/cast'
import { serveExample } from '@docent/testing/example'
import { type Journey, openJourney } from '@docent/testing/journey'
import { messengerOf } from '@docent/testing/messenger'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, expect, it } from 'vitest'

let journey: Journey
let url: string
beforeAll(async () => {
  journey = await openJourney()
  url = (await serveExample(journey, import.meta.dirname)).url
})
afterAll(() => journey.close())

it('[EMB2] [EMB7] [EMB12] conversation, draft and the one launcher stay through routes, back and forward', async () => {
  const visitor = await journey.newPage()
  const { page } = visitor
  await page.goto(url)
  const messenger = messengerOf(page)
  const goTo = async (name: string) => {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
  }
  await messenger.open()
  await messenger.says('I am looking at boats')
  await messenger.seesState('Sent')
  await messenger.field.fill('Half a thought')
  await goTo('The red boat')
  await messenger.sees('I am looking at boats')
  expect(await messenger.field.inputValue()).toBe('Half a thought')
  await goTo('Checkout')
  await page.goBack()
  await page.getByRole('heading', { level: 1, name: 'The red boat' }).waitFor()
  await messenger.says('Now I am back at the red one')
  await messenger.seesState('Sent')
  await messenger.shut()
  await page.goForward()
  await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor()
  await waitUntil(async () => (await page.getByRole('button', { name: 'Open messenger' }).count()) === 1, {
    what: 'one launcher',
  })
  expect(visitor.troubles()).toEqual([])
  await visitor.close()
})

it('the agent sees the page that the visitor is on', async () => {
  const visitor = await journey.newPage()
  await visitor.page.goto(url)
  const messenger = messengerOf(visitor.page)
  await messenger.open()
  await messenger.says('Where am I?')
  await messenger.seesState('Sent')

  const agent = await openAgent(journey, 'supervisor')
  await agent.views('Unassigned')
  await agent.opens('Where am I?')
  await agent.page.getByText('Boats · Docent example').first().waitFor()
  await visitor.page.getByRole('link', { name: 'Checkout' }).click()
  await agent.page.getByText('Checkout · Docent example').first().waitFor()
  await agent.leaves()
  await visitor.close()
})
