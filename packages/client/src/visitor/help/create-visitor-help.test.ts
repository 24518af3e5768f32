import type { ArticleShown, HelpDocument, SearchResult } from '@docent/protocol/article'
import { signal } from '@preact/signals-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../storage.ts'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { createFakePage, type FakePage } from '../../testing/fake-page.ts'
import { noPage } from '../no-page.ts'
import type { ConversationView } from '../visitor-client.ts'
import { createVisitorHelp, type HelpDoor, type VisitorHelp } from './create-visitor-help.ts'

const ref = { id: 'a1', key: 'invite', slug: 'invite', locale: 'en', title: 'Invite colleagues' }
const hit: SearchResult = { ...ref, snippet: 'Ask them in.', highlights: [], score: 1 }
const document: HelpDocument = {
  locale: 'en',
  locales: ['en'],
  collections: [],
  others: [ref],
  suggested: [{ path: '/team*', articleId: 'a1' }],
  path: '/help/demo/en/',
}
const article: ArticleShown = {
  ...ref,
  nodes: [{ type: 'paragraph', children: [{ type: 'text', text: 'Ask them in.' }] }],
  collection: null,
  related: [],
  locales: ['en'],
  updatedAt: 1,
  path: '/help/demo/en/invite',
}
interface Told {
  readonly session: string
  readonly events: readonly { readonly kind: string; readonly eventId: string; readonly seconds?: number }[]
}

let kept: Map<string, unknown>
let clock: FakeClock
let page: FakePage
let asked: string[]
let told: Told[]
let beacons: Told[]
let serving: boolean
/** Hears that the relay is connected. */
let onReady: Set<() => void>
/** What the document names, and what was opened of it. */
let index: { readonly address: string; readonly bytes: number; readonly synonyms: string[][] } | undefined
let indexes: unknown[]
let ids: number
let conversations: ReturnType<typeof signal<readonly ConversationView[]>>
let revision: ReturnType<typeof signal<string | null>>
const visible = signal(true)

function open(): VisitorHelp {
  const storage = createMemoryStorage(kept)
  const answer = <T>(what: string, data: T): Promise<T> => {
    asked.push(what)
    return serving ? Promise.resolve(data) : Promise.reject(new Error('no answer'))
  }
  const door: HelpDoor = {
    addressOf: (path) => `https://relay.example${path}`,
    get: <T>(path: string) => {
      const { pathname, searchParams } = new URL(path, 'https://relay.example')
      if (pathname.endsWith('/help'))
        return answer<unknown>('document', index ? { ...document, index } : document) as Promise<T>
      if (pathname.endsWith('/search'))
        return answer<unknown>(`search ${searchParams.get('q')}`, { data: [hit] }) as Promise<T>
      const found = pathname.endsWith('/a1') || pathname.endsWith('/invite') ? { data: article } : null
      return answer<unknown>(`article ${pathname.split('/').at(-1)}`, found) as Promise<T>
    },
    bytes: () => Promise.resolve(null),
    post: (_path, body) => {
      if (!serving) return Promise.reject(new Error('no answer'))
      told.push(body as Told)
      return Promise.resolve(true)
    },
    postLeaving: (_path, body) => void beacons.push(body as Told),
  }
  return createVisitorHelp({
    ground: {
      site: 'demo',
      storage,
      clock,
      page,
      ids: () => `id-${++ids}`,
      connection: {
        on(_event: 'ready', listener: () => void) {
          onReady.add(listener)
          return () => onReady.delete(listener)
        },
      },
    } as unknown as Parameters<typeof createVisitorHelp>[0]['ground'],
    facts: signal(noPage),
    conversations: conversations as Parameters<typeof createVisitorHelp>[0]['conversations'],
    door,
    revision: revision as Parameters<typeof createVisitorHelp>[0]['revision'],
    locales: ['en'],
    loadInBrowser: async ({ kept: articles }) => ({
      open: (named) => void indexes.push(named),
      find: () => null,
      findKept: async (query) =>
        (await articles.all())
          .filter(({ title }) => title.includes(query))
          .map((one) => ({ ...hit, ...one })),
    }),
  })
}
const kinds = (all: readonly Told[]) => all.flatMap(({ events }) => events.map(({ kind }) => kind))

