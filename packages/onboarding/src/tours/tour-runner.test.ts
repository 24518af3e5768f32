import type { Step } from '@docent/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFakeRenderer } from '../testing/fake-renderer.ts'
import { createFakeVisitorFlows, type FakeVisitorFlows } from '../testing/fake-visitor-flows.ts'
import { element, openPage } from '../testing/page.ts'
import { flow, marked, step, tour } from '../testing/some-flows.ts'
import { createTourRunner, type TourRunner } from './tour-runner.ts'

let flows: FakeVisitorFlows
let renderer: ReturnType<typeof createFakeRenderer>
let runner: TourRunner
let ends: string[]
let stuckAt: string[]
let opened: string[]
let navigated: Set<() => void>

const clock = {
  now: () => Date.now(),
  after: (milliseconds: number, act: () => void) => {
    const timer = setTimeout(act, milliseconds)
    return () => clearTimeout(timer)
  },
}
const wait = (milliseconds = 50) => vi.advanceTimersByTimeAsync(milliseconds)

async function begin(steps: readonly Step[], stepId: string | null = null): Promise<void> {
  const made = flow('welcome', tour(steps), { version: 3 })
  flows = createFakeVisitorFlows([made])
  flows.begin(made, { stepId })
  await open()
}
async function open(): Promise<void> {
  const [running] = flows.runs.value
  if (!running) throw new Error('nothing runs')
  renderer = createFakeRenderer()
  runner = createTourRunner({
    view: window,
    clock,
    flows,
    running,
    loadRenderer: renderer.load,
    onNavigate: (listener) => {
      navigated.add(listener)
      return () => navigated.delete(listener)
    },
    go: (address) => opened.push(address),
    onStep: () => {},
    onStuck: ({ stepId }) => stuckAt.push(stepId),
    onEnd: (how) => ends.push(how),
    warn: (message, cause) => {
      throw new Error(message, { cause })
    },
  })
  runner.setShown(true)
  await wait()
}
async function navigate(path: string): Promise<void> {
  window.history.pushState(null, '', path)
  for (const listener of navigated) listener()
  flows.setFacts({ path, address: `https://shop.example${path}` })
  await wait()
}
const shown = () => renderer.shown()?.step.id ?? null
const saidOf = (kind: string) => flows.said.filter((one) => one.kind === kind).map(({ stepId }) => stepId)

