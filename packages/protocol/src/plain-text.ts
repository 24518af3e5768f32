/** The words of a text without its marks, for one line of preview: what a reader reads, not what was typed. */
import type { Block, Inline, Node } from './text.ts'

/** Blocks and breaks become line ends; the marks of lists and quotes are left out, and so are the addresses behind links. */
export function plainText(nodes: readonly Node[]): string {
  return nodes.map(ofBlock).join('\n')
}

function ofBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return block.children.map(ofInline).join('')
    case 'quote':
      return plainText(block.children)
    case 'list':
      return block.items.map(plainText).join('\n')
    case 'codeBlock':
      return block.text
  }
}

function ofInline(inline: Inline): string {
  switch (inline.type) {
    case 'text':
    case 'code':
      return inline.text
    case 'break':
      return '\n'
    default:
      return inline.children.map(ofInline).join('')
  }
}
