/** Offers at the desk, with a real relay: in every tab, answered once, handed on when declined or missed. */
import { type Agent, openAgent, openVisitor } from '@docent/testing/cast'
import { deskOf } from '@docent/testing/desk'
import { type Journey, openJourney } from '@docent/testing/journey'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const offerOf = ({ page }: Pick<Agent, 'page'>) => page.getByRole('article', { name: /needs an answer/ })
const isGone = (agent: Pick<Agent, 'page'>) => offerOf(agent).waitFor({ state: 'detached' })

describe('an offer', () => {
  let journey: Journey
  beforeAll(async () => {
    journey = await openJourney()
  })
  afterAll(() => journey.close())

  it('[RTE5] [PRS1] comes to both tabs of who accepts, with a countdown; the answer in one ends it in the other', async () => {
    const ada = await openAgent(journey, 'ada')
    const tab = await journey.newTab(ada.test)
    await tab.page.goto(`${journey.relay.url}/console/`)
    const other = { page: tab.page, ...deskOf(tab.page, journey.relay.url) }
    await ada.accepts(true)
    const accepting = other.page.getByRole('switch', { name: 'Accepting conversations' })
    await waitUntil(async () => (await accepting.getAttribute('aria-checked')) === 'true', {
      what: 'the switch in the other tab',
    })

    const visitor = await openVisitor(journey)
    await visitor.open()
    await visitor.says('Do you deliver on Sundays?')
    for (const desk of [ada, other]) {
      const offer = offerOf(desk)
      await offer.waitFor()
      await offer.getByText('Do you deliver on Sundays?').waitFor()
      await offer.getByText(/^\d+ seconds left$/).waitFor({ state: 'attached' })
    }
    await other.presses('Accept')
    await isGone(ada)
    await isGone(other)
    await other.sees('With you')
    await ada.views('Mine')
    await ada.opens('Do you deliver on Sundays?')
    await visitor.sees('Ada Byron joined the conversation')

    await ada.presses('Resolve')
    await ada.accepts(false)
    expect([...ada.troubles(), ...tab.troubles(), ...visitor.troubles()]).toEqual([])
    await visitor.leaves()
    await ada.leaves()
  })

  it('[RTE5] declined goes to a colleague, and says so to the team only', async () => {
    const ada = await openAgent(journey, 'ada')
    await ada.accepts(true)
    const visitor = await openVisitor(journey)
    await visitor.open()
    await visitor.says('Who takes me?')
    await offerOf(ada).waitFor()
    const linus = await openAgent(journey, 'linus')
    await linus.accepts(true)
    await ada.presses('Decline')
    await isGone(ada)
    await offerOf(linus).waitFor()
    await linus.presses('Accept')
    await linus.page.getByRole('button', { name: /^Show \d+ more events$/ }).click()
    await linus.sees('Ada Byron declined')
    await visitor.sees('Linus Berg joined the conversation')
    expect(visitor.frames.join('\n')).not.toMatch(/declined|offered/)
    await linus.presses('Resolve')
    expect([...ada.troubles(), ...linus.troubles(), ...visitor.troubles()]).toEqual([])
    for (const person of [visitor, ada, linus]) await person.leaves()
  })
})

describe('an offer that nobody answers', () => {
  let journey: Journey
  beforeAll(async () => {
    // A tenth of the defaults, and a little more for a slow machine.
    journey = await openJourney({ timings: { offer: 3_000, routingSweep: 500, queuePublish: 50 } })
  })
  afterAll(() => journey.close())

  it('[RTE5] goes back to its old place, and two in a row stop the agent’s accepting', async () => {
    const ada = await openAgent(journey, 'ada')
    const early = await openVisitor(journey)
    await early.open()
    await early.says('I was here first')
    await early.seesState('Sent')
    const late = await openVisitor(journey)
    await late.open()
    await late.says('I came later')
    await late.seesState('Sent')
    await ada.accepts(true)
    await offerOf(ada).filter({ hasText: 'I was here first' }).waitFor()
    const accepting = ada.page.getByRole('switch', { name: 'Accepting conversations' })
    await waitUntil(async () => (await accepting.getAttribute('aria-checked')) === 'false', {
      within: 15_000,
      what: 'the relay to stop asking ada',
    })
    await isGone(ada)
    await ada.views('Unassigned')
    await ada.opens('I was here first')
    await ada.sees('Ada Byron did not answer in time')

    const linus = await openAgent(journey, 'linus')
    await linus.accepts(true)
    await offerOf(linus).filter({ hasText: 'I was here first' }).waitFor()
    await offerOf(linus).filter({ hasText: 'I came later' }).waitFor()
    const order = await offerOf(linus).allTextContents()
    expect(order.findIndex((text) => text.includes('first'))).toBe(0)
    for (const person of [early, late, ada, linus]) await person.leaves()
  })
})
