/** Other ways to an article: sent by an agent, at a step, by a synonym, offered while one writes; and help where there is no chat. */
import { changeSettings, openAgent, openTalk, openVisitor, type Visitor } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { createSimulatedAgent } from '@docent/testing/simulated-agent'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atHelp, boxOf, done, finds, optionsOf, says } from './help-reader.ts'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

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
    const visitor = await atHelp(journey)
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
