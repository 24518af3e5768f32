/**
 * The sitemap of a site's help centre: each article in each of its languages, streamed, since there may be thousands. More than
 * search engines take in one file comes in parts, which the sitemap then lists.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PageAddress } from '../reading/article-documents.ts'
import type { HelpPagesSource, HelpSite } from './help-pages-source.ts'
import { defaultPage, type HelpAddresses } from './page.ts'

/** Of one file, as sitemaps.org has it: addresses and bytes. */
const mostAddresses = 50_000
const mostBytes = 50 * 1024 * 1024
/** Characters that are written at once. */
const piece = 64 * 1024

interface Options {
  readonly source: Pick<HelpPagesSource, 'everyAddress'>
  readonly site: HelpSite
  readonly to: HelpAddresses
  /** Addresses of one file; fewer in tests. */
  readonly most?: number | undefined
}

interface Part {
  /** The articles of this file, each in its languages. */
  readonly articles: readonly (readonly PageAddress[])[]
  readonly changedAt: number
}

/** All of it where it fits into one file, else the list of its parts. */
export async function* sitemap(options: Options): AsyncGenerator<string> {
  const parts: Pick<Part, 'changedAt'>[] = []
  let only: Part | null = null
  for await (const part of partsOf(options)) {
    only = parts.length === 0 ? part : null
    parts.push({ changedAt: part.changedAt })
  }
  if (only || parts.length === 0) return yield* urlSet(only?.articles ?? [], options)
  yield `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n`
  const { to } = options
  yield parts
    .map(
      ({ changedAt }, at) =>
        `<sitemap><loc>${escaped(to.origin + to.sitemapPart(at + 1))}</loc><lastmod>${new Date(changedAt).toISOString()}</lastmod></sitemap>\n`,
    )
    .join('')
  yield '</sitemapindex>\n'
}

/** @param number counted from 1; null where there is no such part */
export async function sitemapPart(options: Options, number: number): Promise<AsyncGenerator<string> | null> {
  let at = 0
  for await (const { articles } of partsOf(options)) if (++at === number) return urlSet(articles, options)
  return null
}

async function* partsOf({ source, site, to, most = mostAddresses }: Options): AsyncGenerator<Part> {
  let articles: (readonly PageAddress[])[] = []
  let [addresses, bytes, changedAt] = [0, 0, 0]
  for await (const slice of source.everyAddress(site)) {
    for (const pages of slice) {
      const size = sizeOf(pages, to)
      if (articles.length > 0 && (addresses + pages.length > most || bytes + size > mostBytes)) {
        yield { articles, changedAt }
        articles = []
        addresses = bytes = changedAt = 0
      }
      articles.push(pages)
      addresses += pages.length
      bytes += size
      changedAt = pages.reduce((latest, { updatedAt }) => Math.max(latest, updatedAt), changedAt)
    }
    await nextTurn()
  }
  if (articles.length > 0) yield { articles, changedAt }
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'

async function* urlSet(articles: Part['articles'], { site, to }: Options): AsyncGenerator<string> {
  yield `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n`
  let part = ''
  for (const pages of articles) {
    part += entriesOf(pages, site, to)
    if (part.length < piece) continue
    yield part
    part = ''
    // In many languages one slice is hundreds of pieces.
    await nextTurn()
  }
  yield `${part}</urlset>\n`
}

/** Each language of an article names all others. */
function entriesOf(pages: readonly PageAddress[], site: HelpSite, to: HelpAddresses): string {
  const absolute = pages.map((page) => ({ ...page, url: to.origin + to.article(page.locale, page.slug) }))
  const unspoken = defaultPage(absolute, site)
  const alternates = (absolute.length > 1 ? absolute : []).map(({ locale, url }) => alternate(locale, url))
  if (alternates.length > 0 && unspoken) alternates.push(alternate('x-default', unspoken.url))
  const links = alternates.join('')
  return absolute
    .map(
      ({ url, updatedAt }) =>
        `<url><loc>${escaped(url)}</loc><lastmod>${new Date(updatedAt).toISOString()}</lastmod>${links}</url>\n`,
    )
    .join('')
}

const alternate = (locale: string, url: string): string =>
  `<xhtml:link rel="alternate" hreflang="${escaped(locale)}" href="${escaped(url)}"/>`

/** Bytes of an article's entries, or a few more, without writing them: in forty languages they are more than the article. */
function sizeOf(pages: readonly PageAddress[], to: HelpAddresses): number {
  const marks = 100
  // Addresses are percent-encoded; what is escaped in them grows to five characters.
  const urls = pages.map(({ locale, slug }) => {
    const url = to.origin + to.article(locale, slug)
    return url.length + (url.match(/[<>&"']/g)?.length ?? 0) * 4 + marks
  })
  const all = urls.reduce((sum, length) => sum + length, 0)
  const links = pages.length > 1 ? all + Math.max(...urls) : 0
  return all + links * pages.length
}

const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`)
