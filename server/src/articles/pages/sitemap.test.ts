import { defaultSettings } from '@docent/protocol'
import { describe, expect, it } from 'vitest'
import type { PageAddress } from '../reading/article-documents.ts'
import type { HelpSite } from './help-pages-source.ts'
import type { HelpAddresses } from './page.ts'
import { sitemap, sitemapPart } from './sitemap.ts'

const site: HelpSite = { id: 's', key: 'shop', name: 'Shop', settings: defaultSettings }
const to: HelpAddresses = {
  origin: 'https://help.example',
  root: '/help/shop/',
  home: (locale) => `/help/shop/${locale}/`,
  article: (locale, slug) => `/help/shop/${locale}/${slug}`,
  style: '/style.css',
  sitemapPart: (number) => `/help/shop/sitemap-${number}.xml`,
}
const day = 24 * 3_600_000

function optionsOf(count: number, locales: readonly string[], most?: number) {
  const articles = Array.from({ length: count }, (_, at) =>
    locales.map((locale): PageAddress => ({ locale, slug: `a${at}`, updatedAt: at * day })),
  )
  const source = {
    async *everyAddress() {
      for (let at = 0; at < articles.length; at += 100) yield articles.slice(at, at + 100)
    },
  }
  return { source, site, to, most }
}

async function textOf(map: AsyncGenerator<string> | null): Promise<string> {
  const pieces: string[] = []
  for await (const piece of map ?? []) pieces.push(piece)
  return pieces.join('')
}
const placesIn = (xml: string) => [...xml.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, place]) => place)

describe('the sitemap', () => {
  it('[HLP11] is one file while search engines take it as one', async () => {
    const xml = await textOf(sitemap(optionsOf(3, ['en', 'et'], 6)))
    expect(xml).toContain('<urlset ')
    expect(placesIn(xml)).toHaveLength(6)
    expect(placesIn(await textOf(sitemap(optionsOf(0, ['en']))))).toEqual([])
  })

  it('[HLP11] names its parts where there are more addresses than one file takes', async () => {
    const options = optionsOf(250, ['en', 'et'], 99)
    const list = await textOf(sitemap(options))
    expect(list).toContain('<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    const parts = placesIn(list)
    expect(parts).toHaveLength(6)
    expect(parts[5]).toBe('https://help.example/help/shop/sitemap-6.xml')
    // The day on which the last of its articles was changed.
    expect(list).toContain(`<lastmod>${new Date(48 * day).toISOString()}</lastmod>`)
    const places: (string | undefined)[] = []
    for (const at of parts.keys()) {
      const found = placesIn(await textOf(await sitemapPart(options, at + 1)))
      expect(found.length).toBeLessThanOrEqual(99)
      places.push(...found)
    }
    expect(new Set(places).size).toBe(500)
    expect(await sitemapPart(options, 7)).toBe(null)
  })

  it('[HLP11] has no part above 50 MiB, however many languages there are', { timeout: 60_000 }, async () => {
    const letters = [...'abcdefg']
    const locales = letters.flatMap((one) => letters.map((two) => one + two)).slice(0, 40)
    const options = optionsOf(600, locales)
    const parts = placesIn(await textOf(sitemap(options)))
    expect(parts.length).toBeGreaterThan(1)
    for (const at of parts.keys())
      expect((await textOf(await sitemapPart(options, at + 1))).length).toBeLessThan(50 * 1024 * 1024)
  })

  it('[HLP11] says which language is for readers of none of them', async () => {
    const xml = await textOf(sitemap(optionsOf(1, ['et', 'en'])))
    expect(
      xml.match(/hreflang="x-default" href="https:\/\/help\.example\/help\/shop\/en\/a0"/g),
    ).toHaveLength(2)
    expect(await textOf(sitemap(optionsOf(1, ['et'])))).not.toContain('x-default')
  })
})
