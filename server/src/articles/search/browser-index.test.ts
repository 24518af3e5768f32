/** The index that a browser searches by itself, as it comes from a relay that runs: it must rank as the relay does. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { articleLimits, type HelpDocument } from '@docent/protocol'
import { type ArticleIndex, loadArticleIndex, type Synonyms } from '@docent/search'
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay } from '../../realtime/testing/live-relay.ts'
import { searchScene } from '../testing/search-scene.ts'

const locales = ['en', 'et', 'lt', 'lv', 'ru']
const fixtures = join(import.meta.dirname, '../../../../packages/search/fixtures')
const synonyms = { en: [['invoice', 'bill']], et: [['arve', 'tšekk']] }

let relay: LiveRelay
let scene: ReturnType<typeof searchScene>

/** The articles of a help centre, as they would be imported. */
function articlesOf(locale: string) {
  const folder = join(fixtures, locale, 'articles')
  return readdirSync(folder).map((name) => {
    const [, head = '', body = ''] = readFileSync(join(folder, name), 'utf8').split(/^---$/m)
    const [, title = ''] = /^title: (.+)$/m.exec(head) ?? []
    const [, key = ''] = /^key: (.+)$/m.exec(head) ?? []
    return { key, locale, title: title.replace(/^["'](.*)["']$/, '$1'), body }
  })
}
const queriesOf = (locale: string): readonly string[] =>
  (JSON.parse(readFileSync(join(fixtures, locale, 'queries.json'), 'utf8')) as { query: string }[]).map(
    ({ query }) => query,
  )

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${relay.url}${path}`, { headers })
const boot = async (): Promise<{ help?: string }> => (await get('/api/v1/sites/shop/boot')).json()
async function help(locale: string): Promise<HelpDocument> {
  const { help: revision } = await boot()
  return (await get(`/api/v1/sites/shop/help?locale=${locale}&v=${revision}`)).json()
}

function opened(bytes: Uint8Array, options: { readonly synonyms: Synonyms }): ArticleIndex {
  const loading = loadArticleIndex(bytes, options)
  for (let step = loading.next(); ; step = loading.next())
    if (step.done) {
      if (!step.value) throw new Error('the index cannot be opened')
      return step.value
    }
}

beforeAll(async () => {
  relay = await openLiveRelay({ limits: { requestsPerMinute: 100_000 } })
  scene = searchScene(relay)
  await scene.settings({ locales, defaultLocale: 'en', synonyms })
  for (const locale of locales) await scene.put(articlesOf(locale))
})
afterAll(() => relay.close())

describe('the index for browsers', () => {
  it.each([...locales, 'et,ru'])('[HLP8] ranks all queries as the relay does: %s', async (locale) => {
    const { index } = await help(locale)
    if (!index) throw new Error('the document names no index')
    const bytes = new Uint8Array(await (await get(index.address)).arrayBuffer())
    expect(bytes.length).toBe(index.bytes)
    const here = opened(bytes, index)
    const queries = [...queriesOf(locale.split(',')[0] ?? ''), 'bill', 'tšekk']
    const there = await Promise.all(queries.map((query) => scene.found(query, { locale })))
    for (const [at, query] of queries.entries())
      expect(
        there[at]?.map(({ id, score }) => ({ id, score })),
        query,
      ).toEqual(here.search(query, { limit: 10 }))
  })

  it('[HLP8] is kept for good under its name, packed, and open to every page', async () => {
    const { index } = await help('et')
    const { address = '' } = index ?? {}
    const reply = await get(address, { 'accept-encoding': 'br' })
    expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(reply.headers.get('content-encoding')).toBe('br')
    expect(reply.headers.get('access-control-allow-origin')).toBe('*')
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    const etag = reply.headers.get('etag') ?? ''
    expect((await get(address, { 'if-none-match': etag })).status).toBe(304)
    const older = await get(address.replace(/index\/[^?]+/, 'index/another'))
    expect(older.headers.get('cache-control')).toBe('public, max-age=60')
    const plain = await get(address, { 'accept-encoding': 'identity' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect((await plain.arrayBuffer()).byteLength).toBe(index?.bytes)
  })

  it('[HLP8] has what is published from the moment that the page hears of it', async () => {
    const before = (await help('en')).index
    const { articleId } = await scene.publish('Zebra crossings', 'Black and white.')
    const { index } = await help('en')
    if (!index) throw new Error('the document names no index')
    expect(index.address).not.toBe(before?.address)
    const bytes = new Uint8Array(await (await get(index.address)).arrayBuffer())
    expect(opened(bytes, index).search('zebra', { limit: 1 })).toMatchObject([{ id: articleId }])
  })

  it('[HLP15] holds nothing of another site, and there is none where nothing is published', async () => {
    const reply = await get('/api/v1/sites/other/help/index/any?locale=en')
    expect(reply.status).toBe(404)
    expect(await reply.json()).toMatchObject({ error: { code: 'not_found' } })
  })

  it('[HLP8] is not made where a browser should not search so many', async () => {
    const many = Array.from({ length: articleLimits.searchHere + 1 }, (_, at) => ({
      key: `lamp-${at}`,
      locale: 'en',
      title: `Lamp ${at}`,
      body: 'It shines.',
    }))
    await scene.put(many)
    expect(await help('en')).not.toHaveProperty('index')
    const { help: revision } = await boot()
    expect((await get(`/api/v1/sites/shop/help/index/${revision}?locale=en`)).status).toBe(404)
    await waitUntil(async () => (await scene.found('lamp 7')).length === 10, {
      what: 'the lamps, by the relay',
    })
  })
})
