import { expect, it } from 'vitest'
import { createPageSessions, type PageReader } from './page-sessions.ts'

const half = 30 * 60_000
const ann: PageReader = { address: '192.0.2.1', userAgent: 'Mozilla/5.0 A' }
const ben: PageReader = { address: '192.0.2.1', userAgent: 'Mozilla/5.0 B' }

function open(sessionsPerHour = 600) {
  let time = 0
  const sessions = createPageSessions({ clock: { monotonic: () => time }, sessionsPerHour })
  const pass = (ms: number) => {
    time += ms
  }
  return { ...sessions, pass }
}

it('[HLP12] is one session per reader and site, until half an hour of rest', async () => {
  const { searched, of, pass } = open()
  const first = await searched('shop', ann, 'refund')
  expect(first).toMatch(/^page:/)
  expect(await searched('shop', ann, 'berth')).toBe(first)
  expect(await searched('shop', ben, 'refund')).not.toBe(first)
  expect(await searched('other', ann, 'refund')).not.toBe(first)
  pass(half - 1)
  expect(of('shop', ann, 'Refund!')).toBe(first)
  expect(await searched('shop', ann, 'lamp')).toBe(first)
  pass(half)
  expect(of('shop', ann, 'refund')).toBe(null)
  expect(await searched('shop', ann, 'refund')).not.toBe(first)
})

it('[HLP12] counts the same search once, and twenty of one sitting at most', async () => {
  const { searched } = open()
  expect(await searched('shop', ann, 'my refund')).not.toBe(null)
  expect(await searched('shop', ann, 'Refund my')).toBe(null)
  expect(await searched('shop', ann, '?!')).toBe(null)
  const told: (string | null)[] = []
  for (let at = 0; at < 30; at++) told.push(await searched('shop', ann, `word${'x'.repeat(at)}`))
  expect(told.filter((id) => id !== null)).toHaveLength(19)
})

it('[HLP12] counts a search once that was sent for twice at the same time', async () => {
  const { searched, of } = open()
  const told = await Promise.all([searched('shop', ann, 'refund'), searched('shop', ann, 'refund')])
  expect(told.filter((id) => id !== null)).toEqual([of('shop', ann, 'refund')])
})

it('[HLP12] lets an address begin so many sessions in an hour, whatever its browsers call themselves', async () => {
  const { searched } = open(5)
  const told: (string | null)[] = []
  for (let at = 0; at < 9; at++)
    told.push(await searched('shop', { ...ann, userAgent: `Mozilla/5.0 ${at}` }, 'refund'))
  expect(told.filter((id) => id !== null)).toHaveLength(5)
  expect(await searched('shop', { ...ann, address: '192.0.2.2' }, 'refund')).not.toBe(null)
})
