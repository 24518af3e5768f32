/** Queries that somebody invents, so that agents do not see what people look for [HLP13]. */
import { expect, it } from 'vitest'
import type { HelpSession, KeptHelpEvent } from '../activity/help-sessions.store.ts'
import { createWantedCount, type Settled, type WantedCount } from './wanted-count.ts'

const none: Omit<KeptHelpEvent, 'kind' | 'at'> = {
  locale: 'en',
  query: null,
  articleId: null,
  results: null,
  seconds: null,
  helpful: null,
  reason: null,
  conversationId: null,
  onPage: false,
}
const searched = (query: string, at = 1): KeptHelpEvent => ({
  ...none,
  kind: 'searched',
  query,
  at,
  results: 0,
})
const asked = (query: string, conversationId: string | null): KeptHelpEvent => ({
  ...none,
  kind: 'asked',
  query,
  at: 2,
  conversationId,
})
const counting = (settled: ReadonlyMap<string, Settled> = new Map()) =>
  createWantedCount((key) => settled.get(key))
const queries = (count: WantedCount) => [...count.list()].map(({ query }) => query)
const invented = (number: number) => `invented${number.toString(36)}`

it('[HLP13] invented by the ten thousand push out none that people came with more than once', () => {
  const settled = new Map([['en dealt', { closedAt: 0, answeredAt: null }]])
  const count = counting(settled)
  count.add([searched('dealt')])
  for (let number = 0; number < 120_000; number++) {
    count.add([searched(invented(number))])
    if (number % 30_000 === 0) {
      count.add([searched('export invoices')])
      count.add([searched('Invoices export')])
    }
  }
  count.add([searched('what came last')])
  expect(queries(count)[0]).toBe('Invoices export')
  count.add([searched('what came last', 2)])
  count.add([searched('dealt', 3)])
  expect([...count.list()].slice(0, 3)).toMatchObject([
    { query: 'Invoices export', searches: 8 },
    { query: 'dealt', searches: 2 },
    { query: 'what came last', searches: 2 },
  ])
})

it('[HLP13] of one session are twenty at most', () => {
  const count = counting()
  const [first, ...others] = Array.from({ length: 100 }, (_, number) => searched(invented(number)))
  if (first) count.add([first, ...others] satisfies HelpSession)
  expect(queries(count)).toHaveLength(20)
})

it('[HLP13] weigh more by a question to a person once for each conversation of the site', () => {
  const count = counting()
  for (let times = 0; times < 10; times++) {
    count.add([searched('said ten times'), asked('said ten times', 'one')])
    count.add([searched('asked of nobody'), asked('asked of nobody', null)])
  }
  const weights = [...count.list()].map(({ query, asked }) => [query, asked])
  expect(weights).toEqual([
    ['said ten times', 1],
    ['asked of nobody', 0],
  ])
})
