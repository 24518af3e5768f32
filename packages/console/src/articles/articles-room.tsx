/** The Articles area: which of its pages is on screen. */
import type { VNode } from 'preact'
import type { ArticlesPlace } from '../outside/route.ts'
import { HelpFiguresPage } from './figures/help-figures-page.tsx'
import { WantedPage } from './wanted/wanted-page.tsx'

export function ArticlesRoom({ place }: { place: ArticlesPlace }): VNode {
  return place.kind === 'figures' ? <HelpFiguresPage /> : <WantedPage />
}
