import type { PublishedFlow } from '@docent/protocol'
import { createShadowHost, type ShadowHost } from '@docent/ui/shadow-host'
import { type Signal, signal } from '@preact/signals-core'
import { waitFor, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOnboarding, type Onboarding, type OpenRequest } from './onboarding.ts'
// Fetched with the tests, so that none of them waits for it.
import './stage.tsx'
import './survey/survey.tsx'
import './targets.ts'
import './tours/tour-player.ts'
import { createFakeRenderer } from './testing/fake-renderer.ts'
import { createFakeVisitorFlows, type FakeVisitorFlows } from './testing/fake-visitor-flows.ts'
import { element, openPage } from './testing/page.ts'
import { banner, checklist, flow, hints, marked, step, tour, words } from './testing/some-flows.ts'

let flows: FakeVisitorFlows
let host: ShadowHost
let renderer: ReturnType<typeof createFakeRenderer>
let onboarding: Onboarding
let messengerOpen: Signal<boolean>
let wanted: OpenRequest[]
let emitted: [string, unknown][]
let opened: string[]
let navigated: Set<() => void>

function open(published: readonly PublishedFlow[], begun: readonly PublishedFlow[] = []): void {
  flows = createFakeVisitorFlows(published)
  for (const one of begun) flows.begin(one)
  host = createShadowHost({ page: document, name: 'docent-messenger' })
  renderer = createFakeRenderer()
  onboarding = createOnboarding({
    view: window,
    flows,
    host,
    tokens: () => ({ '--d-bg': '#ffffff' }),
    locale: 'en',
    messengerOpen,
    open: (what) => wanted.push(what),
    emit: (name, detail) => emitted.push([name, detail]),
    loadRenderer: async () => (_place, events) => {
      void renderer.load(events)
      return renderer
    },
    onNavigate: (listener) => {
      navigated.add(listener)
      return () => navigated.delete(listener)
    },
    warn: (message, cause) => {
      throw new Error(message, { cause })
    },
    go: (address) => opened.push(address),
  })
}
const stage = () => within(host.surface)
const step1 = () => renderer.shown()?.step.id
const statusOf = (id: string) => flows.run(id)?.status

beforeEach(() => {
  messengerOpen = signal(false)
  wanted = []
  emitted = []
  opened = []
  navigated = new Set()
  openPage('<input data-docent="search"><button data-docent="colour">Colour</button>')
})
afterEach(() => {
  onboarding.close()
  host.close()
  vi.restoreAllMocks()
})

