/** F33: browsers that keep nothing, refuse, fill up or hang. The widget works, and says no more than it can hold. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEvidence, violations } from '../src/invariants.ts'
import { type Journey, openJourney } from '../src/journey.ts'
import { messengerOf } from '../src/messenger.ts'
import { createSimulatedAgent } from '../src/simulated-agent.ts'
import { waitUntil } from '../src/wait-until.ts'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

/** What is done to IndexedDB before any script of the page runs. */
const spoilers: Readonly<Record<string, () => void>> = {
  'is absent': () => {
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined, configurable: true })
  },
  throws: () => {
    Object.defineProperty(IDBFactory.prototype, 'open', {
      value: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      },
    })
  },
  'is full': () => {
    Object.defineProperty(IDBObjectStore.prototype, 'put', {
      value: () => {
        throw new DOMException('The quota was exceeded.', 'QuotaExceededError')
      },
    })
  },
  'never answers': () => {
    Object.defineProperty(IDBFactory.prototype, 'open', { value: () => new EventTarget() })
  },
}

describe('F33, where IndexedDB', () => {
  it.each(Object.keys(spoilers))(
    '[OUT1] %s, messages go and come, and a reload keeps the conversation',
    async (name) => {
      const visitor = await journey.newPage()
      const spoil = spoilers[name]
      if (spoil !== undefined) await visitor.page.addInitScript(spoil)
      await visitor.page.goto(`${journey.relay.url}/demo/`)
      const messenger = messengerOf(visitor.page)
      await messenger.open()
      const words = `Hello, my storage ${name}`
      await messenger.says(words)
      await messenger.sees(words)
      await messenger.seesState('Sent')

      const database = openEvidence(journey.relay.dataDir)
      const agent = await createSimulatedAgent({ url: journey.relay.url, email: 'supervisor@demo.test' })
      try {
        const item = await waitUntil(
          () => agent.client.inbox.items.value.find(({ preview }) => preview === words),
          {
            what: 'the conversation in the inbox',
          },
        )
        agent.open(item.id)
        await agent.say(item.id, `Answer where it ${name}`)
        await messenger.sees(`Answer where it ${name}`)
        await visitor.page.reload()
        await messenger.open()
        await messenger.sees(`Answer where it ${name}`)
        expect(await messenger.count(words)).toBe(1)
        expect(violations({ database, participants: [agent] })).toEqual([])
        expect(visitor.troubles()).toEqual([])
      } finally {
        agent.close()
        database.close()
        await visitor.close()
      }
    },
  )
})
