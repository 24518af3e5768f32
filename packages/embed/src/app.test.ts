import { createFakeVisitorClient, type FakeVisitorClient } from '@docent/chat/testing'
import { type BootDocument, defaultSettings, protocolVersion, publicSettings } from '@docent/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startApp } from './app.ts'
import type { Call } from './door.ts'
import { startEngine } from './engine.ts'
import type { Docent, EventName } from './public-api.ts'
import { createFakeGround, type FakeGround } from './testing/fake-ground.ts'
import type { Chunks } from './widget.ts'

let client: FakeVisitorClient & { readonly ground: FakeGround }
let say: Docent
let settings: BootDocument['settings']
let engines: number
let warned: string[]

const chunks: Chunks = {
  engine: async () => ({
    startEngine: (options) => {
      engines += 1
      client.siteSettings.value = settings
      return startEngine({ ...options, createClient: () => client })
    },
  }),
  messenger: () => import('./messenger.tsx'),
}
function load(waiting: readonly Call[] = [], data: Record<string, string> = { site: 'demo' }): void {
  const run = startApp({ base: 'https://relay.example/', data, waiting }, window, chunks)
  say = ((...call: unknown[]) => run(call)) as Docent
}
const hosts = () => [...document.querySelectorAll('docent-messenger')]
const inside = () => hosts()[0]?.shadowRoot
const launcher = () => inside()?.querySelector<HTMLButtonElement>('.l-button') ?? null
const panel = () => inside()?.querySelector('dialog') ?? null
const calls = (verb: string) => client.calls.filter(([name]) => name === verb)
/** A busy machine takes its time over the chunks. */
const comes = (check: () => void) => vi.waitFor(check, { timeout: 15_000 })
const becomesReady = () => comes(() => expect(launcher()).not.toBeNull())
const opens = () => comes(() => expect(panel()?.querySelector('textarea')).toBeTruthy())

beforeEach(() => {
  client = Object.assign(createFakeVisitorClient(), { ground: createFakeGround() })
  settings = publicSettings(defaultSettings)
  engines = 0
  warned = []
  localStorage.clear()
  vi.spyOn(console, 'warn').mockImplementation((...said: unknown[]) => {
    warned.push(said.map(String).join(' '))
  })
  vi.spyOn(window, 'fetch').mockImplementation(async (input) => {
    if (!String(input).endsWith('/api/v1/sites/demo/boot')) return new Response('{}', { status: 404 })
    const boot: BootDocument = {
      protocol: protocolVersion,
      site: 'demo',
      settingsVersion: 1,
      settings,
      mail: false,
    }
    return Response.json(boot)
  })
})
afterEach(() => {
  say('unmount')
  vi.restoreAllMocks()
})

