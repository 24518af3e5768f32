/** What strangers ask of the doors of help at a relay that runs: hostile addresses, and headers that lie about where it is. */
import { request } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type Speaker } from '../realtime/testing/live-relay.ts'
import { type LiveArticle, publishedArticle } from './testing/article-scene.ts'
import { busiestTurn } from './testing/busiest-turn.ts'

let relay: LiveRelay
let article: LiveArticle
let susan: Speaker
beforeAll(async () => {
  relay = await openLiveRelay({ limits: { requestsPerMinute: 100_000 } })
  article = await publishedArticle(relay)
  susan = await relay.agent('susan')
})
afterAll(() => relay.close())

interface Answer {
  readonly status: number
  readonly location: string
  readonly text: string
}
/** As it stands: `fetch` would tidy the address, and not let a header lie. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const { hostname, port } = new URL(relay.url)
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => void pieces.push(piece))
      response.on('end', () => {
        const { statusCode = 0, headers } = response
        const text = Buffer.concat(pieces).toString()
        resolve({ status: statusCode, location: headers.location ?? '', text })
      })
    })
    asked.on('error', reject).end()
  })
}

const doors: readonly ((hostile: string) => string)[] = [
  (hostile) => `/help/${hostile}`,
  (hostile) => `/help/${hostile}/`,
  (hostile) => `/help/shop/${hostile}`,
  (hostile) => `/help/shop/en/${hostile}`,
  (hostile) => `/help/shop/en/?q=${hostile}&in=${hostile}&page=${hostile}`,
  (hostile) => `/help/shop/sitemap-${hostile}.xml`,
  (hostile) => `/help/shop/style-${hostile}.css`,
  (hostile) => `/api/v1/articles/${hostile}?site=shop&locale=${hostile}`,
  (hostile) => `/api/v1/articles/refunds?site=${hostile}`,
  (hostile) => `/api/v1/articles/search?site=shop&q=${hostile}&locale=${hostile}`,
  (hostile) => `/api/v1/articles/search?site=shop&q=a&q=b&q[__proto__][${hostile}]=1&limit=${hostile}`,
  (hostile) => `/api/v1/sites/${hostile}/help?locale=${hostile}&v=${hostile}`,
  (hostile) => `/api/v1/sites/shop/help/index/${hostile}?locale=${hostile}`,
  (hostile) => `/api/v1/pictures/${hostile}`,
  (hostile) => `/api/v1/help/figures.csv?site=${hostile}&from=${hostile}`,
]

it.each([
  ['a broken escape', '%'],
  ['a zero', '%00'],
  ['half of a character', '%F0%9F%92'],
  ['a lone surrogate', '%ED%A0%80'],
  ['a new header', '%0d%0aSet-Cookie:%20stolen=1'],
  ['another host', '%2f%2fevil.example'],
  ['another host, as some browsers read it', '%5c%5cevil.example'],
  ['a way up', '..%2f..%2fetc%2fpasswd'],
  ['what every object has', '__proto__'],
  ['what makes objects', 'constructor'],
  ['8,000 letters', 'a'.repeat(8_000)],
])('[HLP8] [HLP11] answers %s at every door, and leads nowhere else', async (_name, hostile) => {
  for (const door of doors) {
    const { status, location } = await ask(door(hostile))
    expect(status, door(hostile)).toBeLessThan(500)
    expect(location, door(hostile)).toMatch(/^$|^\/(?![/\\])[^\r\n]*$/)
  }
})

it('[HLP11] takes its own name from nobody who asks, so that no cache keeps another one', async () => {
  const lies = {
    host: 'evil.example',
    forwarded: 'host=evil.example;proto=https',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-prefix': '/evil.example',
    'x-original-url': '/evil.example',
  }
  const paths = ['', '/', '/en/', `/en/${article.slug}`, '/sitemap.xml', '/en/nothing']
  for (const path of [...paths.map((one) => `/help/shop${one}`), '/api/v1/sites/shop/help?locale=en']) {
    const lied = await ask(path, lies)
    expect(lied.text + lied.location, path).not.toContain('evil')
    expect(lied, path).toEqual(await ask(path))
  }
})

it('[HLP5] publishes what costs a parser the most while it answers everybody else', async () => {
  const row = `|${'a|'.repeat(80)}\n`
  const body = `${row}|${'-|'.repeat(80)}\n${row.repeat(90)}`
  const articleId = relay.random.uuid()
  const draft = { articleId, locale: 'en', title: 'A wide table', body, collectionId: null }
  const { rev } = await susan.must<{ rev: number }>('article:create', draft)
  const published = susan.must('article:publish', { articleId, locale: 'en', rev })
  expect(await busiestTurn(published)).toBeLessThan(40)
})
