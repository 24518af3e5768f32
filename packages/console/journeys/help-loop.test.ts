/** What is wanted, the figures of the help, and articles in conversations, in a real browser over the seeded engine. */
import { describe, expect, it } from 'vitest'
import { type PreviewRoom, previewDesks, suitEverybody } from '../src/testing/preview-desk.ts'

const desk = previewDesks(1_280)
const conversation = '#/mine/c-00004'

describe('for everybody', () => {
  const rooms: PreviewRoom[] = [
    ['what is wanted', '#/articles/wanted', '.wanted-item'],
    ['what is wanted, in the dark on a phone', '?scheme=dark#/articles/wanted', '.wanted-item', 390],
    ['what is wanted, right to left', '?dir=rtl#/articles/wanted', '.wanted-item', 1_024],
    ['nothing wanted', '?state=empty#/articles/wanted', '.empty'],
    ['the figures', '#/articles/figures', '.day-chart'],
    ['the figures in the dark', '?scheme=dark#/articles/figures', '.day-chart'],
    ['the figures on a phone', '#/articles/figures', '.day-chart', 390],
    ['the figures, right to left', '?dir=rtl#/articles/figures', '.day-chart', 1_024],
    ['no figures', '?state=empty#/articles/figures', '.empty'],
    ['a conversation that began in the help', conversation, '.part-open', 1_440],
    ['the settings of the help', '#/settings', '.synonyms'],
    ['the settings of the help, in the dark on a phone', '?scheme=dark#/settings', '.synonyms', 390],
  ]
  suitEverybody(desk, rooms)

  it.each([
    ['light', '', 1_440],
    ['dark on a phone', '?scheme=dark', 390],
  ])(
    'an article that is inserted and one that is read leave axe nothing to find, %s',
    async (_name, how, width) => {
      const { page, axe } = await desk(how + conversation, width)
      await page.locator('.part-open').first().waitFor()
      await page.getByRole('button', { name: 'Insert', exact: true }).click()
      await page.getByRole('region', { name: 'Preview' }).getByRole('article').waitFor()
      expect(await axe()).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: /Get your money back/ }).click()
      await page.getByRole('complementary', { name: 'Article' }).getByRole('article').waitFor()
      expect(await axe()).toEqual([])
    },
  )
})

describe('by keyboard alone', () => {
  it('goes from the inbox to what is wanted, and begins to write', async () => {
    const { page } = await desk('#/mine')
    await page.locator('.row').first().waitFor()
    await page.keyboard.press('6')
    await page.getByRole('link', { name: 'Wanted', exact: true }).press('Enter')
    const item = page.getByRole('listitem', { name: 'kuidas lisada teine kasutaja' })
    await item.getByRole('button', { name: 'Write it' }).press('Enter')
    await page.waitForURL(/#\/articles\/[\w-]+\/write\/et$/)
    expect(await page.getByLabel('Title', { exact: true }).inputValue()).toBe('Kuidas lisada teine kasutaja')
  })

  it('makes an article of a conversation from the palette', async () => {
    const { page } = await desk(conversation)
    await page.locator('.part-open').first().waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('make an article')
    await page.keyboard.press('Enter')
    // In the visitor's own language, which the site writes in.
    await page.waitForURL(/#\/articles\/[\w-]+\/write\/de$/)
    await page
      .getByText(/What may be personal is marked/)
      .first()
      .waitFor()
  })
})