beforeEach(() => {
  vi.useFakeTimers()
  ends = []
  stuckAt = []
  opened = []
  navigated = new Set()
  openPage('<button data-docent="new">New</button><input data-docent="name"><p>Text</p>')
})
afterEach(() => {
  runner.close()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('moving on', () => {
  it('[FLO18] goes on by the button, and completes after the last step', async () => {
    await begin([step('a'), step('b')])
    expect(renderer.shown()).toMatchObject({
      place: 1,
      of: 2,
      hasNext: true,
      isLast: false,
      canGoBack: false,
    })
    renderer.press.onNext()
    await wait()
    expect(renderer.shown()).toMatchObject({ place: 2, of: 2, isLast: true, canGoBack: true })
    renderer.press.onNext()
    await wait()
    expect(shown()).toBeNull()
    expect(ends).toEqual(['completed'])
    expect(flows.run('welcome')).toMatchObject({ status: 'completed', stepId: 'b' })
    expect(renderer.closed()).toBe(true)
  })

  it('[FLO18] goes on by a click on the target, also on what a framework put in its place', async () => {
    await begin([step('a', { target: marked('new'), advance: [{ on: 'click' }] }), step('b')])
    expect(renderer.shown()).toMatchObject({ hasNext: false, target: element('button') })
    element('button').outerHTML = '<button data-docent="new"><b>New</b></button>'
    await wait()
    expect(renderer.shown()?.target).toBe(element('button'))
    element('p').click()
    await wait()
    expect(shown()).toBe('a')
    element('b').click()
    await wait()
    expect(shown()).toBe('b')
  })

  it('[FLO18] goes on by input once it was written, or fits what was asked for', async () => {
    await begin([
      step('a', { target: marked('name'), advance: [{ on: 'input', matches: '*@*' }] }),
      step('b'),
    ])
    const field = element<HTMLInputElement>('input')
    field.value = 'ada'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await wait(2_000)
    expect(shown()).toBe('a')
    field.value = 'ada@example.org'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await wait(500)
    expect(shown()).toBe('a')
    await wait(500)
    expect(shown()).toBe('b')
    expect(JSON.stringify(flows.said)).not.toContain('example.org')
  })

  it('[FLO18] goes on by an event that happens from now on', async () => {
    await begin([step('a', { advance: [{ on: 'event', name: 'project.created' }] }), step('b')])
    flows.track('something.else')
    await wait()
    expect(shown()).toBe('a')
    flows.track('project.created')
    await wait()
    expect(shown()).toBe('b')
  })

  it('[FLO18] goes on by a condition, but stays where somebody went back to', async () => {
    const rule = { fact: 'attributes.plan', op: 'is', value: 'pro' } as const
    await begin([step('a', { advance: [{ on: 'condition', rule }] }), step('b')])
    expect(shown()).toBe('a')
    flows.setFacts({ attributes: { plan: 'pro' } })
    await wait()
    expect(shown()).toBe('b')
    renderer.press.onBack()
    await wait()
    expect(shown()).toBe('a')
  })

  it('[FLO18] follows a choice, and remembers the way back', async () => {
    await begin([step('a', { choices: [{ id: 'far', label: 'Further', to: 'c' }] }), step('b'), step('c')])
    renderer.press.onChoice('far')
    await wait()
    expect(shown()).toBe('c')
    renderer.press.onBack()
    await wait()
    expect(shown()).toBe('a')
    expect(flows.run('welcome')?.stepId).toBe('a')
  })

  it('says where it was closed', async () => {
    await begin([step('a'), step('b')])
    renderer.press.onClose()
    expect(flows.said.at(-1)).toMatchObject({ kind: 'dismissed', stepId: 'a' })
    expect(ends).toEqual(['dismissed'])
  })
})

describe('going on elsewhere', () => {
  it('[FLO18] resumes at the step of the run, and counts it as before', async () => {
    await begin([step('a'), step('b'), step('c')], 'b')
    expect(renderer.shown()).toMatchObject({ step: { id: 'b' }, place: 2, of: 3, canGoBack: true })
  })

  it('[FLO18] waits for the page of a step, and shows it there', async () => {
    await begin([step('a'), step('b', { path: '/board*' })])
    renderer.press.onNext()
    await wait()
    expect(shown()).toBeNull()
    expect(flows.run('welcome')?.stepId).toBe('b')
    await navigate('/board/7')
    expect(shown()).toBe('b')
    await navigate('/')
    expect(shown()).toBeNull()
  })

  it('[FLO18] opens the next address as a step is left, and is at the next step there', async () => {
    await begin([step('a', { goTo: '/settings' }), step('b', { path: '/settings' })])
    renderer.press.onNext()
    await wait()
    expect(opened).toEqual(['/settings'])
    expect(flows.run('welcome')?.stepId).toBe('b')
  })

  it('[FLO18] is at the next step after a link that left no time to tell anybody', async () => {
    await begin([step('a', { target: marked('new'), advance: [{ on: 'click' }] }), step('b')])
    element('button').click()
    runner.close()
    await open()
    expect(flows.run('welcome')?.stepId).toBe('b')
    expect(shown()).toBe('b')
  })

  it('[FLO18] hears of an event that happened while the page changed', async () => {
    await begin([
      step('a', { path: '/', advance: [{ on: 'event', name: 'created' }] }),
      step('b', { path: '/board' }),
    ])
    runner.close()
    flows.track('created')
    window.history.pushState(null, '', '/board')
    await open()
    await wait()
    expect(shown()).toBe('b')
  })

  it('[FLO18] follows another device, and ends where it was ended there', async () => {
    await begin([step('a'), step('b'), step('c')])
    flows.elsewhere('welcome', { kind: 'seen', stepId: 'c' })
    await wait()
    expect(shown()).toBe('c')
    flows.elsewhere('welcome', { kind: 'completed' })
    await wait()
    expect(shown()).toBeNull()
    expect(ends).toEqual(['elsewhere'])
    expect(saidOf('completed')).toEqual([])
  })

  it('[FLO18] is not taken back by a late telling of where it was before', async () => {
    await begin([step('a'), step('b'), step('c', { target: marked('absent') })], 'a')
    renderer.press.onNext()
    await wait()
    const seen = flows.run('welcome')?.seq ?? 0
    renderer.press.onNext()
    await wait()
    // The step's target is waited for, so nothing was recorded of it yet.
    flows.tellAgain('welcome', { stepId: 'a', seq: seen - 1 })
    await wait()
    document.body.insertAdjacentHTML('beforeend', '<button data-docent="absent">There</button>')
    await wait()
    expect(shown()).toBe('c')
  })

  it('waits behind what is more important, and goes on', async () => {
    await begin([step('a'), step('b')])
    runner.setShown(false)
    expect(shown()).toBeNull()
    runner.setShown(true)
    await wait()
    expect(shown()).toBe('a')
    expect(saidOf('seen')).toEqual(['a'])
  })
})

describe('a target that is missing', () => {
  const lost = (act: 'wait' | 'skip' | 'centre' | 'end' | 'ask') =>
    step('a', { target: marked('lost'), missing: { afterMs: 1_000, act } })

  it('[FLO10] is waited for, and said once, with what was looked for', async () => {
    await begin([lost('wait'), step('b')])
    await wait(2_000)
    expect(shown()).toBeNull()
    expect(flows.said).toMatchObject([
      { kind: 'missing', stepId: 'a', data: { looked: expect.stringContaining('docent:0'), path: '/' } },
    ])
    expect(stuckAt).toEqual([])
    document.body.insertAdjacentHTML('beforeend', '<i data-docent="lost">Here</i>')
    await wait()
    expect(shown()).toBe('a')
  })

  it('[FLO10] passes its step over', async () => {
    await begin([lost('skip'), step('b')])
    await wait(1_000)
    expect(shown()).toBe('b')
  })

  it('[FLO10] stands in the middle with a button on, and takes its place once it is there', async () => {
    await begin([{ ...lost('centre'), advance: [{ on: 'click' }] }, step('b')])
    await wait(1_000)
    expect(renderer.shown()).toMatchObject({ step: { id: 'a' }, target: null, hasNext: true })
    document.body.insertAdjacentHTML('beforeend', '<i data-docent="lost">Here</i>')
    await wait()
    expect(renderer.shown()).toMatchObject({ target: element('i'), hasNext: false })
  })

  it('[FLO10] ends the tour', async () => {
    await begin([lost('end'), step('b')])
    await wait(1_000)
    expect(ends).toEqual(['dismissed'])
  })

  it('[FLO10] offers a person, where the step says nothing as well', async () => {
    await begin([step('a', { target: marked('lost') }), step('b')])
    await wait(7_000)
    expect(stuckAt).toEqual([])
    await wait(2_000)
    expect(stuckAt).toEqual(['a'])
    expect(saidOf('stuck')).toEqual(['a'])
  })

  it('does not blink while a framework renders it anew, and hides where it stays away', async () => {
    await begin([step('a', { target: marked('new') }), step('b')])
    const target = element('button')
    target.remove()
    await wait(100)
    expect(shown()).toBe('a')
    await wait(400)
    expect(shown()).toBeNull()
    document.body.append(target)
    await wait()
    expect(shown()).toBe('a')
  })
})

describe('a visitor who is stuck', () => {
  it('[FLO10] is offered a hand after 45 s on a step, once a run', async () => {
    await begin([step('a'), step('b')])
    await wait(45_000)
    expect(stuckAt).toEqual(['a'])
    renderer.press.onNext()
    await wait(60_000)
    expect(stuckAt).toEqual(['a'])
  })

  it('[FLO10] is not offered it again by the next page of the run', async () => {
    await begin([step('a'), step('b')])
    await wait(45_000)
    runner.close()
    await open()
    await wait(60_000)
    expect(stuckAt).toEqual(['a'])
  })

  it('[FLO10] is offered a hand after three clicks beside the target', async () => {
    await begin([step('a', { target: marked('new') }), step('b')])
    for (let time = 0; time < 3; time++) renderer.press.onStray({ x: 190, y: 120 })
    expect(stuckAt).toEqual(['a'])
  })

  it('[FLO10] is offered a hand on the step that was opened twice', async () => {
    await begin([step('a'), step('b')])
    renderer.press.onNext()
    await wait()
    renderer.press.onBack()
    await wait()
    expect(stuckAt).toEqual(['a'])
  })
})

it('leaves no listener or timer, and no bookmark of a tour that has ended', async () => {
  await begin([step('a', { target: marked('new'), advance: [{ on: 'click' }] }), step('b')])
  runner.dismiss()
  expect(navigated.size).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
  expect(window.sessionStorage.length).toBe(0)
})
