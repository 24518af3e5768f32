/** What the widget keeps in a browser: nothing before the visitor agreed, nothing after they left, and to each user their own. */
import { createHmac } from 'node:crypto'
import { changeSettings, openVisitor, type Visitor } from '@docent/testing/cast'
import { allowOrigin, docent } from '@docent/testing/example'
import { pageWithWidget } from '@docent/testing/host-page'
import { type Journey, openJourney } from '@docent/testing/journey'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

let journey: Journey
/** A customer's page, which keeps nothing of its own. */
let url: string
beforeAll(async () => {
  journey = await openJourney()
  url = (await journey.hostSite({ pages: { '/': pageWithWidget(journey.relay.url) } })).url
  await allowOrigin(journey.relay, url)
})
afterAll(() => journey.close())

/** Everything that this origin keeps in the browser, by where it lies. */
const kept = ({ page }: Visitor): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const found = [
      ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
      ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
      ...document.cookie.split(';').filter(Boolean),
    ]
    for (const { name } of await indexedDB.databases()) {
      const opening = indexedDB.open(name ?? '')
      await new Promise((resolve) => {
        opening.onsuccess = resolve
      })
      for (const store of opening.result.objectStoreNames) {
        const keys = opening.result.transaction(store).objectStore(store).getAllKeys()
        await new Promise((resolve) => {
          keys.onsuccess = resolve
        })
        found.push(...keys.result.map((key) => `${name} ${String(key)}`))
      }
      opening.result.close()
    }
    return found
  })

const say = ({ page }: Visitor, ...command: readonly unknown[]) =>
  page.evaluate(
    (all) => (window as unknown as { Docent(...given: readonly unknown[]): unknown }).Docent(...all),
    command,
  )

describe('where the site asks for consent', () => {
  it('[EMB1] nothing is kept and nothing connects before the visitor agreed, nor after consent is withdrawn', async () => {
    await changeSettings(journey, { consent: 'required' })
    const visitor = await openVisitor(journey, { url: 'about:blank' })
    const sockets: string[] = []
    const asked: string[] = []
    visitor.page.on('websocket', (socket) => void sockets.push(socket.url()))
    visitor.page.on('request', (request) => void asked.push(new URL(request.url()).pathname))
    await visitor.page.goto(url)
    await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
    const agree = visitor.dialog.getByRole('button', { name: 'Agree and continue' })
    await agree.waitFor()
    expect(await visitor.axe()).toEqual([])
    await visitor.dialog.getByRole('button', { name: 'Not now' }).click()
    await visitor.dialog.waitFor({ state: 'detached' })
    expect(await kept(visitor)).toEqual([])
    expect(sockets).toEqual([])
    expect(asked.filter((path) => path.includes('socket.io'))).toEqual([])

    await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
    await agree.click()
    await visitor.says('I agree')
    await visitor.seesState('Sent')
    expect(sockets.length).toBeGreaterThan(0)
    expect(await kept(visitor)).not.toEqual([])
    await visitor.page.reload()
    await visitor.open()
    await visitor.sees('I agree')

    await say(visitor, 'consent', false)
    await waitUntil(async () => (await kept(visitor)).length === 0, { what: 'everything to be forgotten' })
    await visitor.page.reload()
    await visitor.page.getByRole('button', { name: 'Open messenger' }).click()
    await agree.waitFor()
    expect(await kept(visitor)).toEqual([])
    expect(visitor.troubles()).toEqual([])
    await visitor.leaves()
    await changeSettings(journey, { consent: 'not_required' })
  })
})

