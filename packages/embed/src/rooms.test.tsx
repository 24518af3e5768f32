import { createFakeVisitorClient, type FakeVisitorClient } from '@docent/chat/testing'
import type { ChecklistOnScreen } from '@docent/onboarding'
import { type BootDocument, defaultSettings, protocolVersion, publicSettings } from '@docent/protocol'
import { type Signal, signal } from '@preact/signals-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startApp } from './app.ts'
import { startEngine } from './engine.ts'
import type { Flows, FlowsOptions } from './flows.ts'
import type { Docent } from './public-api.ts'
import { createFakeGround, type FakeGround } from './testing/fake-ground.ts'

const checklist: ChecklistOnScreen = {
  flowId: 'first-steps',
  locale: 'en',
  status: 'running',
  done: ['one'],
  content: {
    kind: 'checklist',
    title: 'First steps',
    body: [],
    order: 'any',
    launcher: false,
    items: ['one', 'two'].map((id) => ({ id, title: id, body: [], completeWhen: [] })),
  },
}

let client: FakeVisitorClient & { readonly ground: FakeGround }
let checklists: Signal<readonly ChecklistOnScreen[]>
let begun: FlowsOptions[]
let said: unknown[][]
let say: Docent

function load(boot: Partial<BootDocument> = { flows: 'r1' }): void {
  vi.spyOn(window, 'fetch').mockImplementation(async () =>
    Response.json({
      protocol: protocolVersion,
      site: 'demo',
      settingsVersion: 1,
      settings: publicSettings(defaultSettings),
      mail: false,
      ...boot,
    }),
  )
  const startFlows = (options: FlowsOptions): Flows => {
    begun.push(options)
    return {
      visitor: { runs: signal([]), guide: { allows: signal('off') } } as unknown as Flows['visitor'],
      room: {
        startTour: async () => true,
        endTour: () => {},
        openChecklist: () => {},
        tourOnScreen: signal(null),
        tasks: { checklists, act: () => {}, tick: () => {}, dismiss: () => {} },
        paint: () => {},
        close: () => {},
      },
      putOff: new Set(),
      say: (...call) => {
        said.push(call)
      },
      accept: () => {},
      close: () => {
        said.push(['close'])
      },
    }
  }
  const run = startApp({ base: 'https://relay.example/', data: { site: 'demo' }, waiting: [] }, window, {
    engine: async () => ({
      startEngine: (options) =>
        startEngine({ ...options, createClient: () => client, loadFlows: async () => ({ startFlows }) }),
    }),
    messenger: () => import('./messenger.tsx'),
  })
  say = ((...call: unknown[]) => run(call)) as Docent
}
const panel = () => document.querySelector('docent-messenger')?.shadowRoot?.querySelector('dialog') ?? null
const buttons = () => [...(panel()?.querySelectorAll('button') ?? [])]
const button = (name: RegExp) =>
  buttons().find((one) => name.test(one.getAttribute('aria-label') ?? one.textContent?.trim() ?? ''))
/** The first to appear has the messenger's chunk transformed first, which takes a busy machine more than a second. */
const comes = (check: () => void) => vi.waitFor(check, { timeout: 10_000 })
const appears = (name: RegExp) => comes(() => expect(button(name)).toBeTruthy())
const field = () => panel()?.querySelector('textarea')

beforeEach(() => {
  client = Object.assign(createFakeVisitorClient(), { ground: createFakeGround() })
  checklists = signal([checklist])
  begun = []
  said = []
})
afterEach(() => {
  say('unmount')
  vi.restoreAllMocks()
})

