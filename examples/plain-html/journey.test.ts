import { deskOf } from '@docent/testing/desk'
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

it('a visitor writes, an agent answers, and the page’s title counts what is unread', async () => {
  const agent = await journey.newPage()
  const desk = deskOf(agent.page, journey.relay.url)
  await desk.signIn('ada@demo.test')
  await desk.accepts(true)

  const visitor = await journey.newPage()
  await visitor.page.goto(url)
  await visitor.page.getByRole('button', { name: 'Ask about the red boat' }).click()
  const messenger = messengerOf(visitor.page)
  await waitUntil(async () => (await messenger.field.inputValue()) === 'Is the red boat free on Saturday?', {
    what: 'the page’s text in the field',
  })
  await messenger.says('Is the red boat free on Saturday?')
  await messenger.seesState('Sent')

  await desk.presses('Accept')
  await desk.opens('Is the red boat free')
  await desk.replies('It is. Shall I keep it for you?')
  await messenger.sees('It is. Shall I keep it for you?')

  await messenger.shut()
  await desk.replies('Until noon, that is.')
  await waitUntil(async () => (await visitor.page.title()).startsWith('(1)'), { what: 'the title to count' })
  await messenger.open()
  await messenger.sees('Until noon, that is.')
  await waitUntil(async () => !(await visitor.page.title()).startsWith('('), {
    what: 'the title to count no more',
  })
  expect(visitor.troubles()).toEqual([])
  expect(await visitor.axe()).toEqual([])
  await visitor.close()
  await agent.close()
})

it('[OUT1] [OUT2] what is written while the relay is dead waits, and is sent once when it is back', async () => {
  const visitor = await journey.newPage()
  visitor.expectTrouble(/ERR_CONNECTION_REFUSED|WebSocket connection/)
  await visitor.page.goto(url)
  const messenger = messengerOf(visitor.page)
  await messenger.open()
  await messenger.says('Before the storm')
  await messenger.seesState('Sent')
  await journey.relay.kill()
  await messenger.says('In the storm')
  await messenger.seesState('Waiting to be sent')
  await journey.relay.start()
  await messenger.seesState('Sent', 20_000)
  await visitor.page.reload()
  await messenger.open()
  await messenger.sees('Before the storm')
  await messenger.sees('In the storm')
  expect(await messenger.count('In the storm')).toBe(1)
  await visitor.close()
})
