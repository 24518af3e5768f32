/** The search while its thread fails: whoever asks is answered, and it comes back by itself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../clock.ts'
import { silentLogger } from '../../logger.ts'
import { type LiveRelay, openLiveRelay } from '../../realtime/testing/live-relay.ts'
import { searchScene } from '../testing/search-scene.ts'
import { type ArticleSearch, createArticleSearch } from './article-search.ts'

let relay: LiveRelay
let search: ArticleSearch | null = null
const threads: Worker[] = []

beforeAll(async () => {
  relay = await openLiveRelay()
  const scene = searchScene(relay)
  await scene.settings({ locales: ['en', 'et'] })
  await scene.put([
    { key: 'refunds', locale: 'en', title: 'Refunds', body: 'Money comes back.' },
    { key: 'refunds', locale: 'et', title: 'Tagasimaksed', body: 'Raha tuleb tagasi.' },
    { key: 'a-hundred', locale: 'en', title: '100 % of it', body: 'All.' },
  ])
})
afterAll(() => relay.close())
afterEach(async () => {
  await search?.close()
  search = null
  threads.length = 0
})

const program = new URL('./search-thread.ts', import.meta.url)
/** One that is there, and says nothing. */
const silent = 'require("node:worker_threads").parentPort.on("message", () => {})'

const long = { answerWithin: 10_000, pack: 10_000, silence: 10_000, end: 10_000 }
const short = { answerWithin: 50, pack: 50, silence: 100, end: 100 }

/** A search of its own beside the relay's, in the same data. */
function searching(open: (start: object) => Worker, { answerWithin, ...patience } = long): ArticleSearch {
  const { storage, sites, articles } = relay.app
  search = createArticleSearch({
    storage,
    sites,
    live: articles.live,
    revision: articles.revision,
    onChanged: articles.onChanged,
    clock: systemClock,
    logger: silentLogger,
    answerWithin,
    patience,
    openThread(start) {
      const thread = open(start)
      threads.push(thread)
      return thread
    },
  })
  search.start()
  return search
}
const real = (start: object) => new Worker(program, { workerData: start })
const titles = async (of: ArticleSearch, query: string, locales: readonly string[] = ['en']) => {
  const reply = await of.find({ siteId: relay.sites.shop.id, query, locales, limit: 10 })
  return reply.ok ? reply.data.map(({ title }) => title) : reply.error.code
}

it('[HLP8] is answered by titles while the thread says nothing, never not at all', async () => {
  const quiet = searching(() => new Worker(silent, { eval: true }), short)
  expect(await titles(quiet, 'fund')).toEqual(['Refunds'])
  expect(await quiet.index(relay.sites.other.id, ['en'])).toEqual({ ok: true, data: null })
  expect(
    await Promise.all([
      titles(quiet, 'TAGASI', ['et']),
      // Not in the words that this reader gets.
      titles(quiet, 'fund', ['et']),
      titles(quiet, 'tagasi', ['en']),
      titles(quiet, '%'),
      titles(quiet, '0 %'),
      titles(quiet, '_'),
      titles(quiet, "' or 1=1 --"),
    ]),
  ).toEqual([['Tagasimaksed'], [], [], [], ['100 % of it'], [], []])
})

it('[HLP8] refuses more questions than it can answer in time, and the next are answered', async () => {
  const quiet = searching(() => new Worker(silent, { eval: true }), short)
  const replies = await Promise.all(Array.from({ length: 210 }, () => titles(quiet, 'fund')))
  expect(Object.groupBy(replies, String).busy).toHaveLength(10)
  await quiet.close()
  // Ended by force, since it did not end itself.
  expect(threads[0]?.threadId).toBe(-1)
  expect(await titles(searching(real), 'refnds')).toEqual(['Refunds'])
})

it('[HLP8] comes back by itself after the thread ended, and answers meanwhile', async () => {
  const crashing = searching(real)
  expect(await titles(crashing, 'refnds')).toEqual(['Refunds'])
  const asked = titles(crashing, 'refunds')
  await threads[0]?.terminate()
  expect(await asked).toEqual(['Refunds'])
  expect(await titles(crashing, 'refunds')).toEqual(['Refunds'])
  // Forgiven is a typo by an index alone.
  await waitUntil(async () => String(await titles(crashing, 'refnds')) === 'Refunds', { what: 'the index' })
  expect(threads).toHaveLength(2)
})

it('[HLP8] is started anew where it does not even say that it is there', async () => {
  const stuck = searching(
    (start) => (threads.length > 0 ? real(start) : new Worker(silent, { eval: true })),
    { ...long, answerWithin: 500, silence: 3_000 },
  )
  expect(await titles(stuck, 'refnds')).toEqual([])
  await waitUntil(async () => String(await titles(stuck, 'refnds')) === 'Refunds', { what: 'another thread' })
})

it('[HLP8] is not started for a relay without articles, and ends with the relay', async () => {
  const empty = await openLiveRelay()
  const { size, find } = empty.app.articles.search
  expect(await find({ siteId: empty.sites.shop.id, query: 'refunds', locales: [], limit: 1 })).toEqual({
    ok: true,
    data: [],
  })
  expect(size()).toEqual({ articles: 0, indexes: 0, bytes: 0 })
  await empty.close()
  const ended = searching(real)
  expect(await titles(ended, 'refnds')).toEqual(['Refunds'])
  await ended.close()
  expect(threads[0]?.threadId).toBe(-1)
  expect(await titles(ended, 'refunds')).toEqual(['Refunds'])
})

it('[HLP8] makes indexes and ranks in the searching thread alone, so that no ack waits for it', () => {
  const rooms = [
    'article-search.ts',
    'title-search.ts',
    'find-index.ts',
    'shown-hit.ts',
    '../article-library.ts',
  ]
  for (const name of rooms) {
    const source = readFileSync(join(import.meta.dirname, name), 'utf8')
    expect(source, name).not.toMatch(
      /createArticleIndex|loadArticleIndex|site-search|from '\.\/search-thread/,
    )
  }
})
