/** One site's indexes, whatever its authors do meanwhile: what was changed bit by bit is as what is made at once. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { LiveText } from '../reading/live-articles.store.ts'
import { createSiteSearch, type SiteSearch } from './site-search.ts'

const locales = ['en', 'et', 'lv'] as const
const ids = ['a', 'b', 'c', 'd']
const words = ['password', 'salasõna', 'parole', 'invoice', 'arve', 'rēķins']

/** What is live, as a store tells it; versions only rise. */
function bookshelf() {
  const rows = new Map<string, LiveText>()
  let version = 0
  const sorted = () =>
    [...rows.values()].sort((a, b) => (`${a.articleId} ${a.locale}` < `${b.articleId} ${b.locale}` ? -1 : 1))
  return {
    publish(articleId: string, locale: string, title: string): void {
      version += 1
      const nodes = JSON.stringify([
        { type: 'paragraph', children: [{ type: 'text', text: `About ${title}.` }] },
      ])
      const rest = { collectionId: null, tags: [], tour: null, suggestOn: [], updatedAt: 0 }
      rows.set(`${articleId} ${locale}`, {
        articleId,
        key: articleId,
        slug: articleId,
        locale,
        title,
        version,
        nodes,
        ...rest,
      })
    },
    withdraw: (articleId: string, locale: string) => void rows.delete(`${articleId} ${locale}`),
    store: {
      page: (_site: string, after: { articleId: string; locale: string } | null, limit: number) =>
        sorted()
          .filter((row) => !after || `${row.articleId} ${row.locale}` > `${after.articleId} ${after.locale}`)
          .slice(0, limit),
      text: (_site: string, articleId: string, locale: string) => rows.get(`${articleId} ${locale}`) ?? null,
      textsOf: (_site: string, articleId: string) => sorted().filter((row) => row.articleId === articleId),
    },
  }
}

const open = ({ store }: ReturnType<typeof bookshelf>): SiteSearch =>
  createSiteSearch({
    siteId: 'site',
    store,
    onFault(_articleId, error) {
      throw error
    },
  })
const help = { locales: [...locales], defaultLocale: 'en', synonyms: {} }
function lookThrough(search: SiteSearch): void {
  for (const _ of search.look());
}
/** What each kind of reader finds by each word. */
const answers = (search: SiteSearch) =>
  [['en'], ['et'], ['lv'], ['et', 'lv'], ['lv', 'et'], []].map((wanted) =>
    words.map((query) => {
      // A mix of languages is made when it is asked for first.
      if (!search.find({ query, locales: wanted, limit: 9 })) lookThrough(search)
      return search.find({ query, locales: wanted, limit: 9 })
    }),
  )

const change = fc.record({
  id: fc.constantFrom(...ids),
  locale: fc.constantFrom(...locales),
  title: fc.option(fc.constantFrom(...words)),
  /** Told of it at once, while a look is going on, or only found by looking. */
  told: fc.constantFrom('at once', 'meanwhile', 'not'),
})

it('[HLP8] finds the same after any changes as an index that is made anew', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 14 }), (changes) => {
      const shelf = bookshelf()
      const search = open(shelf)
      search.settings(help)
      lookThrough(search)
      for (const { id, locale, title, told } of changes) {
        const look = told === 'meanwhile' ? search.look() : null
        look?.next()
        if (title === null) shelf.withdraw(id, locale)
        else shelf.publish(id, locale, title)
        if (told !== 'not') search.update(id)
        if (look) for (const _ of look);
      }
      lookThrough(search)
      const fresh = open(shelf)
      fresh.settings(help)
      lookThrough(fresh)
      expect(answers(search)).toEqual(answers(fresh))
    }),
    { numRuns: 150 },
  )
})

it('[HLP3] has each article once, in the first of the reader’s languages that it is published in', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 14 }), (changes) => {
      const shelf = bookshelf()
      for (const { id, locale, title } of changes) if (title !== null) shelf.publish(id, locale, title)
      const search = open(shelf)
      search.settings(help)
      lookThrough(search)
      for (const wanted of locales)
        for (const query of words)
          for (const hit of search.find({ query, locales: [wanted], limit: 9 }) ?? []) {
            const readable = shelf.store.textsOf('site', hit.id).map(({ locale }) => locale)
            const order = [wanted, 'en', 'et', 'lv']
            expect(hit.locale).toBe(order.find((locale) => readable.includes(locale)))
          }
    }),
  )
})

