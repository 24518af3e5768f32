/** What search engines are told of a page, in the words of schema.org. */
import type { ArticleShown } from '@docent/protocol'
import type { HelpSite } from './help-pages-source.ts'
import type { HelpTranslator } from './help-words.ts'
import type { HelpAddresses } from './page.ts'

interface Options {
  readonly site: HelpSite
  readonly t: HelpTranslator
  readonly to: HelpAddresses
}

export function articleData(article: ArticleShown, description: string, { site, t, to }: Options): object[] {
  const { locale, slug, title, updatedAt, collection } = article
  const url = to.origin + to.article(locale, slug)
  const home = to.origin + to.home(locale)
  const trail = [
    { name: t('helpCentre', { name: site.name }), item: home },
    ...(collection ? [{ name: collection.title, item: `${home}?in=${collection.id}` }] : []),
    { name: title, item: url },
  ]
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'TechArticle',
      headline: title.slice(0, 110),
      description,
      inLanguage: locale,
      url,
      mainEntityOfPage: url,
      dateModified: new Date(updatedAt).toISOString(),
      publisher: { '@type': 'Organization', name: site.name },
      author: { '@type': 'Organization', name: site.name },
    },
    {
      '@context': 'https://schema.org',
      '@type': 'BreadcrumbList',
      itemListElement: trail.map((one, place) => ({ '@type': 'ListItem', position: place + 1, ...one })),
    },
  ]
}

export function homeData(locale: string, { site, t, to }: Options): object[] {
  const url = to.origin + to.home(locale)
  return [
    {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      name: t('helpCentre', { name: site.name }),
      url,
      inLanguage: locale,
      potentialAction: {
        '@type': 'SearchAction',
        target: { '@type': 'EntryPoint', urlTemplate: `${url}?q={search_term_string}` },
        'query-input': 'required name=search_term_string',
      },
    },
  ]
}
