/**
 * One article as a page: where it stands, its body, what it is related to, and a question that needs no script.
 * Ids of the page's own have an underscore, which no id of an article's heading has.
 */
import type { ArticleShown } from '@docent/protocol'
import { inlineWords } from '@docent/protocol/article-words'
import { ArticleBody } from '@docent/ui/article-nodes'
import { type ComponentChildren, h } from 'preact'
import type { HelpTranslator } from './help-words.ts'
import { articleLink } from './home-page.ts'
import type { HelpAddresses } from './page.ts'

export interface ArticlePageOptions {
  readonly article: ArticleShown
  readonly t: HelpTranslator
  readonly to: HelpAddresses
  readonly basePath: string
  /** The path of another article by its key; null where there is none to read. */
  readonly byKey: (key: string) => string | null
  readonly voted: boolean
}

/** An article of fewer large headings is seen whole without a list of them. */
const contentsFrom = 3

export function articleView(options: ArticlePageOptions): ComponentChildren {
  const { article, t, to, basePath, byKey } = options
  const { locale, nodes, collection, related, updatedAt } = article
  const date = new Date(updatedAt)
  return h('article', { class: 'article' }, [
    h('nav', { class: 'trail' }, [
      h('a', { href: to.home(locale) }, t('home')),
      collection && h('a', { href: `${to.home(locale)}?in=${collection.id}` }, collection.title),
    ]),
    h('h1', { dir: 'auto' }, article.title),
    h(
      'p',
      { class: 'quiet' },
      h('time', { dateTime: date.toISOString() }, t('updated', { date: dateFormat(t.locale).format(date) })),
    ),
    contents(options),
    h(ArticleBody, {
      nodes,
      locale,
      headings: 2,
      names: {
        note: t('note'),
        tip: t('tip'),
        warning: t('warning'),
        table: t('table'),
        code: t('code'),
      },
      picture: (url) => (url.startsWith('/') ? basePath + url : url),
      article: (key, words) => {
        const path = byKey(key)
        return path === null ? words : h('a', { href: path }, words)
      },
      inPlace: true,
    }),
    question(options),
    related.length > 0 &&
      h('section', { class: 'related', 'aria-labelledby': 'page_related' }, [
        h('h2', { id: 'page_related' }, t('related')),
        h(
          'ul',
          { class: 'articles' },
          related.map((one) => h('li', null, articleLink(one, { t, to, locale }))),
        ),
      ]),
  ])
}

function contents({ article, t }: ArticlePageOptions): ComponentChildren {
  const large = article.nodes.flatMap((node) => (node.type === 'heading' && node.level === 2 ? [node] : []))
  if (large.length < contentsFrom) return null
  return h('nav', { class: 'contents', 'aria-label': t('onThisPage') }, [
    h('p', { class: 'contents-title', 'aria-hidden': true }, t('onThisPage')),
    h(
      'ul',
      null,
      large.map(({ id, children }) =>
        h('li', null, h('a', { href: `#${id}`, dir: 'auto' }, inlineWords(children))),
      ),
    ),
  ])
}

function question({ article, t, to, voted }: ArticlePageOptions): ComponentChildren {
  if (voted) return h('p', { class: 'question', role: 'status', id: 'page_vote', dir: 'auto' }, t('thanks'))
  const action = `${to.article(article.locale, article.slug)}/vote`
  return h('form', { class: 'question', method: 'post', action, id: 'page_vote' }, [
    h('p', { id: 'page_vote-title', dir: 'auto' }, t('helpful')),
    h('div', { role: 'group', 'aria-labelledby': 'page_vote-title' }, [
      h('button', { name: 'helpful', value: 'yes' }, t('yes')),
      h('button', { name: 'helpful', value: 'no' }, t('no')),
    ]),
  ])
}

const formats = (): ((locale: string) => Intl.DateTimeFormat) => {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (locale) => {
    const format = made.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
    made.set(locale, format)
    return format
  }
}
/** Each takes longer to make than a page to draw. */
const dateFormat = formats()
