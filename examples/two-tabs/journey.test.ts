import { serveExample } from '@docent/testing/example'
import { type Journey, openJourney } from '@docent/testing/journey'
import { messengerOf } from '@docent/testing/messenger'
import { storedConversations } from '@docent/testing/stored'
import { afterAll, beforeAll, expect, it } from 'vitest'

let journey: Journey
let url: string
beforeAll(async () => {
  // Heads at a tenth of their interval: a tab notices what it was not told of within seconds [SYN3].
  journey = await openJourney({ timings: { head: 1_200 } })
  url = (await serveExample(journey, import.meta.dirname)).url
})
afterAll(() => journey.close())

async function twoTabs() {
  const left = await journey.newPage()
  await left.page.goto(url)
  const right = await journey.newTab(left)
  await right.page.goto(url)
  return { left, right, inLeft: messengerOf(left.page), inRight: messengerOf(right.page) }
}

it('[SYN4] [SYN7] both tabs show one conversation in one order', async () => {
  const { left, right, inLeft, inRight } = await twoTabs()
  await inLeft.open()
  await inLeft.says('One, from the left')
  await inLeft.seesState('Sent')
  await inRight.open()
  await inRight.sees('One, from the left')
  await inRight.says('Two, from the right')
  await inLeft.sees('Two, from the right')
  await inLeft.says('Three, from the left')
  await inRight.sees('Three, from the left')
  await inLeft.seesState('Sent')
  const [seenLeft, seenRight] = [await inLeft.log.textContent(), await inRight.log.textContent()]
  for (const seen of [seenLeft, seenRight]) {
    const places = ['One, from', 'Two, from', 'Three, from'].map((text) => (seen ?? '').indexOf(text))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThanOrEqual(0)
  }
  expect([...left.troubles(), ...right.troubles()]).toEqual([])
  await right.close()
  await left.close()
})

it('[STA2] a conversation that both tabs begin before the relay has heard of either is one', async () => {
  const before = storedConversations(journey.relay)
  const { left, right, inLeft, inRight } = await twoTabs()
  await inLeft.open()
  await inRight.open()
  journey.relay.freeze()
  await inLeft.says('Hello from the left')
  await inLeft.sees('Hello from the left')
  await inRight.says('Hello from the right')
  await inRight.sees('Hello from the right')
  journey.relay.thaw()
  for (const messenger of [inLeft, inRight]) {
    await messenger.sees('Hello from the left')
    await messenger.sees('Hello from the right')
  }
  expect(storedConversations(journey.relay) - before).toBe(1)
  await right.close()
  await left.close()
})
