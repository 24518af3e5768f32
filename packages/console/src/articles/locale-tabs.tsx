/** The languages of an article, each with what it lacks. */
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { type ArticleTab, hrefOf } from '../outside/route.ts'
import { languageName } from '../visitor-panel/places.ts'
import { type OpenArticle, translationOf } from './editor/open-article.ts'
import { standingOf } from './list/find-articles.ts'

export function LocaleTabs(props: {
  article: OpenArticle
  tab: ArticleTab
  locales: readonly string[]
  locale: string
  own: string
}): VNode {
  const { article, tab, locales, locale, own } = props
  const { say } = useDesk().words
  const { articleId } = article
  return (
    <ul class="locale-tabs" aria-label={say('article.languages')}>
      {locales.map((one) => {
        const standing = standingOf(translationOf(article.detail.value, one))
        const name = languageName(one, say.locale)
        return (
          <li key={one}>
            <a
              class="chip"
              href={hrefOf({ room: 'articles', place: { kind: 'article', articleId, tab, locale: one } })}
              aria-current={one === locale ? 'true' : undefined}
              title={one === own ? say('article.ownLanguage') : undefined}
            >
              <span class={`locale-dot locale-${standing}`} aria-hidden="true" />
              {name}
              {standing === 'missing' ? (
                <span class="locale-missing">{say('article.missing')}</span>
              ) : (
                <span class="d-hidden">{say(`articles.standing.${standing}`)}</span>
              )}
            </a>
          </li>
        )
      })}
    </ul>
  )
}
