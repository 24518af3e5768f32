import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createOfferDeadlines } from './offer-deadlines.ts'

/** Timers and the clock beside them go on together, and only as the test says. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const offer = { offerId: 'offer', conversationId: 'conversation', siteId: 'site', agentId: 'ada' }

it('[RTE5] calls when the next offer is over, and not for one that was answered', async () => {
  const calls: string[][] = []
  const deadlines = createOfferDeadlines({
    clock: { monotonic: () => performance.now() },
    onDue: () => {
      const due = deadlines.due().map(({ offerId }) => offerId)
      calls.push(due)
      for (const offerId of due) deadlines.ended(offerId)
    },
  })
  deadlines.began({ ...offer, offerId: 'answered' }, 5)
  deadlines.began({ ...offer, offerId: 'first' }, 10)
  deadlines.began({ ...offer, offerId: 'second' }, 20)
  deadlines.ended('answered')
  vi.advanceTimersByTime(9)
  expect(calls).toEqual([])
  vi.advanceTimersByTime(10)
  expect(calls).toEqual([['first']])
  vi.advanceTimersByTime(10)
  expect(calls).toEqual([['first'], ['second']])
  deadlines.close()
})
