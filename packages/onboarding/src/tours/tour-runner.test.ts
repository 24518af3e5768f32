import { describe, expect, it } from 'vitest'
import { element } from '../testing/page.ts'
import {
  begin,
  ends,
  flows,
  navigate,
  open,
  opened,
  renderer,
  runner,
  saidOf,
  shown,
  useTour,
  wait,
} from '../testing/running-tour.ts'
import { marked, step } from '../testing/some-flows.ts'

useTour()

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