describe('what pops up', () => {
  const first = flow('first', tour([step('a'), step('b')]), { priority: 20 })
  const second = flow('second', banner(), { priority: 60 })

  it('[FLO7] begins with the most urgent of what is due, and never shows two at once', async () => {
    open([first, second])
    flows.due.value = [second, first]
    await stage().findByText('Your trial ends soon.')
    expect(step1()).toBeUndefined()
    stage().getByRole('button', { name: 'Close banner' }).click()
    await waitFor(() => expect(step1()).toBe('a'))
    expect(stage().queryByText('Your trial ends soon.')).toBeNull()
    expect(emitted).toContainEqual(['tourStarted', { flowId: 'first', source: 'rule' }])
  })

  it('[FLO7] begins nothing while the visitor writes in a field or the messenger is open', async () => {
    open([first])
    const field = element('input')
    field.focus()
    expect(flows.busy()).toBe(1)
    messengerOpen.value = true
    expect(flows.busy()).toBe(2)
    messengerOpen.value = false
    field.blur()
    expect(flows.busy()).toBe(0)
  })

  it('[FLO6] shows nothing in a tab that does not lead, and goes on in the one that takes over', async () => {
    open([first], [first])
    await waitFor(() => expect(step1()).toBe('a'))
    flows.leads.value = false
    await waitFor(() => expect(renderer.closed()).toBe(true))
    document.dispatchEvent(new Event('pointerdown'))
    await waitFor(() => expect(step1()).toBe('a'))
  })

  it('[FLO7] lets what the visitor asked for come at once, and what it replaced wait', async () => {
    open([first, second])
    flows.due.value = [second]
    await stage().findByText('Your trial ends soon.')
    expect(await onboarding.startTour('first', 'page')).toBe(true)
    await waitFor(() => expect(step1()).toBe('a'))
    expect(onboarding.tourOnScreen.value).toMatchObject({ flowId: 'first', stepId: 'a', place: 1, of: 2 })
    await waitFor(() => expect(stage().queryByText('Your trial ends soon.')).toBeNull())
    onboarding.endTour()
    expect(statusOf('first')).toBe('dismissed')
    await stage().findByText('Your trial ends soon.')
  })

  it('says that there is no such tour', async () => {
    open([first])
    expect(await onboarding.startTour('unknown', 'page')).toBe(false)
  })

  it('[FLO18] resumes the tour that runs, without starting it again', async () => {
    open([first], [first])
    await waitFor(() => expect(step1()).toBe('a'))
    expect(emitted.map(([name]) => name)).not.toContain('tourStarted')
  })

  it("[FLO18] goes on from this browser's copy where this tab was in it, and ends at the relay's word", async () => {
    open([first], [first])
    await waitFor(() => expect(step1()).toBe('a'))
    flows.ready.value = false
    expect(step1()).toBe('a')
    flows.elsewhere('first', { kind: 'dismissed' })
    flows.ready.value = true
    expect(step1()).toBeUndefined()
    expect(onboarding.tourOnScreen.value).toBeNull()
  })

  it('[FLO5] a tour that this tab was not in waits until the runs are known', async () => {
    open([first])
    flows.ready.value = false
    flows.begin(first)
    expect(flows.interruptions.shown()).toBeNull()
    flows.ready.value = true
    await waitFor(() => expect(step1()).toBe('a'))
  })

  it("[IDN6] leaves the screen at once where another identity's runs come", async () => {
    open([first], [first])
    await waitFor(() => expect(step1()).toBe('a'))
    flows.ready.value = false
    flows.forget()
    expect(step1()).toBeUndefined()
  })

  it('waits behind an open messenger', async () => {
    open([first], [first])
    await waitFor(() => expect(step1()).toBe('a'))
    messengerOpen.value = true
    expect(step1()).toBeUndefined()
    messengerOpen.value = false
    await waitFor(() => expect(step1()).toBe('a'))
  })
})

describe('help', () => {
  it('[FLO10] is not offered by a tour that has nobody to offer', async () => {
    open([flow('first', { ...tour([step('a'), step('b')]), offersHelp: false })])
    await onboarding.startTour('first', 'page')
    await waitFor(() => expect(step1()).toBe('a'))
    renderer.press.onNext()
    await waitFor(() => expect(step1()).toBe('b'))
    renderer.press.onBack()
    await waitFor(() => expect(step1()).toBe('a'))
    expect(stage().queryByRole('region', { name: 'Need a hand?' })).toBeNull()
  })

  it('[FLO10] is a conversation that carries tour, version, step and page', async () => {
    open([flow('first', tour([step('a'), step('b')]), { version: 4 })])
    await onboarding.startTour('first', 'page')
    await waitFor(() => expect(step1()).toBe('a'))
    renderer.press.onNext()
    await waitFor(() => expect(step1()).toBe('b'))
    renderer.press.onBack()
    const offer = await stage().findByRole('region', { name: 'Need a hand?' })
    within(offer).getByRole('button', { name: 'Ask a person' }).click()
    expect(wanted).toEqual([
      {
        kind: 'ask',
        text: '',
        origin: {
          kind: 'tour',
          refersTo: 'first',
          text: 'First steps, step 1: Step a (version 4)',
          address: 'https://shop.example/',
          title: 'Shop',
        },
      },
    ])
    await waitFor(() => expect(stage().queryByRole('region', { name: 'Need a hand?' })).toBeNull())
  })
})

