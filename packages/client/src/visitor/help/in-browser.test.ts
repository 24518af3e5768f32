/** How the index of a site comes to be open in a page, turn by turn. */
import { expect, it } from 'vitest'
import { createMemoryStorage } from '../../storage.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createInBrowser, type SearchCode } from './in-browser.ts'
import { createKeptArticles } from './kept-articles.ts'

const index = { address: '/index/r1', bytes: 1, synonyms: [['bill', 'invoice']] }

/** An index of so many slices, in a page that has time for so many in one turn. */
function opening(slices: number, perTurn: number) {
  const storage = createMemoryStorage()
  let sinceIdle = 0
  let fetched = 0
  const turns: number[] = []
  const given: unknown[] = []
  const found = { search: () => [{ id: 'a1', score: 1 }] }
  const code: SearchCode = {
    createArticleIndex: () => ({ ...found, put: () => undefined }),
    *loadArticleIndex(_bytes, options) {
      given.push(options)
      for (let slice = 1; slice < slices; slice += 1) {
        sinceIdle += 1
        yield slice / slices
      }
      sinceIdle += 1
      turns.push(sinceIdle)
      return found
    },
    articleWords: () => ({ headings: [], text: '' }),
    snippetOf: () => ({ snippet: '', highlights: [] }),
  }
  const made = createInBrowser(code, {
    ground: { site: 'demo', storage },
    door: {
      bytes: async () => {
        fetched += 1
        return new Uint8Array(1)
      },
    } as unknown as Parameters<typeof createInBrowser>[1]['door'],
    kept: createKeptArticles(storage, 'articles'),
    idle: async () => {
      if (sinceIdle > 0) turns.push(sinceIdle)
      sinceIdle = 0
      return () => sinceIdle < perTurn
    },
    ref: () => ({ id: 'a1', key: 'a1', slug: 'a1', locale: 'en', title: 'One' }),
  })
  const isOpen = () => made.find(index, 'one', 8) !== null
  return { made, turns, given, isOpen, fetched: () => fetched }
}

it('[SEA5] [HLP8] opens in slices, as many in one turn as the page has time for, with the synonyms of the site', async () => {
  const { made, turns, given, isOpen, fetched } = opening(7, 3)
  made.open(index)
  expect(isOpen()).toBe(false)
  // Asked for again while it is on its way.
  made.open(index)
  await createFakeClock().settle()
  expect(isOpen()).toBe(true)
  expect(turns).toEqual([3, 3, 1])
  expect(given).toEqual([{ synonyms: index.synonyms }])
  expect(fetched()).toBe(1)
})

it('[SEA5] goes on slice by slice in a page that has hardly any time', async () => {
  const { made, turns, isOpen } = opening(4, 0)
  made.open(index)
  await createFakeClock().settle()
  expect(turns).toEqual([1, 1, 1, 1])
  expect(isOpen()).toBe(true)
})