describe('booting', () => {
  it('shows a launcher with a name, and connects when the page is idle', async () => {
    load()
    await becomesReady()
    expect(launcher()?.ariaLabel).toBe('Open messenger')
    await comes(() => expect(calls('connect')).not.toHaveLength(0))
  })

  it('[EMB2] twice is one widget', async () => {
    load([['boot', { site: 'demo' }]])
    say('boot', { site: 'demo', name: 'Grace' })
    await becomesReady()
    say('boot', { site: 'demo' })
    expect(hosts()).toHaveLength(1)
    await comes(() =>
      expect(calls('update').some(([, said]) => (said as { name?: string }).name === 'Grace')).toBe(true),
    )
  })

  it('[EMB3] runs what was said before the script had loaded, in its order', async () => {
    const heard: string[] = []
    load([
      ['on', 'show', () => heard.push('show')],
      ['on', 'hide', () => heard.push('hide')],
      ['show'],
      ['track', 'cart.opened', { items: 2 }],
    ])
    await opens()
    say('hide')
    expect(heard).toEqual(['show', 'hide'])
    expect(calls('track')).toEqual([['track', 'cart.opened', { items: 2 }]])
  })

  it('does not fetch the engine where the site asks for no presence', async () => {
    settings = { ...settings, presence: false }
    load()
    await becomesReady()
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect(engines).toBe(0)
    say('show')
    await opens()
    expect(engines).toBe(1)
  })

  it('[EMB6] says what is wrong with an unknown site, command or listener, and never throws', async () => {
    load([], {})
    say('show')
    say('boot', { site: 'nowhere' })
    ;(say as (...call: unknown[]) => void)('dance')
    ;(say as (...call: unknown[]) => void)()
    ;(say as (...call: unknown[]) => void)('constructor')
    await comes(() => expect(warned.some((text) => text.includes('no site "nowhere"'))).toBe(true))
    expect(warned.some((text) => text.includes('no command "dance". There are: boot, update, show'))).toBe(
      true,
    )
    expect(hosts()).toHaveLength(0)
    await comes(() => expect(say('getState')).toEqual({ phase: 'off' }))
  })

  it('[EMB6] says which events there are when it is asked for another one', () => {
    const names: Readonly<Record<EventName, true>> = {
      ready: true,
      show: true,
      hide: true,
      unread: true,
      message: true,
      tourStarted: true,
      tourStep: true,
      tourCompleted: true,
      tourDismissed: true,
      checklistCompleted: true,
      itemCompleted: true,
      helpSearched: true,
      articleOpened: true,
      articleVoted: true,
      consent: true,
      shutdown: true,
      error: true,
    }
    load()
    for (const name of Object.keys(names)) say('on', name as EventName, () => {})
    expect(warned).toEqual([])
    for (const wrong of ['opened', 'constructor']) {
      const stop = say('on', wrong as EventName, () => {})
      expect(() => stop?.()).not.toThrow()
    }
    const known = Object.keys(names).join(', ')
    expect(warned).toEqual([
      `Docent: there is no event "opened". There are: ${known}.`,
      `Docent: there is no event "constructor". There are: ${known}.`,
    ])
  })

  it('[EMB2] is of the script tag’s site, also after unmount, unless it names another one', async () => {
    load([], { site: 'demo', launcher: 'hidden' })
    await becomesReady()
    expect(launcher()?.hidden).toBe(true)
    say('boot', { launcher: 'shown' })
    expect(launcher()?.hidden).toBe(false)
    say('boot')
    expect(launcher()?.hidden).toBe(false)
    say('unmount')
    expect(hosts()).toHaveLength(0)
    say('boot')
    await becomesReady()
    expect(launcher()?.hidden).toBe(true)
    expect(warned).toEqual([])
    say('boot', { site: 'nowhere' })
    await comes(() => expect(warned.some((text) => text.includes('no site "nowhere"'))).toBe(true))
    expect(hosts()).toHaveLength(0)
  })

  it('tries again where the relay cannot be reached, until it is taken off the page', async () => {
    vi.useFakeTimers()
    const fetched = vi.mocked(window.fetch).mockRejectedValue(new TypeError('offline'))
    load()
    await vi.advanceTimersByTimeAsync(3_500)
    expect(fetched).toHaveBeenCalledTimes(3)
    say('unmount')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(fetched).toHaveBeenCalledTimes(3)
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
})

describe('the messenger', () => {
  it('[EMB13] opens as a dialog, closes on Esc, and gives the focus back', async () => {
    load([['show']])
    await opens()
    expect(panel()?.ariaLabel).toBe('Messenger')
    expect(launcher()?.ariaExpanded).toBe('true')
    inside()?.querySelector('textarea')?.focus()
    panel()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
    await comes(() => expect(panel()).toBeNull())
    expect(launcher()?.ariaExpanded).toBe('false')
    expect(inside()?.activeElement).toBe(launcher())
  })

  it('keeps what is typed from the page’s shortcuts', async () => {
    const heard = vi.fn()
    document.addEventListener('keydown', heard)
    load([['show']])
    await opens()
    const field = inside()?.querySelector('textarea')
    field?.dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true, composed: true }))
    expect(heard).not.toHaveBeenCalled()
    document.removeEventListener('keydown', heard)
  })

  it('begins a new conversation with the page’s words', async () => {
    client.addConversation({ id: 'c' })
    load([['showNewMessage', 'About the pro plan']])
    await comes(() => expect(inside()?.querySelector('textarea')?.value).toBe('About the pro plan'))
  })

  it('says when it cannot be loaded, and can be tried again', async () => {
    const failing = vi.spyOn(chunks, 'messenger').mockRejectedValueOnce(new Error('offline'))
    load([['show']])
    await comes(() =>
      expect(inside()?.querySelector('.l-note')?.textContent).toContain('could not be loaded'),
    )
    launcher()?.click()
    await opens()
    expect(failing).toHaveBeenCalledTimes(2)
  })

  it('tells the page of unread messages and of each message once', async () => {
    const counts: number[] = []
    const texts: string[] = []
    client.addConversation({ id: 'c' })
    client.agentSays('c', 'from before')
    load([
      ['on', 'unread', ({ count }: { count: number }) => counts.push(count)],
      ['on', 'message', ({ text }: { text: string }) => texts.push(text)],
    ])
    await comes(() => expect(counts).toEqual([1]))
    client.agentSays('c', 'Hello')
    expect(counts).toEqual([1, 2])
    expect(texts).toEqual(['Hello'])
    expect(inside()?.querySelector<HTMLElement>('.l-badge')?.dataset.count).toBe('2')
  })
})

