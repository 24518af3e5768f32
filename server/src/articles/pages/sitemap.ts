/** The sitemap of a site's help centre: each article in each of its languages, streamed, since there may be thousands. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PageAddress } from '../reading/article-documents.ts'
import type { HelpPagesSource, HelpSite } from './help-pages-source.ts'
import type { HelpAddresses } from './page.ts'

/** Characters that are written at once. */
const partLength = 64 * 1024

export async function* sitemap(
  source: Pick<HelpPagesSource, 'everyAddress'>,
  site: HelpSite,
  to: HelpAddresses,
): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
  let part = ''
  for await (const slice of source.everyAddress(site))
    for (const pages of slice) {
      part += entriesOf(pages, to)
      if (part.length < partLength) continue
      yield part
      part = ''
      // In many languages one slice is hundreds of parts.
      await nextTurn()
    }
  yield `${part}</urlset>\n`
}

/** Each language of an article names all others. */
function entriesOf(pages: readonly PageAddress[], to: HelpAddresses): string {
  const absolute = pages.map((page) => ({ ...page, url: to.origin + to.article(page.locale, page.slug) }))
  const alternates = (absolute.length > 1 ? absolute : [])
    .map(
      ({ locale, url }) =>
        `<xhtml:link rel="alternate" hreflang="${escaped(locale)}" href="${escaped(url)}"/>`,
    )
    .join('')
  return absolute
    .map(
      ({ url, updatedAt }) =>
        `<url><loc>${escaped(url)}</loc><lastmod>${new Date(updatedAt).toISOString()}</lastmod>${alternates}</url>\n`,
    )
    .join('')
}

const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`)
