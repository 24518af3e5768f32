/** The words of an article without their form: for search, previews and checks before publishing. */
import type { ArticleBlock } from './article.ts'
import type { Inline } from './text.ts'

export interface ArticleWords {
  readonly headings: readonly string[]
  /** All but the headings; blocks are parted by a new line. */
  readonly text: string
}

export function articleWords(nodes: readonly ArticleBlock[]): ArticleWords {
  const headings: string[] = []
  const lines: string[] = []
  for (const block of everyBlock(nodes)) {
    if (block.type === 'heading') headings.push(inlineWords(block.children))
    if (block.type === 'paragraph') lines.push(inlineWords(block.children))
    if (block.type === 'codeBlock') lines.push(block.text)
    if (block.type === 'picture') lines.push(block.alt)
    if (block.type === 'table')
      for (const row of [block.head, ...block.rows]) lines.push(row.map(inlineWords).join(' '))
  }
  return { headings, text: lines.filter((line) => line !== '').join('\n') }
}

/** Each block with those inside of it, in the order of reading. */
export function* everyBlock(nodes: readonly ArticleBlock[]): Generator<ArticleBlock> {
  for (const block of nodes) {
    yield block
    if (block.type === 'quote' || block.type === 'callout') yield* everyBlock(block.children)
    if (block.type === 'list') for (const item of block.items) yield* everyBlock(item)
  }
}

export const inlineWords = (inlines: readonly Inline[]): string =>
  inlines
    .map((one) => ('children' in one ? inlineWords(one.children) : one.type === 'break' ? ' ' : one.text))
    .join('')