describe('a banner', () => {
  it('[FLO17] at the top moves the page down, and gives the room back to the last attribute', async () => {
    document.documentElement.style.setProperty('padding-top', '7px')
    const before = document.documentElement.getAttribute('style')
    open([flow('trial', banner())])
    flows.due.value = [...flows.flows.value]
    await stage().findByRole('region', { name: 'Announcement' })
    expect(document.documentElement.style.getPropertyValue('padding-top')).toBe('47px')
    stage().getByRole('button', { name: 'Close banner' }).click()
    await waitFor(() => expect(document.documentElement.getAttribute('style')).toBe(before))
    document.documentElement.removeAttribute('style')
    expect(statusOf('trial')).toBe('dismissed')
  })

  it('[FLO17] that was closed on another device goes here, too', async () => {
    const trial = flow('trial', banner({ place: 'floating' }))
    open([trial], [trial])
    await stage().findByRole('region', { name: 'Announcement' })
    flows.elsewhere('trial', { kind: 'dismissed' })
    await waitFor(() => expect(stage().queryByRole('region')).toBeNull())
  })

  it('stands only where its rule holds', async () => {
    const trial = flow('trial', banner(), { rule: { fact: 'path', op: 'is', value: '/' } })
    open([trial], [trial])
    await stage().findByRole('region', { name: 'Announcement' })
    window.history.pushState(null, '', '/other')
    for (const listener of navigated) listener()
    flows.setFacts({ path: '/other' })
    await waitFor(() => expect(stage().queryByRole('region')).toBeNull())
    expect(statusOf('trial')).toBe('running')
  })

  it('carries out its action', async () => {
    const does = { kind: 'message', text: 'About plans' } as const
    open([flow('trial', banner({ action: { label: 'Ask us', does } }))])
    flows.due.value = [...flows.flows.value]
    ;(await stage().findByRole('button', { name: 'Ask us' })).click()
    expect(wanted).toEqual([does])
    expect(statusOf('trial')).toBe('completed')
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
  ])('leads nowhere by an address that no relay would have taken: %j', async (address) => {
    const does = { kind: 'address', address } as const
    open([flow('trial', banner({ action: { label: 'Go', does } }))])
    flows.due.value = [...flows.flows.value]
    ;(await stage().findByRole('button', { name: 'Go' })).click()
    expect(statusOf('trial')).toBe('completed')
    expect(opened).toEqual([])
  })
})

describe('a hint', () => {
  it('[FLO17] that was read and closed never comes back', async () => {
    const one = flow('hints', hints())
    open([one])
    flows.due.value = [one]
    const dot = await stage().findByRole('button', { name: 'Hint: Search' })
    dot.click()
    const card = await stage().findByRole('dialog', { name: 'Search' })
    within(card).getByText('Finds everything.')
    within(card).getByRole('button', { name: 'Got it' }).click()
    await waitFor(() => expect(stage().queryByRole('button', { name: 'Hint: Search' })).toBeNull())
    expect(flows.run('hints')).toMatchObject({ status: 'completed', done: ['search'] })
    expect(flows.said.filter(({ kind }) => kind === 'seen')).toHaveLength(1)
  })

  it('[FLO17] stands only on its page and while its target is there', async () => {
    const one = flow(
      'hints',
      hints({ hints: [{ id: 'x', target: marked('search'), title: 'Here', body: [], path: '/board' }] }),
    )
    open([one], [one])
    window.history.pushState(null, '', '/board')
    flows.setFacts({ path: '/board' })
    await stage().findByRole('button', { name: 'Hint: Here' })
    element('input').remove()
    await waitFor(() => expect(stage().queryByRole('button', { name: 'Hint: Here' })).toBeNull())
  })

  it('closes with Esc, and the focus goes back to its dot', async () => {
    const one = flow('hints', hints())
    open([one], [one])
    const dot = await stage().findByRole('button', { name: 'Hint: Search' })
    dot.click()
    const card = await stage().findByRole('dialog', { name: 'Search' })
    const focused = vi.fn()
    dot.addEventListener('focus', focused)
    card.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await waitFor(() => expect(stage().queryByRole('dialog')).toBeNull())
    expect(focused).toHaveBeenCalledOnce()
  })
})

