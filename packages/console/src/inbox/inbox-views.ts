/** Which conversations a view holds, in which order, and how many there are. Pure functions over rows, and the signals made of them. */
import type { InboxItem } from '@docent/client/agent/types'
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Route, ViewId } from '../outside/route.ts'

export const fixedViews = ['mine', 'unassigned', 'all', 'resolved'] as const

export function isInView(item: InboxItem, view: ViewId, me: string | null): boolean {
  if (view === 'resolved') return item.status === 'resolved'
  if (item.status !== 'open') return false
  if (view === 'all') return true
  if (view === 'mine') return me !== null && item.agentId === me
  if (view === 'unassigned') return item.agentId === null
  return item.teamId === view.slice('team:'.length)
}

/** Whoever has waited longest comes first; who does not wait comes last, the latest first. */
export function byWaiting(one: InboxItem, other: InboxItem): number {
  if (one.waitingSince === null && other.waitingSince === null) return other.lastAt - one.lastAt
  if (one.waitingSince === null) return 1
  if (other.waitingSince === null) return -1
  if (one.raised !== other.raised) return one.raised ? -1 : 1
  return one.waitingSince - other.waitingSince
}

/** @param query in lower case and trimmed */
export const hasText = (item: InboxItem, query: string): boolean =>
  item.visitor.name.toLowerCase().includes(query) ||
  (item.visitor.email?.toLowerCase().includes(query) ?? false) ||
  item.preview.toLowerCase().includes(query)

export interface ViewCount {
  readonly total: number
  readonly unread: number
}

/** All counts in one pass, since there may be ten thousand rows. */
export function countViews(items: readonly InboxItem[], me: string | null): ReadonlyMap<ViewId, ViewCount> {
  const counts = new Map<ViewId, { total: number; unread: number }>()
  const add = (view: ViewId, item: InboxItem): void => {
    const count = counts.get(view) ?? { total: 0, unread: 0 }
    count.total += 1
    if (item.unread) count.unread += 1
    counts.set(view, count)
  }
  for (const item of items) {
    if (item.status === 'resolved') {
      add('resolved', item)
      continue
    }
    add('all', item)
    if (item.agentId === null) add('unassigned', item)
    else if (item.agentId === me) add('mine', item)
    if (item.teamId) add(`team:${item.teamId}`, item)
  }
  return counts
}

export interface InboxViews {
  readonly view: ReadonlySignal<ViewId>
  readonly counts: ReadonlySignal<ReadonlyMap<ViewId, ViewCount>>
  readonly rows: ReadonlySignal<readonly InboxItem[]>
  readonly query: Signal<string>
}

export function createInboxViews(options: {
  items: ReadonlySignal<readonly InboxItem[]>
  me: ReadonlySignal<{ readonly id: string } | null>
  route: ReadonlySignal<Route>
  order: ReadonlySignal<'latest' | 'waiting'>
}): InboxViews {
  const { items, me, route, order } = options
  const query = signal('')
  const myId = computed(() => me.value?.id ?? null)
  const view = computed<ViewId>((): ViewId => (route.value.room === 'inbox' ? route.value.view : 'mine'))
  const held = computed(() => items.value.filter((item) => isInView(item, view.value, myId.value)))
  const sought = computed(() => {
    const wanted = query.value.trim().toLowerCase()
    return wanted ? held.value.filter((item) => hasText(item, wanted)) : held.value
  })
  return {
    view,
    query,
    counts: computed(() => countViews(items.value, myId.value)),
    rows: computed(() => (order.value === 'waiting' ? [...sought.value].sort(byWaiting) : sought.value)),
  }
}
