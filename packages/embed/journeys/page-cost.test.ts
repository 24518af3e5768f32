/** What a page pays before anybody acts. Holds what is structure; figures are printed by `page-cost.ts`, never asserted. */
import { changeSettings } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { createSimulatedAgent } from '@docent/testing/simulated-agent'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { measurePageCost } from './page-cost.ts'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

/** The bundler may keep what two chunks share in files of their own; the rooms are never among them. */
const rooms = /messenger|conversation-list|waiting-notice|consent-screen/

it('[EMB10] [EMB11] loads loader, app, boot document and, at idle, the engine; shifts nothing', async () => {
  const { fetched, layoutShifts, sockets } = await measurePageCost(journey, { socketComes: true })
  expect(fetched).toEqual(expect.arrayContaining(['embed', 'app', 'boot', 'engine']))
  expect(fetched.filter((name) => rooms.test(name))).toEqual([])
  expect(sockets).toBe(1)
  expect(layoutShifts).toEqual([])
})

/** Tours and checklists ask the relay where the visitor stands, presence or not. */
async function withdrawFlows(): Promise<void> {
  const owner = await createSimulatedAgent({ url: journey.relay.url, email: 'owner@demo.test' })
  try {
    const stop = owner.client.flows.list.subscribe(() => {})
    const rows = await waitUntil(() => owner.client.flows.list.value, { what: 'the flows of the site' })
    stop()
    for (const { id } of rows) {
      const reply = await owner.client.flows.withdraw(id)
      if (!reply.ok) throw new Error(reply.error.message)
    }
  } finally {
    owner.close()
  }
}

it('[EMB10] [FLO3] where the site has no flows and asks for no presence, neither engine nor socket come before the messenger is opened', async () => {
  await changeSettings(journey, { presence: false })
  await withdrawFlows()
  const { fetched, layoutShifts, sockets } = await measurePageCost(journey, { socketComes: false })
  expect(fetched).toEqual(expect.arrayContaining(['embed', 'app', 'boot']))
  expect(fetched.filter((name) => rooms.test(name) || name === 'engine' || name === 'socket')).toEqual([])
  expect(sockets).toBe(0)
  expect(layoutShifts).toEqual([])
})
