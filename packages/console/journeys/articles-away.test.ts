/** Articles that visitors are to find no more, and back: withdrawn in one language, archived whole; and a picture that is gone. */
import { type Agent, changeSettings, openAgent } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey
let susan: Agent
let page: Agent['page']
beforeAll(async () => {
  journey = await openJourney()
  const pages = { locales: ['en', 'et'], defaultLocale: 'en', pages: true, chat: true, synonyms: {} }
  await changeSettings(journey, { help: pages })
  susan = await openAgent(journey, 'supervisor')
  page = susan.page
})
afterAll(() => journey.close())

const title = 'Bicycles in the yard'

/** Waits until whoever has the address gets this answer, and whoever searches finds it or does not. */
async function outside(status: 200 | 404): Promise<void> {
  const { url } = journey.relay
  const read = async (path: string): Promise<Response> => fetch(url + path)
  await waitUntil(
    async () => {
      const paged = await read('/help/demo/en/bicycles-in-the-yard')
      const shown = await read('/api/v1/articles/bicycles-in-the-yard?site=demo&locale=en')
      const found = await (await read('/api/v1/articles/search?site=demo&locale=en&q=bicycles+yard')).text()
      const isFound = found.includes('"bicycles-in-the-yard"')
      return paged.status === status && shown.status === status && isFound === (status === 200)
    },
    { what: `the article to answer ${status} outside` },
  )
}

async function begin(name: string, body: string): Promise<void> {
  await page.getByRole('link', { name: /^Articles/ }).click()
  await page.getByRole('button', { name: 'New article' }).click()
  await page.getByLabel('Title', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Begin writing' }).click()
  await page.getByRole('textbox', { name: 'Text' }).click()
  await page.keyboard.insertText(body)
  await page.getByText('Saved', { exact: true }).waitFor()
}
async function agrees(act: 'Publish' | 'Withdraw' | 'Archive'): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: act, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
async function publishes(): Promise<void> {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await agrees('Publish')
}
async function chooses(act: 'Withdraw' | 'Archive'): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: act, exact: true }).click()
  await agrees(act)
}

describe('an article that visitors are to find no more', () => {
  it('[HLP1] is withdrawn, keeps its draft and its versions, and is published again', async () => {
    await begin(title, 'Lock them to the rail.')
    await publishes()
    await outside(200)
    await chooses('Withdraw')
    await page.getByText('Withdrawn. Visitors no longer find it.').waitFor()
    await outside(404)
    await page.getByText('Lock them to the rail.').first().waitFor()
    await page.getByText('Draft', { exact: true }).first().waitFor()
    await page.getByRole('link', { name: 'Versions' }).click()
    await page.getByRole('button', { name: /^Version 1/ }).waitFor()
    await publishes()
    await outside(200)
    await page.getByRole('button', { name: /^Version 2/ }).waitFor()
  })

  it('[HLP1] is archived: leaves the list, is written on by nobody, and comes back as a draft', async () => {
    await chooses('Archive')
    const line = page.getByRole('link', { name: title, exact: true })
    await page.getByRole('button', { name: 'New article' }).waitFor()
    await line.waitFor({ state: 'detached' })
    await outside(404)
    await page.getByLabel('State').selectOption('Archived')
    await line.click()
    await page.getByText(/This article is archived\. Visitors do not find it/).waitFor()
    const text = page.getByRole('textbox', { name: 'Text' })
    expect(await text.getAttribute('contenteditable')).toBe('false')
    expect(await page.getByLabel('Title', { exact: true }).isEditable()).toBe(false)
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Bring back' }).click()
    await page.getByText('Back in the list, as a draft.').waitFor()
    await outside(404)
    await text.click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' Or in the cellar.')
    await page.getByText('Saved', { exact: true }).waitFor()
    await publishes()
    await outside(200)
    expect(susan.troubles()).toEqual([])
  })

  it('[HLP3] is called by its own name where it is not translated', async () => {
    await page.getByRole('link', { name: /^Estonian missing/ }).click()
    await page.getByText('Until then visitors read it in English.').waitFor()
    await page.getByRole('heading', { level: 1, name: title }).waitFor()
    expect(await page.getByText('Saved', { exact: true }).count()).toBe(0)
  })
})

it('[HLP6] stays at the article when a picture is refused and its dialog is left with Esc', async () => {
  await begin('Pictures', 'Look.')
  susan.expectTrouble(/400/)
  const picture = page.getByRole('button', { name: 'Picture', exact: true })
  const dialog = page.getByRole('dialog')
  const refusals = [
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), /An SVG can carry a program/],
    ['words.png', Buffer.from('not a picture'), /PNG, JPEG, GIF, WebP or AVIF/],
    ['large.png', Buffer.alloc(4 * 1024 ** 2 + 1), /larger than 4 MB/],
  ] as const
  for (const [name, buffer, why] of refusals) {
    await picture.click()
    await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer })
    await dialog.getByLabel('What it shows').fill('A drawing')
    await dialog.getByRole('button', { name: 'Insert' }).click()
    await dialog.getByRole('alert').getByText(why).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  }
  expect(await page.getByRole('textbox', { name: 'Text' }).textContent()).toBe('Look.')
})

it('[HLP2] keeps where an article belongs while the relay is away, also when its author goes and comes back', async () => {
  await begin('Kept while away', 'Words.')
  susan.expectTrouble(/ERR_CONNECTION_REFUSED|WebSocket/)
  await page.getByRole('link', { name: 'Place' }).click()
  await journey.relay.stop()
  await page.getByLabel('Key').fill('kept-from-afar')
  await page.getByText(/It is kept in this browser/).waitFor({ timeout: 30_000 })
  const address = page.url()
  await page.goto('about:blank')
  await journey.relay.start()
  await page.goto(address)
  await waitUntil(async () => (await page.getByLabel('Key').inputValue()) === 'kept-from-afar', {
    what: 'the key that was written',
  })
  await page.getByRole('main').getByText('Saved', { exact: true }).waitFor()
})

it('[HLP6] says at the text which picture is gone, and publishes once it is taken out', async () => {
  await begin('A lost view', `Look: ![The sea](/api/v1/pictures/${'a'.repeat(64)})`)
  susan.expectTrouble(/404/)
  await publishes()
  await page.getByRole('alert').getByText('The picture "The sea" is gone').waitFor()
  await page.getByRole('textbox', { name: 'Text' }).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('Nothing to see.')
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByText('The picture "The sea" is gone').waitFor({ state: 'detached' })
  await publishes()
  await page.getByText('Published. Visitors can find it now.').waitFor()
})
