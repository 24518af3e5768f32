/** Help as visitors meet it: found in spite of typos, read, judged, carried to a person, offline, by keyboard alone. */
import { openVisitor, type Visitor } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

const boxOf = ({ dialog }: Visitor) => dialog.getByRole('combobox', { name: 'Search for help' })
const optionsOf = ({ dialog }: Visitor) => dialog.getByRole('listbox').getByRole('option')

/** A visitor with the messenger open at Help. */
async function atHelp(options: Parameters<typeof openVisitor>[1] = {}): Promise<Visitor> {
  const visitor = await openVisitor(journey, options)
  await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
  await visitor.dialog.getByRole('button', { name: 'Help', exact: true }).click()
  await boxOf(visitor).waitFor()
  return visitor
}

async function finds(visitor: Visitor, query: string, title: string): Promise<void> {
  await boxOf(visitor).fill(query)
  await optionsOf(visitor).getByText(title, { exact: true }).first().waitFor()
}

const done = async (visitor: Visitor) => {
  expect(visitor.troubles()).toEqual([])
  await visitor.leaves()
}

describe('who searches', () => {
  it('[HLP10] finds an article in spite of a typo, reads it, and says that it helped', async () => {
    const visitor = await atHelp()
    const told: unknown[] = []
    visitor.page.on('request', (request) => {
      if (request.url().endsWith('/help/activity')) told.push(...request.postDataJSON().events)
    })
    await finds(visitor, 'invte colleages', 'Invite your colleagues')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    expect(await visitor.axe()).toEqual([])
    const helpful = visitor.dialog.getByRole('group', { name: 'Was this helpful?' })
    await helpful.getByRole('button', { name: 'Yes' }).click()
    await helpful.getByText('Thank you.').waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    expect(await boxOf(visitor).inputValue()).toBe('invte colleages')
    await waitUntil(() => told.length >= 4, { what: () => `four events, of ${JSON.stringify(told)}` })
    expect(told.map((event) => (event as { kind: string }).kind)).toEqual([
      'searched',
      'opened',
      'voted',
      'read',
    ])
    await done(visitor)
  })
})