beforeEach(() => {
  kept = new Map()
  clock = createFakeClock()
  page = createFakePage()
  asked = []
  told = []
  beacons = []
  serving = true
  onReady = new Set()
  index = undefined
  indexes = []
  ids = 0
  conversations = signal<readonly ConversationView[]>([])
  revision = signal<string | null>('r1')
})

describe('the overview', () => {
  it('[HLP4] is fetched once for each revision, and anew when another is named', async () => {
    const help = open()
    await clock.settle()
    expect(help.overview.value).toEqual({ state: 'there', document })
    revision.value = 'r2'
    await clock.settle()
    expect(asked).toEqual(['document', 'document'])
    revision.value = null
    await clock.settle()
    expect(help.overview.value).toEqual({ state: 'empty' })
  })

  it('[HLP10] is what was kept, where the relay is out of reach; never read, it says so', async () => {
    open()
    await clock.settle()
    serving = false
    const again = open()
    await clock.settle()
    expect(again.overview.value.state).toBe('there')
    kept.clear()
    const fresh = open()
    await clock.settle()
    expect(fresh.overview.value).toEqual({ state: 'failed' })
    expect(fresh.reachable.value).toBe(false)
  })

  it('[HLP8] names the index that is opened for a search, also where the search began before it came', async () => {
    index = { address: '/index/r1', bytes: 9, synonyms: [['bill', 'invoice']] }
    const help = open()
    await clock.settle()
    expect(indexes).toEqual([])
    const hasty = open()
    hasty.prepare()
    await clock.settle()
    expect(indexes).toEqual([index])
    index = { ...index, address: '/index/r2' }
    revision.value = 'r2'
    await clock.settle()
    expect(indexes.at(-1)).toEqual(index)
    help.close()
    hasty.close()
  })

  it('offers what fits the page', async () => {
    const help = open()
    await clock.settle()
    expect(help.suggested('/team/new')).toEqual([ref])
    expect(help.suggested('/other')).toEqual([])
  })
})

describe('a search', () => {
  it('asks once the typing pauses, and tells the relay of words that were rested on', async () => {
    const help = open()
    const search = help.search()
    for (const words of ['i', 'in', 'inv', 'invite']) search.ask(words)
    await clock.advance(500)
    expect(asked.filter((what) => what.startsWith('search'))).toEqual(['search invite'])
    expect(search.found.value).toEqual({ state: 'found', query: 'invite', results: [hit], kept: false })
    await clock.advance(5_000)
    expect(kinds(told)).toEqual(['searched'])
  })

  it('[HLP10] finds what was read here, where the relay is out of reach', async () => {
    const help = open()
    help.read('a1', { visible })
    await clock.settle()
    serving = false
    const search = help.search()
    search.ask('Invite')
    await clock.advance(500)
    expect(search.found.value).toMatchObject({ state: 'found', kept: true, results: [{ id: 'a1' }] })
  })
})

