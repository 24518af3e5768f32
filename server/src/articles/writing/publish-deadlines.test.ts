import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { silentLogger } from '../../logger.ts'
import { createPublishDeadlines, type PublishDeadlines } from './publish-deadlines.ts'

let now: number
let plans: number[]
let publishedAt: number[]
let broken: boolean
let deadlines: PublishDeadlines

const publishing = {
  nextDue: async () => plans.toSorted((a, b) => a - b)[0] ?? null,
  async publishDue() {
    if (broken) throw new Error('the store is away')
    publishedAt.push(...plans.filter((at) => at <= now).map(() => now))
    plans = plans.filter((at) => at > now)
  },
}

beforeEach(() => {
  vi.useFakeTimers()
  now = 0
  plans = []
  publishedAt = []
  broken = false
  deadlines = createPublishDeadlines({ publishing, clock: { now: () => now }, logger: silentLogger })
})
afterEach(async () => {
  await deadlines.close()
  vi.useRealTimers()
})

async function pass(milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 1_000) {
    now += Math.min(1_000, left)
    await vi.advanceTimersByTimeAsync(Math.min(1_000, left))
  }
}

it('[HLP1] publishes at the start what became due while no relay ran', async () => {
  plans = [-1]
  deadlines.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(publishedAt).toEqual([0])
})

it('[HLP1] wakes for the next plan, also for one that is made later and comes earlier', async () => {
  plans = [300_000]
  deadlines.start()
  await pass(1_000)
  plans.push(10_000)
  deadlines.changed()
  await pass(11_000)
  expect(publishedAt).toHaveLength(1)
  await pass(300_000)
  expect(publishedAt).toHaveLength(2)
})

it('[HLP1] tries again when the store comes back', async () => {
  plans = [1_000]
  broken = true
  deadlines.start()
  await pass(5_000)
  broken = false
  await pass(61_000)
  expect(publishedAt).toHaveLength(1)
})

it('[HLP1] ends after the plan in hand, however many are due; the next start has the others', async () => {
  const all = [1, 2, 3, 4, 5]
  let proceed = () => {}
  const slow = {
    nextDue: async () => all[0] ?? null,
    async publishDue(mayGoOn = () => true) {
      while (all.length > 0 && mayGoOn()) {
        await new Promise<void>((resolve) => {
          proceed = resolve
        })
        all.shift()
      }
    },
  }
  now = 10
  const many = createPublishDeadlines({ publishing: slow, clock: { now: () => now }, logger: silentLogger })
  many.start()
  const closed = many.close()
  proceed()
  await closed
  expect(all).toEqual([2, 3, 4, 5])
  expect(vi.getTimerCount()).toBe(0)
})

it('sleeps where nothing is planned, and after the end', async () => {
  deadlines.start()
  await vi.advanceTimersByTimeAsync(0)
  expect(vi.getTimerCount()).toBe(0)
  plans = [1_000]
  deadlines.changed()
  await deadlines.close()
  expect(vi.getTimerCount()).toBe(0)
  await pass(5_000)
  expect(publishedAt).toEqual([])
})
