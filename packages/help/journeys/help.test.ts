/** Help as visitors meet it: found in spite of typos, read, judged, carried to a person, offline, by keyboard alone. */
import { changeSettings, openAgent, openTalk, openVisitor, type Visitor } from '@docent/testing/cast'
import { allowOrigin } from '@docent/testing/example'
import { pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'
import { createSimulatedAgent } from '@docent/testing/simulated-agent'
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

/** The page gives the widget a command. */
const says = ({ page }: Visitor, command: string, given: string) =>
  page.evaluate(`Docent(${JSON.stringify(command)}, ${JSON.stringify(given)})`)

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

  it('[SEA2] [HLP3] finds without diacritics in Estonian, and says what stands in in English', async () => {
    const page = pageWithWidget(journey.relay.url).replace('lang="en"', 'lang="et"')
    const site = await journey.hostSite({ pages: { '/': page } })
    await allowOrigin(journey.relay, site.url)
    const visitor = await atHelp({ url: site.url })
    await finds(visitor, 'kulalised kaikoht', 'Kuidas külalised kaikoha broneerivad')
    await boxOf(visitor).fill('weather plan')
    const english = optionsOf(visitor).filter({ hasText: 'Weather in the plan' })
    await english.getByText('In English').waitFor()
    await english.click()
    await visitor.dialog.getByRole('article').getByText('In English', { exact: true }).first().waitFor()
    await done(visitor)
  })

  it('[HLP10] finds nothing, and takes the words to a person, who sees them', async () => {
    const agent = await openAgent(journey, 'ada')
    const visitor = await atHelp()
    await boxOf(visitor).fill('qwxzv jkpfgh')
    await visitor.dialog.getByText('Nothing found for “qwxzv jkpfgh”').waitFor()
    expect(await visitor.axe()).toEqual([])
    await visitor.dialog.getByRole('button', { name: 'Ask a person' }).click()
    await waitUntil(async () => (await visitor.field.inputValue()) === 'qwxzv jkpfgh', {
      what: 'the query in the field',
    })
    await visitor.dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await visitor.seesState('Sent')
    await visitor.log.getByText('About “qwxzv jkpfgh”').waitFor()
    await agent.views('All open')
    await agent.opens('qwxzv jkpfgh')
    await agent.page
      .getByText(/qwxzv jkpfgh/)
      .nth(1)
      .waitFor()
    await agent.leaves()
    await done(visitor)
  })

  it('[HLP10] chooses by the keyboard alone, and Esc leads out step by step', async () => {
    const visitor = await atHelp()
    const { page } = visitor
    const box = boxOf(visitor)
    await box.focus()
    await page.keyboard.type('prices')
    await optionsOf(visitor).first().waitFor()
    expect(await box.getAttribute('aria-expanded')).toBe('true')
    await visitor.dialog
      .getByRole('status')
      .getByText(/articles? found/)
      .waitFor()
    expect(await visitor.axe()).toEqual([])
    await page.keyboard.press('ArrowDown')
    const first = await optionsOf(visitor).first().getAttribute('id')
    expect(await box.getAttribute('aria-activedescendant')).toBe(first)
    expect(await optionsOf(visitor).first().getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('ArrowUp')
    expect(await box.getAttribute('aria-activedescendant')).toBe(
      await optionsOf(visitor).last().getAttribute('id'),
    )
    await page.keyboard.press('End')
    expect(await box.getAttribute('aria-activedescendant')).toBeNull()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await visitor.dialog.getByRole('article').waitFor()
    await waitUntil(
      () =>
        page.evaluate(
          () => document.querySelector('docent-messenger')?.shadowRoot?.activeElement?.tagName === 'H3',
        ),
      { what: 'the focus on the title' },
    )
    await visitor.dialog.getByRole('button', { name: 'Back' }).press('Enter')
    await box.waitFor()
    await box.focus()
    await page.keyboard.press('Escape')
    expect(await box.getAttribute('aria-expanded')).toBe('false')
    expect(await box.inputValue()).toBe('prices')
    await page.keyboard.press('Escape')
    expect(await box.inputValue()).toBe('')
    expect(await visitor.dialog.isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    await visitor.dialog.waitFor({ state: 'hidden' })
    await done(visitor)
  })

  it('[HLP10] at Home opens what it finds, and the way back leads to the list', async () => {
    const visitor = await openVisitor(journey)
    await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
    await visitor.dialog.getByRole('button', { name: 'Home', exact: true }).waitFor()
    await finds(visitor, 'cancel my plan', 'Change your plan, cancel, or take your data along')
    expect(await visitor.axe()).toEqual([])
    await optionsOf(visitor).getByText('Change your plan').first().click()
    await visitor.dialog.getByRole('heading', { name: /^Change your plan/ }).waitFor()
    await done(visitor)
  })
})

describe('who reads', () => {
  it('[HLP10] goes from article to article and back to the place that was read', async () => {
    const visitor = await atHelp()
    await finds(visitor, 'plans and prices', 'Plans and prices')
    await optionsOf(visitor).first().click()
    const article = visitor.dialog.getByRole('article')
    const link = article.locator('a[href*="#docent-article="]').first()
    await link.waitFor()
    const title = await article.getByRole('heading').first().textContent()
    await link.scrollIntoViewIfNeeded()
    await link.click()
    await waitUntil(async () => (await article.getByRole('heading').first().textContent()) !== title, {
      what: 'the other article',
    })
    expect(visitor.page.url()).not.toContain('#docent-article')
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await article
      .getByRole('heading', { name: title ?? '' })
      .first()
      .waitFor()
    await done(visitor)
  })

  it('[HLP9] is shown how by the tour that the article names', async () => {
    const visitor = await atHelp()
    await finds(visitor, 'find your way around', 'Find your way around Harbor')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByRole('button', { name: 'Show me how' }).click()
    await visitor.dialog.waitFor({ state: 'hidden' })
    await visitor.page.getByRole('button', { name: 'Close tour' }).waitFor()
    await done(visitor)
  })

  it('[HLP10] offline finds and reads what was read before, and is told why not the rest', async () => {
    const visitor = await atHelp()
    visitor.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket connection/)
    await finds(visitor, 'invite colleagues', 'Invite your colleagues')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await visitor.test.context.setOffline(true)
    await visitor.dialog
      .getByText('You are offline. You can read what you have read before.')
      .first()
      .waitFor()
    await finds(visitor, 'colleages', 'Invite your colleagues')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await finds(visitor, 'harbour dues', 'Harbour dues and tax')
    await optionsOf(visitor).first().click()
    await visitor.dialog.getByText('You haven’t read this here before, so it needs a connection.').waitFor()
    expect(await visitor.axe()).toEqual([])
    await visitor.test.context.setOffline(false)
    await visitor.dialog.getByRole('heading', { name: 'Harbour dues and tax' }).waitFor()
    await done(visitor)
  })

  it('[HLP10] is told that the relay is out of reach, and needs to do nothing once it is back', async () => {
    const visitor = await atHelp()
    visitor.expectTrouble(/ERR_CONNECTION_REFUSED|WebSocket connection/)
    const note = visitor.dialog.getByText('Couldn’t reach the server. This is what was kept here.')
    await finds(visitor, 'invite colleagues', 'Invite your colleagues')
    await journey.relay.stop()
    await boxOf(visitor).fill('harbour dues')
    await note.waitFor()
    expect(await note.count()).toBe(1)
    await optionsOf(visitor).getByText('Harbour dues and tax').first().click()
    await visitor.dialog.getByText('Couldn’t load this.').waitFor()
    await journey.relay.start()
    await visitor.dialog.getByRole('heading', { name: 'Harbour dues and tax' }).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await optionsOf(visitor).getByText('Harbour dues and tax').first().waitFor()
    expect(await note.count()).toBe(0)
    await done(visitor)
  })

  it('[HLP10] follows a link of the page, and a command of the page', async () => {
    const visitor = await openVisitor(journey, {
      url: `${journey.relay.url}/demo/#docent-article=invite-colleagues`,
    })
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    expect(visitor.page.url()).not.toContain('#')
    await says(visitor, 'searchHelp', 'plans')
    await optionsOf(visitor).getByText('Plans and prices').first().waitFor()
    await says(visitor, 'openArticle', 'weather')
    await visitor.dialog.getByRole('heading', { name: 'Weather in the plan' }).waitFor()
    await done(visitor)
  })
})

