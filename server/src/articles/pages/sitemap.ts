/** The sitemap of a site's help centre: each article in each of its languages, streamed, since there may be thousands. */
import type { HelpPagesSource, HelpSite } from './help-pages-source.ts'
import type { HelpAddresses } from './page.ts'

export async function* sitemap(
  source: Pick<HelpPagesSource, 'everyAddress'>,
  site: HelpSite,
  to: HelpAddresses,
): AsyncGenerator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
  for await (const slice of source.everyAddress(site))
    yield slice
      .flatMap((pages) => {
        const absolute = pages.map((page) => ({
          ...page,
          url: to.origin + to.article(page.locale, page.slug),
        }))
        const others = absolute.length > 1 ? absolute : []
        const alternates = others
          .map(
            ({ locale, url }) =>
              `<xhtml:link rel="alternate" hreflang="${escaped(locale)}" href="${escaped(url)}"/>`,
          )
          .join('')
        return absolute.map(
          ({ url, updatedAt }) =>
            `<url><loc>${escaped(url)}</loc><lastmod>${new Date(updatedAt).toISOString()}</lastmod>${alternates}</url>\n`,
        )
      })
      .join('')
  yield '</urlset>\n'
}

const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.codePointAt(0)};`)
