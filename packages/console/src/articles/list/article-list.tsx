/** All articles of the site: found by words, collection, language and how they stand. */
import { IconBookOpen, IconPlus, IconSearch } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { useComputed, useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { Button } from '../../controls/button.tsx'
import { EmptyState } from '../../controls/empty-state.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { ViewsButton } from '../../shell/views-button.tsx'
import { ArticlesNav } from '../articles-nav.tsx'
import { helpLocalesOf } from '../help-locales.ts'
import { ArticleFilters } from './article-filters.tsx'
import { ArticleRows } from './article-rows.tsx'
import { type ArticleFilter, allArticles, findArticles } from './find-articles.ts'
import { NewArticle } from './new-article.tsx'

export function ArticleList(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const filter = useSignal<ArticleFilter>(allArticles)
  const making = useSignal(false)
  const mayWrite = desk.may('articles.write')
  const { articles } = desk.client
  const shelf = (filter.value.standing === 'archived' ? articles.archived : articles.list).value
  const { own } = helpLocalesOf(desk)
  const shown = useComputed(() => {
    const of = filter.value.standing === 'archived' ? articles.archived.value : articles.list.value
    return findArticles(of?.articles ?? [], filter.value, helpLocalesOf(desk).own)
  }).value
  const begin = (): void => {
    making.value = true
  }
  const isUnfiltered = filter.value.standing !== 'archived'
  return (
    <section class="pane articles-pane" aria-labelledby="articles-title">
      <header class="pane-head articles-head">
        <ViewsButton keys="views" />
        <h1 class="pane-title" id="articles-title">
          {say('articles.title')}
        </h1>
        {mayWrite && (
          <Button label={say('articles.new')} look="primary" icon={<IconPlus size={16} />} onClick={begin} />
        )}
      </header>
      <ArticlesNav page="list" />
      {shelf === null ? (
        <p class="articles-wait">
          <Spinner label={say('articles.loading')} />
        </p>
      ) : isUnfiltered && shelf.complete && shelf.articles.length === 0 ? (
        <EmptyState
          icon={<IconBookOpen />}
          title={say('articles.emptyTitle')}
          text={say(mayWrite ? 'articles.emptyText' : 'articles.emptyReader')}
        >
          {mayWrite && <Button label={say('articles.emptyAction')} look="primary" onClick={begin} />}
          <ShowArchived filter={filter.value} onChange={(next) => (filter.value = next)} />
        </EmptyState>
      ) : (
        <>
          <ArticleFilters
            filter={filter.value}
            shelf={shelf}
            shown={shown.length}
            onChange={(next) => {
              filter.value = next
            }}
          />
          {shown.length > 0 ? (
            <ArticleRows
              rows={shown}
              filter={filter.value}
              defaultLocale={own}
              collections={shelf.collections}
            />
          ) : (
            <EmptyState
              icon={<IconSearch />}
              title={say(
                filter.value.standing === 'archived' ? 'articles.noneArchived' : 'articles.noneTitle',
              )}
              text={say('articles.noneText')}
            >
              <Button
                label={say('articles.showAll')}
                onClick={() => {
                  filter.value = allArticles
                }}
              />
            </EmptyState>
          )}
        </>
      )}
      {making.value && (
        <NewArticle
          onClose={() => {
            making.value = false
          }}
        />
      )}
    </section>
  )
}

/** Where everything was archived, that is where it is. */
function ShowArchived(props: { filter: ArticleFilter; onChange: (filter: ArticleFilter) => void }): VNode {
  const { say } = useDesk().words
  return (
    <Button
      label={say('articles.showArchived')}
      look="plain"
      onClick={() => props.onChange({ ...props.filter, standing: 'archived' })}
    />
  )
}
