/** Articles from the first word to what visitors read, over a real relay in a real browser. */
import { openAgent } from '@docent/testing/cast'
import { type Journey, openJourney } from '@docent/testing/journey'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey

beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

/** What a visitor's browser is given, by the article's key. */
async function shown(key: string, locale = 'en'): Promise<{ status: number; text: string }> {
  const reply = await fetch(`${journey.relay.url}/api/v1/articles/${key}?site=demo&locale=${locale}`)
  return { status: reply.status, text: await reply.text() }
}

describe('an article', () => {
  it('[HLP1] is written, seen beside, published, and read by visitors', async () => {
    const ada = await openAgent(journey, 'supervisor')
    const { page } = ada
    await page.getByRole('link', { name: /^Articles/ }).click()
    await page.getByRole('button', { name: 'New article' }).click()
    await page.getByLabel('Title', { exact: true }).fill('Moving a desk to another floor')
    await page.getByRole('button', { name: 'Begin writing' }).click()
    const text = page.getByRole('textbox', { name: 'Text' })
    await text.click()
    await page.keyboard.type('## Before you move\n\nTell **the others** first.\n')
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.getByRole('heading', { name: 'Before you move' }).waitFor()
    await page.getByText('Saved', { exact: true }).waitFor()
    expect((await shown('moving-a-desk-to-another-floor')).status).toBe(404)
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published. Visitors can find it now.').waitFor()
    const read = await shown('moving-a-desk-to-another-floor')
    expect(read.status).toBe(200)
    expect(read.text).toContain('Tell ')
    expect(ada.troubles()).toEqual([])
    await ada.leaves()
  })
})
