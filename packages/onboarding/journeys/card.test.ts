/** What a visitor meets on a card: by eye, by keyboard, by screen reader, beside a messenger that is open. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HazardPages, heard, letPass, openHazardPages, show } from './harness/hazard-pages.ts'
import { expectTouching } from './harness/touching.ts'

let pages: HazardPages
beforeAll(async () => {
  pages = await openHazardPages()
})
afterAll(() => pages.close())

const product = {
  body: '<main><h1>Projects</h1><button id="start">Take the tour</button><input id="name" aria-label="Name"><div id="note" contenteditable aria-label="Note" role="textbox">Note</div><button id="create">Create</button></main>',
  css: 'main{padding:140px 240px}#note{width:200px}',
}
const focused = () => {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active?.id || active?.getAttribute('role') || active?.textContent || ''
}
const said = () =>
  document.querySelector('docent-tour')?.shadowRoot?.querySelector('[role=status]')?.textContent ?? ''

describe('[FLO13] the card of a step', () => {
  it('is a dialog by the name of its title, with its text as description, and buttons by their names', async () => {
    const { page, close } = await pages.open(product)
    await show(page, '#create')
    const dialog = page.getByRole('dialog', { name: 'Name your project', exact: true })
    await expect.poll(() => dialog.isVisible()).toBe(true)
    for (const name of ['Next', 'Back', 'Close tour', 'Skip tour'])
      expect(await dialog.getByRole('button', { name, exact: true }).count()).toBe(1)
    expect(await dialog.textContent()).toContain('2 of 5')
    for (const name of ['Next', 'Back']) await dialog.getByRole('button', { name, exact: true }).click()
    await dialog.getByRole('button', { name: 'Close tour' }).click()
    expect(await heard(page)).toEqual([['next'], ['back'], ['close']])
    await close()
  })

  it('says "Done" at the last step, the author’s own word where there is one, and offers choices in the place of "Next"', async () => {
    const { page, close } = await pages.open(product)
    const names = () => page.getByRole('dialog').getByRole('button').allTextContents()
    await show(page, '#create', { isLast: true })
    expect(await names()).toEqual(['', 'Skip tour', 'Back', 'Done'])
    await show(page, '#create', { more: { button: 'Understood' }, canSkip: false, canGoBack: false })
    expect(await names()).toEqual(['', 'Understood'])
    await show(page, '#create', { hasNext: false })
    expect(await names()).toEqual(['', 'Skip tour', 'Back'])
    await show(page, '#create', {
      more: { choices: [{ id: 'boats', label: 'I rent out boats', to: 'end' }] },
    })
    expect(await names()).toEqual(['', 'I rent out boats', 'Skip tour', 'Back'])
    await page.getByRole('button', { name: 'I rent out boats' }).click()
    expect(await heard(page)).toEqual([['choice', 'boats']])
    await close()
  })

  it.each(['?scheme=light', '?scheme=dark', '?locale=ar'])(
    'has no fault that axe finds: %s',
    async (query) => {
      const { page, axe, close } = await pages.open({ ...product, query })
      await show(page, '#create', {
        more: { picture: { url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', alt: 'A boat' } },
      })
      expect(await axe({ within: 'docent-tour' })).toEqual([])
      await show(page, null, { interaction: 'none', text: 'Words '.repeat(400) })
      expect(await axe({ within: 'docent-tour' })).toEqual([])
      await close()
    },
  )

  it('gets the focus, keeps it over the steps, and gives it back at the end', async () => {
    const { page, close } = await pages.open(product)
    await page.locator('#start').focus()
    await show(page, '#create')
    await expect.poll(() => page.evaluate(focused)).toBe('dialog')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    expect(await heard(page)).toEqual([['next']])
    await show(page, '#name', { title: 'The next one' })
    await expect.poll(() => page.evaluate(focused)).toBe('dialog')
    await page.keyboard.press('Escape')
    expect(await heard(page)).toEqual([['next'], ['close']])
    await expect.poll(() => page.evaluate(focused)).toBe('start')
    await close()
  })

  it('takes the focus on from card to card, though the tour began in a field and nothing stood for a moment', async () => {
    const { page, close } = await pages.open({ ...product, context: { reducedMotion: 'no-preference' } })
    await page.locator('#name').focus()
    await show(page, '#create')
    await expect.poll(() => page.evaluate(focused)).toBe('name')
    await page.keyboard.press('Tab')
    await page.evaluate(() => window.tour.hide())
    await expect.poll(() => page.evaluate(focused)).toBe('name')
    await show(page, '#start')
    await expect.poll(() => page.evaluate(focused)).toBe('dialog')
    expect(
      await page.evaluate(() => {
        const shade = document.querySelector('docent-tour')?.shadowRoot?.querySelector('.t-shade')
        return shade?.getAnimations().length
      }),
    ).toBe(0)
    // Who has begun to write again keeps the focus.
    await page.evaluate(() => window.tour.hide())
    await page.keyboard.type('a')
    await show(page, '#create')
    await expect.poll(() => page.evaluate(focused)).toBe('name')
    expect(await page.locator('#name').inputValue()).toBe('a')
    await close()
  })

  it('leaves the focus in an input, an editable text, a field in a shadow tree and a frame, and is said aloud instead', async () => {
    const { page, close } = await pages.open({
      ...product,
      body: `${product.body}<x-field></x-field><iframe title="card"></iframe>`,
    })
    await page.evaluate(() => {
      const root = document.querySelector('x-field')?.attachShadow({ mode: 'open' })
      root?.append(Object.assign(document.createElement('textarea'), { id: 'deep', ariaLabel: 'Deep' }))
    })
    for (const path of ['#name', '#note', 'x-field >>> #deep', 'iframe']) {
      await page.evaluate((at) => (window.tour.find(at) as HTMLElement | null)?.focus(), path)
      const before = await page.evaluate(focused)
      await show(page, '#create')
      await expect.poll(() => page.evaluate(focused)).toBe(before)
      await expect
        .poll(() => page.evaluate(said))
        .toBe('Name your project. A short name is best. You can change it later. 2 of 5.')
      await page.evaluate(() => window.tour.hide())
      await expect.poll(() => page.evaluate(focused)).toBe(before)
    }
    await close()
  })

  it('is closed by Esc from anywhere, but not by an Esc that the page had a use for', async () => {
    const { page, close } = await pages.open(product)
    await page.evaluate(() =>
      document.querySelector('#name')?.addEventListener('keydown', (event) => event.preventDefault()),
    )
    await page.locator('#name').focus()
    await show(page, '#create')
    await page.keyboard.press('Escape')
    expect(await heard(page)).toEqual([])
    await page.locator('#create').focus()
    await page.keyboard.press('Escape')
    expect(await heard(page)).toEqual([['close']])
    await close()
  })

  it('keeps presses beside the target from the page and tells of them; a target that is only shown cannot be used', async () => {
    const { page, close } = await pages.open(product)
    await page.evaluate(() =>
      document.addEventListener('click', ({ target }) => {
        document.title += ` ${(target as Element).id}`
      }),
    )
    const at = await page.locator('#start').boundingBox()
    const target = await page.locator('#create').boundingBox()
    if (!at || !target) throw new Error('the page has no buttons')
    await show(page, '#create')
    await page.mouse.click(at.x + 10, at.y + 10)
    expect(await heard(page)).toEqual([['stray', Math.round(at.x + 10), Math.round(at.y + 10)]])
    await page.mouse.click(target.x + 5, target.y + 5)
    expect(await page.title()).toContain('create')
    expect(await page.title()).not.toContain('start')

    await show(page, '#create', { interaction: 'none' })
    await page.evaluate(() => {
      document.title = ''
    })
    await page.mouse.click(target.x + 5, target.y + 5)
    expect(await page.title()).not.toContain('create')
    expect(await heard(page)).toHaveLength(1)
    for (let times = 0; times < 6; times++) {
      await page.keyboard.press('Tab')
      expect(await page.evaluate(focused)).not.toBe('create')
    }
    await close()
  })

  it('stands below the messenger, in which the visitor goes on writing', async () => {
    const { page, close } = await pages.open(product)
    await page.evaluate(() => {
      const host = document.createElement('docent-messenger')
      host.style.cssText = 'position:fixed;right:20px;bottom:20px;z-index:2147483000'
      const field = Object.assign(document.createElement('button'), {
        id: 'field',
        textContent: 'Write here',
      })
      host.attachShadow({ mode: 'open' }).append(field)
      document.body.append(host)
      field.focus()
    })
    await show(page, '#create')
    await expect.poll(() => page.evaluate(focused)).toBe('field')
    await page.keyboard.press('Escape')
    expect(await heard(page)).toEqual([])
    await page.locator('docent-messenger #field').click()
    expect(await heard(page)).toEqual([])
    await close()
  })

  it('keeps its size while a picture comes, names it, and plays no video unasked', async () => {
    const { page, close } = await pages.open(product)
    const picture = { url: '/never.png', alt: 'A boat at its berth' }
    const video = { url: '/never.mp4', alt: 'How to moor' }
    await show(page, null, { more: { picture, video } })
    const image = page.getByRole('img', { name: picture.alt })
    const box = await image.boundingBox()
    expect(box && Math.abs(box.width / box.height - 16 / 9)).toBeLessThan(0.02)
    const film = page.locator('docent-tour video')
    expect(await film.evaluate((one: HTMLVideoElement) => [one.controls, one.autoplay, one.paused])).toEqual([
      true,
      false,
      true,
    ])
    await close()
  })

  it('is on screen within 100 ms of being asked for', async () => {
    const { page, close } = await pages.open(product)
    const took: number[] = []
    for (let times = 0; times < 10; times++)
      took.push(
        await page.evaluate(async () => {
          const start = performance.now()
          await window.tour.show('#create')
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
          return performance.now() - start
        }),
      )
    expect(took.sort((one, other) => one - other)[5]).toBeLessThan(100)
    await expectTouching(page, '#create')
    await close()
  })

  it('nothing remains after close, and nothing comes after it', async () => {
    const { page, close } = await pages.open(product)
    await show(page, '#create')
    await page.evaluate(() => window.tour.close())
    await show(page, '#create')
    await letPass(page, 350)
    expect(await page.locator('docent-tour').count()).toBe(0)
    const before = await page.evaluate(() => window.tour.frames())
    await page.evaluate(() => window.scrollBy(0, 20))
    await page.setViewportSize({ width: 800, height: 500 })
    await letPass(page, 300)
    expect(await page.evaluate(() => window.tour.frames())).toBe(before)
    await close()
  })
})
