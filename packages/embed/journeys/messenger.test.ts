/** The messenger as visitors meet it: in bad moments, by keyboard and screen reader, in every shape, on rude pages. */
import { changeSettings, openVisitor, type Visitor } from '@docent/testing/cast'
import { allowOrigin } from '@docent/testing/example'
import { pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'
import { isKept } from '@docent/testing/kept-text'
import { createSimulatedAgent, type SimulatedAgent } from '@docent/testing/simulated-agent'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let journey: Journey
let ada: SimulatedAgent
beforeAll(async () => {
  journey = await openJourney()
  ada = await createSimulatedAgent({ url: journey.relay.url, email: 'ada@demo.test' })
})
afterAll(async () => {
  ada.close()
  await journey.close()
})

const launcherOf = ({ page }: Visitor) => page.getByRole('button', { name: 'Open messenger' })

/** A visitor who wrote, and ada's answer to them. */
async function talk(words: string, options: Parameters<typeof openVisitor>[1] = {}) {
  const visitor = await openVisitor(journey, options)
  await visitor.open()
  await visitor.says(words)
  await visitor.seesState('Sent')
  const item = await waitUntil(() => ada.client.inbox.items.value.find(({ preview }) => preview === words), {
    what: 'the conversation in the inbox',
  })
  ada.open(item.id)
  return { visitor, answers: (text: string) => ada.say(item.id, text) }
}

const done = async (visitor: Visitor) => {
  expect(visitor.troubles()).toEqual([])
  await visitor.leaves()
}

describe('in bad moments', () => {
  it('[OUT1] offline is said, and what is written is sent once when the network is back', async () => {
    const { visitor } = await talk('Before the tunnel')
    visitor.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket connection/)
    await visitor.test.context.setOffline(true)
    await visitor.dialog
      .getByText('You are offline. What you write is kept and sent later.')
      .first()
      .waitFor()
    await visitor.says('In the tunnel')
    await visitor.sees('In the tunnel')
    expect(await visitor.axe()).toEqual([])
    await visitor.test.context.setOffline(false)
    await visitor.seesState('Sent', 20_000)
    expect(await visitor.count('In the tunnel')).toBe(1)
    await done(visitor)
  })

  it('[SET1] settings that were saved while it was offline are shown once the network is back', async () => {
    const visitor = await openVisitor(journey)
    const asked: string[] = []
    visitor.page.on('request', (request) => void asked.push(request.url()))
    await visitor.open()
    visitor.expectTrouble(/ERR_INTERNET_DISCONNECTED|WebSocket connection/)
    await visitor.test.context.setOffline(true)
    await visitor.dialog.getByText('You are offline').first().waitFor()
    await changeSettings(journey, { teamName: 'Who works by day' })
    await visitor.test.context.setOffline(false)
    await visitor.dialog.getByText('Who works by day').first().waitFor()
    expect(asked.filter((address) => address.includes('/boot?v='))).toHaveLength(1)
    await changeSettings(journey, { teamName: 'Harbor' })
    await visitor.dialog.getByText('Who works by day').first().waitFor({ state: 'detached' })
    await done(visitor)
  })

  it('[OUT2] a message that is refused for good stays with its author, who can try again', async () => {
    let refusing = false
    const visitor = await openVisitor(journey, { url: 'about:blank' })
    await visitor.page.routeWebSocket(/socket\.io/, (socket) => {
      const relay = socket.connectToServer()
      socket.onMessage((frame) => {
        const [, namespace, id] = /^42(\/visitor,)(\d+)\["message:send"/.exec(String(frame)) ?? []
        if (!refusing || namespace === undefined) return relay.send(frame)
        const error = { code: 'forbidden', message: 'Refused by a test.' }
        socket.send(`43${namespace}${id}${JSON.stringify([{ ok: false, error }])}`)
      })
    })
    await visitor.page.goto(`${journey.relay.url}/demo/`)
    await visitor.open()
    await visitor.says('The first goes through')
    await visitor.seesState('Sent')
    refusing = true
    await visitor.says('The second does not')
    const again = visitor.log.getByRole('button', { name: 'Not sent. Try again' })
    await again.waitFor()
    await visitor.log.getByText('This message was refused.').waitFor()
    expect(await visitor.axe()).toEqual([])
    refusing = false
    await again.click()
    await again.waitFor({ state: 'detached' })
    await visitor.seesState('Sent')
    expect(await visitor.count('The second does not')).toBe(1)
    await done(visitor)
  })

  it('[EMB12] a draft survives a reload, in a new conversation and in one that goes on', async () => {
    const visitor = await openVisitor(journey)
    const holds = (text: string) =>
      waitUntil(async () => (await visitor.field.inputValue()) === text, { what: `the draft "${text}"` })
    // What was written in the last moment before a crash may be lost; what was kept may not.
    const begins = async (text: string) => {
      await visitor.field.fill(text)
      await waitUntil(() => isKept(visitor.page, text), { what: `"${text}" to be kept` })
    }
    await visitor.open()
    await begins('Half a beginning')
    await visitor.page.reload()
    await visitor.open()
    await holds('Half a beginning')
    await visitor.says('A beginning')
    await visitor.seesState('Sent')
    await begins('Half a thought')
    await visitor.page.reload()
    await visitor.open()
    await visitor.sees('A beginning')
    await holds('Half a thought')
    await visitor.says('A thought')
    await visitor.seesState('Sent')
    await visitor.page.reload()
    await visitor.open()
    await visitor.sees('A thought')
    await holds('')
    await done(visitor)
  })
})

describe('for everybody', () => {
  it('[EMB13] what arrives while it is closed is counted on the launcher, in words too, until it is read', async () => {
    const { visitor, answers } = await talk('Ping me later')
    await visitor.shut()
    await answers('Later is now')
    const described = (words: string) =>
      waitUntil(async () => ((await launcherOf(visitor).getAttribute('aria-description')) ?? '') === words, {
        what: `the launcher to say "${words}"`,
      })
    await described('1 unread message')
    await answers('And now')
    await described('2 unread messages')
    expect(await visitor.axe()).toEqual([])
    await visitor.open()
    await visitor.sees('And now')
    await visitor.shut()
    await described('')
    await done(visitor)
  })

  it('[EMB13] the keyboard opens it, writes, leaves with Esc, and finds itself on the launcher', async () => {
    const { visitor, answers } = await talk('By keyboard, please')
    await visitor.shut()
    const { page } = visitor
    await launcherOf(visitor).focus()
    await page.keyboard.press('Enter')
    await visitor.field.and(page.locator(':focus')).waitFor()
    await page.keyboard.type('First line')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('second line')
    await page.keyboard.press('Enter')
    await visitor.log.getByText('First line').waitFor()
    await answers('Read aloud')
    // What is added to a log is announced politely; nothing else may take the announcement away.
    expect(await visitor.log.getAttribute('aria-live')).not.toBe('off')
    await visitor.sees('Read aloud')
    await page.keyboard.press('Escape')
    await visitor.dialog.waitFor({ state: 'detached' })
    await launcherOf(visitor).and(page.locator(':focus')).waitFor()
    await done(visitor)
  })

  it.each([
    ['a desktop in the light', {}],
    ['a desktop in the dark', { colorScheme: 'dark' }],
    ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ] as const)('[EMB13] axe finds nothing on %s, empty and in a conversation', async (_name, browser) => {
    const visitor = await openVisitor(journey, { browser })
    await visitor.open()
    expect(await visitor.axe()).toEqual([])
    await visitor.says('Look at me')
    await visitor.seesState('Sent')
    expect(await visitor.axe()).toEqual([])
    await done(visitor)
  })
})

describe('in every shape', () => {
  it('fills a phone’s screen, and its own button leads out', async () => {
    const browser = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    const visitor = await openVisitor(journey, { browser })
    await visitor.open()
    const box = await visitor.dialog.boundingBox()
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await visitor.shut()
    await launcherOf(visitor).waitFor()
    await done(visitor)
  })

  it('is dark where the system is, and moves only where motion is welcome', async () => {
    const brightnessIn = async (colorScheme: 'light' | 'dark') => {
      const visitor = await openVisitor(journey, { browser: { colorScheme, reducedMotion: 'no-preference' } })
      await launcherOf(visitor).click()
      await visitor.dialog.waitFor()
      const [red] = await visitor.dialog.evaluate((panel) =>
        (getComputedStyle(panel).backgroundColor.match(/[\d.]+/g) ?? []).map(Number),
      )
      await done(visitor)
      return red ?? 0
    }
    expect(await brightnessIn('light')).toBeGreaterThan(200)
    expect(await brightnessIn('dark')).toBeLessThan(90)

    const still = await openVisitor(journey, { browser: { reducedMotion: 'reduce' } })
    await still.open()
    const moving = await still.dialog.evaluate((panel) => panel.getAnimations({ subtree: true }).length)
    expect(moving).toBe(0)
    await done(still)
  })

  it('stays whole and in its corner on a page that is written from right to left', async () => {
    const html = pageWithWidget(journey.relay.url).replace('<html lang="en">', '<html lang="ar" dir="rtl">')
    const site = await journey.hostSite({ pages: { '/': html } })
    await allowOrigin(journey.relay, site.url)
    const { visitor, answers } = await talk('مرحبا، هل القارب متاح؟', { url: site.url })
    await answers('نعم، تفضل')
    await visitor.sees('نعم، تفضل')
    const box = await visitor.dialog.boundingBox()
    const { width, height } = visitor.page.viewportSize() ?? { width: 0, height: 0 }
    expect(box?.x).toBeGreaterThanOrEqual(width / 2)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height)
    expect(await visitor.page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
    expect(await visitor.axe()).toEqual([])
    await done(visitor)
  })
})

describe('on a site that decides and a page that is rude', () => {
  it('[SET1] a changed name and colour show in the open messenger without a reload', async () => {
    const visitor = await openVisitor(journey)
    await visitor.open()
    const button = visitor.page.getByRole('button', { name: 'Close messenger' }).first()
    await changeSettings(journey, {
      teamName: 'The Boat House',
      theme: { brand: '#8a1c5a', scheme: 'auto', side: 'left', offsetX: 40, offsetY: 30, zIndex: 1_000 },
    })
    await visitor.dialog.getByRole('heading', { name: 'The Boat House' }).waitFor()
    await waitUntil(
      async () =>
        (await button.evaluate((node) => getComputedStyle(node).backgroundColor)) === 'rgb(138, 28, 90)',
      { what: 'the launcher in its new colour' },
    )
    expect((await button.boundingBox())?.x).toBe(40)
    await done(visitor)
  })

  it('[EMB7] styles that a page lays upon everything do not reach it', async () => {
    const rude =
      '<style>*{all:unset!important;color:red!important;font-size:40px!important}button{display:none!important}</style>'
    const site = await journey.hostSite({
      pages: {
        '/rude': pageWithWidget(journey.relay.url, { head: rude }),
        '/': pageWithWidget(journey.relay.url),
      },
    })
    await allowOrigin(journey.relay, site.url)
    const looksOf = async (path: string) => {
      const visitor = await openVisitor(journey, { url: site.url + path })
      await visitor.open()
      const looks = await visitor.field.evaluate((field) => {
        const { color, fontSize, display, width } = getComputedStyle(field)
        return { color, fontSize, display, width }
      })
      const box = await visitor.dialog.boundingBox()
      await done(visitor)
      return { looks, box }
    }
    expect(await looksOf('/rude')).toEqual(await looksOf('/'))
  })
})