describe('consent', () => {
  beforeEach(() => {
    settings = { ...settings, consent: 'required' }
  })

  it('[EMB1] stores nothing and connects nowhere before the visitor agreed', async () => {
    load([['show'], ['track', 'seen']])
    await comes(() => expect(panel()?.textContent).toContain('Before we begin'))
    expect(engines).toBe(0)
    expect(localStorage.length).toBe(0)
    const agree = [...(panel()?.querySelectorAll('button') ?? [])].find(
      (one) => one.textContent === 'Agree and continue',
    )
    agree?.click()
    await opens()
    expect(calls('connect')).not.toHaveLength(0)
    expect(calls('track')).toHaveLength(1)
  })

  it('[EMB1] withdrawn, it closes the connection and forgets every key', async () => {
    load([['consent', true], ['show']])
    await opens()
    say('consent', false)
    await comes(() => expect(calls('shutdown')).toHaveLength(1))
    expect(localStorage.length).toBe(0)
    expect(say('getState')).toMatchObject({ phase: 'ready', consent: false, open: false })
  })
})

describe('the end', () => {
  it('[EMB4] unmount leaves no node and no socket, and boot brings the widget back', async () => {
    load([['show']])
    await opens()
    say('unmount')
    await comes(() => expect(hosts()).toHaveLength(0))
    expect(calls('close')).toHaveLength(1)
    say('boot', { site: 'demo' })
    await becomesReady()
  })

  it('[EMB4] unmount while it boots leaves nothing either', async () => {
    load()
    say('unmount')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(hosts()).toHaveLength(0)
    expect(say('getState')).toEqual({ phase: 'off' })
  })

  it('[EMB5] shutdown says which messages were dropped', async () => {
    client.autoAcknowledge = false
    client.addConversation({ id: 'c' })
    load([['show']])
    await opens()
    await client.conversations.send('c', [{ type: 'text', text: 'unsent' }])
    expect(await say('shutdown')).toEqual({ dropped: ['unsent'] })
    expect(hosts()).toHaveLength(0)
    expect(localStorage.length).toBe(0)
  })

  it('[EMB6] says in a sentence what is wrong with options, and goes on', async () => {
    load([['show']])
    await opens()
    const wrong = say as unknown as (...call: unknown[]) => unknown
    wrong('update')
    wrong('update', null)
    expect(warned).toEqual(Array(2).fill('Docent: give "update" its options.'))
    wrong('update', { token: 'eyJhbGciOi' })
    expect(warned.slice(2)).toEqual(['Docent: "token" must be a function.'])
    await opens()
  })

  it('another user gets another client', async () => {
    load([['show']])
    await opens()
    say('update', { token: async () => 'jwt' })
    expect(calls('close')).toHaveLength(1)
    await opens()
  })
})
