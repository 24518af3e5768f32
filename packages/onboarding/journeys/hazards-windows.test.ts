/** Windows of every size, with keyboards and in either direction, one journey each: after every change card and hole touch the target within 2 px. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HazardPages, letPass, openHazardPages, scroll, show } from './harness/hazard-pages.ts'
import { expectTouching } from './harness/touching.ts'

let pages: HazardPages
beforeAll(async () => {
  pages = await openHazardPages()
})
afterAll(() => pages.close())

const sideOf = (page: Page) => page.locator('docent-tour [role=dialog]').getAttribute('data-side')

describe('[FLO13] hazard pages: the window', () => {
  it('a window that changes brings back a target that it hid, never one that the visitor scrolled away', async () => {
    const { page, close } = await pages.open({
      body: '<button id="target">Begin</button><div id="pad"></div>',
      css: '#target{margin:200px}#pad{height:2000px}',
    })
    await show(page, '#target')
    await scroll(page, null, 0, 900)
    await letPass(page, 100)
    await page.setViewportSize({ width: 1000, height: 600 })
    await letPass(page, 200)
    expect(await page.evaluate(() => window.scrollY)).toBe(900)
    await close()
  })

  it('phone: a sheet at the end of the window where it does not cover the target, which is scrolled free of it', async () => {
    const { page, close } = await pages.open({
      body: '<div class="pad"></div><button id="target">Take a photo</button><div class="pad"></div><nav><button id="tab">Home</button></nav>',
      css: '.pad{height:1000px}#target{margin-left:40px;height:44px}nav{position:fixed;inset:auto 0 0;height:60px;background:#eee}nav button{height:44px}',
      context: {
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        deviceScaleFactor: 2,
      },
    })
    const isFree = async (path: string) =>
      expect
        .poll(() =>
          page.evaluate((at) => {
            const card = document.querySelector('docent-tour')?.shadowRoot?.querySelector('[role=dialog]')
            const one = card?.getBoundingClientRect()
            const other = window.tour.find(at)?.getBoundingClientRect()
            return (
              one && other && one.width > 360 && (one.top >= other.bottom + 4 || one.bottom <= other.top - 4)
            )
          }, path),
        )
        .toBe(true)
    await show(page, '#target')
    await expectTouching(page, '#target', { card: 'anywhere' })
    await isFree('#target')
    for (const by of [-150, -150, 200, 200]) {
      await scroll(page, null, 0, by)
      await expectTouching(page, '#target', { card: 'anywhere' })
      await isFree('#target')
    }
    await show(page, '#tab')
    await expectTouching(page, '#tab', { card: 'anywhere' })
    await isFree('#tab')
    await page.setViewportSize({ width: 844, height: 390 })
    await show(page, '#target')
    await expectTouching(page, '#target', { card: 'anywhere' })
    await close()
  })

  it('right to left: the card is written and placed in that direction', async () => {
    const { page, close } = await pages.open({
      body: '<main dir="rtl"><button id="target">دعوة زميل</button><div class="pad"></div></main>',
      css: 'main{padding:260px 420px}.pad{height:900px}',
      query: '?locale=ar',
    })
    await show(page, '#target', { placement: 'left', title: 'ادع زميلا', text: 'يمكنك تغيير الاسم لاحقا.' })
    expect(await sideOf(page)).toBe('right')
    await expectTouching(page, '#target')
    await scroll(page, null, 0, 70)
    await expectTouching(page, '#target')
    const sides = await page.evaluate(() => {
      const root = document.querySelector('docent-tour')?.shadowRoot
      const x = (path: string) => root?.querySelector(path)?.getBoundingClientRect().left ?? 0
      return x('.t-close') < x('h2')
    })
    expect(sides).toBe(true)
    await close()
  })

  it('a keyboard on the screen: the field and its card stay in what is left of the window', async () => {
    const { page, close } = await pages.open({
      body: '<div class="pad"></div><input id="target" aria-label="Name"><div class="pad"></div>',
      css: '.pad{height:620px}#target{margin:0 60px;height:44px}',
      context: { viewport: { width: 700, height: 800 } },
    })
    await show(page, '#target')
    await expectTouching(page, '#target')
    await page.locator('#target').focus()
    for (const height of [420, 800, 380]) {
      await page.setViewportSize({ width: 700, height })
      // In a low window the card is a sheet, as on a phone.
      await expectTouching(page, '#target', height <= 480 ? { card: 'anywhere' } : {})
      const box = await page.locator('#target').boundingBox()
      expect(box && box.y >= 0 && box.y + box.height <= height).toBe(true)
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('target')
    }
    await close()
  })

  it('a keyboard on a phone: sheet and field share what is left, and a long text scrolls in its sheet', async () => {
    const { page, close } = await pages.open({
      body: '<div class="pad"></div><input id="target" aria-label="Name"><div class="pad"></div>',
      css: '.pad{height:620px}#target{margin:0 40px;height:44px}',
      context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    })
    await show(page, '#target', { text: 'Words '.repeat(200) })
    await page.locator('#target').focus()
    for (const height of [500, 844, 460]) {
      await page.setViewportSize({ width: 390, height })
      await expectTouching(page, '#target', { card: 'anywhere' })
      await expect
        .poll(() =>
          page.evaluate(() => {
            const card = document.querySelector('docent-tour')?.shadowRoot?.querySelector('[role=dialog]')
            const one = card?.getBoundingClientRect()
            const other = document.querySelector('#target')?.getBoundingClientRect()
            return one && other && (one.top >= other.bottom || one.bottom <= other.top)
          }),
        )
        .toBe(true)
    }
    await close()
  })

  it('window resize: the card changes sides, and comes back', async () => {
    const { page, close } = await pages.open({
      body: '<button id="target">Wide</button>',
      css: '#target{position:absolute;left:40%;top:40%;width:12%;height:60px}',
    })
    await show(page, '#target', { placement: 'right' })
    for (const [width, height] of [
      [1000, 700],
      [620, 700],
      [1400, 500],
      [800, 900],
      [1000, 700],
    ] as const) {
      await page.setViewportSize({ width, height })
      await expectTouching(page, '#target')
    }
    expect(await sideOf(page)).toBe('right')
    await close()
  })

  it('a target larger than the window, and targets at its edges', async () => {
    const { page, close } = await pages.open({
      body: '<div id="huge"></div><button id="nw">A</button><button id="ne">B</button><button id="sw">C</button><button id="se">D</button>',
      css: 'button{position:fixed;width:60px;height:30px}#nw{left:0;top:0}#ne{right:0;top:0}#sw{left:0;bottom:0}#se{right:0;bottom:0}#huge{height:1800px}',
    })
    await show(page, '#huge')
    await expectTouching(page, '#huge', { card: 'anywhere' })
    await scroll(page, null, 0, 400)
    await expectTouching(page, '#huge', { card: 'anywhere' })
    for (const corner of ['#nw', '#ne', '#sw', '#se']) {
      await show(page, corner)
      await expectTouching(page, corner)
    }
    await letPass(page, 50)
    await close()
  })
})