/** Publishes a checklist with one item, whose button opens this article; resolves with its id. */
async function publishChecklist(articleId: string): Promise<string> {
  const owner = await createSimulatedAgent({ url: journey.relay.url, email: 'owner@demo.test' })
  try {
    await waitUntil(() => owner.client.settings.current.value, { what: 'the connection' })
    const flowId = crypto.randomUUID()
    const made = await owner.client.flows.create({
      flowId,
      name: 'First steps',
      draft: {
        defaultLocale: 'en',
        audience: { all: [] },
        rule: null,
        frequency: { kind: 'once' },
        priority: 1,
        schedule: { from: null, until: null },
        content: {
          kind: 'checklist',
          title: { en: 'First steps' },
          body: { en: 'One thing to do.' },
          order: 'any',
          launcher: false,
          items: [
            {
              id: 'team',
              title: { en: 'Bring your team' },
              body: { en: 'They work beside you.' },
              action: { label: { en: 'Read how' }, does: { kind: 'article', articleId } },
              completeWhen: [{ by: 'visitor' }],
            },
          ],
        },
      },
    })
    if (!made.ok) throw new Error(made.error.message)
    const published = await owner.client.flows.publish({ flowId, rev: made.data.rev })
    if (!published.ok) throw new Error(published.error.message)
    return flowId
  } finally {
    owner.close()
  }
}

