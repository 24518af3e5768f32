/** One article: its text, the tour that shows it, what is related, whether it helped, and the way to a person. */
import type { Reading } from '@docent/client/visitor/help/types'
import type { ArticleShown } from '@docent/protocol/article'
import articleCss from '@docent/ui/article.css?inline'
import { ArticleBody } from '@docent/ui/article-nodes'
import { playPath } from '@docent/ui/help-icon-paths'
import { createTranslator, type Translator } from '@docent/ui/i18n'
import { icon } from '@docent/ui/icon.tsx'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import screenCss from './article-screen.css?inline'
import { type ArticleWords, articleWords } from './article-words.ts'
import { Feedback } from './feedback.tsx'
import { type HelpContext, type HelpScreen, standIn } from './help-context.ts'
import { Articles } from './overview.tsx'
import { AskPerson, Skeleton, Unreachable } from './search-states.tsx'

export interface ArticleScreenProps {
  readonly context: HelpContext
  readonly screen: Extract<HelpScreen, { kind: 'article' }>
  /** Called once its text stands: only then can the place be found where somebody read on. */
  readonly onDrawn: () => void
}

const Tour = icon(playPath)
/** Ids of headings share the shadow root with everything else. */
const idPrefix = 'h-at-'

export function ArticleScreen({ context, screen, onDrawn }: ArticleScreenProps): VNode {
  const { help, t, outside } = context
  const ofArticle = createTranslator({ locale: t.locale, words: articleWords })
  for (const css of [articleCss, screenCss]) context.adopt(css)
  const { idOrKey, query } = screen
  const reading = useMemo(
    () => help.read(idOrKey, { visible: outside.visible, ...(query && { query }) }),
    [help, outside, idOrKey, query],
  )
  // At once: who leaves before the next frame has left, too.
  useLayoutEffect(() => reading.close, [reading])
  const state = useValue(reading.state)
  const online = useValue(outside.online)
  useEffect(() => {
    if (state.state === 'there') onDrawn()
  }, [state.state])
  switch (state.state) {
    case 'loading':
      return <Skeleton context={context} />
    case 'gone':
      return (
        <div class="h-none">
          <p class="h-none-title">{t('gone')}</p>
          <div class="h-acts">
            <button type="button" class="h-button" onClick={() => context.open({ kind: 'search' })}>
              {t('search')}
            </button>
            <AskPerson context={context} question={{ query }} />
          </div>
        </div>
      )
    case 'failed':
      return (
        <div class="h-none" role="alert">
          <p class="h-none-title">{t('failed')}</p>
          {!online && <p class="h-muted">{ofArticle('failedOffline')}</p>}
          <div class="h-acts">
            <button type="button" class="h-button" onClick={reading.again}>
              {t('tryAgain')}
            </button>
            <AskPerson context={context} question={{ query }} />
          </div>
        </div>
      )
    default:
      return (
        <>
          {state.kept && <Unreachable context={context} />}
          <Article
            context={context}
            ofArticle={ofArticle}
            article={state.article}
            reading={reading}
            query={query}
          />
        </>
      )
  }
}

function Article(props: {
  readonly context: HelpContext
  readonly ofArticle: Translator<ArticleWords>
  readonly article: ArticleShown
  readonly reading: Reading
  readonly query: string | undefined
}): VNode {
  const { context, ofArticle, article, reading, query } = props
  const { help, t, open, page, showTour } = context
  const box = useRef<HTMLElement>(null)
  const language = standIn(context, article.locale)
  const names = {
    note: ofArticle('note'),
    tip: ofArticle('tip'),
    warning: ofArticle('warning'),
    table: ofArticle('table'),
    code: ofArticle('code'),
  }
  const goTo = (id: string): void => {
    const heading = box.current?.querySelector<HTMLElement>(`#${CSS.escape(id)}`)
    heading?.scrollIntoView({ block: 'start' })
    heading?.focus({ preventScroll: true })
  }
  return (
    <article class="h-article" ref={box}>
      <h3 class="h-title" tabIndex={-1} lang={article.locale} dir="auto">
        {article.title}
      </h3>
      {language && <p class="h-language">{t('inLanguage', { language })}</p>}
      {article.tour && showTour && (
        <button
          type="button"
          class="h-button h-strong h-tour"
          onClick={() => article.tour && showTour(article.tour)}
        >
          <Tour size={16} />
          {t('showMe')}
        </button>
      )}
      <ArticleBody
        nodes={article.nodes}
        locale={article.locale}
        headings={4}
        idPrefix={idPrefix}
        names={names}
        picture={help.picture}
        article={(key, words) => (
          <a
            href={`${page().address.split('#')[0]}#docent-article=${encodeURIComponent(key)}`}
            onClick={(event) => {
              // With a key held, the browser does what it does with any link.
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              open({ kind: 'article', idOrKey: key })
            }}
          >
            {words}
          </a>
        )}
        onPlace={goTo}
      />
      <Feedback key={article.id} t={ofArticle} article={article} reading={reading} />
      <Articles context={context} title={ofArticle('related')} articles={article.related} />
      {context.ask && (
        <div class="h-stuck">
          <span class="h-muted">{t('stuck')}</span>
          <AskPerson context={context} question={{ query, article }} />
        </div>
      )}
    </article>
  )
}
