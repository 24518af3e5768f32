/** From a question that nothing answered to the article that does: through a person, a draft and a supervisor. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Agent, openAgent, openTalk, openVisitor, type Visitor } from '../src/cast.ts'
import { type Journey, openJourney } from '../src/journey.ts'
import { waitUntil } from '../src/wait-until.ts'

let journey: Journey
let ada: Agent
let susan: Agent
beforeAll(async () => {
  journey = await openJourney()
  ada = await openAgent(journey, 'ada')
  susan = await openAgent(journey, 'supervisor')
})
afterAll(() => journey.close())

const query = 'zeppelin mooring mast'
const answer = 'Yes, our zeppelin mooring mast is free on Sundays. Write to mast@harbor.test by noon.'

const boxOf = ({ dialog }: Visitor) => dialog.getByRole('combobox', { name: 'Search for help' })

async function atHelp(): Promise<Visitor> {
  const visitor = await openVisitor(journey)
  await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
  await visitor.dialog.getByRole('button', { name: 'Help', exact: true }).click()
  await boxOf(visitor).waitFor()
  return visitor
}

describe('an agent who answers with an article', () => {
  it('[HLP14] inserts it by keyboard alone; the visitor reads it, and so does the agent beside the conversation', async () => {
    const visitor = await openTalk(journey, ada, 'How do I invite my colleagues?')
    const { page } = ada
    await page.keyboard.press('Escape')
    await page.keyboard.press('i')
    const field = page.getByRole('combobox', { name: 'Find an article or a tour' })
    await field.waitFor()
    await page.getByText('Fits what was asked last').waitFor()
    await field.fill('invte colleages')
    const option = page.getByRole('option', { name: /^Invite your colleagues/ })
    await option.waitFor()
    await waitUntil(async () => (await option.getAttribute('aria-selected')) === 'true', {
      what: 'the article as the first hit',
    })
    await page.getByRole('region', { name: 'Preview' }).getByRole('article').waitFor()
    expect(await ada.axe()).toEqual([])
    await field.press('Enter')
    const card = page.getByRole('log').getByRole('button', { name: /Invite your colleagues/ })
    await card.click()
    const beside = page.getByRole('complementary', { name: 'Article' })
    await beside.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    expect(await ada.axe()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('complementary', { name: 'Visitor' }).waitFor()

    await visitor.log.getByRole('button', { name: /Invite your colleagues/ }).click()
    await visitor.dialog
      .getByRole('article')
      .getByRole('heading', { name: 'Invite your colleagues' })
      .waitFor()
    expect([...visitor.troubles(), ...ada.troubles()]).toEqual([])
    await visitor.leaves()
  })
})

describe('a question that no article answers', () => {
  it('[HLP10] [HLP13] [HLP14] goes to a person, becomes an article, and is found the next time', async () => {
    const visitor = await atHelp()
    await boxOf(visitor).fill(query)
    await visitor.dialog.getByText(`Nothing found for “${query}”`).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Ask a person' }).click()
    await visitor.dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await visitor.seesState('Sent')

    await ada.views('Unassigned')
    await ada.opens(query)
    await ada.sees(`Asked from help: searched for “${query}”`)
    await ada.presses('Take')
    await ada.replies(answer)
    await visitor.sees(answer)

    const { page } = susan
    await page.goto(`${journey.relay.url}/console/#/articles/wanted`)
    const wanted = page.getByRole('listitem', { name: query })
    await waitUntil(
      async () => {
        await page.reload()
        return wanted.waitFor({ timeout: 2_000 }).then(
          () => true,
          () => false,
        )
      },
      { what: 'the query among what is wanted', within: 20_000 },
    )
    await wanted.getByText('Searched once').waitFor()
    await wanted.getByText('one then asked you').waitFor()
    await wanted.getByText(answer).waitFor()
    expect(await susan.axe()).toEqual([])
    await wanted.getByRole('button', { name: 'Write it' }).click()
    await page
      .getByText(/What may be personal is marked/)
      .first()
      .waitFor()
    await waitUntil(() => /#\/articles\/[\w-]+\/write\/en$/.test(page.url()), { what: 'the editor' })

    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'mast@harbor.test' })
    await alert.waitFor()
    await page.getByRole('button', { name: 'Confirm', exact: true }).click()
    await alert.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published. Visitors can find it now.').waitFor()

    const next = await atHelp()
    await boxOf(next).fill(query)
    await next.dialog.getByRole('option').filter({ hasText: query }).first().click()
    await next.dialog.getByText('our zeppelin mooring mast is free on Sundays', { exact: false }).waitFor()
    await next.leaves()

    await page.goto(`${journey.relay.url}/console/#/articles/wanted`)
    await page.getByRole('heading', { level: 1, name: 'Articles' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    expect(await wanted.count()).toBe(0)

    await page.getByRole('link', { name: 'Figures', exact: true }).click()
    await page.getByRole('region', { name: 'Searches by day' }).waitFor()
    const asked = page.locator('dl > div', { hasText: 'Asked a person' })
    expect(await asked.getByRole('definition').textContent()).toMatch(/^1/)
    const csv = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href')
    const file = await page.request.get(csv ?? '')
    expect(file.status()).toBe(200)
    expect(await file.text()).toContain('Sessions with a search,Searches')

    expect([...visitor.troubles(), ...ada.troubles(), ...susan.troubles()]).toEqual([])
    await visitor.leaves()
  })
})
