/** The Articles area: which of its pages is on screen. */
import type { VNode } from 'preact'
import { Fetched } from '../controls/fetched.tsx'
import { useDesk } from '../desk/desk-context.tsx'
import type { ArticlesPlace } from '../outside/route.ts'
import { CollectionsPage } from './collections/collections-page.tsx'
import { HelpFiguresPage } from './figures/help-figures-page.tsx'
import { ArticleList } from './list/article-list.tsx'
import { WantedPage } from './wanted/wanted-page.tsx'

/** A chunk of its own: most who look at articles write none. */
const fetchPage = () => import('./article-page.tsx').then(({ ArticlePage }) => ArticlePage)

export function ArticlesRoom({ place }: { place: ArticlesPlace }): VNode {
  const { say } = useDesk().words
  switch (place.kind) {
    case 'collections':
      return <CollectionsPage />
    case 'wanted':
      return <WantedPage />
    case 'figures':
      return <HelpFiguresPage />
    case 'article':
      return (
        <Fetched
          key={place.articleId}
          from={fetchPage}
          label={say('articles.loading')}
          props={{ articleId: place.articleId, tab: place.tab, wantedLocale: place.locale }}
        />
      )
    default:
      return <ArticleList />
  }
}
