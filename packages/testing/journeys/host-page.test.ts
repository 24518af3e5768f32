/** F41: what customers' pages do to a script that lives in them. One widget, and nothing thrown into the page. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allowOrigin } from '../src/example.ts'
import { pageWithWidget } from '../src/host-page.ts'
import { type Journey, openJourney } from '../src/journey.ts'
import { messengerOf } from '../src/messenger.ts'
import { waitUntil } from '../src/wait-until.ts'

let journey: Journey
beforeAll(async () => {
  journey = await openJourney()
})
afterAll(() => journey.close())

/** A customer's website on an origin of its own, which the site's list names. */
async function customerPage(options: Parameters<typeof pageWithWidget>[1] = {}, before?: () => void) {
  const site = await journey.hostSite({ pages: { '/': pageWithWidget(journey.relay.url, options) } })
  await allowOrigin(journey.relay, site.url)
  const visitor = await journey.newPage()
  if (before !== undefined) await visitor.page.addInitScript(before)
  await visitor.page.goto(`${site.url}/`)
  return { visitor, page: visitor.page, messenger: messengerOf(visitor.page) }
}

const launchers = (page: Page) => page.getByRole('button', { name: 'Open messenger' }).count()
const docent = (page: Page, ...command: readonly unknown[]) =>
  page.evaluate((all) => {
    const call = (globalThis as unknown as { Docent: (...given: readonly unknown[]) => void }).Docent
    call(...all)
  }, command)

describe('F41, in a customer’s page', () => {
  it('[EMB2] the script loaded three times is one widget', async () => {
    const { visitor, page, messenger } = await customerPage({ times: 3 })
    await messenger.open()
    await messenger.says('Loaded three times')
    await messenger.seesState('Sent')
    await messenger.shut()
    expect(await launchers(page)).toBe(1)
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })

  it('[EMB2] boot said again and again is one widget', async () => {
    const { visitor, page } = await customerPage()
    await page.getByRole('button', { name: 'Open messenger' }).waitFor()
    for (let times = 0; times < 5; times++) await docent(page, 'boot', { site: 'demo' })
    await waitUntil(async () => (await launchers(page)) === 1, { what: 'one launcher' })
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })

  it('[EMB2] routes that change the address and replace the whole body keep it there', async () => {
    const { visitor, page, messenger } = await customerPage()
    await messenger.open()
    await messenger.says('Before the route changed')
    await messenger.seesState('Sent')
    for (const route of ['/boats', '/boats/7', '/'])
      await page.evaluate((path) => {
        history.pushState({}, '', path)
        const body = document.createElement('body')
        body.append(Object.assign(document.createElement('h1'), { textContent: path }))
        document.body.replaceWith(body)
      }, route)
    await messenger.sees('Before the route changed')
    await messenger.says('After the route changed')
    await messenger.seesState('Sent')
    await messenger.shut()
    expect(await launchers(page)).toBe(1)
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })

  it('[EMB6] globals that the page has overwritten or polluted do not break it, and it throws nothing', async () => {
    const { visitor, messenger } = await customerPage({}, () => {
      const add = (target: object, name: string, value: unknown) =>
        Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
      add(Array.prototype, 'last', function last(this: unknown[]) {
        return this[this.length - 1]
      })
      add(globalThis, 'requestIdleCallback', undefined)
      add(globalThis, 'structuredClone', undefined)
      add(globalThis, 'process', { env: {} })
      add(
        globalThis,
        'define',
        Object.assign(() => {}, { amd: {} }),
      )
      add(globalThis, 'module', { exports: {} })
      add(globalThis, 'exports', {})
      add(globalThis, 'Buffer', class {})
      add(console, 'warn', undefined)
    })
    await messenger.open()
    await messenger.says('In spite of it all')
    await messenger.seesState('Sent')
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })

  it('[EMB6] an old library that adds to Object.prototype does not keep it from working', async () => {
    const { visitor, messenger } = await customerPage({}, () => {
      Object.assign(Object.prototype, { polluted: 'by an old library', each: () => {} })
    })
    await messenger.open()
    await messenger.says('Among old libraries')
    await messenger.seesState('Sent')
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })

  it('[EMB9] what stands on the page, in its fields and in its storage stays there', async () => {
    const secret = 'secret-of-the-page'
    const { visitor, page, messenger } = await customerPage({
      body: `<p>${secret}</p><form><label>Card<input value="${secret}" type="password"></label></form>
        <meta name="csrf" content="${secret}"><div data-user="${secret}"></div>
        <script>localStorage.setItem('session', '${secret}'); window.user = { token: '${secret}' }</script>`,
    })
    const said: string[] = []
    page.on('request', (request) => void said.push(`${request.url()} ${request.postData() ?? ''}`))
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => void said.push(String(payload)))
    })
    await page.reload()
    await page.getByLabel('Card').fill(`${secret} typed`)
    await messenger.open()
    await messenger.says('Is the red boat free?')
    await messenger.seesState('Sent')
    expect(said.some((words) => words.includes('Is the red boat free?'))).toBe(true)
    expect(said.filter((words) => words.includes(secret))).toEqual([])
    await visitor.close()
  })

  it('[EMB4] unmount leaves the page as it was, and boot brings the widget back', async () => {
    const { visitor, page, messenger } = await customerPage()
    await messenger.open()
    await messenger.says('Soon unmounted')
    await messenger.seesState('Sent')
    await docent(page, 'unmount')
    await waitUntil(async () => (await page.locator('body > *').count()) === 1, {
      what: 'only the page’s own nodes',
    })
    await docent(page, 'boot', { site: 'demo' })
    await messenger.open()
    await messenger.sees('Soon unmounted')
    expect(visitor.troubles()).toEqual([])
    await visitor.close()
  })
})