describe('who is led to an article', () => {
  const heading = ({ dialog }: Visitor) => dialog.getByRole('heading', { name: 'Invite your colleagues' })

  it('[HLP10] opens the card that an agent sent, and goes back to the conversation', async () => {
    const agent = await openAgent(journey, 'ada')
    const visitor = await openTalk(journey, agent, 'Who else can work with me in Harbor?')
    await agent.page.getByRole('button', { name: 'Insert', exact: true }).click()
    await agent.page.getByRole('combobox', { name: 'Find an article or a tour' }).fill('invite colleagues')
    await agent.page.getByRole('option', { name: /Invite your colleagues/ }).click()
    const card = visitor.log.getByRole('button', { name: /Invite your colleagues/ })
    await card.waitFor()
    expect(await visitor.axe()).toEqual([])
    await card.click()
    await heading(visitor).waitFor()
    await visitor.dialog.getByRole('button', { name: /^Messages/ }).click()
    await card.waitFor()
    await agent.leaves()
    await done(visitor)
  })

  it('[HLP10] by an item of a checklist', async () => {
    const reply = await fetch(`${journey.relay.url}/api/v1/articles/invite-colleagues?site=demo&locale=en`)
    const { data } = (await reply.json()) as { data: { id: string } }
    const flowId = await publishChecklist(data.id)
    const visitor = await openVisitor(journey)
    await says(visitor, 'openChecklist', flowId)
    await visitor.page.getByRole('button', { name: 'Read how' }).click()
    await heading(visitor).waitFor()
    await done(visitor)
  })

  it('[SEA3] [HLP8] by a word that the site says means the same, on the relay and offline', async () => {
    const help = { locales: ['en', 'et'], defaultLocale: 'en', pages: true, chat: true, synonyms: {} }
    await changeSettings(journey, { help: { ...help, synonyms: { en: [['colleagues', 'sidekicks']] } } })
    const visitor = await atHelp()
    visitor.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket connection/)
    await finds(visitor, 'sidekicks', 'Invite your colleagues')
    await optionsOf(visitor).getByText('Invite your colleagues', { exact: true }).click()
    await heading(visitor).waitFor()
    await visitor.dialog.getByRole('button', { name: 'Back' }).click()
    await visitor.test.context.setOffline(true)
    await boxOf(visitor).fill('')
    await finds(visitor, 'sidekicks', 'Invite your colleagues')
    const titles = await optionsOf(visitor).locator('.h-hit-title').allTextContents()
    const reply = await fetch(
      `${journey.relay.url}/api/v1/articles/search?site=demo&locale=en&q=sidekicks&limit=8`,
    )
    const { data } = (await reply.json()) as { data: readonly { readonly title: string }[] }
    expect(titles).toEqual(data.map(({ title }) => title))
    await visitor.test.context.setOffline(false)
    await changeSettings(journey, { help })
    await done(visitor)
  })
})

