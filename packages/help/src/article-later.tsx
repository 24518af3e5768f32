/**
 * An article's screen, fetched while somebody looks for an article, so that it is there when one is opened, and offline too.
 * Where that fails, a button tries again.
 */
import type { ComponentType, VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ArticleScreenProps } from './article-screen.tsx'
import { Skeleton } from './search-states.tsx'

export const loadArticleScreen = (): Promise<ComponentType<ArticleScreenProps>> =>
  import('./article-screen.tsx').then((part) => part.ArticleScreen)

type State = { readonly found: ComponentType<ArticleScreenProps> } | 'loading' | 'failed'

export function ArticleLater(props: ArticleScreenProps): VNode {
  const { t } = props.context
  const [state, setState] = useState<State>('loading')
  useEffect(() => {
    if (state !== 'loading') return
    let current = true
    loadArticleScreen().then(
      (found) => current && setState({ found }),
      () => current && setState('failed'),
    )
    return () => {
      current = false
    }
  }, [state])
  if (state === 'loading') return <Skeleton context={props.context} />
  if (state === 'failed')
    return (
      <div class="h-none" role="alert">
        <p class="h-none-title">{t('failed')}</p>
        <button type="button" class="h-button" onClick={() => setState('loading')}>
          {t('tryAgain')}
        </button>
      </div>
    )
  return <state.found {...props} />
}
