/** What visitors and agents find, at a relay that runs. */
import type { SearchResult } from '@docent/protocol'
import { waitUntil } from '@docent/testing/wait-until'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay } from '../../realtime/testing/live-relay.ts'
import { stampKey } from '../reading/live-articles.store.ts'
import { searchScene } from '../testing/search-scene.ts'

let relay: LiveRelay
let scene: ReturnType<typeof searchScene>

beforeAll(async () => {
  relay = await openLiveRelay({ limits: { requestsPerMinute: 100_000 } })
  scene = searchScene(relay)
})
afterAll(() => relay.close())

const ask = (query: Record<string, string>) =>
  relay.fetch(`/articles/search?${new URLSearchParams({ site: 'shop', ...query })}`)
const found = (...asked: Parameters<typeof scene.found>) => scene.found(...asked)
const titles = async (...asked: Parameters<typeof found>) => (await found(...asked)).map(({ title }) => title)

it('[HLP8] finds nothing where nothing is published', async () => {
  expect(await found('refund')).toEqual([])
  expect(relay.app.articles.search.size().indexes).toBe(0)
})

describe('what is published', () => {
  beforeEach(() => scene.clear())

  it('[HLP8] is found at once, in spite of a typo, with the words that were meant', async () => {
    const { articleId, key, slug } = await scene.publish('Refunds', 'Money comes **back** within 30 days.')
    expect(await found('mony back')).toEqual([
      {
        id: articleId,
        key,
        slug,
        locale: 'en',
        title: 'Refunds',
        snippet: 'Money comes back within 30 days.',
        highlights: [
          [0, 5],
          [12, 16],
        ],
        score: expect.any(Number),
      },
    ])
  })

  it('[HLP8] is found by what visitors read: by no draft, and not after it was withdrawn', async () => {
    const author = await relay.agent('susan')
    const { articleId, slug } = await scene.publish('Refunds', 'Money comes back.')
    await author.must('article:save', {
      articleId,
      locale: 'en',
      rev: 1,
      title: 'Vouchers',
      slug,
      body: 'A voucher.',
    })
    await author.must('article:create', {
      articleId: relay.random.uuid(),
      locale: 'en',
      title: 'Secret plans',
      body: 'Of vouchers.',
      collectionId: null,
    })
    expect(await found('voucher')).toEqual([])
    expect(await found('secret plans')).toEqual([])
    expect(await titles('money')).toEqual(['Refunds'])
    await author.must('article:publish', { articleId, locale: 'en', rev: 2 })
    expect(await titles('voucher')).toEqual(['Vouchers'])
    expect(await found('money')).toEqual([])
    await author.must('article:withdraw', { articleId, locale: 'en' })
    expect(await found('voucher')).toEqual([])
  })

  it('[HLP15] is never found at another site', async () => {
    await scene.publish('Refunds', 'Money comes back.')
    expect(await found('refunds', { site: 'other' })).toEqual([])
    const ofShop = await relay.agent('ada')
    const ofOther = await relay.agent('bea')
    const asked = { query: 'refunds' }
    expect((await ofShop.must<Found>('article:find', asked)).results).toHaveLength(1)
    expect((await ofOther.must<Found>('article:find', asked)).results).toEqual([])
  })

  it('[HLP3] is found once, in the words that this visitor reads', async () => {
    await scene.settings({ locales: ['en', 'et', 'lv'], defaultLocale: 'en' })
    await scene.put([
      { key: 'refunds', locale: 'en', title: 'Refunds', body: 'Money comes back.' },
      { key: 'refunds', locale: 'et', title: 'Tagasimaksed', body: 'Raha tuleb tagasi.' },
      { key: 'parcels', locale: 'lv', title: 'Sūtījumi', body: 'Kur ir mana paka?' },
      { key: 'parcels', locale: 'en', title: 'Parcels', body: 'Where is my parcel?' },
    ])
    expect(await titles('raha', { locale: 'et' })).toEqual(['Tagasimaksed'])
    expect(await found('money', { locale: 'et' })).toEqual([])
    expect(await found('raha', { locale: 'en' })).toEqual([])
    // In the default locale where there is no translation.
    expect(await found('parcel', { locale: 'et-EE' })).toMatchObject([{ title: 'Parcels', locale: 'en' }])
    // The second language of a reader is theirs too.
    expect(await found('paka', { locale: 'et,lv' })).toMatchObject([{ title: 'Sūtījumi', locale: 'lv' }])
    expect(await found('parcel', { locale: 'et,lv' })).toEqual([])
    expect(await titles('paka', { locale: 'lv' })).toEqual(['Sūtījumi'])
    expect(await titles('parcel', { locale: 'xx,***' })).toEqual(['Parcels'])
  })

  it('[SEA3] is found by what means the same on this site, from the moment it is saved', async () => {
    await scene.publish('Refunds', 'Money comes back.')
    expect(await found('reimbursement')).toEqual([])
    await scene.settings({ synonyms: { en: [['refunds', 'reimbursement']] } })
    await waitUntil(async () => (await found('reimbursement')).length === 1, { what: 'the synonym' })
  })

  it('[HLP8] is found when another process wrote it', async () => {
    const { articleId } = await scene.publish('Refunds', 'Money comes back.')
    expect(await titles('refunds')).toEqual(['Refunds'])
    const database = new BetterSqlite3(relay.app.storage.reader.name)
    database
      .prepare(
        `insert into article_versions
           select article_id, locale, 2, site_id, 'Vouchers', slug, body, nodes, null, published_at, null
           from article_versions where article_id = ?`,
      )
      .run(articleId)
    database.prepare('update article_translations set live_version = 2 where article_id = ?').run(articleId)
    database
      .prepare('update meta set value = ? where key = ?')
      .run('of another process', stampKey(relay.sites.shop.id))
    database.close()
    await waitUntil(async () => (await titles('voucher')).length === 1, { what: 'the new title' })
    expect(await found('refunds')).toEqual([])
  })
})

