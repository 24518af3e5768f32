/** The public help centre of a relay that runs, read as browsers and search engines read it. */
import { brotliCompressSync } from 'node:zlib'
import { waitUntil } from '@docent/testing/wait-until'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { operator } from '../../agents/actor.ts'
import { type LiveRelay, openLiveRelay } from '../../realtime/testing/live-relay.ts'
import { publishedArticle } from '../testing/article-scene.ts'

let relay: LiveRelay
beforeAll(async () => {
  relay = await openLiveRelay()
  const { version, settings } = relay.app.sites.settings(relay.sites.shop.id)
  const amir = await relay.agent('amir')
  await amir.must('settings:save', {
    version,
    settings: { ...settings, help: { ...settings.help, locales: ['en', 'et', 'ar'] } },
  })
  amir.close()
})
afterAll(() => relay.close())

const ask = (path: string, init: RequestInit = {}) => fetch(relay.url + path, { redirect: 'manual', ...init })
const textOf = async (path: string) => (await ask(path)).text()

const body = `Money **back** within <b>30</b> days.

> [!TIP]
> Keep the receipt.

| Way | Days |
|---|--:|
| Card | 3 |

## One
## Two
## Three`

describe('the page of an article', () => {
  let slug: string
  let articleId: string
  beforeEach(async () => {
    const made = await publishedArticle(relay, {
      title: `Refunds & "returns" </title> ${relay.random.uuid()}`,
      body,
    })
    slug = made.slug
    articleId = made.articleId
  })

  it('[HLP11] is one document and one sheet, small, and runs nothing', async () => {
    const response = await ask(`/help/shop/en/${slug}`)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('content-security-policy')).not.toContain('script-src')
    const scripts = [...html.matchAll(/<script([^>]*)>/g)].map(([, attributes]) => attributes?.trim())
    expect(new Set(scripts)).toEqual(new Set(['type="application/ld+json"']))
    const [sheet, ...more] = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)]
    expect(more).toEqual([])
    const css = await textOf(sheet?.[1] ?? '')
    expect(html.length + css.length).toBeLessThan(20 * 1024)
    expect(brotliCompressSync(html).length + brotliCompressSync(css).length).toBeLessThan(8 * 1024)
  })

  it('[HLP5] [HLP11] holds the article, and its title as text wherever it stands', async () => {
    const html = await textOf(`/help/shop/en/${slug}`)
    expect(html).toContain('Money <strong>back</strong> within &lt;b>30&lt;/b> days.')
    expect(html).toContain('class="d-callout d-callout-tip"')
    expect(html.match(/<\/title>/g)).toHaveLength(1)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain('href="#three"')
  })

  it('[HLP11] tells search engines where it is, and what', async () => {
    const html = await textOf(`/help/shop/en/${slug}`)
    const url = `${new URL(relay.app.own.url()).origin}/help/shop/en/${slug}`
    expect(html).toContain(`<link rel="canonical" href="${url}"`)
    const data = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(
      ([, json]) => JSON.parse(json ?? ''),
    )
    expect(data).toMatchObject([
      {
        '@type': 'TechArticle',
        inLanguage: 'en',
        url,
        headline: expect.stringContaining('Refunds & "returns" </title>'),
      },
      { '@type': 'BreadcrumbList', itemListElement: [{ position: 1 }, { position: 2, item: url }] },
    ])
  })

  it('[HLP3] [HLP11] names its other languages, in the head and in the sitemap', async () => {
    const susan = await relay.agent('susan')
    const translation = {
      articleId,
      locale: 'et',
      rev: 0,
      title: 'Raha tagasi',
      slug: `raha-tagasi-${slug.slice(-8)}`,
      body,
    }
    const { rev } = await susan.must<{ rev: number }>('article:save', translation)
    await susan.must('article:publish', { articleId, locale: 'et', rev })
    susan.close()
    const html = await textOf(`/help/shop/et/${translation.slug}`)
    expect(html).toContain('<html lang="et" dir="ltr">')
    expect(html).toContain('Kas sellest oli abi?')
    for (const path of [`/help/shop/en/${slug}`, `/help/shop/et/${translation.slug}`]) {
      expect(html).toMatch(new RegExp(`<link rel="alternate" hreflang="[a-z]{2}" href="[^"]*${path}"`))
      expect(await textOf('/help/shop/sitemap.xml')).toContain(`${path}</loc>`)
      expect(await textOf('/help/shop/sitemap-1.xml')).toContain(`${path}</loc>`)
    }
    expect(html).toMatch(new RegExp(`hreflang="x-default" href="[^"]*/help/shop/en/${slug}"`))
    for (const part of ['0', '2', '-1', 'x'])
      expect((await fetch(`${relay.url}/help/shop/sitemap-${part}.xml`)).status).toBe(404)
  })

  it('[HLP11] leads on from each name that it had, and is gone once it is withdrawn', async () => {
    const susan = await relay.agent('susan')
    const renamed = `${slug.slice(0, 60)}-renamed`
    const { rev } = await susan.must<{ rev: number }>('article:save', {
      articleId,
      locale: 'en',
      rev: 1,
      title: 'Refunds',
      slug: renamed,
      body,
    })
    await susan.must('article:publish', { articleId, locale: 'en', rev })
    const moved = await ask(`/help/shop/en/${slug}`)
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `/help/shop/en/${renamed}`])
    await susan.must('article:withdraw', { articleId, locale: 'en' })
    susan.close()
    const gone = await ask(`/help/shop/en/${renamed}`)
    expect(gone.status).toBe(404)
    expect(await gone.text()).toContain('This page is not here')
  })

  it('[HLP15] is of its own site alone', async () => {
    expect((await ask(`/help/other/en/${slug}`)).status).toBe(404)
  })

  it('is not sent again to who has it', async () => {
    const first = await ask(`/help/shop/en/${slug}`)
    const again = await ask(`/help/shop/en/${slug}`, {
      headers: { 'If-None-Match': first.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
  })

  it('[HLP11] asks whether it helped without a script, and thanks', async () => {
    const voted = await ask(`/help/shop/en/${slug}/vote`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'helpful=no',
    })
    expect([voted.status, voted.headers.get('location')]).toEqual([
      303,
      `/help/shop/en/${slug}?thanks=1#page_vote`,
    ])
    expect(await textOf(voted.headers.get('location') ?? '')).toContain('Thank you.')
  })

  it('[HLP12] counts no vote that a page of somebody else sends', async () => {
    const vote = (origin: string, from = 'cross-site') =>
      ask(`/help/shop/en/${slug}/vote`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Origin: origin,
          'Sec-Fetch-Site': from,
        },
        body: 'helpful=no',
      })
    const votes = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from help_events where kind = 'voted' and article_id = ${articleId}`.execute(
        relay.app.storage.read,
      )
      return rows[0]?.count
    }
    for (const origin of ['https://evil.example', 'null']) await vote(origin)
    expect(await votes()).toBe(0)
    await vote(new URL(relay.app.own.url()).origin)
    expect(await votes()).toBe(1)
    await vote('null', 'same-origin')
    expect(await votes()).toBe(2)
  })

  it('[HLP11] is printed as an article alone, dark on white', async () => {
    const html = await textOf(`/help/shop/en/${slug}`)
    const css = await textOf(/<link rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? '')
    const print = /@media print\{.*?\}\}/s.exec(css)?.[0]
    for (const part of ['.search', '.question', '.contents']) expect(print).toContain(part)
    // Nothing of no weight: that would lose against the rules of the screen.
    expect(print).not.toContain(':where')
    expect(css).toContain('@media screen and (prefers-color-scheme:dark){')
  })

  it('[HLP11] has no id twice, whatever its headings are called', async () => {
    const words = ['Content', 'Related', 'Vote', 'Vote title', 'Step 2', 'Step', 'Step']
    const made = await publishedArticle(relay, {
      title: `Ids ${relay.random.uuid()}`,
      body: words.map((word) => `## ${word}\n\nText.`).join('\n\n'),
    })
    const html = await textOf(`/help/shop/en/${made.slug}`)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.length).toBeGreaterThan(words.length)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the first page', () => {
  it('[HLP11] is found from the site’s address by the reader’s language', async () => {
    const from = async (path: string, language: string) =>
      (await ask(path, { headers: { 'Accept-Language': language } })).headers.get('location')
    expect(await from('/help/shop/', 'et-EE,et;q=0.9,en;q=0.5')).toBe('/help/shop/et/')
    expect(await from('/help/shop/', 'fr')).toBe('/help/shop/en/')
    expect(await from('/help/shop', 'fr')).toBe('/help/shop/')
    expect(await from('/help/shop/et', 'fr')).toBe('/help/shop/et/')
    expect(await from('/help/shop/et/raha/', 'fr')).toBe('/help/shop/et/raha')
    expect(await from('/help/shop/et/%2F%2Fevil.example/', 'fr')).toBe('/help/shop/et/%2F%2Fevil.example')
    expect(await from('/help/shop/..%2F..%2F%2Fevil.example%3F', 'fr')).toBe(
      '/help/shop/..%2F..%2F%2Fevil.example%3F/',
    )
  })

  it('is written from right to left where its language is', async () => {
    const html = await textOf('/help/shop/ar/')
    expect(html).toContain('<html lang="ar" dir="rtl">')
    // Not translated so far: its question mark stays at its end.
    expect(html).toContain('<h1 dir="auto">How can we help?</h1>')
  })

  it('[HLP11] lists a topic of many articles over pages, and says of a page that is none that it is not here', async () => {
    const susan = await relay.agent('susan')
    const collectionId = relay.random.uuid()
    await susan.must('collection:save', {
      collectionId,
      titles: { en: 'Many things' },
      descriptions: {},
      position: 0,
    })
    susan.close()
    for (let made = 0; made < 8; made++) {
      const { articleId, key } = await publishedArticle(relay, { title: `Thing number ${made}` })
      const author = await relay.agent('susan')
      const place = { key, collectionId, tags: [], tourFlowId: null, suggestOn: [] }
      await author.must('article:place', { articleId, place })
      author.close()
    }
    const home = await textOf('/help/shop/en/')
    expect(home).toContain('Show all 8 articles')
    expect(home.match(/Thing number/g)).toHaveLength(6)
    expect((await textOf(`/help/shop/en/?in=${collectionId}`)).match(/Thing number/g)).toHaveLength(8)
    expect(await textOf(`/help/shop/en/?in=${collectionId}`)).toContain(`/help/shop/et/?in=${collectionId}"`)
    expect(home).toMatch(/hreflang="x-default" href="http[^"]*\/help\/shop\/"/)
    for (const page of ['2', '0', '-1', 'x', '1e9'])
      expect((await ask(`/help/shop/en/?in=${collectionId}&page=${page}`)).status).toBe(404)
  })

  it('is not there where the site has no pages of its own', async () => {
    const { version, settings } = relay.app.sites.settings(relay.sites.other.id)
    const saved = await relay.app.sites.saveSettings({ ...operator, siteId: relay.sites.other.id }, version, {
      ...settings,
      help: { ...settings.help, pages: false },
    })
    expect(saved.ok).toBe(true)
    expect((await ask('/help/other/')).status).toBe(404)
    expect((await ask('/help/other/en/')).status).toBe(404)
  })

  it.each([
    '/help/none/',
    '/help/none/en/x',
    '/help/shop/xx/',
    '/help/shop/en/%00',
    '/help/shop/en/a%2Fb',
    '/help/shop/en/..%2f..%2fetc',
    '/help/shop/%3Cscript%3E/',
  ])('[INP1] answers 404 to %s, and repeats nothing of it as markup', async (path) => {
    const response = await ask(path)
    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('<script>')
  })

  it('[HLP8] [HLP11] finds without a script, with a slip of the finger, and marks what it found', async () => {
    const { slug } = await publishedArticle(relay, {
      title: 'Anchoring overnight',
      body: 'Where boats may anchor.',
    })
    // The searching thread hears of it a moment later.
    await waitUntil(
      async () => (await textOf('/help/shop/en/?q=anchroing')).includes(`/help/shop/en/${slug}"`),
      {
        what: 'the article among the results',
      },
    )
    expect(await textOf('/help/shop/en/?q=anchor')).toContain('<mark>anchor</mark>')
    expect(await textOf('/help/shop/en/?q=qqqqqq')).toContain('Nothing found for “qqqqqq”.')
  })

  it('[INP1] shows what was searched as words, whatever it is', async () => {
    const query = '"><script>alert(1)</script>\u0000'
    const html = await textOf(`/help/shop/en/?q=${encodeURIComponent(query)}`)
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('noindex')
    expect((await ask(`/help/shop/en/?q=a&q=b`)).status).toBe(200)
    expect((await ask(`/help/shop/en/?q=${'x'.repeat(8_000)}`)).status).toBe(200)
  })
})
