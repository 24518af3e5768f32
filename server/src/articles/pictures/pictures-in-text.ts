/** The pictures of an article, wherever in its text they stand. Pure. */
import type { ArticleBlock } from '@docent/protocol'

export type Picture = Extract<ArticleBlock, { readonly type: 'picture' }>

export const picturesIn = (nodes: readonly ArticleBlock[]): readonly Picture[] =>
  nodes.flatMap((node) => {
    switch (node.type) {
      case 'picture':
        return node
      case 'quote':
      case 'callout':
        return picturesIn(node.children)
      case 'list':
        return node.items.flatMap(picturesIn)
      default:
        return []
    }
  })
