/** The finder at work on a page that lives, in a real Chromium: what it follows, what it leaves alone, and that it rests [FLO9]. */
import { launchBrowser, type TestBrowser, type TestPage } from '@docent/testing/browser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleForPage } from './bundle-for-page.ts'
import type { FinderInPage } from './finder-trials/finder-in-page.ts'

declare global {
  interface Window {
    finder: FinderInPage
  }
}

let browser: TestBrowser
let test: TestPage

beforeAll(async () => {
  browser = await launchBrowser()
  test = await browser.newPage()
  await test.page.evaluate(await bundleForPage('./finder-trials/finder-in-page.ts'))
})
afterAll(() => browser.close())

describe('watching', () => {
  it('[FLO9] asks for no frame in a second in which nothing changes', async () => {
    const asked = await test.page.evaluate(async () => {
      const { finder } = window
      finder.show('<button>Save</button>')
      const watching = finder.watch({ by: 'role', role: 'button', name: 'Save' })
      await finder.untilStill()
      const before = finder.frames.asked
      // The second itself is what is measured, not a wait for something.
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      watching.stop()
      return { heard: watching.heard, asked: finder.frames.asked - before }
    })
    expect(asked).toEqual({ heard: ['Save'], asked: 0 })
  })

  it('[FLO9] looks once a frame, however many changes there are', async () => {
    const asked = await test.page.evaluate(async () => {
      const { finder } = window
      finder.show('<main><button>Save</button></main>')
      const watching = finder.watch({ by: 'css', selector: 'button' })
      await finder.untilStill()
      const before = finder.frames.asked
      for (let count = 0; count < 500; count++) document.querySelector('main')?.append('text')
      await finder.afterFrames()
      watching.stop()
      return finder.frames.asked - before
    })
    expect(asked).toBe(1)
  })

  it('[FLO9] tells of a target that comes, is rendered anew, goes, and comes back', async () => {
    const heard = await test.page.evaluate(async () => {
      const { finder } = window
      finder.show('<main></main>')
      const main = document.querySelector('main')
      const watching = finder.watch({ by: 'css', selector: 'button' })
      const render = async (text: string | null) => {
        const button = document.createElement('button')
        button.textContent = text
        main?.replaceChildren(...(text ? [button] : []))
        await finder.afterFrames()
      }
      for (const text of ['first', 'second', null, 'third']) await render(text)
      watching.stop()
      await render('after the end')
      return watching.heard
    })
    expect(heard).toEqual(['none', 'first', 'second', 'none', 'third'])
  })

  it('[FLO9] sees what a style hides and shows, and shadow roots that come with a late definition', async () => {
    const heard = await test.page.evaluate(async () => {
      const { finder } = window
      finder.show(
        '<late-button></late-button><p><button id="styled" style="display:none">styled</button></p>',
      )
      const styled = finder.watch({ by: 'css', selector: '#styled' })
      const late = finder.watch({ by: 'css', selector: '.late' })
      document.querySelector('#styled')?.removeAttribute('style')
      customElements.define(
        'late-button',
        class extends HTMLElement {
          connectedCallback() {
            const button = document.createElement('button')
            button.className = 'late'
            button.textContent = 'late'
            this.attachShadow({ mode: 'open' }).append(button)
          }
        },
      )
      await finder.afterFrames()
      const inside = document.querySelector('late-button')?.shadowRoot
      inside?.querySelector('button')?.remove()
      await finder.afterFrames()
      styled.stop()
      late.stop()
      return [styled.heard, late.heard]
    })
    expect(heard).toEqual([
      ['none', 'styled'],
      ['none', 'late', 'none'],
    ])
  })
})

describe('finding', () => {
  const find = (html: string, ...locators: Parameters<FinderInPage['find']>) =>
    test.page.evaluate(
      ([html, locators]) => {
        window.finder.show(html)
        return window.finder.find(...locators)
      },
      [html, locators] as const,
    )

  it('[FLO9] counts a locator only where one visible element matches, and goes on to the next', async () => {
    const html =
      '<button>Open</button><button>Open</button><button hidden class="x">Shut</button><a href="/x" class="x">Shut</a>'
    expect(await find(html, { by: 'role', role: 'button', name: 'Open' })).toBe('role:2')
    expect(
      await find(html, { by: 'role', role: 'button', name: 'Open' }, { by: 'css', selector: '.x' }),
    ).toBe('found Shut')
  })

  it('[FLO9] takes a broken selector for no match and every letter of a name as it is written', async () => {
    expect(
      await find('<p>x</p>', { by: 'css', selector: ':::[' }, { by: 'role', role: '"]', name: 'x' }),
    ).toBe('css:0 role:0')
    expect(
      await find('<button>Any</button><button>.*</button>', { by: 'role', role: 'button', name: '.*' }),
    ).toBe('found .*')
  })

  it('[FLO9] reads nothing that a visitor has entered', async () => {
    const html =
      '<textarea>secret</textarea><div contenteditable role="textbox">secret</div><input value="secret">'
    expect(await find(html, { by: 'text', text: 'secret' })).toBe('text:0')
    const described = await test.page.evaluate(() =>
      ['textarea', '[contenteditable]', 'input'].map((selector) => window.finder.describe(selector)),
    )
    expect(JSON.stringify(described)).not.toContain('secret')
  })

  it('[FLO9] leaves frames of other origins alone', async () => {
    const html = '<iframe sandbox srcdoc="<button>Save</button>"></iframe><button>Save</button>'
    expect(await find(html, { by: 'role', role: 'button', name: 'Save' })).toBe('found Save')
  })
})