describe('a checklist', () => {
  const started = flow('start', checklist({ celebrate: true }))

  it('[FLO8] begins where it is due, with a button of its own that says how far it is', async () => {
    open([started])
    flows.due.value = [started]
    const button = await stage().findByRole('button', { name: 'Getting started, 0 of 2 done' })
    button.click()
    const panel = await stage().findByRole('dialog', { name: 'Getting started' })
    expect(within(panel).getByRole('progressbar').getAttribute('aria-valuetext')).toBe('0 of 2 done')
    within(panel).getByRole('button', { name: 'Mark as done' }).click()
    await stage().findByRole('button', { name: 'Getting started, 1 of 2 done' })
    expect(emitted).toContainEqual(['itemCompleted', { flowId: 'start', itemId: 'name' }])
  })

  it('[FLO8] completes an item by a click on its target, and the list with its last item', async () => {
    open([started], [started])
    await vi.dynamicImportSettled()
    onboarding.tasks.tick('start', 'name')
    element('button').click()
    expect(flows.run('start')).toMatchObject({ status: 'completed', done: ['colour', 'name'] })
    await waitFor(() => expect(emitted).toContainEqual(['checklistCompleted', { flowId: 'start' }]))
  })

  it('[FLO8] counts an item in listed order only once those before it are done', async () => {
    const listed = flow('start', checklist({ order: 'listed' }))
    open([listed], [listed])
    element('button').click()
    onboarding.tasks.act('start', 'colour')
    expect(flows.run('start')?.done).toEqual([])
    expect(opened).toEqual([])
    onboarding.tasks.tick('start', 'name')
    onboarding.tasks.act('start', 'colour')
    expect(opened).toEqual(['/settings'])
  })

  it('[FLO8] takes the word of the visitor only where the item says so', () => {
    open([started], [started])
    onboarding.tasks.tick('start', 'colour')
    expect(flows.run('start')?.done).toEqual([])
  })

  it('[FLO8] is put away with "Hide checklist", and shown for as long as it is asked for, as it was', async () => {
    open([started], [started])
    onboarding.tasks.tick('start', 'name')
    onboarding.openChecklist()
    const panel = await stage().findByRole('dialog', { name: 'Getting started' })
    within(panel).getByRole('button', { name: 'Hide checklist' }).click()
    await waitFor(() => expect(stage().queryByRole('dialog')).toBeNull())
    expect(stage().queryByRole('button', { name: /Getting started/ })).toBeNull()
    expect(onboarding.tasks.checklists.value).toMatchObject([
      { flowId: 'start', status: 'dismissed', done: ['name'] },
    ])
    onboarding.openChecklist('start')
    const again = await stage().findByRole('dialog', { name: 'Getting started' })
    expect(within(again).getByText('1 of 2 done')).toBeTruthy()
    within(again).getByRole('button', { name: 'Close checklist' }).click()
    await waitFor(() => expect(stage().queryByRole('button', { name: /Getting started/ })).toBeNull())
  })

  it('[FLO8] without a button of its own is opened in Tasks', async () => {
    const listed = { ...started, content: { ...started.content, launcher: false } } as typeof started
    open([listed], [listed])
    onboarding.openChecklist('start')
    await waitFor(() => expect(wanted).toEqual([{ kind: 'tasks', flowId: 'start' }]))
  })

  it('stays open over a change of page, and leaves with the room', async () => {
    open([started], [started])
    onboarding.openChecklist()
    await stage().findByRole('dialog', { name: 'Getting started' })
    const kept = { ...window.sessionStorage }
    onboarding.close()
    expect(window.sessionStorage.length).toBe(0)
    await waitFor(() => expect(host.surface.childElementCount).toBe(0))
    for (const [key, value] of Object.entries(kept)) window.sessionStorage.setItem(key, value)
    host.close()
    open([started], [started])
    await stage().findByRole('dialog', { name: 'Getting started' })
    expect(host.root.activeElement).toBeNull()
  })

  it('shows an item that an agent ticked', async () => {
    open([started], [started])
    flows.elsewhere('start', { kind: 'item_done', stepId: 'colour' })
    await stage().findByRole('button', { name: 'Getting started, 1 of 2 done' })
    expect(emitted).toContainEqual(['itemCompleted', { flowId: 'start', itemId: 'colour' }])
  })

  it('starts the tour that an item names', async () => {
    const list = checklist({
      items: [
        {
          id: 'tour',
          title: 'Take the tour',
          body: [],
          action: { label: 'Start', does: { kind: 'tour', flowId: 'first' } },
          completeWhen: [{ by: 'tour', flowId: 'first' }],
        },
      ],
    })
    const start = flow('start', list)
    open([start, flow('first', tour([step('a')]))], [start])
    onboarding.tasks.act('start', 'tour')
    await waitFor(() => expect(step1()).toBe('a'))
    expect(flows.run('first')?.source).toBe('checklist')
  })
})

