/** The Articles area: which of its pages is on screen. */
import type { VNode } from 'preact'
import type { ArticlesPlace } from '../outside/route.ts'
import { ArticlePage } from './article-page.tsx'
import { CollectionsPage } from './collections/collections-page.tsx'
import { HelpFiguresPage } from './figures/help-figures-page.tsx'
import { ArticleList } from './list/article-list.tsx'
import { WantedPage } from './wanted/wanted-page.tsx'

export function ArticlesRoom({ place }: { place: ArticlesPlace }): VNode {
  switch (place.kind) {
    case 'collections':
      return <CollectionsPage />
    case 'wanted':
      return <WantedPage />
    case 'figures':
      return <HelpFiguresPage />
    case 'article':
      return (
        <ArticlePage
          key={place.articleId}
          articleId={place.articleId}
          tab={place.tab}
          wantedLocale={place.locale}
        />
      )
    default:
      return <ArticleList />
  }
}
