/** The engine's part of help in memory: for rooms that are drawn in tests, which say what it knows and hear what they ask. */
import type {
  ArticleState,
  Found,
  HelpSearch,
  Overview,
  VisitorHelp,
} from '@docent/client/visitor/help/types'
import type { ArticleRef, ArticleShown, SearchResult } from '@docent/protocol/article'
import { type Signal, signal } from '@preact/signals-core'

export interface FakeVisitorHelp extends VisitorHelp {
  readonly overview: Signal<Overview>
  readonly reachable: Signal<boolean>
  readonly found: Signal<Found>
  readonly article: Signal<ArticleState>
  /** What `offersFor` answers. */
  offers: readonly ArticleRef[]
  readonly calls: (readonly [verb: string, ...given: readonly unknown[]])[]
}

export function createFakeVisitorHelp(): FakeVisitorHelp {
  const calls: FakeVisitorHelp['calls'] = []
  const found = signal<Found>({ state: 'nothing' })
  const article = signal<ArticleState>({ state: 'loading' })
  const votes = signal<ReadonlyMap<string, boolean>>(new Map())
  const heard =
    (verb: string) =>
    (...given: readonly unknown[]): void =>
      void calls.push([verb, ...given])
  const query = signal('')
  const search: HelpSearch = {
    query,
    found,
    ask(next) {
      query.value = next
      calls.push(['ask', next])
    },
    again: heard('again'),
    settle: heard('settle'),
    close: heard('closeSearch'),
  }
  const fake: FakeVisitorHelp = {
    overview: signal<Overview>({ state: 'loading' }),
    reachable: signal(true),
    found,
    article,
    offers: [],
    calls,
    again: heard('overviewAgain'),
    prepare: heard('prepare'),
    search: () => search,
    async offersFor(words, limit) {
      calls.push(['offersFor', words, limit])
      return fake.offers
    },
    read: (idOrKey) => {
      calls.push(['read', idOrKey])
      return {
        state: article,
        votes,
        again: heard('articleAgain'),
        vote(helpful, reason) {
          calls.push(['vote', helpful, reason])
          const shown = article.peek()
          if (shown.state === 'there') votes.value = new Map(votes.peek()).set(shown.article.id, helpful)
        },
        close: heard('closeArticle'),
      }
    },
    suggested: () => [],
    asksAbout: heard('asksAbout'),
    picture: (url) => `https://relay.example${url}`,
    close: heard('close'),
  }
  return fake
}

export const someRef: ArticleRef = {
  id: 'a1',
  key: 'invite',
  slug: 'invite',
  locale: 'en',
  title: 'Invite your colleagues',
}
export const someHit: SearchResult = {
  ...someRef,
  snippet: 'They work beside you',
  highlights: [[5, 9]],
  score: 1,
}
export const someArticle: ArticleShown = {
  ...someRef,
  nodes: [
    { type: 'paragraph', children: [{ type: 'text', text: 'Ask them in by mail.' }] },
    { type: 'heading', level: 2, id: 'who', children: [{ type: 'text', text: 'Who may' }] },
    { type: 'picture', url: '/api/v1/pictures/p1', alt: 'A pier' },
  ],
  collection: null,
  related: [{ ...someRef, id: 'a2', key: 'plans', slug: 'plans', title: 'Plans and prices' }],
  locales: ['en'],
  updatedAt: 1,
  path: '',
}