describe('what the relay did not answer', () => {
  const comesBack = async () => {
    serving = true
    for (const hear of onReady) hear()
    await clock.advance(1_000)
  }

  it('[HLP10] is asked for again by itself once the relay is back: search, article and overview', async () => {
    open().read('a1', { visible }).close()
    await clock.settle()
    kept.delete('demo/help/document')
    serving = false
    const help = open()
    const search = help.search()
    search.ask('Invite')
    const known = help.read('a1', { visible })
    const other = help.read('invite-2', { visible })
    await clock.advance(1_000)
    expect(help.overview.value).toEqual({ state: 'failed' })
    expect(search.found.value).toMatchObject({ state: 'found', kept: true })
    expect(known.state.value).toMatchObject({ state: 'there', kept: true })
    await comesBack()
    expect(help.reachable.value).toBe(true)
    expect(help.overview.value).toEqual({ state: 'there', document })
    expect(search.found.value).toEqual({ state: 'found', query: 'Invite', results: [hit], kept: false })
    expect(known.state.value).toEqual({ state: 'there', article, kept: false })
    expect(other.state.value).toEqual({ state: 'gone' })
  })

  it('[HLP10] nothing is asked twice where the relay was there all the time, or of an article that was left', async () => {
    const help = open()
    const search = help.search()
    search.ask('Invite')
    help.read('a1', { visible })
    await clock.advance(1_000)
    const before = [...asked]
    await comesBack()
    expect(asked).toEqual(before)
    serving = false
    const left = help.read('a2', { visible })
    await clock.settle()
    left.close()
    asked = []
    await comesBack()
    expect(asked).not.toContain('article a2')
  })

  it('[HLP10] is no more said to be out of reach, where all of it was kept', async () => {
    const help = open()
    await clock.settle()
    serving = false
    help.read('a2', { visible }).close()
    await clock.settle()
    expect(help.reachable.value).toBe(false)
    await comesBack()
    expect(help.reachable.value).toBe(true)
  })
})

describe('an article', () => {
  it('[HLP10] that was read is there without the relay, and says so; one that was not, fails', async () => {
    open().read('a1', { visible }).close()
    await clock.settle()
    serving = false
    const help = open()
    const reading = help.read('invite', { visible })
    const other = help.read('a2', { visible })
    await clock.settle()
    expect(reading.state.value).toEqual({ state: 'there', article, kept: true })
    expect(other.state.value).toEqual({ state: 'failed' })
    serving = true
    other.again()
    await clock.settle()
    expect(other.state.value).toEqual({ state: 'gone' })
  })

  it('[HLP12] tells once how long it was in sight', async () => {
    const reading = open().read('a1', { visible })
    await clock.advance(4_000)
    visible.value = false
    await clock.advance(60_000)
    visible.value = true
    await clock.advance(3_000)
    reading.close()
    reading.close()
    await clock.advance(5_000)
    const read = told.flatMap(({ events }) => events).filter(({ kind }) => kind === 'read')
    expect(read.map(({ seconds }) => seconds)).toEqual([7])
  })

  it('[HLP12] is told as the page is left, and again by the next page under the same id', async () => {
    const help = open()
    help.read('a1', { visible })
    await clock.advance(1_000)
    page.leave()
    expect(kinds(beacons)).toEqual(['opened', 'read'])
    await clock.settle()
    open()
    await clock.advance(5_000)
    expect(told.at(-1)?.events.map(({ eventId }) => eventId)).toEqual(
      beacons[0]?.events.map(({ eventId }) => eventId),
    )
  })
})

describe('a help session', () => {
  it('[HLP12] keeps what the relay did not take, and sends it later', async () => {
    const help = open()
    await clock.settle()
    help.read('a1', { visible })
    await clock.settle()
    serving = false
    await clock.advance(5_000)
    expect(told).toEqual([])
    serving = true
    await clock.advance(31_000)
    expect(kinds(told)).toEqual(['opened'])
  })

  it('[HLP12] ends with a rest of 30 minutes', async () => {
    const help = open()
    help.read('a1', { visible }).vote(true)
    await clock.advance(5_000)
    await clock.advance(31 * 60_000)
    help.read('a1', { visible })
    await clock.advance(5_000)
    expect(new Set(told.map(({ session }) => session)).size).toBe(2)
  })

  it('[HLP13] tells of a conversation that began within it, and of none without', async () => {
    const view = (id: string) => ({ id, status: 'new' }) as ConversationView
    const help = open()
    await clock.settle()
    conversations.value = [view('c1')]
    await clock.advance(5_000)
    expect(told).toEqual([])
    help.read('a1', { visible })
    await clock.settle()
    conversations.value = [view('c1'), view('c2')]
    await clock.advance(5_000)
    expect(told.flatMap(({ events }) => events).filter(({ kind }) => kind === 'asked')).toMatchObject([
      { eventId: 'c2', conversationId: 'c2' },
    ])
  })
})
