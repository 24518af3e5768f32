import { describe, expect, it } from 'vitest'
import { createQueueEstimate } from './queue-estimate.ts'

describe('the estimate of a wait [RTE8]', () => {
  it('[RTE8] names nothing before three were served', () => {
    const estimate = createQueueEstimate()
    estimate.served('site', 0, 10_000)
    estimate.served('site', 0, 20_000)
    expect(estimate.secondsAt('site', 1)).toBeNull()
    estimate.served('site', 0, 30_000)
    expect(estimate.secondsAt('site', 1)).toBe(10)
    expect(estimate.secondsAt('site', 3)).toBe(30)
    expect(estimate.secondsAt('other', 1)).toBeNull()
  })

  it('[RTE8] does not take the time in which nobody waited for a wait', () => {
    const estimate = createQueueEstimate()
    for (const hour of [1, 2, 3]) estimate.served('site', hour * 3_600_000, hour * 3_600_000 + 5_000)
    expect(estimate.secondsAt('site', 2)).toBe(10)
  })
})
