/** What there is to read while nothing is searched for: what fits this page, the collections, and what is in none. */
import type { ArticleRef, HelpDocument } from '@docent/protocol/article'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { type HelpContext, openArticle, standIn } from './help-context.ts'
import { AskPerson, Skeleton } from './search-states.tsx'

type Props = { readonly context: HelpContext }

export function Overview({ context }: Props): VNode {
  const { help, t } = context
  const overview = useValue(help.overview)
  switch (overview.state) {
    case 'loading':
      return <Skeleton context={context} />
    case 'failed':
      return (
        <div class="h-none" role="alert">
          <p class="h-none-title">{t('failed')}</p>
          <button type="button" class="h-button" onClick={help.again}>
            {t('tryAgain')}
          </button>
        </div>
      )
    case 'empty':
      return (
        <div class="h-none">
          <p class="h-muted">{t('empty')}</p>
          <AskPerson context={context} question={{}} />
        </div>
      )
    default:
      return <Shelves context={context} document={overview.document} />
  }
}

function Shelves({ context, document }: Props & { document: HelpDocument }): VNode {
  const { help, t, page, open } = context
  const { collections, others } = document
  const suggested = help.suggested(page().path)
  return (
    <>
      <Articles context={context} title={t('suggested')} articles={suggested} />
      {collections.length > 0 && (
        <section class="h-part">
          <h3 class="h-part-title">{t('collections')}</h3>
          <ul>
            {collections.map(({ id, title, description, articles }) => (
              <li key={id}>
                <button type="button" class="h-row" onClick={() => open({ kind: 'collection', id })}>
                  <span class="h-row-title" dir="auto">
                    {title}
                  </span>
                  {description && (
                    <span class="h-muted" dir="auto">
                      {description}
                    </span>
                  )}
                  <span class="h-count">{t('articles', { count: articles.length })}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Articles context={context} title={t('more')} articles={others} />
    </>
  )
}

/** Nothing where there are none. */
export function Articles(
  props: Props & { readonly title: string; readonly articles: readonly ArticleRef[] },
): VNode | null {
  const { context, title, articles } = props
  if (!articles.length) return null
  return (
    <section class="h-part">
      {title && <h3 class="h-part-title">{title}</h3>}
      <ul>
        {articles.map((ref) => {
          const language = standIn(context, ref.locale)
          return (
            <li key={ref.id}>
              <button type="button" class="h-row" onClick={() => openArticle(context, ref)}>
                <span class="h-row-title" lang={ref.locale} dir="auto">
                  {ref.title}
                </span>
                {language && <span class="h-language">{context.t('inLanguage', { language })}</span>}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
