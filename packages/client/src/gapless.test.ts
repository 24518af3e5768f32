import { expect, it } from 'vitest'
import { createGapless } from './gapless.ts'
import type { Outcome } from './retried-task.ts'
import { createFakeClock } from './testing/fake-clock.ts'

function stream(fetched: (last: number) => { readonly items: readonly number[]; readonly outcome: Outcome }) {
  const clock = createFakeClock()
  const shown: number[] = []
  let fetches = 0
  let connected = true
  const last = () => shown.at(-1) ?? 0
  const gapless = createGapless<number>({
    place(item) {
      if (item <= last()) return 'known'
      return item === last() + 1 ? 'next' : 'ahead'
    },
    order: (item) => item,
    last,
    apply: (item) => shown.push(item),
    async fetch() {
      fetches++
      const { items, outcome } = fetched(last())
      for (const item of items) if (item === last() + 1) shown.push(item)
      return outcome
    },
    isConnected: () => connected,
    clock,
    random: () => 0.5,
  })
  return {
    clock,
    shown,
    gapless,
    fetches: () => fetches,
    disconnect() {
      connected = false
    },
  }
}

const nothing = () => ({ items: [], outcome: 'done' }) as const

it('[SYN2] puts pushes that overtook each other in order within 150 ms, without asking', async () => {
  const { clock, shown, gapless, fetches } = stream(nothing)
  for (const item of [1, 3, 4, 3]) gapless.receive(item)
  expect(shown).toEqual([1])
  await clock.advance(149)
  gapless.receive(2)
  await clock.advance(10_000)
  expect(shown).toEqual([1, 2, 3, 4])
  expect(fetches()).toBe(0)
})

it('[SYN2] asks after 150 ms for what is missing', async () => {
  const { clock, shown, gapless, fetches } = stream(() => ({ items: [1, 2], outcome: 'done' }))
  gapless.receive(3)
  await clock.advance(150)
  expect(shown).toEqual([1, 2, 3])
  expect(fetches()).toBe(1)
})

it('[SYN3] asks for a head that it heard of, whatever arrives before it', async () => {
  const { clock, shown, gapless, fetches } = stream(() => ({ items: [3], outcome: 'done' }))
  gapless.receive(1)
  gapless.noticeHead(3)
  gapless.receive(2)
  await clock.advance(150)
  expect(shown).toEqual([1, 2, 3])
  expect(fetches()).toBe(1)
})

it('[SYN3] does not ask for a head that arrives by itself', async () => {
  const { clock, shown, gapless, fetches } = stream(nothing)
  gapless.noticeHead(2)
  for (const item of [1, 2]) gapless.receive(item)
  await clock.advance(10_000)
  expect(shown).toEqual([1, 2])
  expect(fetches()).toBe(0)
})

it('[SYN3] asks once for a head that is not there', async () => {
  const { clock, gapless, fetches } = stream(nothing)
  gapless.noticeHead(9)
  await clock.advance(10_000)
  gapless.receive(1)
  await clock.advance(10_000)
  expect(fetches()).toBe(1)
})

it('[SYN1] keeps pushes back until the pages are applied', async () => {
  const { shown, gapless } = stream((last) =>
    last === 0 ? { items: [1, 2], outcome: 'more' } : { items: [3], outcome: 'done' },
  )
  const synced = gapless.sync()
  gapless.receive(1)
  gapless.receive(4)
  await synced
  expect(shown).toEqual([1, 2, 3, 4])
})

it('[SYN2] has one fetch in flight; a call meanwhile makes it look once more', async () => {
  const { gapless, fetches } = stream(nothing)
  await Promise.all([gapless.sync(), gapless.sync(), gapless.sync()])
  expect(fetches()).toBe(2)
})

it('tries again while connected, and not without a connection', async () => {
  const { clock, gapless, fetches, disconnect } = stream(() => ({ items: [], outcome: 'later' }))
  void gapless.sync()
  await clock.advance(2_000)
  const tried = fetches()
  expect(tried).toBeGreaterThan(2)
  disconnect()
  await clock.advance(60_000)
  expect(fetches()).toBe(tried)
})

it('bounds what it holds, and fetches the rest', async () => {
  const all = Array.from({ length: 800 }, (_, at) => at + 1)
  const { clock, shown, gapless } = stream((last) => ({ items: all.slice(last), outcome: 'done' }))
  for (const item of all.slice(1)) gapless.receive(item)
  await clock.advance(200)
  expect(shown).toEqual(all)
})

it('does nothing once closed', async () => {
  const { clock, shown, gapless, fetches } = stream(nothing)
  gapless.receive(2)
  gapless.close()
  gapless.receive(1)
  await clock.advance(1_000)
  expect(shown).toEqual([])
  expect(fetches()).toBe(0)
})
