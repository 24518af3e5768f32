import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createStuckWatch, distanceTo, type StuckWatch } from './stuck.ts'

let offers: number
let stuck: StuckWatch
const clock = {
  now: () => Date.now(),
  after: (milliseconds: number, act: () => void) => {
    const timer = setTimeout(act, milliseconds)
    return () => clearTimeout(timer)
  },
}

beforeEach(() => {
  vi.useFakeTimers()
  offers = 0
  stuck = createStuckWatch(clock, () => {
    offers++
  })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a visitor who is stuck', () => {
  it('[FLO10] is offered help after 45 s without progress', () => {
    stuck.step(false)
    vi.advanceTimersByTime(44_999)
    expect(offers).toBe(0)
    vi.advanceTimersByTime(1)
    expect(offers).toBe(1)
  })

  it('[FLO10] has all of the time again after each progress, and with each step', () => {
    stuck.step(false)
    vi.advanceTimersByTime(40_000)
    stuck.progress()
    vi.advanceTimersByTime(40_000)
    stuck.step(false)
    vi.advanceTimersByTime(40_000)
    expect(offers).toBe(0)
  })

  it('[FLO10] is not counted while nobody looks at the page', () => {
    stuck.step(false)
    vi.advanceTimersByTime(30_000)
    stuck.setVisible(false)
    vi.advanceTimersByTime(600_000)
    expect(offers).toBe(0)
    stuck.setVisible(true)
    vi.advanceTimersByTime(14_999)
    expect(offers).toBe(0)
    vi.advanceTimersByTime(1)
    expect(offers).toBe(1)
  })

  it('[FLO10] is one who presses three times beside the target, not far from it and not on it', () => {
    stuck.step(false)
    for (const distance of [200, 0, 81, 10, 80]) stuck.stray(distance)
    expect(offers).toBe(0)
    stuck.stray(40)
    expect(offers).toBe(1)
  })

  it('[FLO10] is one who comes back to a step, or does not find its target; and is offered help once', () => {
    stuck.step(true)
    expect(offers).toBe(1)
    stuck.missing()
    stuck.step(true)
    vi.advanceTimersByTime(60_000)
    expect(offers).toBe(1)
  })

  it('[FLO10] leaves no timer behind when the step ends', () => {
    stuck.step(false)
    stuck.leave()
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('measures from the nearest edge', () => {
  const box = { left: 100, top: 100, right: 180, bottom: 140 }
  expect(distanceTo({ x: 120, y: 120 }, box)).toBe(0)
  expect(distanceTo({ x: 183, y: 144 }, box)).toBe(5)
})
