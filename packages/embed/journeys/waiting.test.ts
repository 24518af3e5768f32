/** What a visitor is told who waits: the place in the queue while somebody is there, when the team is back while nobody is. */
import { changeSettings, openVisitor } from '@docent/testing/cast'
import { docent } from '@docent/testing/example'
import { type Journey, openJourney } from '@docent/testing/journey'
import { createSimulatedAgent } from '@docent/testing/simulated-agent'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney({ timings: { queuePublish: 50, agentGrace: 200, routingSweep: 500 } })
})
afterAll(() => journey.close())

describe('while nobody is there', () => {
  it('[RTE8] [IDN3] the away notice names the next open hour, keeps the message and an address, and promises no mail', async () => {
    // Open for an hour on the day after tomorrow only, wherever this test runs.
    const day = (new Date().getUTCDay() + 2) % 7
    const days = Array.from({ length: 7 }, (_, index) =>
      index === day ? [{ from: 9 * 60, to: 10 * 60 }] : [],
    )
    await changeSettings(journey, { hours: { timeZone: 'UTC', days } })
    const visitor = await openVisitor(journey, { browser: { timezoneId: 'UTC', locale: 'en-GB' } })
    await visitor.open()
    await visitor.says('Anybody there?')
    await visitor.seesState('Sent')
    const notice = visitor.dialog.getByRole('region', { name: 'We are away at the moment' })
    await notice.getByText(/We are back on .*9:00.*Your message is kept/).waitFor()
    await notice
      .getByText('Leave your email address so that we know how to reach you.', { exact: false })
      .waitFor()
    expect(await notice.textContent()).not.toMatch(/reaches you there|is sent to/)
    const field = notice.getByRole('textbox', { name: 'Your email address' })
    await field.fill('not an address')
    await notice.getByRole('button', { name: 'Save' }).click()
    await notice
      .getByRole('alert')
      .getByText(/does not look like an email address/)
      .waitFor()
    expect(await visitor.axe()).toEqual([])
    await field.fill('greta@example.org')
    await field.press('Enter')
    await notice.getByText('Your address greta@example.org is kept with this conversation.').waitFor()
    await visitor.page.reload()
    await visitor.open()
    await notice.getByText('Your address greta@example.org is kept with this conversation.').waitFor()
    expect(visitor.troubles()).toEqual([])
    await visitor.leaves()
    await changeSettings(journey, { hours: null })
  })
})

describe('while somebody is there and busy', () => {
  it('[RTE8] the place in the queue moves up by itself, until it is the visitor’s turn', async () => {
    await docent(
      journey.relay,
      ...['agent', 'add', '--site', 'demo', '--email', 'solo@demo.test', '--name', 'Solo Agent'],
      ...['--capacity', '1', '--team', 'Support', '--password', 'docent-demo'],
    )
    const solo = await createSimulatedAgent({ url: journey.relay.url, email: 'solo@demo.test' })
    const offered = () =>
      waitUntil(() => solo.client.availability.offers.value[0], { what: 'an offer for the only agent' })
    const writes = async (words: string) => {
      const visitor = await openVisitor(journey)
      await visitor.open()
      await visitor.says(words)
      await visitor.seesState('Sent')
      return visitor
    }
    await waitUntil(() => solo.client.me.value, { what: 'the only agent to be signed in' })
    const before = await waitUntil(
      () => solo.client.inbox.items.value.find(({ preview }) => preview === 'Anybody there?'),
      { what: 'who waits since the night' },
    )
    await solo.client.conversations.take(before.id)
    await solo.client.availability.setAccepting(true)
    const [first, second] = [await writes('I am first'), await writes('I am second')]
    const says = (words: RegExp) => second.dialog.getByRole('status').getByText(words).waitFor()
    await first.dialog.getByText('You are next. Somebody will be with you shortly.').waitFor()
    await says(/You are number 2 in the queue/)
    expect(await solo.client.conversations.resolve(before.id)).toMatchObject({ ok: true })
    const offer = await offered()
    await solo.client.availability.accept(offer.offerId)
    await first.sees('Solo Agent joined the conversation')
    await second.dialog.getByText('You are next. Somebody will be with you shortly.').waitFor()
    expect(await second.axe()).toEqual([])
    expect(await solo.client.conversations.resolve(offer.conversationId)).toMatchObject({ ok: true })
    await solo.client.availability.accept((await offered()).offerId)
    await second.sees('Solo Agent joined the conversation')
    await second.dialog.getByText('You are next').waitFor({ state: 'detached' })
    expect([...first.troubles(), ...second.troubles()]).toEqual([])
    solo.close()
    await first.leaves()
    await second.leaves()
  })
})
