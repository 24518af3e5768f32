import { waitFor, within } from '@testing-library/preact'
import { describe, expect, it } from 'vitest'
import { element } from './testing/page.ts'
import {
  emitted,
  flows,
  messengerOpen,
  onboarding,
  open,
  renderer,
  stage,
  statusOf,
  step1,
  useRoom,
  wanted,
} from './testing/room.ts'
import { banner, flow, step, tour } from './testing/some-flows.ts'

useRoom()

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
