/** Pages that scroll, zoom and move beneath a tour, one journey each: after every change card and hole touch the target within 2 px. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HazardPages, openHazardPages, restyle, scroll, show } from './harness/hazard-pages.ts'
import { expectTouching } from './harness/touching.ts'

let pages: HazardPages
beforeAll(async () => {
  pages = await openHazardPages()
})
afterAll(() => pages.close())

const sideOf = (page: Page) => page.locator('docent-tour [role=dialog]').getAttribute('data-side')

describe('[FLO13] hazard pages: what scrolls and moves', () => {
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
      let before = start
      let arrived = false
      panel?.addEventListener('transitionend', () => {
        arrived = true
      })
      panel?.style.setProperty('transform', 'translateX(420px)')
      while (!arrived && ring && target) {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
        const { left } = target.getBoundingClientRect()
        travelled = left - start
        // It was drawn at some moment since the last reading, however long that is on a busy machine.
        const drawn = ring.getBoundingClientRect().left + 4
        far = Math.max(far, before - drawn, drawn - left)
        before = left
      }
      return { far, travelled }
    })
    expect(worst.travelled).toBeGreaterThan(400)
    expect(worst.far).toBeLessThanOrEqual(2)
    await expectTouching(page, '#target')
    await restyle(page, '#panel', { transition: 'none', transform: 'translate(200px, 90px) scale(1.3)' })
    await expectTouching(page, '#target')
    await restyle(page, '#target', { rotate: '8deg' })
    await expectTouching(page, '#target')
    await page.evaluate(() => document.body.classList.add('moved'))
    await expectTouching(page, '#target')
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
})
