/** A network that lets no WebSocket through: the widget's own polling carries the conversation. */

import { type Journey, openJourney } from '@docent/testing/journey'
import { messengerOf } from '@docent/testing/messenger'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

describe('behind a network without WebSockets', () => {
  it('[CON2] messages go and come over polling', async () => {
    const test = await journey.newPage()
    await test.page.addInitScript(() => {
      // As a proxy does that answers the upgrade with a refusal.
      class Refused extends EventTarget {
        onerror?: (event: Event) => void
        onclose?: (event: CloseEvent) => void
        constructor() {
          super()
          setTimeout(() => {
            this.onerror?.(new Event('error'))
            this.onclose?.(new CloseEvent('close', { code: 1006 }))
          })
        }
        close() {}
      }
      Object.defineProperty(window, 'WebSocket', { value: Refused })
    })
    const polled: string[] = []
    test.page.on('request', (request) => {
      if (request.url().includes('transport=polling')) polled.push(request.method())
    })
    await test.page.goto(`${journey.relay.url}/demo/`)

    const messenger = messengerOf(test.page)
    await messenger.open()
    await messenger.says('Does this reach you?')
    await messenger.seesState('Sent', 20_000)
    expect(polled).toContain('POST')
    expect(test.troubles()).toEqual([])
    await test.close()
  })
})
