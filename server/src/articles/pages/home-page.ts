/** The first page of a help centre: search, then its topics; with a query the results, with a topic all of its articles. */
import type { ArticleRef, HelpDocument, SearchResult } from '@docent/protocol'
import { type ComponentChildren, h } from 'preact'
import { type HelpTranslator, languageName } from './help-words.ts'
import type { HelpAddresses } from './page.ts'

/** Articles of a topic on the first page, and on a page of the topic's own. */
const firstOfTopic = 6
const ofPage = 50

export interface HomeOptions {
  readonly overview: HelpDocument
  readonly locale: string
  readonly t: HelpTranslator
  readonly to: HelpAddresses
}

interface Topic {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly articles: readonly ArticleRef[]
}

/** Articles of no collection are a topic too; its id can be no other's. */
export const othersId = 'others'

export function topicsOf({ collections, others }: HelpDocument, t: HelpTranslator): readonly Topic[] {
  const filled: Topic[] = collections.filter(({ articles }) => articles.length > 0)
  if (others.length === 0) return filled
  const title = filled.length > 0 ? t('others') : t('topics')
  return [...filled, { id: othersId, title, description: '', articles: others }]
}

export function topicsView(options: HomeOptions): ComponentChildren {
  const { t, overview } = options
  const topics = topicsOf(overview, t)
  if (topics.length === 0)
    return h('div', { class: 'empty' }, [
      h('h2', { dir: 'auto' }, t('empty')),
      h('p', { dir: 'auto' }, t('emptyHint')),
    ])
  return h(
    'div',
    { class: 'topics' },
    topics.map((topic) => {
      const { id, title, description, articles } = topic
      const more = articles.length > firstOfTopic
      return h('section', { class: 'topic', 'aria-labelledby': `topic-${id}` }, [
        h('h2', { id: `topic-${id}` }, more ? h('a', { href: topicPath(options, id) }, title) : title),
        description && h('p', { class: 'quiet' }, description),
        list(articles.slice(0, firstOfTopic), options),
        more && h('a', { class: 'more', href: topicPath(options, id) }, t('all', { count: articles.length })),
      ])
    }),
  )
}

/** @param page counted from 1; null where there is no such page */
export function topicView(options: HomeOptions, topic: Topic, page: number): ComponentChildren | null {
  const { t, to, locale } = options
  const pages = Math.ceil(topic.articles.length / ofPage)
  if (page < 1 || page > pages) return null
  return [
    h('nav', { class: 'trail' }, h('a', { href: to.home(locale) }, t('home'))),
    h('h1', null, topic.title),
    topic.description && h('p', { class: 'quiet' }, topic.description),
    list(topic.articles.slice((page - 1) * ofPage, page * ofPage), options),
    pages > 1 &&
      h('nav', { class: 'pages' }, [
        page > 1
          ? h('a', { rel: 'prev', href: topicPath(options, topic.id, page - 1) }, t('previous'))
          : h('span', null),
        h('span', { class: 'quiet' }, `${page} / ${pages}`),
        page < pages
          ? h('a', { rel: 'next', href: topicPath(options, topic.id, page + 1) }, t('next'))
          : h('span', null),
      ]),
  ]
}

export function resultsView(
  options: HomeOptions,
  query: string,
  results: readonly SearchResult[] | null,
): ComponentChildren {
  const { t, to, locale } = options
  const trail = h('nav', { class: 'trail' }, h('a', { href: to.home(locale) }, t('home')))
  if (!results) return [trail, h('h1', { role: 'alert', dir: 'auto' }, t('searchRests')), topicsView(options)]
  if (results.length === 0)
    return [
      trail,
      h('h1', { dir: 'auto' }, t('noResults', { query })),
      h('p', { class: 'quiet', dir: 'auto' }, t('noResultsHint')),
      topicsView(options),
    ]
  return [
    trail,
    h('h1', { dir: 'auto' }, t('resultsFor', { query })),
    h('p', { class: 'quiet', role: 'status' }, t('results', { count: results.length })),
    h(
      'ol',
      { class: 'results' },
      results.map((one) =>
        h('li', null, [
          articleLink(one, options),
          h('p', { dir: 'auto', lang: langOf(one, locale) }, marked(one)),
        ]),
      ),
    ),
  ]
}

export const topicPath = ({ to, locale }: Pick<HomeOptions, 'to' | 'locale'>, id: string, page = 1): string =>
  `${to.home(locale)}?in=${encodeURIComponent(id)}${page > 1 ? `&page=${page}` : ''}`

const list = (articles: readonly ArticleRef[], options: HomeOptions): ComponentChildren =>
  h(
    'ul',
    { class: 'articles' },
    articles.map((one) => h('li', null, articleLink(one, options))),
  )

/** Says which language an article is in where that is not the page's. */
export function articleLink(
  one: ArticleRef,
  { t, to, locale }: Omit<HomeOptions, 'overview'>,
): ComponentChildren {
  const lang = langOf(one, locale)
  return [
    h('a', { href: to.article(one.locale, one.slug), lang, hreflang: lang, dir: 'auto' }, one.title),
    lang &&
      h('span', { class: 'stand-in' }, t('inLanguage', { language: languageName(one.locale, t.locale) })),
  ]
}

const langOf = (one: ArticleRef, locale: string): string | undefined =>
  one.locale === locale ? undefined : one.locale

function marked({ snippet, highlights }: SearchResult): ComponentChildren[] {
  const parts: ComponentChildren[] = []
  let from = 0
  for (const [start, end] of highlights) {
    parts.push(snippet.slice(from, start), h('mark', null, snippet.slice(start, end)))
    from = end
  }
  // A piece of a text: where it stops within a sentence, it shows that it does.
  return [...parts, snippet.slice(from), /[.!?…。:)]["»”’]*$/.test(snippet) ? '' : '…']
}