describe('in every shape', () => {
  it('[HLP10] [EMB13] on a phone, in the dark, on a page from right to left: axe finds nothing', async () => {
    const page = pageWithWidget(journey.relay.url).replace('lang="en"', 'lang="ar" dir="rtl"')
    const site = await journey.hostSite({ pages: { '/': page } })
    await allowOrigin(journey.relay, site.url)
    const browser = { viewport: { width: 390, height: 780 }, hasTouch: true, colorScheme: 'dark' as const }
    const visitor = await atHelp({ url: site.url, browser })
    expect(await visitor.axe()).toEqual([])
    await finds(visitor, 'prices', 'Plans and prices')
    expect(await visitor.axe()).toEqual([])
    await optionsOf(visitor).getByText('Plans and prices', { exact: true }).first().tap()
    const article = visitor.dialog.getByRole('article')
    await article.waitFor()
    expect(await visitor.axe()).toEqual([])
    const width = await article.evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(width).toBeLessThanOrEqual(0)
    await done(visitor)
  })
})

describe('who writes', () => {
  it('[HLP10] is offered articles, which hold nothing back and can be put away', async () => {
    const visitor = await openVisitor(journey)
    await visitor.open()
    await visitor.field.fill('How can I invite my colleagues to Harbor?')
    const offers = visitor.dialog.getByRole('region', { name: 'Articles that may help' })
    await offers.getByRole('button', { name: 'Invite your colleagues' }).click()
    await visitor.dialog.getByRole('heading', { name: 'Invite your colleagues' }).waitFor()
    await visitor.dialog.getByRole('button', { name: /^Messages/ }).click()
    await waitUntil(async () => (await visitor.field.inputValue()).startsWith('How can I invite'), {
      what: 'the draft',
    })
    await visitor.field.fill('How can I invite my colleagues to Harbor, please?')
    await offers.waitFor()
    expect(await visitor.axe()).toEqual([])
    await offers.getByRole('button', { name: 'Hide these articles' }).click()
    await offers.waitFor({ state: 'detached' })
    await visitor.field.fill('How can I invite my colleagues to Harbor, and what do they see?')
    await visitor.dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await visitor.seesState('Sent')
    expect(await offers.count()).toBe(0)
    await done(visitor)
  })
})

describe('on a site that takes no chat', () => {
  it('[HLP10] the messenger is for help alone, and nothing offers a person', async () => {
    const settings = { locales: ['en', 'et'], defaultLocale: 'en', pages: true, chat: false, synonyms: {} }
    await changeSettings(journey, { help: settings })
    const visitor = await openVisitor(journey)
    await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
    await boxOf(visitor).first().waitFor()
    await boxOf(visitor).fill('qwxzv jkpfgh')
    await visitor.dialog.getByText('Nothing found for “qwxzv jkpfgh”').waitFor()
    expect(await visitor.dialog.getByRole('button', { name: /Messages|Ask a person|Send us/ }).count()).toBe(
      0,
    )
    expect(await visitor.dialog.getByRole('textbox', { name: 'Write a message' }).count()).toBe(0)
    await changeSettings(journey, { help: { ...settings, chat: true } })
    await done(visitor)
  })
})
