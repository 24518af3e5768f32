// @vitest-environment node
import { createMemoryStorage } from '@docent/client/storage'
import type { ArticleShown } from '@docent/protocol/article'
import { createArticleIndex } from '@docent/search'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startInBrowser } from './in-browser.ts'

const article = (id: string, title: string, text: string): ArticleShown => ({
  id,
  key: id,
  slug: id,
  locale: 'en',
  title,
  nodes: [{ type: 'paragraph', children: [{ type: 'text', text }] }],
  collection: null,
  related: [],
  locales: ['en'],
  updatedAt: 1,
  path: '',
})
const articles = [
  article('invoice', 'Where to find an invoice', 'Each month has one, under Billing.'),
  article('duck', 'Ducks on the quay', 'A duck has a bill, and invoices nobody.'),
  article('weather', 'Weather in the plan', 'Wind and tide stand beside each berth.'),
]
const synonyms = [['invoice', 'bill', 'receipt']]

/** As the relay has it: made of all articles, with the site's synonyms. */
function indexOf(groups: readonly (readonly string[])[]) {
  const index = createArticleIndex({ synonyms: groups })
  for (const { id, title, nodes } of articles) {
    const text = nodes
      .flatMap((node) => (node.type === 'paragraph' ? node.children : []))
      .map((inline) => ('text' in inline ? inline.text : ''))
      .join('')
    index.put({ id, title, headings: [], text })
  }
  return index
}
const named = (groups: readonly (readonly string[])[]) => {
  const { length } = indexOf(groups).save()
  return { address: '/index/1', bytes: length, synonyms: groups }
}

let storage: ReturnType<typeof createMemoryStorage>
let fetched: string[]

const start = () =>
  startInBrowser({
    ground: { site: 'demo', storage },
    door: {
      addressOf: (path) => path,
      get: () => Promise.reject(new Error('not asked')),
      bytes: async (path) => {
        fetched.push(path)
        return indexOf([]).save()
      },
      post: () => Promise.resolve(true),
      postLeaving: () => undefined,
    },
    kept: {
      all: async () => articles,
      find: async () => undefined,
      keep: async () => undefined,
      forget: async () => undefined,
    },
    view: { performance, setTimeout: (act) => setTimeout(act) },
    ref: (id) => articles.find((one) => one.id === id),
  })

beforeEach(() => {
  storage = createMemoryStorage()
  fetched = []
})

describe('search in the browser', () => {
  it('[HLP8] ranks as the relay does, synonyms and all', async () => {
    const here = start()
    const index = named(synonyms)
    here.open(index)
    await vi.waitFor(() => expect(here.find(index, 'invoice', 8)).not.toBeNull())
    const relay = indexOf(synonyms)
    for (const query of ['receipt', 'bill', 'invoices', 'recei', 'weather bill', 'wether', 'quay'])
      expect(
        here.find(index, query, 8)?.map(({ id, score }) => ({ id, score })),
        query,
      ).toEqual(relay.search(query, { limit: 8 }))
    expect(here.find(index, 'receipt', 8)?.map(({ id }) => id)).toContain('invoice')
  })

  it('[HLP8] opens the same bytes anew where the site changed its synonyms', async () => {
    const here = start()
    const [before, after] = [named([]), named(synonyms)]
    here.open(before)
    await vi.waitFor(() => expect(here.find(before, 'receipt', 8)).toEqual([]))
    expect(here.find(after, 'receipt', 8)).toBeNull()
    here.open(after)
    await vi.waitFor(() => expect(here.find(after, 'receipt', 8)).not.toBeNull())
    expect(here.find(after, 'receipt', 8)?.map(({ id }) => id)).toContain('invoice')
    expect(fetched).toEqual(['/index/1'])
  })

  it('[HLP10] finds what was read by a synonym, and shows the word that was meant', async () => {
    const [found] = await start().findKept('receipt', 8, synonyms)
    expect(found).toMatchObject({ id: 'invoice' })
    expect(await start().findKept('receipt', 8, [])).toEqual([])
  })
})
