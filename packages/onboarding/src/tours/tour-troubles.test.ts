import { describe, expect, it, vi } from 'vitest'
import { element } from '../testing/page.ts'
import {
  begin,
  ends,
  flows,
  navigated,
  open,
  renderer,
  runner,
  saidOf,
  shown,
  stuckAt,
  useTour,
  wait,
} from '../testing/running-tour.ts'
import { marked, step } from '../testing/some-flows.ts'

useTour()

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
