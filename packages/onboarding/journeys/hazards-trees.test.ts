/** Pages that render anew, nest trees, dialogs and frames, one journey each: after every change card and hole touch the target within 2 px. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HazardPages, openHazardPages, restyle, scroll, show } from './harness/hazard-pages.ts'
import { expectTouching } from './harness/touching.ts'

let pages: HazardPages
beforeAll(async () => {
  pages = await openHazardPages()
})
afterAll(() => pages.close())

describe('[FLO13] hazard pages: what lies in and over what', () => {
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
})
