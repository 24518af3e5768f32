/** Which room and which conversation is on screen, as the address says it; a reload comes back to the same. */
import { type ReadonlySignal, signal } from '@preact/signals'

export type ViewId = 'mine' | 'unassigned' | 'all' | 'resolved' | `team:${string}`

export type Route =
  | { readonly room: 'inbox'; readonly view: ViewId; readonly conversationId: string | null }
  | { readonly room: 'settings' }
  | { readonly room: 'onboarding'; readonly place: OnboardingPlace }
  | { readonly room: 'articles'; readonly place: ArticlesPlace }

export const flowTabs = ['content', 'audience', 'figures', 'history'] as const
export type FlowTab = (typeof flowTabs)[number]
/** The list of flows, the list of what is missing on pages, or one flow. */
export type OnboardingPlace =
  | { readonly kind: 'list' }
  | { readonly kind: 'broken' }
  | { readonly kind: 'flow'; readonly flowId: string; readonly tab: FlowTab }

export const articleTabs = ['write', 'place', 'versions'] as const
export type ArticleTab = (typeof articleTabs)[number]
/**
 * The list of articles, the collections that hold them, what visitors looked for in vain, the figures, or one article in
 * one of its languages; null: the first of them.
 */
export type ArticlesPlace =
  | { readonly kind: 'list' }
  | { readonly kind: 'collections' }
  | { readonly kind: 'wanted' }
  | { readonly kind: 'figures' }
  | {
      readonly kind: 'article'
      readonly articleId: string
      readonly tab: ArticleTab
      readonly locale: string | null
    }

export const firstRoute: Route = { room: 'inbox', view: 'mine', conversationId: null }

const isView = (text: string): text is ViewId =>
  ['mine', 'unassigned', 'all', 'resolved'].includes(text) || /^team:[\w-]+$/.test(text)

/** @example parseRoute('#/all/0190…') // { room: 'inbox', view: 'all', conversationId: '0190…' } */
export function parseRoute(hash: string): Route {
  const [first = '', second = '', third = '', fourth = ''] = hash.replace(/^#\/?/, '').split('/')
  if (first === 'settings') return { room: 'settings' }
  if (first === 'onboarding') return { room: 'onboarding', place: onboardingPlace(second, third) }
  if (first === 'articles') return { room: 'articles', place: articlesPlace(second, third, fourth) }
  if (!isView(first)) return firstRoute
  return { room: 'inbox', view: first, conversationId: /^[\w-]+$/.test(second) ? second : null }
}

function onboardingPlace(second: string, third: string): OnboardingPlace {
  if (second === 'broken') return { kind: 'broken' }
  if (!/^[\w-]+$/.test(second)) return { kind: 'list' }
  return { kind: 'flow', flowId: second, tab: flowTabs.find((tab) => tab === third) ?? 'content' }
}

function articlesPlace(second: string, third: string, fourth: string): ArticlesPlace {
  if (second === 'collections' || second === 'wanted' || second === 'figures') return { kind: second }
  if (!/^[\w-]+$/.test(second)) return { kind: 'list' }
  const tab = articleTabs.find((one) => one === third) ?? 'write'
  return { kind: 'article', articleId: second, tab, locale: /^[A-Za-z\d-]+$/.test(fourth) ? fourth : null }
}

export function hrefOf(route: Route): string {
  if (route.room === 'settings') return '#/settings'
  if (route.room === 'onboarding') {
    const { place } = route
    if (place.kind === 'flow') return `#/onboarding/${place.flowId}/${place.tab}`
    return place.kind === 'broken' ? '#/onboarding/broken' : '#/onboarding'
  }
  if (route.room === 'articles') {
    const { place } = route
    if (place.kind === 'article')
      return `#/articles/${place.articleId}/${place.tab}${place.locale === null ? '' : `/${place.locale}`}`
    return place.kind === 'list' ? '#/articles' : `#/articles/${place.kind}`
  }
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
