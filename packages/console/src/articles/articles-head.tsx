/** The head of those pages of the area that need no buttons there. */
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { ViewsButton } from '../shell/views-button.tsx'
import { ArticlesNav } from './articles-nav.tsx'

export function ArticlesHead({ page, titleId }: { page: 'wanted' | 'figures'; titleId: string }): VNode {
  const { say } = useDesk().words
  return (
    <>
      <header class="pane-head">
        <ViewsButton keys="views" />
        <h1 class="pane-title" id={titleId}>
          {say('articles.title')}
        </h1>
      </header>
      <ArticlesNav page={page} />
    </>
  )
}
