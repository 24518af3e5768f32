/** One article: what it is called, how it stands in the chosen language, whether all is saved, and its three parts. */
import { IconAlertTriangle, IconBookOpen } from '@docent/ui/icons.tsx'
import { Spinner } from '@docent/ui/spinner.tsx'
import { computed } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { BackButton } from '../controls/back-button.tsx'
import { Button } from '../controls/button.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import { type ArticleTab, articleTabs, hrefOf } from '../outside/route.ts'
import { ArticleActions } from './article-actions.tsx'
import { StandingTag } from './article-marks.tsx'
import { DraftConflict } from './editor/draft-conflict.tsx'
import { createOpenArticle, type OpenArticle, translationOf } from './editor/open-article.ts'
import { SheetSavingWords } from './editor/saving-words.tsx'
import { WriteTab } from './editor/write-tab.tsx'
import { helpLocalesOf, localesOf } from './help-locales.ts'
import { titleOf } from './list/find-articles.ts'
import { LocaleTabs } from './locale-tabs.tsx'
import { PlaceTab } from './place/place-tab.tsx'
import { VersionsTab } from './versions/versions-tab.tsx'

export function ArticlePage(props: {
  articleId: string
  tab: ArticleTab
  wantedLocale: string | null
}): VNode {
  const { articleId, tab, wantedLocale } = props
  const desk = useDesk()
  const { say } = desk.words
  const article = useMemo(
    () =>
      createOpenArticle({
        articleId,
        articles: desk.client.articles,
        drafts: desk.client.drafts,
        connected: computed(() => desk.client.connection.status.value.state === 'open'),
        later: desk.later,
      }),
    [desk, articleId],
  )
  useEffect(() => article.close, [article])
  const isReady = article.state.value === 'ready'
  const detail = article.detail.value
  const site = helpLocalesOf(desk)
  const locales = localesOf(site, detail?.translations ?? [])
  const written = locales.filter((one) => translationOf(detail, one) !== null)
  const locale =
    wantedLocale !== null && locales.includes(wantedLocale)
      ? wantedLocale
      : (written.find((one) => one === site.own) ?? written[0] ?? site.own)
  const isArchived = detail !== null && detail.archivedAt !== null
  const sheet = isReady ? article.sheet(locale) : null
  const isBegun = translationOf(detail, locale) !== null || (sheet && sheet.saving.value.kind !== 'saved')
  // In a language that it is not written in it is still this article.
  const known = detail ?? desk.client.articles.list.value?.articles.find(({ id }) => id === articleId)
  const title = isBegun ? sheet?.words.value.title : known && titleOf(known, locale, site.own)
  return (
    <section class="pane articles-pane" aria-labelledby="article-title">
      <header class="pane-head article-head">
        <BackButton label={say('articles.back')} onClick={() => desk.goArticles({ kind: 'list' })} />
        <div class="article-name">
          <h1 class="article-heading" id="article-title" dir="auto">
            {title || say('article.untitled')}
          </h1>
          {isReady &&
            (isArchived ? (
              <span class="tag">{say('articles.archived')}</span>
            ) : (
              <StandingTag translation={translationOf(detail, locale)} />
            ))}
          {sheet && isBegun && !isArchived && tab === 'write' && <SheetSavingWords sheet={sheet} />}
        </div>
        {isReady && <ArticleActions article={article} locale={locale} />}
      </header>
      {isReady && (
        <nav class="article-tabs" aria-label={say('article.tabs')}>
          {articleTabs.map((one) => (
            <a
              key={one}
              class="flow-tab"
              href={hrefOf({ room: 'articles', place: { kind: 'article', articleId, tab: one, locale } })}
              aria-current={one === tab ? 'page' : undefined}
            >
              {say(`article.tab.${one}`)}
            </a>
          ))}
          {tab !== 'place' && locales.length > 1 && (
            <LocaleTabs article={article} tab={tab} locales={locales} locale={locale} own={site.own} />
          )}
        </nav>
      )}
      {isReady && isArchived && <p class="read-only">{say('article.archivedText')}</p>}
      {isReady && !isArchived && !desk.may('articles.publish') && (
        <p class="read-only" id="article-may">
          {say('article.mayNotPublish')}
        </p>
      )}
      {sheet?.saving.value.kind === 'conflict' && <DraftConflict sheet={sheet} />}
      <Body article={article} tab={tab} locale={locale} own={site.own} />
    </section>
  )
}

function Body(props: { article: OpenArticle; tab: ArticleTab; locale: string; own: string }): VNode {
  const { article, tab, locale, own } = props
  const desk = useDesk()
  const { say } = desk.words
  switch (article.state.value) {
    case 'loading':
      return (
        <p class="articles-wait">
          <Spinner label={say('articles.loading')} />
        </p>
      )
    case 'missing':
      return (
        <EmptyState
          icon={<IconBookOpen />}
          title={say('article.missingTitle')}
          text={say('article.missingText')}
        >
          <Button label={say('articles.back')} onClick={() => desk.goArticles({ kind: 'list' })} />
        </EmptyState>
      )
    case 'failed':
      return (
        <EmptyState icon={<IconAlertTriangle />} title={say('article.failed')} text={say('notReached')}>
          <Button label={say('retry')} onClick={() => void article.load()} />
        </EmptyState>
      )
    default:
      if (tab === 'place') return <PlaceTab article={article} />
      if (tab === 'versions') return <VersionsTab key={locale} article={article} locale={locale} />
      return <WriteTab key={locale} article={article} locale={locale} own={own} />
  }
}