describe('a survey', () => {
  it('keeps each answer, says thanks, and gives the place back', async () => {
    const asked = flow('asked', {
      kind: 'survey',
      title: 'How was it?',
      questions: [
        { id: 'nps', kind: 'nps', title: 'Would you tell a friend?', required: true },
        { id: 'why', kind: 'text', title: 'Why?' },
      ],
      thanks: words('Thank you.'),
    })
    open([asked])
    flows.due.value = [asked]
    const send = await stage().findByRole('button', { name: 'Send' })
    send.click()
    await stage().findByText('Please answer this one.')
    const nine = stage().getByRole('radio', { name: '9' })
    nine.click()
    await waitFor(() => expect(stage().queryByRole('alert')).toBeNull())
    send.click()
    await stage().findByLabelText('Why?')
    send.click()
    await stage().findByText('Thank you.')
    expect(flows.said.filter(({ kind }) => kind === 'item_done')).toMatchObject([
      { stepId: 'nps', data: { value: 9 } },
    ])
    expect(statusOf('asked')).toBe('completed')
    stage().getByRole('button', { name: 'Close' }).click()
    await waitFor(() => expect(stage().queryByText('Thank you.')).toBeNull())
    expect(flows.interruptions.shown()).toBeNull()
  })
})

describe('an agent who leads', () => {
  it('[FLO12] is told labels and never values, and points at one of them', async () => {
    element<HTMLInputElement>('input').value = 'my secret'
    element('input').setAttribute('aria-label', 'Search products')
    open([flow('first', tour([step('a')]))])
    await onboarding.startTour('first', 'agent', 'conversation-1')
    await waitFor(() => expect(step1()).toBe('a'))
    const labels = flows.guide.asked()
    expect(labels.map(({ label }) => label)).toEqual(['Search products', 'Colour'])
    expect(JSON.stringify(labels)).not.toContain('secret')
    expect(flows.guide.asked().map(({ id }) => id)).toEqual(labels.map(({ id }) => id))
    flows.guide.pointed.value = { labelId: labels[1]?.id ?? '', agentName: 'Ada' }
    await stage().findByText('Ada is pointing here')
    stage().getByRole('button', { name: 'Stop' }).click()
    expect(statusOf('first')).toBe('dismissed')
  })

  it('[FLO12] is told labels that the relay takes, though a page ends one amid a character', async () => {
    element('input').setAttribute('aria-label', `${'x'.repeat(79)}🙂`)
    open([flow('first', tour([step('a')]))])
    await onboarding.startTour('first', 'agent', 'conversation-1')
    await waitFor(() => expect(step1()).toBe('a'))
    const [label] = flows.guide.asked()
    expect(label?.label).toHaveLength(80)
    expect(label?.label.isWellFormed()).toBe(true)
  })

  it('[FLO12] is told nothing where the site does not want it', async () => {
    open([flow('first', tour([step('a')]))])
    await onboarding.startTour('first', 'agent', 'conversation-1')
    await waitFor(() => expect(step1()).toBe('a'))
    flows.guide.allows.value = 'off'
    expect(flows.guide.asked()).toEqual([])
  })
})
