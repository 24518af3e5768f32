/** What visitors find over HTTP, at a relay that runs. */
import type { SearchResult } from '@docent/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveRelay, openLiveRelay, type SiteName } from '../realtime/testing/live-relay.ts'
import { publishedArticle } from './testing/article-scene.ts'

let relay: LiveRelay

beforeAll(async () => {
  relay = await openLiveRelay()
})
afterAll(() => relay.close())

const ask = (query: Record<string, string>, site: SiteName = 'shop') =>
  fetch(`${relay.url}/api/v1/articles/search?${new URLSearchParams({ site, ...query })}`)
async function found(q: string, more: Record<string, string> = {}, site?: SiteName) {
  const response = await ask({ q, ...more }, site)
  expect(response.status).toBe(200)
  return ((await response.json()) as { data: readonly SearchResult[] }).data
}

it('[HLP8] finds nothing where nothing is published', async () => {
  expect(await found('refund')).toEqual([])
})

describe('what is published', () => {
  it('[HLP8] is found at once, in spite of a typo, with the words that were meant', async () => {
    const { articleId, key, slug } = await publishedArticle(relay, {
      title: 'Refunds',
      body: 'Money comes **back** within 30 days.',
    })
    const [hit] = await found('mony bakc')
    expect(hit).toEqual({
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
    })
  })
})
