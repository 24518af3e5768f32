/** Pages that are hard on a tour, one journey each: after every change card and hole touch the target within 2 px. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HazardPages, letPass, openHazardPages, show } from './harness/hazard-pages.ts'
import { expectTouching } from './harness/touching.ts'

let pages: HazardPages
beforeAll(async () => {
  pages = await openHazardPages()
})
afterAll(() => pages.close())

/** Sets styles of the page's own elements, as its scripts would. */
const restyle = (page: Page, path: string, styles: Readonly<Record<string, string>>): Promise<void> =>
  page.evaluate(
    ([at, wanted]) => {
      const element = window.tour.find(at) as HTMLElement | null
      for (const [name, value] of Object.entries(wanted)) element?.style.setProperty(name, value)
    },
    [path, styles] as const,
  )
const scroll = (page: Page, path: string | null, left: number, top: number): Promise<void> =>
  page.evaluate(
    ([at, x, y]) => {
      if (at === null) window.scrollBy({ left: x, top: y, behavior: 'instant' })
      else window.tour.find(at)?.scrollBy({ left: x, top: y, behavior: 'instant' })
    },
    [path, left, top] as const,
  )
const sideOf = (page: Page) => page.locator('docent-tour [role=dialog]').getAttribute('data-side')

describe('[FLO13] hazard pages', () => {
  it('nested scroll containers: the target is scrolled to in all of them, and followed', async () => {
    const { page, troubles, close } = await pages.open({
      body: '<div class="pad"></div><div id="outer"><div class="pad"></div><div id="inner"><div class="pad wide"></div><button id="target">Invite a colleague</button><div class="pad wide"></div></div><div class="pad"></div></div><div class="pad"></div>',
      css: '.pad{height:900px}.wide{width:1600px}#outer{height:500px;margin:0 60px;overflow:auto;border:2px solid}#inner{height:360px;margin:40px;overflow:auto;border:5px solid}#target{margin-left:700px;height:44px}',
    })
    const clips = ['#outer', '#inner']
    await show(page, '#target')
    await expectTouching(page, '#target', { clips })
    for (const [path, left, top] of [
      ['#inner', 40, 60],
      ['#outer', 0, -50],
      [null, 0, 45],
      ['#inner', -80, -140],
    ] as const) {
      await scroll(page, path, left, top)
      await expectTouching(page, '#target', { clips })
    }
    expect(troubles()).toEqual([])
    await close()
  })

  it('sticky header and footer: neither covers a target, and one inside of them is met there', async () => {
    const { page, close } = await pages.open({
      body: '<header><button id="menu">Menu</button></header><div class="pad"></div><section><h2>Billing</h2><button id="low">Low</button><button id="target">Add a card</button></section><div class="pad"></div><footer><button id="save">Save</button></footer>',
      css: '.pad{height:1200px}header,footer{position:sticky;background:#eee;height:96px;padding:0 20px;z-index:3}header{top:0}footer{bottom:0}section h2{position:sticky;top:96px;background:#ddd;margin:0;height:50px}section{padding-bottom:600px}section button{display:block;margin:20px 300px}',
    })
    // Scrolled so that the header lies over the target: it is in the window, and cannot be seen.
    await page.evaluate(() => {
      const target = document.querySelector('#target')
      if (target) window.scrollTo(0, window.scrollY + target.getBoundingClientRect().top - 40)
    })
    await show(page, '#target')
    await expectTouching(page, '#target')
    const top = await page.evaluate(() => document.querySelector('#target')?.getBoundingClientRect().top)
    expect(top).toBeGreaterThanOrEqual(146)
    await scroll(page, null, 0, 60)
    await expectTouching(page, '#target')
    await show(page, '#menu')
    await expectTouching(page, '#menu')
    await scroll(page, null, 0, -300)
    await expectTouching(page, '#menu')
    await show(page, '#save')
    await expectTouching(page, '#save')
    expect(await sideOf(page)).toBe('top')
    await close()
  })

  it('zoom: by CSS on the page, the body or the target', async () => {
    const { page, close } = await pages.open({
      body: '<main><p>Words</p><button id="target">Publish</button><div class="pad"></div></main>',
      css: 'main{padding:160px 300px}.pad{height:1500px}',
    })
    await show(page, '#target')
    await expectTouching(page, '#target')
    for (const [path, zoom] of [
      ['body', '1.5'],
      ['body', '0.7'],
      ['html', '1.25'],
      ['#target', '1.8'],
      ['main', '0.8'],
    ] as const) {
      await restyle(page, path, { zoom })
      await expectTouching(page, '#target')
      await scroll(page, null, 0, 30)
      await expectTouching(page, '#target')
      await restyle(page, path, { zoom: '1' })
      await expectTouching(page, '#target')
    }
    await close()
  })

  it('zoom: of the whole page by the browser, and by two fingers', async () => {
    const { page, close } = await pages.open({
      body: '<main><p>Words</p><button id="target">Publish</button><div class="pad"></div></main>',
      css: 'main{padding:200px 400px}.pad{height:1500px}',
    })
    const cdp = await page.context().newCDPSession(page)
    const zoomTo = (zoom: number) =>
      cdp.send('Emulation.setDeviceMetricsOverride', {
        width: Math.round(1_000 / zoom),
        height: Math.round(700 / zoom),
        deviceScaleFactor: zoom,
        mobile: false,
      })
    await show(page, '#target')
    for (const zoom of [1.5, 0.67, 1.1, 1]) {
      await zoomTo(zoom)
      await expectTouching(page, '#target', { card: zoom === 1.5 ? 'anywhere' : 'beside' })
    }
    await cdp.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1.8 })
    await expect.poll(() => page.evaluate(() => window.visualViewport?.scale)).toBeCloseTo(1.8, 1)
    await expectTouching(page, '#target')
    await scroll(page, null, 0, 40)
    await expectTouching(page, '#target')
    await close()
  })

  it('re-rendered target: the same step goes on at the new one, wherever it is', async () => {
    const { page, close } = await pages.open({
      body: '<main><div id="list"><button id="target">Row</button></div></main>',
      css: 'main{padding:150px 250px}#list{display:flex}.other{margin:90px 0 0 180px;padding:20px}',
    })
    await show(page, '#target')
    await expectTouching(page, '#target')
    for (const name of ['other', '', 'other']) {
      await page.evaluate((className) => {
        const list = document.querySelector('#list')
        const fresh = Object.assign(document.createElement('button'), {
          id: 'target',
          className,
          textContent: 'Row',
        })
        list?.replaceChildren(fresh)
        window.tour.moveTo('#target')
      }, name)
      await expectTouching(page, '#target')
    }
    // As the finder tells of it: replaced, moved elsewhere, gone and back.
    await page.evaluate(() => {
      document.querySelector('#target')?.setAttribute('data-docent', 'row')
      window.tour.watch({ locators: [{ by: 'docent', id: 'row' }] })
    })
    for (const className of ['', 'other'])
      for (const pause of [0, 120]) {
        await page.evaluate(
          async ([name, ms]) => {
            document.querySelector('#target')?.remove()
            if (ms) await new Promise((resolve) => setTimeout(resolve, ms))
            const fresh = Object.assign(document.createElement('button'), {
              id: 'target',
              className: name,
              textContent: 'Row',
            })
            fresh.dataset.docent = 'row'
            document.querySelector('#list')?.append(fresh)
          },
          [className, pause] as const,
        )
        await expectTouching(page, '#target')
      }
    // For the moment between two renderings there is no target: nothing stands where it was.
    await page.evaluate(() => document.querySelector('#target')?.remove())
    await expect.poll(() => page.locator('docent-tour .t-shade').isVisible()).toBe(false)
    await close()
  })

  it('shadow DOM: two trees deep, scrolled inside of the inner one', async () => {
    const { page, close } = await pages.open({
      body: '<x-shell></x-shell><div id="pad"></div>',
      css: '#pad{height:900px}',
    })
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        ':host{display:block;padding:80px}.box{height:300px;overflow:auto;border:4px solid}.long{height:700px}button{margin-left:200px}',
      )
      const tree = (host: Element | null | undefined, ...children: Element[]) => {
        const root = host?.attachShadow({ mode: 'open' })
        if (root) root.adoptedStyleSheets = [sheet]
        root?.append(...children)
        return root
      }
      const make = (name: string, className = '') =>
        Object.assign(document.createElement(name), { className })
      const inner = make('x-panel')
      const box = make('div', 'box')
      const target = Object.assign(make('button'), { id: 'target', textContent: 'Deep' })
      box.append(make('div', 'long'), target, make('div', 'long'))
      tree(document.querySelector('x-shell'), inner)
      tree(inner, box)
    })
    const path = 'x-shell >>> x-panel >>> #target'
    const clips = ['x-shell >>> x-panel >>> .box']
    await show(page, path)
    await expectTouching(page, path, { clips })
    for (const by of [50, -120, 90]) {
      await scroll(page, 'x-shell >>> x-panel >>> .box', 0, by)
      await expectTouching(page, path, { clips })
    }
    await scroll(page, null, 0, 70)
    await expectTouching(page, path, { clips })
    await close()
  })

  it('dialog: the card is in it, can be pressed and closed by Esc without closing the dialog, and leaves it', async () => {
    const { page, close } = await pages.open({
      body: '<button id="open">Open</button><button id="outside">Outside</button><dialog><h2>New project</h2><div id="box"><div class="long"></div><input id="target" aria-label="Name"><div class="long"></div></div></dialog>',
      css: 'dialog{width:560px;height:380px;overflow:hidden;transform:translateX(40px)}#box{height:260px;overflow:auto}.long{height:300px}#outside{margin:300px 200px}',
    })
    await page.evaluate(() => document.querySelector('dialog')?.showModal())
    await show(page, '#target')
    const clips = ['#box']
    await expectTouching(page, '#target', { clips })
    expect(await page.evaluate(() => document.querySelector('docent-tour')?.parentElement?.localName)).toBe(
      'dialog',
    )
    await scroll(page, '#box', 0, 40)
    await expectTouching(page, '#target', { clips })
    await page.getByRole('button', { name: 'Next' }).click()
    await page.locator('#target').fill('Harbour')
    await page.keyboard.press('Escape')
    expect(await page.evaluate(() => window.tour.heard)).toEqual([['next'], ['close']])
    expect(await page.evaluate(() => document.querySelector('dialog')?.open)).toBe(true)

    await show(page, '#target')
    await page.evaluate(() => document.querySelector('dialog')?.close())
    await page.evaluate(() => window.tour.moveTo('#outside'))
    await expectTouching(page, '#outside')
    expect(await page.evaluate(() => document.querySelector('docent-tour')?.parentElement?.localName)).toBe(
      'body',
    )
    await close()
  })

  it('dialog: closed and opened again, or made anew, the card is above it; in a popover it can be pressed, too', async () => {
    const { page, close } = await pages.open({
      body: '<dialog><button id="target">In the dialog</button></dialog><div id="menu" popover><button id="item">In the menu</button></div>',
      css: 'dialog,#menu{width:600px;height:420px}#target,#item{margin:60px 160px}',
    })
    const press = async (times: number) => {
      await page.getByRole('button', { name: 'Next' }).click()
      expect(await page.evaluate(() => window.tour.heard.length)).toBe(times)
    }
    const open = () => page.evaluate(() => document.querySelector('dialog')?.showModal())
    await open()
    await show(page, '#target')
    await expectTouching(page, '#target')
    await page.evaluate(() => document.querySelector('dialog')?.close())
    await expect.poll(() => page.locator('docent-tour .t-shade').isVisible()).toBe(false)
    await open()
    await expectTouching(page, '#target')
    await press(1)
    await page.evaluate(() => {
      const old = document.querySelector('dialog')
      const fresh = old?.cloneNode(false) as HTMLDialogElement
      fresh.removeAttribute('open')
      fresh.append(Object.assign(document.createElement('button'), { id: 'target', textContent: 'Anew' }))
      old?.replaceWith(fresh)
      fresh.showModal()
      window.tour.moveTo('#target')
    })
    await expectTouching(page, '#target')
    await press(2)
    await page.evaluate(() => {
      document.querySelector('dialog')?.close()
      document.querySelector<HTMLElement>('#menu')?.showPopover()
    })
    await show(page, '#item')
    await expectTouching(page, '#item')
    await press(3)
    expect(await page.locator('#item').isVisible()).toBe(true)
    await close()
  })

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

  it('neighbours in frames: those beside and around the target neither move the hole nor take a press through the shade', async () => {
    const frame = pages.serve({ body: '<button id="in">In a frame</button>' }, 'localhost')
    const { page, close } = await pages.open({
      body: `<iframe id="one" src="${frame}" title="one"></iframe><button id="target">Beside</button><iframe id="two" src="${frame}" title="two"></iframe>`,
      css: 'body{padding:100px;display:flex;align-items:center}iframe{width:250px;height:200px}#target{height:50px}',
    })
    await show(page, '#target')
    await expectTouching(page, '#target')
    await restyle(page, '#one', { width: '330px' })
    await expectTouching(page, '#target')
    await page.evaluate(() => {
      const made = document.createElement('iframe')
      made.title = 'three'
      made.src = document.querySelector<HTMLIFrameElement>('#one')?.src ?? ''
      document.body.prepend(made)
    })
    await expectTouching(page, '#target')
    await page.mouse.click(120, 330)
    expect(await page.evaluate(() => window.tour.heard.map(([what]) => what))).toEqual(['stray'])
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('iframe')
    await close()
  })

  it('layout shifts: late pictures, banners and fonts push the target about', async () => {
    const { page, close } = await pages.open({
      body: '<div id="top"></div><main><div class="row"><div id="left"></div><button id="target">Export</button></div></main>',
      css: 'main{padding:90px 200px}.row{display:flex;align-items:start}',
    })
    await show(page, '#target')
    await expectTouching(page, '#target')
    for (const [path, styles] of [
      ['#top', { height: '64px' }],
      ['#left', { width: '140px', height: '90px' }],
      ['#top', { height: '0px' }],
      ['#target', { 'font-size': '28px', padding: '18px' }],
      ['#left', { width: '3px' }],
      ['main', { 'padding-top': '93px' }],
      // The page keeps its size: no resize is heard of, and the target moves all the same.
      ['#target', { position: 'relative', left: '57px', top: '31px' }],
    ] as const) {
      await restyle(page, path, styles)
      await expectTouching(page, '#target')
    }
    await close()
  })

  it('transforms: a panel that slides in is followed all the way, one that the script moves as well, and a turned page', async () => {
    const { page, close } = await pages.open({
      body: '<div id="panel"><button id="target">In the panel</button></div>',
      css: '#panel{position:absolute;left:20px;top:120px;width:400px;height:200px;background:#eee;transition:transform 600ms ease-in-out 100ms}#target{margin:60px}body.moved{transform:translate(40px,30px) scale(.9);transform-origin:0 0;height:700px}',
      context: { reducedMotion: 'no-preference' },
    })
    await show(page, '#target')
    await expectTouching(page, '#target')
    // On the way, frame for frame: measured before the next frame is drawn.
    const worst = await page.evaluate(async () => {
      const ring = document.querySelector('docent-tour')?.shadowRoot?.querySelector('.t-ring')
      const target = document.querySelector('#target')
      const panel = document.querySelector<HTMLElement>('#panel')
      let far = 0
      let travelled = 0
      const start = target?.getBoundingClientRect().left ?? 0
      let arrived = false
      panel?.addEventListener('transitionend', () => {
        arrived = true
      })
      panel?.style.setProperty('transform', 'translateX(420px)')
      while (!arrived && ring && target) {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
        const { left } = target.getBoundingClientRect()
        travelled = left - start
        far = Math.max(far, Math.abs(ring.getBoundingClientRect().left + 4 - left))
      }
      return { far, travelled }
    })
    expect(worst.travelled).toBeGreaterThan(400)
    // Reading here is up to one frame later than the drawing: at most one frame's way.
    expect(worst.far).toBeLessThan(40)
    await expectTouching(page, '#target')
    await restyle(page, '#panel', { transition: 'none', transform: 'translate(200px, 90px) scale(1.3)' })
    await expectTouching(page, '#target')
    await restyle(page, '#target', { rotate: '8deg' })
    await expectTouching(page, '#target')
    await page.evaluate(() => document.body.classList.add('moved'))
    await expectTouching(page, '#target')
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

  it('carousel that cuts: never scrolled by us, followed as it slides, and nothing is held out for what is cut away', async () => {
    const { page, close } = await pages.open({
      body: '<div id="carousel"><div id="track"><div class="card">One</div><div class="card"><button id="target">Choose</button></div><div class="card">Three</div></div></div>',
      css: '#carousel{width:500px;height:240px;margin:120px 220px;overflow:hidden;border:1px solid}#track{display:flex;width:1500px}.card{width:500px;height:240px}#target{margin:90px 180px;width:140px}',
    })
    const clips = ['#carousel']
    await restyle(page, '#track', { transform: 'translateX(-500px)' })
    await show(page, '#target')
    await expectTouching(page, '#target', { clips })
    for (const x of [-420, -660, -500]) {
      await restyle(page, '#track', { transform: `translateX(${x}px)` })
      await expectTouching(page, '#target', { clips })
    }
    await restyle(page, '#track', { transform: 'translateX(0)' })
    await expect.poll(() => page.locator('docent-tour .t-ring').isVisible()).toBe(false)
    expect(await page.evaluate(() => document.querySelector('#carousel')?.scrollLeft)).toBe(0)
    await restyle(page, '#track', { transform: 'translateX(-520px)' })
    await expectTouching(page, '#target', { clips })
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
