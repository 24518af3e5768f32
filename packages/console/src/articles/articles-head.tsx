/** The head of the area's pages: its name, the way from one page to the next, and what can be done here. */
import type { ComponentChildren, VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { hrefOf } from '../outside/route.ts'
import { ViewsButton } from '../shell/views-button.tsx'

const pages = ['list', 'collections', 'wanted', 'figures'] as const

export function ArticlesHead(props: {
  page: (typeof pages)[number]
  titleId: string
  children?: ComponentChildren
}): VNode {
  const { say } = useDesk().words
  return (
    <header class="pane-head onboarding-head articles-head">
      <ViewsButton keys="views" />
      <h1 class="pane-title" id={props.titleId}>
        {say('articles.title')}
      </h1>
      <nav class="articles-pages" aria-label={say('articles.pages')}>
        {pages.map((kind) => (
          <a
            key={kind}
            class="articles-page"
            href={hrefOf({ room: 'articles', place: { kind } })}
            aria-current={props.page === kind ? 'page' : undefined}
          >
            {say(`articles.page.${kind}`)}
          </a>
        ))}
      </nav>
      {props.children}
    </header>
  )
}