it('[HLP8] answers nothing before it looked, and goes on without an article that cannot be read', () => {
  const shelf = bookshelf()
  shelf.publish('a', 'en', 'password')
  shelf.publish('b', 'en', 'password')
  const faults: string[] = []
  const search = createSiteSearch({
    siteId: 'site',
    store: {
      ...shelf.store,
      text(site, id, locale) {
        const text = shelf.store.text(site, id, locale)
        return id === 'a' && text ? { ...text, nodes: 'broken' } : text
      },
    },
    onFault: (articleId) => faults.push(articleId),
  })
  search.settings(help)
  const ask = () => search.find({ query: 'password', locales: ['en'], limit: 9 })
  expect(ask()).toBeNull()
  lookThrough(search)
  expect(ask()?.map(({ id }) => id)).toEqual(['b'])
  lookThrough(search)
  expect(faults).toEqual(['a'])
})

it('[SEA3] takes other synonyms without making the index anew', () => {
  const shelf = bookshelf()
  shelf.publish('a', 'en', 'password')
  const search = open(shelf)
  search.settings(help)
  lookThrough(search)
  const ask = (query: string) => search.find({ query, locales: ['en'], limit: 9 })?.map(({ id }) => id)
  expect(ask('watchword')).toEqual([])
  search.settings({ ...help, synonyms: { en: [['password', 'watchword']] } })
  lookThrough(search)
  expect(ask('watchword')).toEqual(['a'])
  search.settings(help)
  lookThrough(search)
  expect(ask('watchword')).toEqual([])
})

it('[HLP8] makes no index after the other for who asks for each mix of languages in turn', () => {
  const shelf = bookshelf()
  const all = ['en', 'et', 'lv', 'lt', 'ru']
  // Who reads one of these two gets the other article in the second language of the mix.
  for (const missing of ['et', 'lv'])
    for (const locale of all.filter((one) => one !== missing))
      shelf.publish(`not-${missing}`, locale, `password ${locale}`)
  let read = 0
  const search = createSiteSearch({
    siteId: 'site',
    store: {
      ...shelf.store,
      page(...asked) {
        read++
        return shelf.store.page(...asked)
      },
    },
    onFault(_articleId, error) {
      throw error
    },
  })
  search.settings({ locales: all, defaultLocale: 'en', synonyms: {} })
  lookThrough(search)
  const ask = (...wanted: readonly string[]) => {
    if (!search.find({ query: 'password', locales: wanted, limit: 9 })) lookThrough(search)
    return search.find({ query: 'password', locales: wanted, limit: 9 })?.map(({ locale }) => locale)
  }
  expect(ask('et', 'lv')).toContain('lv')
  const mixes = ['et', 'lv'].flatMap((one) => all.flatMap((two) => (one === two ? [] : [[one, two]])))
  const before = read
  for (let round = 0; round < 10; round++) for (const mix of mixes) expect(ask(...mix)).toHaveLength(2)
  expect(read - before).toBeLessThan(6)
  // Those who come by and by get theirs.
  for (let asked = 0; asked < 200; asked++) ask('en')
  expect(ask('lv', 'ru')).toContain('ru')
})

it('[HLP8] lets who searches wait for the first article of a language, and does not say that there is nothing', () => {
  const shelf = bookshelf()
  const search = open(shelf)
  search.settings(help)
  lookThrough(search)
  const question = { query: 'arve', locales: ['et'], limit: 9 }
  expect(search.find(question)).toEqual([])
  shelf.publish('a', 'et', 'arve')
  search.update('a')
  expect(search.find(question)).toBeNull()
  expect(search.indexFor(['et'])).toBe('being_made')
  lookThrough(search)
  expect(search.find(question)).toMatchObject([{ id: 'a', locale: 'et' }])
})
