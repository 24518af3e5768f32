/**
 * Queries that led to nothing, those that say the same together [HLP13]. Counted one session after the other; pure.
 */
import type { WantedArticle } from '@docent/protocol'
import { meaningOf, searchesOf } from '../activity/help-searches.ts'
import type { HelpSession } from '../activity/help-sessions.store.ts'

/** Names one wanted article. */
export interface WantedKey {
  readonly locale: string
  /** What the queries mean, see `meaningOf`. */
  readonly meaning: string
}

/** What counts no more: what was closed, and what an article answers now. */
export interface Settled {
  /** Up to then nothing counts. */
  readonly closedAt: number
  /** From then on there is an article that the search finds first: that nobody opened it says nothing about it. */
  readonly answeredAt: number | null
}

/** What is known of it before somebody looks at the list. */
type Counted = Omit<WantedArticle, 'id' | 'locale' | 'conversationId' | 'answer' | 'articleId'>

export interface CountedWanted extends WantedKey, Counted {
  /** Those that followed, the latest first. */
  readonly conversationIds: readonly string[]
}

export interface WantedCount {
  add(session: HelpSession): void
  /** The most wanted first, each made as it is asked for: there may be many. */
  list(): Iterable<CountedWanted>
}

interface Group extends WantedKey {
  readonly spellings: Map<string, number>
  searches: number
  withoutResult: number
  withoutClick: number
  asked: number
  lastAt: number
  conversationIds: string[]
}

/** Whoever invents queries must not make the relay remember them all, nor push out those that others came with. */
const mostGroups = 50_000
/** What a person looks for in one sitting; whoever wants more of it counted must come again. */
const mostOfSession = 20
/** No number of sessions is larger. */
const mostRare = 2 ** 31
const mostMeanings = 5_000
const mostSpellings = 30
const mostAlike = 5
/** More than anybody reads, also where most of them were answered meanwhile. */
const mostListed = 500
const mostConversations = 5

export const keyOf = ({ locale, meaning }: WantedKey): string => `${locale} ${meaning}`

export function createWantedCount(settledOf: (key: string) => Settled | undefined): WantedCount {
  const groups = new Map<string, Group>()
  /** A conversation says once that somebody was not helped, however many sessions name it. */
  const askedIn = new Set<string>()

  /** Most queries come again and again. */
  const meanings = new Map<string, string>()
  function meaningFor(query: string): string {
    const known = meanings.get(query) ?? meaningOf(query)
    if (meanings.size >= mostMeanings) meanings.clear()
    meanings.set(query, known)
    return known
  }

  function groupOf(key: string, of: WantedKey): Group {
    const known = groups.get(key)
    if (known) return known
    if (groups.size >= mostGroups) forgetRare()
    const made: Group = {
      ...of,
      spellings: new Map(),
      searches: 0,
      withoutResult: 0,
      withoutClick: 0,
      asked: 0,
      lastAt: 0,
      conversationIds: [],
    }
    groups.set(key, made)
    return made
  }

  /** Half of them go: the rarest, of those the ones that came first. What somebody dealt with stays. */
  function forgetRare(): void {
    for (let rare = 1; groups.size > mostGroups / 2 && rare < mostRare; rare *= 2)
      for (const [key, group] of groups) {
        if (groups.size <= mostGroups / 2) return
        if (group.searches <= rare && settledOf(key) === undefined) groups.delete(key)
      }
  }

  function isFirstAsk(conversationId: string): boolean {
    if (askedIn.has(conversationId)) return false
    askedIn.add(conversationId)
    return true
  }

  return {
    add(session) {
      const said = searchesOf(session).map((search) => ({ ...search, meaning: meaningFor(search.query) }))
      let counted = 0
      for (const [key, searches] of Map.groupBy(said, keyOf)) {
        const [first] = searches
        if (!first || first.meaning === '') continue
        if (++counted > mostOfSession) return
        const settled = settledOf(key)
        const fresh = searches.filter(({ at }) => at > (settled?.closedAt ?? Number.NEGATIVE_INFINITY))
        if (fresh.length === 0) continue
        const group = groupOf(key, { locale: first.locale, meaning: first.meaning })
        group.searches += 1
        for (const { query } of fresh) addSpelling(group.spellings, query)
        const isBehind = (at: number) => at > (settled?.answeredAt ?? Number.NEGATIVE_INFINITY)
        const failed = fresh.filter(({ at }) => isBehind(at))
        const empty = failed.filter(({ results }) => results === 0)
        const unused =
          settled?.answeredAt == null && !fresh.some(({ clicked }) => clicked)
            ? failed.filter(({ results }) => results !== null && results > 0)
            : []
        // Named by a page; what counts is that it is one of the site's.
        const asks = failed.flatMap(({ asked }) =>
          asked?.conversationId != null && isFirstAsk(asked.conversationId) ? [asked] : [],
        )
        if (empty.length > 0) group.withoutResult += 1
        if (unused.length > 0) group.withoutClick += 1
        if (asks.length > 0) group.asked += 1
        const times = [...empty, ...unused, ...asks].map(({ at }) => at)
        group.lastAt = Math.max(group.lastAt, ...times)
        // Sessions come in the order of their ends: the later ones push the earlier ones out.
        const ids = asks.flatMap(({ conversationId }) => conversationId ?? [])
        group.conversationIds = [...ids.reverse(), ...group.conversationIds].slice(0, mostConversations)
      }
    },
    *list() {
      for (const { spellings, ...group } of mostWanted(groups.values())) {
        const [query = '', ...alike] = [...spellings]
          .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
          .map(([spelling]) => spelling)
        yield { ...group, query, alike: alike.slice(0, mostAlike) }
      }
    },
  }
}

const inOrder = (a: Group, b: Group): number =>
  weightOf(b) - weightOf(a) || b.lastAt - a.lastAt || (keyOf(a) < keyOf(b) ? -1 : 1)

/** Without sorting all of them, which would keep a chat waiting. */
function mostWanted(groups: Iterable<Group>): readonly Group[] {
  let best: Group[] = []
  let last: Group | undefined
  for (const group of groups) {
    if (!isWanted(group) || (last && inOrder(last, group) < 0)) continue
    best.push(group)
    if (best.length < 2 * mostListed) continue
    best = best.sort(inOrder).slice(0, mostListed)
    last = best.at(-1)
  }
  return best.sort(inOrder).slice(0, mostListed)
}

function addSpelling(spellings: Map<string, number>, query: string): void {
  const spelling = query.trim().replace(/\s+/g, ' ')
  if (spellings.size < mostSpellings || spellings.has(spelling))
    spellings.set(spelling, (spellings.get(spelling) ?? 0) + 1)
}

/** That now and then somebody opens nothing of what most open is no want. */
const isWanted = ({ withoutResult, withoutClick, asked, searches }: Group): boolean =>
  withoutResult > 0 || asked > 0 || (withoutClick > 0 && withoutClick * 2 >= searches)

/** Who went on to ask a person wanted it most. */
const weightOf = ({ withoutResult, withoutClick, asked }: Group): number =>
  asked * 3 + withoutResult * 2 + withoutClick
