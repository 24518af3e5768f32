/** The twelve known defects of Shepherd 13.0.x, one test each: a visitor meets none of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HazardPages, heard, letPass, openHazardPages, show } from './harness/hazard-pages.ts'
import { expectTouching } from './harness/touching.ts'

let pages: HazardPages
beforeAll(async () => {
  pages = await openHazardPages()
})
afterAll(() => pages.close())

const form = {
  body: '<main><h1>Projects</h1><button id="start">Start</button><input id="name" aria-label="Name"><button id="create">Create</button><div id="late"></div><div id="tall"></div></main>',
  css: 'main{padding:120px 200px}#tall{height:2000px}input{margin:0 40px}',
}
const hosts = () => document.querySelectorAll('docent-tour').length
const activeId = () => document.activeElement?.id ?? ''

describe('[FLO13] what Shepherd is known to do wrong', () => {
  it('1: a tour that is hidden while its step is coming stays away', async () => {
    const { page, troubles, close } = await pages.open(form)
    await page.evaluate(() => {
      void window.tour.show('#create')
      window.tour.hide()
    })
    await letPass(page, 500)
    expect(await page.evaluate(hosts)).toBe(0)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(troubles()).toEqual([])
    await close()
  })

  it('2: a step that cannot be drawn leaves nothing on screen, rejects nothing and is complained of once', async () => {
    const { page, troubles, close } = await pages.open(form)
    const outcome = await page.evaluate(async () => {
      const target = document.querySelector('#create')
      if (target)
        target.getBoundingClientRect = () => {
          throw new Error('a page of its own mind')
        }
      const first = window.tour.show('#create')
      await first
      const { attachShadow } = Element.prototype
      Element.prototype.attachShadow = () => {
        throw new Error('another page of its own mind')
      }
      const second = window.tour.show('#name')
      await second
      await window.tour.show('#name')
      Element.prototype.attachShadow = attachShadow
      return Promise.allSettled([first, second]).then((all) => all.map(({ status }) => status))
    })
    await letPass(page, 400)
    expect(outcome).toEqual(['fulfilled', 'fulfilled'])
    const complaints = await page.evaluate(
      () => window.tour.heard.filter(([what]) => what === 'failed').length,
    )
    expect(complaints).toBe(1)
    expect(await page.evaluate(hosts)).toBe(0)
    expect(troubles()).toEqual([])
    await show(page, '#name')
    await expectTouching(page, '#name')
    await close()
  })

  it('3: scrolling, resizing and a layout shift leave the focus in the field', async () => {
    const { page, close } = await pages.open(form)
    await page.locator('#name').focus()
    await show(page, '#create')
    expect(await page.evaluate(activeId)).toBe('name')
    await page.evaluate(() => window.scrollBy(0, 60))
    await page.setViewportSize({ width: 900, height: 640 })
    await page.evaluate(() => {
      const late = document.querySelector<HTMLElement>('#late')
      if (late) late.style.height = '90px'
    })
    await page.keyboard.type('Harbour')
    await letPass(page, 700)
    await page.keyboard.type(' map')
    expect(await page.locator('#name').inputValue()).toBe('Harbour map')
    expect(await page.evaluate(activeId)).toBe('name')
    await close()
  })

  it('3: nor does the card take back a focus that the visitor took from it', async () => {
    const { page, close } = await pages.open(form)
    await show(page, '#name')
    await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('docent-tour')
    await page.locator('#name').click()
    await page.evaluate(() => window.scrollBy(0, 60))
    await letPass(page, 700)
    expect(await page.evaluate(activeId)).toBe('name')
    await close()
  })

  it('4: ten tours leave no overlay, no class and no host behind', async () => {
    const { page, close } = await pages.open(form)
    const before = await page.evaluate(() => document.documentElement.outerHTML)
    for (let times = 0; times < 10; times++) {
      await show(page, '#create')
      expect(
        await page.evaluate(
          () => document.querySelector('docent-tour')?.shadowRoot?.querySelectorAll('.t-shade').length,
        ),
      ).toBe(1)
      await show(page, '#name')
      await page.evaluate(() => window.tour.hide())
    }
    expect(await page.evaluate(() => document.documentElement.outerHTML)).toBe(before)
    await close()
  })

  it('4: an overlay of the site’s own tour stays', async () => {
    const { page, close } = await pages.open({
      ...form,
      body: `${form.body}<svg class="shepherd-modal-overlay-container"></svg>`,
    })
    await show(page, '#create')
    await page.evaluate(() => window.tour.hide())
    expect(await page.locator('.shepherd-modal-overlay-container').count()).toBe(1)
    await close()
  })

  it('4: Tab stays in card and target, though both shadow trees hide what has the focus', async () => {
    const { page, close } = await pages.open(form)
    await show(page, '#name')
    const walked: string[] = []
    const focused = () => {
      const outer = document.activeElement
      const inner = outer?.shadowRoot?.activeElement
      return inner ? inner.getAttribute('aria-label') || inner.textContent || '' : (outer?.id ?? '')
    }
    for (let times = 0; times < 6; times++) {
      await page.keyboard.press('Tab')
      walked.push(await page.evaluate(focused))
    }
    expect(walked).toEqual(['Close tour', 'Skip tour', 'Back', 'Next', 'name', 'Close tour'])
    await page.keyboard.press('Shift+Tab')
    await expect.poll(() => page.evaluate(focused)).toBe('name')
    await close()
  })

  it('5: nothing asks for a frame while a step stands still', async () => {
    const spinner =
      '#late{width:20px;height:20px;background:#888;animation:turn 1s linear infinite}@keyframes turn{to{rotate:360deg}}'
    const { page, close } = await pages.open({ ...form, css: form.css + spinner })
    await show(page, '#create')
    await letPass(page, 400)
    const before = await page.evaluate(() => window.tour.frames())
    await letPass(page, 1_000)
    expect((await page.evaluate(() => window.tour.frames())) - before).toBe(0)
    await page.evaluate(() => window.scrollBy(0, 50))
    await letPass(page, 400)
    const moved = (await page.evaluate(() => window.tour.frames())) - before
    expect(moved).toBeGreaterThan(0)
    expect(moved).toBeLessThan(20)
    await close()
  })

  it('6: markup in a title, a text or a button is text', async () => {
    const { page, troubles, close } = await pages.open(form)
    const markup = '<img src=x onerror="document.title=1"><b>Bold</b>'
    await show(page, '#create', { title: markup, text: markup, more: { button: markup } })
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('heading').textContent()).toBe(markup)
    expect(await dialog.locator('img, b').count()).toBe(0)
    expect(await dialog.getByRole('button', { name: markup }).count()).toBe(1)
    expect(troubles()).toEqual([])
    await close()
  })

  it('7: arrow keys in a field move the caret, not the tour', async () => {
    const { page, close } = await pages.open(form)
    await page.locator('#name').fill('abc')
    await show(page, '#name')
    await page.locator('#name').press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.type('x')
    expect(await page.locator('#name').inputValue()).toBe('axbc')
    await page.getByRole('button', { name: 'Next' }).focus()
    await page.keyboard.press('ArrowRight')
    expect(await heard(page)).toEqual([])
    await close()
  })

  it('8: a target that goes takes the step out of sight without a word in the log, until there is one again', async () => {
    const { page, troubles, close } = await pages.open(form)
    await show(page, '#create')
    await page.evaluate(() => {
      document.querySelector('#create')?.remove()
      window.tour.moveTo(null)
    })
    const card = page.locator('docent-tour [role=dialog]')
    await expect.poll(() => card.isVisible()).toBe(false)
    expect(await page.locator('docent-tour .t-shade').isVisible()).toBe(false)
    await page.evaluate(() => window.tour.moveTo('#name'))
    await expectTouching(page, '#name')
    expect(troubles()).toEqual([])
    await close()
  })

  it('9: a target that was rendered anew is the one that can be pressed', async () => {
    const { page, close } = await pages.open(form)
    await show(page, '#create')
    await page.evaluate(() => {
      const old = document.querySelector('#create')
      const fresh = Object.assign(document.createElement('button'), {
        id: 'create',
        textContent: 'Create one',
      })
      fresh.addEventListener('click', () => {
        document.title = 'pressed'
      })
      old?.replaceWith(fresh)
      window.tour.moveTo('#create')
    })
    await expectTouching(page, '#create')
    await page.locator('#create').click()
    expect(await page.title()).toBe('pressed')
    await close()
  })

  it('10: in a frame of another origin, in a frame of a third, a step is shown as anywhere', async () => {
    const inner = pages.serve(form, 'localhost')
    const middle = pages.serve(
      {
        body: `<iframe id="inner" src="${inner}" title="inner"></iframe>`,
        css: 'iframe{width:800px;height:500px;margin:30px}',
      },
      '127.0.0.1',
    )
    const { page, troubles, close } = await pages.open({
      body: `<iframe id="middle" src="${middle.replace('127.0.0.1', 'localhost')}" title="middle"></iframe>`,
      css: 'iframe{width:950px;height:650px}',
    })
    await page.frameLocator('#middle').frameLocator('#inner').locator('#create').waitFor()
    const frame = page.frames().find((one) => one.url() === inner)
    await frame?.waitForFunction(() => 'tour' in window)
    await frame?.evaluate(() => window.tour.show('#create'))
    await page.frameLocator('#middle').frameLocator('#inner').getByRole('dialog').waitFor()
    const off = await frame?.evaluate(() => {
      const ring = document.querySelector('docent-tour')?.shadowRoot?.querySelector('.t-ring')
      const target = document.querySelector('#create')
      if (!ring || !target) return Number.NaN
      return Math.abs(ring.getBoundingClientRect().left + 4 - target.getBoundingClientRect().left)
    })
    expect(off).toBeLessThanOrEqual(2)
    expect(troubles()).toEqual([])
    await close()
  })

  it('11: a finger on the shade scrolls the page, and a box in it', async () => {
    const { page, close } = await pages.open({
      body: '<main><div id="box"><button id="deep">Deep</button><div class="long"></div></div><div class="long"></div></main>',
      css: 'main{padding:40px}#box{height:300px;overflow:auto;border:1px solid}.long{height:1500px}',
      context: { viewport: { width: 900, height: 600 }, hasTouch: true },
    })
    await show(page, '#deep')
    const swipe = async (x: number, from: number, to: number) => {
      const cdp = await page.context().newCDPSession(page)
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
        cdp.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x, y }] })
      await touch('touchStart', from)
      for (let share = 1; share <= 8; share++) await touch('touchMove', from + ((to - from) * share) / 8)
      await touch('touchEnd')
      await cdp.detach()
    }
    await swipe(800, 300, 180)
    expect(await page.evaluate(() => [document.querySelector('#box')?.scrollTop, window.scrollY])).toEqual([
      120, 0,
    ])
    await swipe(700, 560, 400)
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(50)
    await close()
  })

  it('11: a target in three boxes that scroll is cut by each of them', async () => {
    const { page, close } = await pages.open({
      body: '<div id="a"><div id="b"><div id="c"><button id="deep">Deep down</button><p class="long"></p></div><p class="long"></p></div><p class="long"></p></div>',
      css: '#a,#b,#c{overflow:auto;border:3px solid}#a{height:420px;width:700px;margin:40px}#b{height:320px;margin:20px}#c{height:220px;margin:20px}#deep{height:120px;width:200px}.long{height:900px}',
    })
    await show(page, '#deep')
    const clips = ['#a', '#b', '#c']
    await expectTouching(page, '#deep', { clips })
    for (const box of clips) {
      await page.evaluate((path) => document.querySelector(path)?.scrollBy(0, 35), box)
      await expectTouching(page, '#deep', { clips })
    }
    await close()
  })

  it('11: with reduced motion nothing is animated and no scrolling is drawn out; without it the way is shown', async () => {
    const far = { ...form, body: `${form.body}<button id="far">Far</button>` }
    const still = await pages.open(far)
    await show(still.page, '#far')
    await expectTouching(still.page, '#far')
    const running = () =>
      document
        .querySelector('docent-tour')
        ?.shadowRoot?.getAnimations()
        .filter(({ playState }) => playState === 'running').length
    expect(await still.page.evaluate(running)).toBe(0)
    await still.close()

    const moving = await pages.open({ ...far, context: { reducedMotion: 'no-preference' } })
    const start = await moving.page.evaluate(async () => {
      await window.tour.show('#far')
      return window.scrollY
    })
    expect(start).toBe(0)
    await expectTouching(moving.page, '#far')
    expect(await moving.page.evaluate(() => window.scrollY)).toBeGreaterThan(1_000)
    await moving.close()
  })

  it('12: the wanted side is kept where it has room, and the opposite one taken where it has not', async () => {
    const { page, close } = await pages.open({
      body: '<button id="middle">Middle</button><button id="leftmost">Left</button>',
      css: 'button{position:absolute;width:100px;height:40px}#middle{left:450px;top:300px}#leftmost{left:10px;top:300px}',
    })
    const side = () => page.locator('docent-tour [role=dialog]').getAttribute('data-side')
    for (const placement of ['left', 'right', 'top', 'bottom'] as const) {
      await show(page, '#middle', { placement })
      expect(await side()).toBe(placement)
      await expectTouching(page, '#middle')
    }
    await show(page, '#leftmost', { placement: 'left' })
    expect(await side()).toBe('right')
    await expectTouching(page, '#leftmost')
    await close()
  })
})
