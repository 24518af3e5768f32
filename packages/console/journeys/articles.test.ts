/** Articles from the first word to what visitors read, over a real relay in a real browser. */
import { type Agent, changeSettings, openAgent } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Page = Agent['page']

let journey: Journey
let susan: Agent
beforeAll(async () => {
  journey = await openJourney()
  susan = await openAgent(journey, 'supervisor')
})
afterAll(() => journey.close())

/** What a visitor's browser is given, by the article's key. */
async function shown(key: string, locale = 'en'): Promise<{ status: number; text: string }> {
  const reply = await fetch(`${journey.relay.url}/api/v1/articles/${key}?site=demo&locale=${locale}`)
  return { status: reply.status, text: await reply.text() }
}

const textOf = (page: Page) => page.getByRole('textbox', { name: 'Text' })
const saved = (page: Page) => page.getByText('Saved', { exact: true }).waitFor()

/** Begins an article, and leaves it open. */
async function begin(page: Page, title: string, body: string): Promise<void> {
  await page.getByRole('link', { name: /^Articles/ }).click()
  await page.getByRole('button', { name: 'New article' }).click()
  await page.getByLabel('Title', { exact: true }).fill(title)
  await page.getByRole('button', { name: 'Begin writing' }).click()
  await textOf(page).click()
  await page.keyboard.insertText(body)
  await saved(page)
}

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** The smallest PNG that there is: one dot. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('an article', () => {
  it('[HLP1] is written, seen beside, published, and read by visitors', async () => {
    const { page } = susan
    await begin(page, 'Moving a desk', '')
    await textOf(page).click()
    await page.keyboard.type('## Before you move\n\nTell **the others** first.\n')
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByRole('heading', { name: 'Before you move' }).waitFor()
    await saved(page)
    expect((await shown('moving-a-desk')).status).toBe(404)
    await publish(page)
    await page.getByText('Published. Visitors can find it now.').waitFor()
    const read = await shown('moving-a-desk')
    expect(read.status).toBe(200)
    expect(read.text).toContain('"the others"')
    expect(susan.troubles()).toEqual([])
  })

  it('[HLP6] takes a picture only with the words that stand for it, and shows it to visitors', async () => {
    const { page } = susan
    await begin(page, 'Desk with a view', 'This is what it looks like.')
    await page.getByRole('button', { name: 'Picture', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'desk.png', mimeType: 'image/png', buffer: dot })
    await dialog.getByRole('button', { name: 'Insert' }).click()
    await dialog.getByText('Say in a few words what the picture shows.').waitFor()
    await dialog.getByLabel('What it shows').fill('A desk [by the window]')
    await dialog.getByRole('button', { name: 'Insert' }).click()
    const picture = page.getByRole('img', { name: 'A desk [by the window]' })
    await waitUntil(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth === 1), {
      what: 'the picture in the preview',
    })
    await saved(page)
    await publish(page)
    const { text } = await shown('desk-with-a-view')
    const [, url] = /"url":"([^"]+)"/.exec(text) ?? []
    const served = await fetch(journey.relay.url + url)
    expect(served.headers.get('content-type')).toBe('image/png')
    expect(susan.troubles()).toEqual([])
  })

  it('[HLP6] asks for the words of a picture that is pasted or dropped as well', async () => {
    const { page } = susan
    await begin(page, 'Pasted', 'Look.')
    for (const kind of ['paste', 'drop'] as const) {
      await textOf(page).evaluate(
        (text, { kind, bytes }) => {
          const data = new DataTransfer()
          data.items.add(new File([Uint8Array.from(bytes)], 'pasted.png', { type: 'image/png' }))
          const about = { bubbles: true, cancelable: true, composed: true }
          text.dispatchEvent(
            kind === 'paste'
              ? new ClipboardEvent('paste', { ...about, clipboardData: data })
              : new DragEvent('drop', { ...about, dataTransfer: data }),
          )
        },
        { kind, bytes: [...dot] },
      )
      const dialog = page.getByRole('dialog')
      await dialog.getByText('pasted.png').waitFor()
      await dialog.getByLabel('What it shows').fill(`A dot, by ${kind}`)
      await page.keyboard.press('Enter')
      await page.getByRole('img', { name: `A dot, by ${kind}` }).waitFor()
    }
    expect(susan.troubles()).toEqual([])
  })

  it('[HLP11] says what becomes of an address that visitors know, and leads on from it', async () => {
    const { page } = susan
    await begin(page, 'An old name', 'Found under both.')
    await publish(page)
    await page.getByLabel('Address').fill('a-new-name')
    await page.getByText(/Visitors know it as “an-old-name”/).waitFor()
    await saved(page)
    await publish(page)
    await page.getByText('Also leads here: “an-old-name”').waitFor()
    const led = await fetch(`${journey.relay.url}/help/demo/en/an-old-name`, { redirect: 'manual' })
    expect(led.status).toBe(301)
    expect(led.headers.get('location')).toContain('/help/demo/en/a-new-name')
  })

  it('[HLP6] says at the text why a picture without words is not published', async () => {
    const { page } = susan
    await begin(page, 'A bare picture', '![](https://example.org/a.png)')
    await publish(page)
    await page
      .getByRole('alert')
      .getByText(/no alternative text/)
      .waitFor()
    expect((await shown('a-bare-picture')).status).toBe(404)
  })

  it('[HLP2] leaves the choice to whoever comes second, in two tabs', async () => {
    const { page } = susan
    await begin(page, 'Two hands', 'Begun by one.')
    const amir = await openAgent(journey, 'admin')
    await amir.page.goto(page.url())
    await textOf(amir.page).waitFor()
    // Without a connection the second does not hear what the first saves.
    await amir.test.context.setOffline(true)
    amir.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket/)
    await textOf(amir.page).click()
    await amir.page.keyboard.press('Control+End')
    await amir.page.keyboard.type(' And by Amir.')
    await amir.page.getByText(/It is kept in this browser/).waitFor({ timeout: 30_000 })
    await textOf(page).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' And by Susan.')
    await waitUntil(async () => (await page.getByText('Saving').count()) === 0, { what: 'the save' })
    await saved(page)
    await amir.test.context.setOffline(false)
    const conflict = amir.page.getByRole('alert')
    await conflict.getByText(/saved this draft meanwhile/).waitFor({ timeout: 30_000 })
    await amir.page.getByRole('button', { name: 'See the difference' }).click()
    await amir.page.getByRole('deletion').getByText('And by Susan.').waitFor()
    await amir.page.getByRole('insertion').getByText('And by Amir.').waitFor()
    await amir.page.getByRole('button', { name: 'Keep mine' }).click()
    await saved(amir.page)
    // Susan has nothing unsaved: she sees it.
    await page.getByText('Begun by one. And by Amir.').first().waitFor()
    expect(amir.troubles()).toEqual([])
    await amir.leaves()
  })

  it('[HLP2] gives back after a reload what could not be saved', async () => {
    const { page } = susan
    await begin(page, 'Not lost', 'Said.')
    await page.context().setOffline(true)
    susan.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket/)
    await textOf(page).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Said in a tunnel.')
    await page.getByText(/It is kept in this browser/).waitFor({ timeout: 30_000 })
    const address = page.url()
    // Another document, so that nothing stays in memory; the page itself cannot be fetched without a connection.
    await page.goto('about:blank')
    await page.context().setOffline(false)
    await page.goto(address)
    await page.getByText('Said. Said in a tunnel.').first().waitFor()
    await saved(page)
    await publish(page)
    expect((await shown('not-lost')).text).toContain('Said in a tunnel.')
  })

  it('[HLP1] brings an earlier version back, shown with what is different', async () => {
    const { page } = susan
    await begin(page, 'Back and forth', 'The first words.')
    await publish(page)
    await textOf(page).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('The second words.')
    await page.getByText('Live, changed').first().waitFor()
    await saved(page)
    await publish(page)
    await page.getByRole('link', { name: 'Versions' }).click()
    await page.getByRole('button', { name: /^Version 1/ }).click()
    await page.getByRole('deletion').getByText('first').waitFor()
    await page.getByRole('insertion').getByText('second').waitFor()
    await page.getByRole('button', { name: 'Restore' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await page.getByRole('button', { name: /^Version 3/ }).waitFor()
    expect((await shown('back-and-forth')).text).toContain('The first words.')
    await page.getByRole('link', { name: 'Write', exact: true }).click()
    await page.getByText('The first words.').first().waitFor()
  })

  it('[HLP3] is read in the default language until it is translated, and then in its own', async () => {
    await changeSettings(journey, {
      help: { locales: ['en', 'et'], defaultLocale: 'en', pages: true, chat: true, synonyms: {} },
    })
    const { page } = susan
    await begin(page, 'Keys of the office', 'Ask at the desk.')
    await publish(page)
    expect((await shown('keys-of-the-office', 'et')).text).toContain('"locale":"en"')
    await page.getByRole('link', { name: /^Estonian missing/ }).click()
    await page.getByText('Until then visitors read it in English.').waitFor()
    await page.getByRole('button', { name: 'Begin with a copy of English' }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Kontori võtmed')
    await textOf(page).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('Küsi letist.')
    await saved(page)
    await page.getByRole('link', { name: /^Estonian Draft/ }).waitFor()
    await publish(page)
    const read = await shown('keys-of-the-office', 'et')
    expect(read.text).toContain('Küsi letist.')
    expect(read.text).toContain('"slug":"kontori-votmed"')
  })

  it('[HLP1] is planned for later, and the plan taken back', async () => {
    const { page } = susan
    await begin(page, 'From next year on', 'New prices.')
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: 'Publish later' }).click()
    await page.getByLabel('Day and time').fill('2099-01-02T09:30')
    await page.getByRole('button', { name: 'Plan it' }).click()
    await page
      .getByText(/^Planned for Jan 2, 2099/)
      .first()
      .waitFor()
    expect((await shown('from-next-year-on')).status).toBe(404)
    await page.getByRole('button', { name: 'Take the plan back' }).click()
    await page.getByText('Draft', { exact: true }).first().waitFor()
  })

  it('[HLP2] is published by supervisors alone; an agent is told so', async () => {
    const ada = await openAgent(journey, 'ada')
    await begin(ada.page, 'From an agent', 'Draft of an agent.')
    await ada.page.getByText('You can write drafts. A supervisor publishes them.').first().waitFor()
    expect(await ada.page.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true)
    expect(ada.troubles()).toEqual([])
    await ada.leaves()
  })

  it('[HLP2] finds its place: a collection, tags, and the pages on which it is offered', async () => {
    const { page } = susan
    await page.getByRole('link', { name: /^Articles/ }).click()
    await page.getByRole('link', { name: 'Collections' }).click()
    await page.getByRole('button', { name: 'New collection' }).first().click()
    await page.getByLabel('Name in English').fill('Around the desk')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Around the desk', exact: true }).waitFor()
    await begin(page, 'A place for it', 'Here it is.')
    await publish(page)
    await page.getByRole('link', { name: 'Place' }).click()
    await page.getByLabel('Collection').selectOption('Around the desk')
    await page.getByLabel('Offered on pages').fill('/pricing*')
    await page.keyboard.press('Enter')
    await waitUntil(async () => (await shown('a-place-for-it')).text.includes('Around the desk'), {
      what: 'the collection at the visitors',
    })
    const help = await fetch(`${journey.relay.url}/api/v1/sites/demo/help?locale=en`)
    expect(await help.text()).toContain('/pricing*')
  })
})
