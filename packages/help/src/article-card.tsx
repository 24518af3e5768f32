/** An article that an agent sent, as a card in the conversation. */
import type { VNode } from 'preact'

interface ArticleCardProps {
  readonly title: string
  /** Above the title, such as "Article". */
  readonly kind: string
  /** What pressing it does, such as "Read the article". */
  readonly action: string
  readonly onPress: () => void
}

export function ArticleCard({ title, kind, action, onPress }: ArticleCardProps): VNode {
  return (
    <button type="button" class="h-card" onClick={onPress}>
      <span class="h-card-kind">{kind}</span>
      <span class="h-card-title" dir="auto">
        {title}
      </span>
      <span class="h-card-act">{action}</span>
    </button>
  )
}
