/** Words of a text as vnodes, never HTML. Plain calls instead of JSX, so that the relay can render the same. */
import type { Inline } from '@docent/protocol/text'
import { type ComponentChildren, h } from 'preact'

/** What becomes of a link: an element around its words, or the words alone. */
export type DrawLink = (href: string, words: ComponentChildren) => ComponentChildren

export const inlineNodes = (nodes: readonly Inline[], link: DrawLink): ComponentChildren[] =>
  nodes.map((node) => inlineNode(node, link))

function inlineNode(node: Inline, link: DrawLink): ComponentChildren {
  switch (node.type) {
    case 'text':
      return node.text
    case 'break':
      return h('br', null)
    case 'code':
      return h('code', null, node.text)
    case 'strong':
      return h('strong', null, inlineNodes(node.children, link))
    case 'emphasis':
      return h('em', null, inlineNodes(node.children, link))
    case 'strike':
      return h('s', null, inlineNodes(node.children, link))
    case 'link':
      return link(node.href, inlineNodes(node.children, link))
    default:
      return null
  }
}