describe('what is typed', () => {
  beforeAll(async () => {
    await scene.clear()
    await scene.publish('Refunds', 'Money comes back.')
  })

  it.each([
    ['a regular expression', '(a+)+$'],
    ['HTML', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['SQL', "' or 1=1; drop table articles; --"],
    ['a pattern of SQL', '%_\\'],
    ['syntax of other searches', 'title:"refunds" AND NOT (* ~2 ^4)'],
    ['emoji', '👩‍👩‍👧‍👦🏳️‍🌈👍🏽'.repeat(5)],
    ['marks that turn the direction', '\u202e\u2066refunds\u2069\u200f'],
    ['null bytes and halves of characters', '\u0000\ud800refunds\udfff\u0000'],
    ['names of an object', '__proto__ constructor prototype'],
    ['marks without end', `a${'\u0301'.repeat(190)}`],
    ['white space', ' \t\n '],
  ])('[HLP8] is words, never an instruction: %s', async (_, q) => {
    const response = await ask({ q })
    expect(response.status).toBe(200)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toEqual({ data: expect.any(Array) })
    expect(await titles('refunds')).toEqual(['Refunds'])
  })

  it.each([
    ['nothing', {}],
    ['10,000 characters', { q: 'refunds '.repeat(1_250) }],
    ['no limit', { q: 'refunds', limit: '0' }],
    ['too high a limit', { q: 'refunds', limit: '21' }],
    ['a limit in words', { q: 'refunds', limit: 'all' }],
  ])('[INP2] is refused with a sentence: %s', async (_, query) => {
    const response = await ask(query)
    expect(response.status).toBe(400)
    const { error } = (await response.json()) as { error: { code: string; message: string } }
    expect(error.code).toBe('bad_request')
    expect(error.message).toMatch(/^Say .+\.$/)
  })

  it('[INP2] is refused where it stands twice, and at a site that there is not', async () => {
    const path = `${relay.url}/api/v1/articles/search`
    expect((await fetch(`${path}?site=shop&q=a&q=b`)).status).toBe(400)
    expect((await fetch(`${path}?site=nowhere&q=a`)).status).toBe(404)
    expect((await fetch(`${path}?q=a`)).status).toBe(404)
    // Not UTF-8: characters that nobody can type.
    expect((await fetch(`${path}?site=shop&q=%ff%fe%zz`)).status).toBe(200)
  })

  it('[HLP8] finds so many as are wanted, ten where nothing is said', async () => {
    await scene.put(
      Array.from({ length: 25 }, (_, at) => ({
        key: `lamp-${at}`,
        locale: 'en',
        title: `Lamp ${at}`,
        body: 'It shines.',
      })),
    )
    const counts = await Promise.all(
      [{}, { limit: '1' }, { limit: '20' }].map(async (more) => (await found('lamp', more)).length),
    )
    expect(counts).toEqual([10, 1, 20])
  })
})

interface Found {
  readonly results: readonly SearchResult[]
}
