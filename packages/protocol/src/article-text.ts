/**
 * The Markdown of an article becomes a tree of allowed nodes, once, on the relay; the console calls it for its preview.
 * What is not on the list (raw HTML, hostile addresses) comes out as the text that its author wrote [HLP5].
 */
import type { ArticleBlock } from './article.ts'
import { nodesOf } from './text.ts'

/** @param markdown bounded by `articleLimits.bodyLength` */
export function parseArticle(markdown: string): readonly ArticleBlock[] {
  return nodesOf(markdown).flatMap((block) => (block.type === 'paragraph' ? [block] : []))
}
