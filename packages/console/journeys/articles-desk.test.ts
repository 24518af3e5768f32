/** The Articles area in a real browser, over the seeded engine: every state for everybody, and the whole of it by keyboard. */
import { describe, expect, it } from 'vitest'
import {
  dialogsSuitEverybody,
  type PreviewRoom,
  previewDesks,
  suitEverybody,
} from '../src/testing/preview-desk.ts'

const idOf = (number: number): string => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`
const [invite, , , invoice, long, old] = [1, 2, 3, 4, 5, 6].map(idOf)

const desk = previewDesks(1_280)

describe('for everybody', () => {
  const rooms: PreviewRoom[] = [
    ['the list', '#/articles', '.article-line'],
    ['the list in the dark', '?scheme=dark#/articles', '.article-line'],
    ['the list on a phone', '#/articles', '.article-line', 390],
    ['a site without articles', '?state=empty#/articles', '.empty'],
    ['the collections', '#/articles/collections', '.collection'],
    ['a draft', `#/articles/${invite}/write/en`, '.d-article'],
    ['a draft in the dark', `?scheme=dark#/articles/${invite}/write/en`, '.d-article'],
    ['a draft on a phone', `#/articles/${invite}/write/en`, '.markdown-box', 390],
    ['a draft right to left', `?dir=rtl#/articles/${long}/write/en`, '.markdown-box', 1_024],
    ['a draft for those who do not publish', `?role=agent#/articles/${invite}/write/en`, '.read-only'],
    ['a draft of a conversation', `#/articles/${invoice}/write/en`, '.mark-row'],
    ['the same in the dark on a phone', `?scheme=dark#/articles/${invoice}/write/en`, '.mark-row', 390],
    ['a missing translation', `#/articles/${invite}/write/de`, '.empty'],
    ['the place of an article', `#/articles/${invite}/place/en`, '.place-columns'],
    ['versions', `#/articles/${invite}/versions/en`, '.difference'],
    ['versions in the dark on a phone', `?scheme=dark#/articles/${invite}/versions/en`, '.difference', 390],
    ['an archived article', `#/articles/${old}/write/en`, '.read-only'],
  ]
  suitEverybody(desk, rooms)

  dialogsSuitEverybody(desk, `#/articles/${invite}/write/en`, ['Picture', 'Link to an article', 'Publish'])
})

describe('by keyboard alone', () => {
  it('finds an article, writes in it, formats, leaves the text, and publishes', async () => {
    const { page } = await desk('#/mine')
    await page.locator('.row').first().waitFor()
    await page.keyboard.press('6')
    await page.getByRole('link', { name: 'Change your plan' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('invite')
    await page.getByText('One article', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const text = page.getByRole('textbox', { name: 'Text' })
    await text.press('Control+End')
    // Single keys are letters here, and no shortcuts.
    await page.keyboard.type('\nPress 5, then j.\n')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('loud')
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.locator('strong', { hasText: 'loud' }).waitFor()
    await preview.getByText('Press 5, then j.').waitFor()
    await page.getByText('Saved', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.classList.contains('markdown-box'))).toBe(false)
    await page.getByRole('button', { name: 'Publish' }).press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).press('Enter')
    await page.getByText('Published. Visitors read the new version now.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Change your plan' }).waitFor()
  })

  it('goes through the buttons above the text with the arrows', async () => {
    const { page } = await desk(`#/articles/${invite}/write/en`)
    await page.getByRole('button', { name: 'Bold' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('End')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Code')
  })

  it('confirms and takes out what may be of one person', async () => {
    const { page } = await desk(`#/articles/${invoice}/write/en`)
    const mark = (text: string) => page.getByRole('listitem').filter({ hasText: text })
    await mark('mira.kask@example.org').getByRole('button', { name: 'Confirm' }).press('Enter')
    await mark('mira.kask@example.org').waitFor({ state: 'detached' })
    await mark('+372 5555 1234').getByRole('button', { name: 'Take out' }).press('Enter')
    await mark('Mira Kask').getByRole('button', { name: 'Take out' }).press('Enter')
    await page.getByRole('heading', { name: /may be of one person/ }).waitFor({ state: 'detached' })
    expect(await page.getByRole('textbox', { name: 'Text' }).textContent()).not.toContain('+372')
  })
})

describe('the preview', () => {
  it('[HLP5] shows signs that are written by their names, which the policy of the page must not forbid', async () => {
    const { page } = await desk(`#/articles/${invite}/write/en`)
    await page.getByRole('textbox', { name: 'Text' }).press('Control+End')
    await page.keyboard.insertText('\n\nTom &amp; Jerry &copy; 1940')
    await page.getByRole('region', { name: 'Preview' }).getByText('Tom & Jerry © 1940').waitFor()
  })

  it('[HLP5] shows a long draft, which is parsed aside', async () => {
    const { page } = await desk(`#/articles/${invite}/write/en`)
    const text = page.getByRole('textbox', { name: 'Text' })
    await text.press('Control+End')
    expect(page.workers()).toHaveLength(0)
    const more = `\n\n${'- an item\n'.repeat(1_000)}\nWhat stands **below** &copy;.`
    await text.evaluate((field, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, more)
    const preview = page.getByRole('region', { name: 'Preview' })
    await preview.locator('strong', { hasText: 'below' }).waitFor()
    await preview.getByText('below ©').waitFor()
    expect(page.workers()).toHaveLength(1)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Articles' }).first().click()
    await page.locator('.article-line').first().waitFor()
    await expect.poll(() => page.workers().length).toBe(0)
  })
})

describe('ten thousand articles', () => {
  it('are drawn as far as they are seen, and found while somebody types', async () => {
    const { page } = await desk('?articles=10000#/articles')
    await page.getByText('9,999 articles').waitFor()
    expect(await page.locator('.article-line').count()).toBeLessThan(60)
    await page.locator('.article-link').first().focus()
    await page.keyboard.press('End')
    await page.getByText('How to do thing 9994', { exact: true }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('thing 4321')
    await page.getByText('One article', { exact: true }).waitFor()
  })
})