describe('who is signed in', () => {
  it('[IDN2] [IDN3] [IDN6] takes along what was said before, and nobody else in this browser sees it', async () => {
    const printed = await docent(journey.relay, 'site', 'key', 'add', '--site', 'demo')
    const kid = /^kid: (\S+)/m.exec(printed)?.[1] ?? ''
    const secret = /^secret: (\S+)/m.exec(printed)?.[1] ?? ''
    const jwtOf = (sub: string) => {
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const exp = Math.floor(Date.now() / 1_000) + 3_600
      const signed = `${part({ alg: 'HS256', kid })}.${part({ sub, aud: 'demo', exp })}`
      return `${signed}.${createHmac('sha256', Buffer.from(secret, 'base64url')).update(signed).digest('base64url')}`
    }
    const visitor = await openVisitor(journey, { url })
    const signIn = async (sub: string | null) => {
      await visitor.page.evaluate(
        (jwt) => {
          const { Docent } = window as unknown as { Docent(command: string, options: object): void }
          Docent('update', { token: jwt === null ? null : () => Promise.resolve(jwt) })
        },
        sub === null ? null : jwtOf(sub),
      )
    }
    await visitor.open()
    await visitor.says('Said before I signed in')
    await visitor.seesState('Sent')
    await visitor.shut()
    await signIn('grace')
    await visitor.open()
    await visitor.sees('Said before I signed in')
    await visitor.says('Said as Grace')
    await visitor.seesState('Sent')
    await visitor.shut()

    for (const other of ['heidi', null]) {
      await signIn(other)
      await visitor.open()
      await visitor.dialog.getByText('Hello. How can we help?').waitFor()
      expect(await visitor.dialog.textContent()).not.toMatch(/Said/)
      await visitor.shut()
    }
    await signIn('grace')
    await visitor.open()
    await visitor.sees('Said before I signed in')
    await visitor.sees('Said as Grace')
    expect(await visitor.count('Said as Grace')).toBe(1)
    expect(visitor.troubles()).toEqual([])
    await visitor.leaves()
  })
})

describe('when it is taken off the page', () => {
  /** Counts what is listened to on what outlives the widget, and what runs. */
  const watch = () => {
    const left = new Map<string, number>()
    const add = (name: string, by: number) => left.set(name, (left.get(name) ?? 0) + by)
    for (const target of [window, document, visualViewport, navigator] as unknown as EventTarget[]) {
      const listeners = new Map<string, Set<unknown>>()
      const of = (type: string) =>
        listeners.get(type) ?? listeners.set(type, new Set()).get(type) ?? new Set()
      const { addEventListener, removeEventListener } = target ?? {}
      if (!addEventListener) continue
      target.addEventListener = (type: string, listener: EventListener, options?: boolean | object) => {
        if (!of(type).has(listener)) add(`listener ${type}`, 1)
        of(type).add(listener)
        addEventListener.call(target, type, listener, options)
      }
      target.removeEventListener = (type: string, listener: EventListener, options?: boolean | object) => {
        if (of(type).delete(listener)) add(`listener ${type}`, -1)
        removeEventListener.call(target, type, listener, options as boolean)
      }
    }
    const { setInterval: begin, clearInterval: end } = window
    const running = new Set<number>()
    Object.assign(window, {
      setInterval: (...given: Parameters<typeof begin>) => {
        const timer = begin.apply(window, given) as unknown as number
        running.add(timer)
        return timer
      },
      clearInterval: (timer: number) => {
        running.delete(timer)
        end.call(window, timer)
      },
      leftovers: () => [
        ...[...left].filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`),
        ...[...running].map(() => 'interval'),
        ...[...document.querySelectorAll('body > *')].filter((node) => node.localName !== 'main').map(String),
      ],
    })
  }
  const leftovers = ({ page }: Visitor) =>
    page.evaluate(() => (window as unknown as { leftovers(): readonly string[] }).leftovers())

  it.each(['unmount', 'shutdown'] as const)(
    '[EMB4] [EMB5] %s leaves no node, listener, interval or socket, and shutdown nothing that is kept',
    async (command) => {
      const visitor = await openVisitor(journey, { url: 'about:blank' })
      let open = 0
      visitor.page.on('websocket', (socket) => {
        open += 1
        socket.on('close', () => {
          open -= 1
        })
      })
      await visitor.page.addInitScript(watch)
      await visitor.page.goto(url)
      await visitor.open()
      await visitor.says(`Soon comes ${command}`)
      await visitor.seesState('Sent')
      expect(open).toBe(1)
      await say(visitor, command)
      await waitUntil(() => open === 0, { what: 'the socket to be closed' })
      await vi.waitFor(async () => expect(await leftovers(visitor)).toEqual([]), { timeout: 5_000 })
      if (command === 'shutdown') expect(await kept(visitor)).toEqual([])
      else expect(await kept(visitor)).not.toEqual([])
      expect(visitor.troubles()).toEqual([])
      await visitor.leaves()
    },
  )
})
