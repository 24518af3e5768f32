/** The way between the pages of the area: articles, collections, what is wanted, figures. */
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { hrefOf } from '../outside/route.ts'

const pages = ['list', 'collections', 'wanted', 'figures'] as const

export function ArticlesNav({ page }: { page: (typeof pages)[number] }): VNode {
  const { say } = useDesk().words
  return (
    <nav class="flow-tabs" aria-label={say('articles.pages')}>
      {pages.map((kind) => (
        <a
          key={kind}
          class="flow-tab"
          href={hrefOf({ room: 'articles', place: { kind } })}
          aria-current={page === kind ? 'page' : undefined}
        >
          {say(`articles.page.${kind}`)}
        </a>
      ))}
    </nav>
  )
}
