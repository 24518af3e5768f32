/** The page of an article in the public help centre, read as browsers and search engines read it. */
import { brotliCompressSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { publishedArticle } from '../testing/article-scene.ts'
import { type HelpCentre, openHelpCentre } from '../testing/help-centre.ts'

let relay: HelpCentre['relay']
let ask: HelpCentre['ask']
let textOf: HelpCentre['textOf']
beforeAll(async () => {
  ;({ relay, ask, textOf } = await openHelpCentre())
})
afterAll(() => relay.close())

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
