/** F34 and F36: the page goes away in the middle of a send. Nothing is lost, nothing stands twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../src/invariants.ts'
import { type Journey, openJourney } from '../src/journey.ts'
import { isKept } from '../src/kept-text.ts'
import { messengerOf } from '../src/messenger.ts'
import { readStored, storedConversations, storedTexts } from '../src/stored.ts'
import { waitUntil } from '../src/wait-until.ts'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

/** How often each text is stored, in a database that is whole. */
function wholeTexts(): ReadonlyMap<string, number> {
  expect(readStored(journey.relay, (database) => violations({ database, participants: [] }))).toEqual([])
  return storedTexts(journey.relay)
}

describe('F34, two tabs and one queue', () => {
  it('[OUT3] the tab that stays sends within 2 s what the closed one had written', async () => {
    const left = await journey.newPage()
    await left.page.goto(`${journey.relay.url}/demo/`)
    const writing = messengerOf(left.page)
    await writing.open()
    await writing.says('Two tabs are open')
    await writing.seesState('Sent')
    const right = await journey.newTab(left)
    await right.page.goto(`${journey.relay.url}/demo/`)
    const staying = messengerOf(right.page)
    await staying.open()
    await staying.sees('Two tabs are open')

    const texts = ['First, in the closed tab', 'Second, in the closed tab', 'Third, in the closed tab']
    journey.relay.freeze()
    for (const text of texts) {
      await writing.says(text)
      await writing.sees(text)
      await waitUntil(() => isKept(right.page, text), { what: `"${text}" to be in the outbox` })
    }
    await left.page.close()
    journey.relay.thaw()
    for (const text of texts) await staying.sees(text, 3_000)
    await waitUntil(() => texts.every((text) => wholeTexts().has(text)), {
      within: 3_000,
      what: 'the three messages of the closed tab to be stored',
    })
    const stored = wholeTexts()
    for (const text of texts) {
      expect(stored.get(text)).toBe(1)
      expect(await staying.count(text)).toBe(1)
    }
    expect(right.troubles()).toEqual([])
    await right.context.close()
  })
})

describe('F36, the page reloaded in mid-send (50 times)', () => {
  it('[OUT2] [STA2] keeps every message that was shown, once', { timeout: 120_000 }, async () => {
    const visitor = await journey.newPage()
    await visitor.page.goto(`${journey.relay.url}/demo/`)
    const messenger = messengerOf(visitor.page)
    const texts = Array.from({ length: 50 }, (_, index) => `reload ${index + 1}`)
    for (const text of texts) {
      await messenger.open()
      await messenger.says(text)
      await messenger.sees(text)
      await visitor.page.reload()
    }
    await messenger.open()
    await waitUntil(() => texts.every((text) => wholeTexts().has(text)), { what: 'all fifty to be stored' })
    const stored = wholeTexts()
    expect(texts.map((text) => stored.get(text))).toEqual(texts.map(() => 1))
    for (const text of texts.slice(-10)) {
      await messenger.sees(text)
      expect(await messenger.count(text)).toBe(1)
    }
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })
})

describe('twenty fast clicks on "Send" in a new conversation', () => {
  it('[STA2] begin one conversation with one message', async () => {
    const before = storedConversations(journey.relay)
    const visitor = await journey.newPage()
    await visitor.page.goto(`${journey.relay.url}/demo/`)
    const messenger = messengerOf(visitor.page)
    await messenger.open()
    await messenger.field.fill('Twenty clicks')
    await messenger.dialog.getByRole('button', { name: 'Send', exact: true }).click({ clickCount: 20 })
    await messenger.sees('Twenty clicks')
    await messenger.seesState('Sent')
    expect(storedConversations(journey.relay) - before).toBe(1)
    expect(wholeTexts().get('Twenty clicks')).toBe(1)
    await visitor.close()
  })
})
