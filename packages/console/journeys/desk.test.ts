/** The desk in a real browser, over the seeded engine: what only layout, scrolling and a policy can tell. */
import type { TestPage } from '@docent/testing/browser'
import { describe, expect, it } from 'vitest'
import { type PreviewRoom, previewDesks, suitEverybody } from '../src/testing/preview-desk.ts'

const desk = previewDesks(1_440)

describe('for everybody', () => {
  const rooms: PreviewRoom[] = [
    ['the door', '?state=door', '.door-card'],
    ['the door in the dark', '?state=door&scheme=dark', '.door-card'],
    ['a conversation with offers', '?offers=2#/mine/c-00004', '.bubble'],
    ['a conversation in the dark', '?offers=1&scheme=dark#/mine/c-00004', '.bubble'],
    ['an empty view', '?state=empty#/mine', '.empty'],
    ['no connection', '?state=offline#/mine/c-00004', '.strip'],
    ['settings', '#/settings', '.settings-form'],
    ['settings in the dark', '?scheme=dark#/settings', '.settings-form'],
    ['the list on a phone', '#/all', '.row', 390],
    ['a conversation on a phone', '#/all/c-00005', '.bubble', 390],
    ['right to left', '?dir=rtl&offers=1#/all/c-00004', '.bubble'],
  ]
  suitEverybody(desk, rooms)

  it('the palette, the shortcuts and the picker leave axe nothing to find', async () => {
    const { page, axe } = await desk('#/mine/c-00004')
    await page.locator('.bubble').first().waitFor()
    for (const key of ['Control+k', '?', 'g']) {
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor()
      expect(await axe()).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  })

  it('fits the window at every width', async () => {
    for (const width of [390, 768, 1_024, 1_280, 1_920]) {
      const { page } = await desk('#/all/c-00005', width, 'kept')
      await page.locator('.bubble').first().waitFor()
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(over).toBeLessThanOrEqual(0)
    }
  })
})

describe('with ten thousand conversations', () => {
  it('draws only those in sight, wherever the list is scrolled to', async () => {
    const { page } = await desk('#/all')
    const rows = page.locator('.row')
    await rows.first().waitFor()
    await page.locator('.rows').evaluate((list) => list.scrollTo(0, list.scrollHeight))
    const total = await page.locator('.rows-item').first().getAttribute('aria-setsize')
    await page.locator(`.rows-item[aria-posinset="${total}"]`).waitFor()
    expect(Number(total)).toBeGreaterThan(4_000)
    expect(await rows.count()).toBeLessThan(60)
  })

  it('moves by keyboard from the first to the last and opens it', async () => {
    const { page } = await desk('#/all')
    await page.locator('.row').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.getByRole('log', { name: 'Conversation' }).waitFor()
    await page.keyboard.press('r')
    await page.getByRole('textbox', { name: 'Reply' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.row:focus').waitFor()
  })
})

/** Where the first message below the upper edge stands, and which it is. */
/** The first line that stands well inside the thread, and where; at once after a jump, where one is given. Runs in the page. */
const lineInView = (thread: Element, jumpTo: number | null) => {
  if (jumpTo !== null) thread.scrollTop = jumpTo
  const edge = thread.getBoundingClientRect().top + 100
  const lines = [...thread.querySelectorAll<HTMLElement>('[data-line]')]
  const line = lines.find((one) => one.getBoundingClientRect().top > edge)
  return {
    key: line?.dataset.line ?? '',
    top: line?.getBoundingClientRect().top ?? 0,
    of: thread.scrollHeight,
  }
}

const watched = async (page: TestPage['page']) => {
  const { key, top } = await page.locator('.thread').evaluate(lineInView, null)
  return { key, top }
}

describe('in a conversation of 5,000 entries', () => {
  it('draws few of them, and opens at the end', async () => {
    const { page } = await desk('#/all/c-00001')
    await page.locator('.bubble').first().waitFor()
    expect(await page.locator('.bubble').count()).toBeLessThan(200)
    const below = await page
      .locator('.thread')
      .evaluate((thread) => thread.scrollHeight - thread.scrollTop - thread.clientHeight)
    expect(below).toBeLessThanOrEqual(1)
  })

  it('holds still while older history arrives above', async () => {
    const { page } = await desk('?loaded=50#/all/c-00001')
    const thread = page.locator('.thread')
    await page.locator('.bubble').first().waitFor()
    for (let round = 0; round < 3; round += 1) {
      // In steps, as a wheel would: each is drawn before the next, and none is near enough to the start to ask for more.
      await thread.evaluate(async (box) => {
        while (box.scrollTop > 1_000) {
          box.scrollTop -= 300
          await new Promise(requestAnimationFrame)
        }
      })
      // The last step asks for more. What it changes is compared with what stood there before the page knew of it.
      const before = await thread.evaluate(lineInView, 300)
      await page.waitForFunction(
        (old) => (document.querySelector('.thread')?.scrollHeight ?? 0) > old + 400,
        before.of,
      )
      const line = page.locator(`[data-line="${before.key}"]`)
      const after = await line.evaluate((element) => element.getBoundingClientRect().top)
      expect(Math.abs(after - before.top)).toBeLessThanOrEqual(1)
    }
  })

  it('shows a button for news instead of jumping', async () => {
    const { page } = await desk('#/all/c-00001')
    await page.locator('.bubble').first().waitFor()
    await page.locator('.thread').evaluate((thread) => thread.scrollBy(0, -2_000))
    await page.getByRole('button', { name: 'To the latest message' }).waitFor()
    const before = await watched(page)
    await page.evaluate(() => {
      const { controls, bigConversation } = (
        window as unknown as {
          preview: { controls: { visitorWrites(id: string, words: string): void }; bigConversation: string }
        }
      ).preview
      controls.visitorWrites(bigConversation, 'Still there?')
    })
    const button = page.getByRole('button', { name: 'One new message' })
    await button.waitFor()
    expect(await watched(page)).toEqual(before)
    await button.click()
    await page.getByRole('log').getByText('Still there?').waitFor()
  })

  it('goes to what the agent has just written, wherever they were reading', async () => {
    const { page } = await desk('#/all/c-00001')
    await page.locator('.bubble').first().waitFor()
    await page.locator('.thread').evaluate((thread) => thread.scrollBy(0, -2_000))
    await page.getByRole('button', { name: 'To the latest message' }).waitFor()
    await page.getByRole('textbox', { name: 'Reply' }).fill('It is on its way.')
    await page.keyboard.press('Enter')
    const words = page.getByRole('log').getByText('It is on its way.')
    await words.waitFor()
    await page.getByRole('button', { name: 'To the latest message' }).waitFor({ state: 'detached' })
    expect(await words.evaluate((element) => element.getBoundingClientRect().bottom)).toBeLessThan(900)
  })
})
