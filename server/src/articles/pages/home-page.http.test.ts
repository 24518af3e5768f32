/** The first page of the public help centre, what leads to it, and what is searched there. */
import { waitUntil } from '@docent/testing/wait-until'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operator } from '../../agents/actor.ts'
import { publishedArticle } from '../testing/article-scene.ts'
import { type HelpCentre, openHelpCentre } from '../testing/help-centre.ts'

let relay: HelpCentre['relay']
let ask: HelpCentre['ask']
let textOf: HelpCentre['textOf']
beforeAll(async () => {
  ;({ relay, ask, textOf } = await openHelpCentre())
})
afterAll(() => relay.close())

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