describe('tours and checklists of a page', () => {
  it('[FLO3] are not fetched where the site has published none, and are once it publishes the first', async () => {
    load({})
    await comes(() => expect(client.calls.some(([verb]) => verb === 'connect')).toBe(true))
    expect(begun).toEqual([])
    client.ground.push('flows:changed', { revision: 'r2' })
    await comes(() => expect(begun[0]?.revision).toBe('r2'))
  })

  it('[FLO3] are fetched at idle where there are some, also where the site asks for no presence', async () => {
    load({ flows: 'r1', settings: { ...publicSettings(defaultSettings), presence: false } })
    await comes(() => expect(begun).toHaveLength(1))
    expect(begun[0]?.address).toBe('https://relay.example/api/v1/sites/demo')
  })

  it('[EMB3] hear what the page said before they were there, in its order', async () => {
    load()
    say('startTour', 'tour-1')
    say('openChecklist')
    say('endTour')
    await comes(() => expect(said).toHaveLength(3))
    expect(said.map(([verb, given]) => [verb, given])).toEqual([
      ['startTour', 'tour-1'],
      ['openChecklist', undefined],
      ['endTour', undefined],
    ])
  })

  it('[EMB4] leave with the widget', async () => {
    load()
    await comes(() => expect(begun).toHaveLength(1))
    await new Promise((resolve) => setTimeout(resolve))
    say('unmount')
    expect(said).toEqual([['close']])
  })
})

describe('the messenger', () => {
  const whenBegun = () => comes(() => expect(begun).toHaveLength(1))

  it('[EMB13] begins at Home where there is a checklist, and leads to the conversation and back', async () => {
    load()
    await whenBegun()
    say('show')
    await appears(/^Home$/)
    expect(button(/^Home$/)?.getAttribute('aria-current')).toBe('page')
    expect(button(/^First steps/)?.textContent).toContain('1 of 2 done')
    expect(field()).toBeFalsy()
    button(/^Send us a message/)?.click()
    await comes(() => expect(field()).toBeTruthy())
    expect(button(/^Messages$/)?.getAttribute('aria-current')).toBe('page')
    button(/^Home$/)?.click()
    await appears(/^Send us a message/)
    say('hide')
    await comes(() => expect(panel()).toBeNull())
  })

  it('promises no quick answer where the relay says that nobody is there', async () => {
    client.teamAvailability.value = { state: 'online', nextOpenAt: null }
    load()
    await whenBegun()
    say('show')
    await appears(/^Send us a message/)
    expect(button(/^Send us a message/)?.textContent).toContain(defaultSettings.replyTime)
    client.teamAvailability.value = { state: 'away', nextOpenAt: null }
    await comes(() => expect(button(/^Send us a message/)?.textContent).toContain('We are away'))
    client.status.value = { state: 'connecting' }
    await comes(() => expect(button(/^Send us a message/)?.textContent).toContain(defaultSettings.replyTime))
  })

  it('goes on with the conversation that is open, and with what is unread at once', async () => {
    client.addConversation({ id: 'c' })
    load()
    await whenBegun()
    say('show')
    await appears(/^Continue the conversation/)
    expect(button(/^Send us a message/)).toBeUndefined()
    say('hide')
    await comes(() => expect(panel()).toBeNull())
    client.agentSays('c', 'Are you there?')
    say('show')
    await comes(() => expect(field()).toBeTruthy())
    expect(button(/^Messages/)?.getAttribute('aria-current')).toBe('page')
  })

  it('is the chat alone, without a bar, where there is no checklist', async () => {
    checklists.value = []
    load()
    await whenBegun()
    say('show')
    await comes(() => expect(field()).toBeTruthy())
    expect(panel()?.querySelector('nav')).toBeNull()
  })

  it('opens Tasks, or a conversation with where the visitor is stuck, as the room asks', async () => {
    load()
    await whenBegun()
    begun[0]?.open({ kind: 'tasks', flowId: 'first-steps' })
    await appears(/^Tasks$/)
    expect(button(/^Tasks$/)?.getAttribute('aria-current')).toBe('page')
    const origin = { kind: 'tour', refersTo: 'tour-1', text: 'Tour, step 2' } as const
    begun[0]?.open({ kind: 'ask', origin, text: 'I am stuck' })
    await comes(() => expect(field()?.value).toBe('I am stuck'))
    button(/^Send$/)?.click()
    await comes(() => expect(client.calls.some(([, , given]) => given === origin)).toBe(true))
  })
})
