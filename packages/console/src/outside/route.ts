/** Which room and which conversation is on screen, as the address says it; a reload comes back to the same. */
import { type ReadonlySignal, signal } from '@preact/signals'

export type ViewId = 'mine' | 'unassigned' | 'all' | 'resolved' | `team:${string}`

export type Route =
  | { readonly room: 'inbox'; readonly view: ViewId; readonly conversationId: string | null }
  | { readonly room: 'settings' }

export const firstRoute: Route = { room: 'inbox', view: 'mine', conversationId: null }

const isView = (text: string): text is ViewId =>
  ['mine', 'unassigned', 'all', 'resolved'].includes(text) || /^team:[\w-]+$/.test(text)

/** @example parseRoute('#/all/0190…') // { room: 'inbox', view: 'all', conversationId: '0190…' } */
export function parseRoute(hash: string): Route {
  const [first = '', second = ''] = hash.replace(/^#\/?/, '').split('/')
  if (first === 'settings') return { room: 'settings' }
  if (!isView(first)) return firstRoute
  return { room: 'inbox', view: first, conversationId: /^[\w-]+$/.test(second) ? second : null }
}

export function hrefOf(route: Route): string {
  if (route.room === 'settings') return '#/settings'
  return route.conversationId ? `#/${route.view}/${route.conversationId}` : `#/${route.view}`
}

/** The address bar, as far as the router needs it. */
export interface AddressBar {
  hash(): string
  go(hash: string, how: 'push' | 'replace'): void
  /** Called when the reader changed the address; returns the undo. */
  onChange(listener: () => void): () => void
}

export interface Router {
  readonly current: ReadonlySignal<Route>
  go(route: Route, how?: 'push' | 'replace'): void
  close(): void
}

export function createRouter(address: AddressBar): Router {
  const current = signal(parseRoute(address.hash()))
  const close = address.onChange(() => {
    current.value = parseRoute(address.hash())
  })
  return {
    current,
    go: (route, how = 'push') => {
      const href = hrefOf(route)
      if (href !== address.hash()) address.go(href, how)
      current.value = route
    },
    close,
  }
}
