import type { InboxItem } from '@docent/client/agent/types'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { Route } from '../outside/route.ts'
import { seededRow } from '../testing/seeded-conversations.ts'
import { byWaiting, countViews, createInboxViews, isInView } from './inbox-views.ts'
import { rowWindow, scrollToShow } from './row-window.ts'
import { warmthOf } from './waiting.ts'

const row = (change: Partial<InboxItem>): InboxItem => ({
  ...seededRow(0, 0, 10),
  unread: false,
  hasPending: false,
  status: 'open',
  agentId: null,
  teamId: null,
  ...change,
})

describe('views of the inbox', () => {
  it('puts a row into the views that hold it', () => {
    const mine = row({ agentId: 'me', teamId: 't1' })
    expect(isInView(mine, 'mine', 'me')).toBe(true)
    expect(isInView(mine, 'unassigned', 'me')).toBe(false)
    expect(isInView(mine, 'all', 'me')).toBe(true)
    expect(isInView(mine, 'team:t1', 'me')).toBe(true)
    expect(isInView(row({ status: 'resolved' }), 'all', 'me')).toBe(false)
    expect(isInView(row({ status: 'resolved' }), 'resolved', 'me')).toBe(true)
  })

  it('counts all views in one pass', () => {
    const counts = countViews(
      [row({ unread: true }), row({ agentId: 'me' }), row({ status: 'resolved' })],
      'me',
    )
    expect(counts.get('all')).toEqual({ total: 2, unread: 1 })
    expect(counts.get('mine')).toEqual({ total: 1, unread: 0 })
    expect(counts.get('resolved')).toEqual({ total: 1, unread: 0 })
  })

  it('puts whoever waited longest first, and those who do not wait last', () => {
    const first = row({ id: 'a', waitingSince: 10 })
    const second = row({ id: 'b', waitingSince: 20 })
    const calm = row({ id: 'c', waitingSince: null })
    expect([calm, second, first].toSorted(byWaiting).map((one) => one.id)).toEqual(['a', 'b', 'c'])
  })

  it('finds rows by name, address and last line', () => {
    const items = signal([
      row({ id: 'a', preview: 'The export broke' }),
      row({ id: 'b', preview: '', visitor: { id: 'v', name: 'Mira Okafor', email: 'mira@shop.test' } }),
    ])
    const views = createInboxViews({
      items,
      me: signal({ id: 'me' }),
      route: signal<Route>({ room: 'inbox', view: 'all', conversationId: null }),
      order: signal<'latest' | 'waiting'>('latest'),
    })
    views.query.value = ' EXPORT '
    expect(views.rows.value.map((one) => one.id)).toEqual(['a'])
    views.query.value = 'shop.test'
    expect(views.rows.value.map((one) => one.id)).toEqual(['b'])
  })
})

describe('the waiting clock', () => {
  it('warms from grey to amber to red', () => {
    expect([0, 119_000, 120_000, 599_000, 600_000].map(warmthOf)).toEqual([
      'cool',
      'cool',
      'amber',
      'amber',
      'red',
    ])
  })
})

describe('the window of rows', () => {
  it('draws only what is in sight of ten thousand rows', () => {
    const { first, end } = rowWindow({ count: 10_000, rowHeight: 80, top: 400_000, height: 800 })
    expect(first).toBeLessThan(5_000)
    expect(end).toBeGreaterThan(5_010)
    expect(end - first).toBeLessThan(40)
  })

  it('stays within the list when it became shorter', () => {
    expect(rowWindow({ count: 3, rowHeight: 80, top: 9_000, height: 800 })).toEqual({ first: 3, end: 3 })
  })

  it('scrolls no further than a row needs', () => {
    const box = { rowHeight: 80, top: 800, height: 400 }
    expect(scrollToShow({ ...box, index: 12 })).toBe(800)
    expect(scrollToShow({ ...box, index: 2 })).toBe(160)
    expect(scrollToShow({ ...box, index: 20 })).toBe(1_280)
  })
})
