/** A message's text as vnodes: from the relay's tree where there is one, else as plain lines. Never HTML. */
import type { Inline, Node } from '@docent/protocol/text'
import type { ComponentChildren, VNode } from 'preact'
import { inlineNodes } from './inline-nodes.ts'
import { safeHref } from './safe-href.ts'

/** @example <TextBody text={part.text} nodes={part.nodes} /> */
export function TextBody({ text, nodes }: { text: string; nodes?: readonly Node[] | undefined }): VNode {
  if (!nodes)
    return (
      <p class="d-text" dir="auto">
        {text}
      </p>
    )
  return <div class="d-text">{nodes.map((node) => block(node))}</div>
}

function block(node: Node): ComponentChildren {
  switch (node.type) {
    case 'paragraph':
      return <p dir="auto">{words(node.children)}</p>
    case 'quote':
      return <blockquote dir="auto">{node.children.map(block)}</blockquote>
    case 'list': {
      const items = node.items.map((item) => <li>{item.map(block)}</li>)
      return node.ordered ? (
        <ol dir="auto" start={node.start}>
          {items}
        </ol>
      ) : (
        <ul dir="auto">{items}</ul>
      )
    }
    case 'codeBlock':
      return (
        <pre dir="ltr">
          <code>{node.text}</code>
        </pre>
      )
    default:
      return null
  }
}

const words = (children: readonly Inline[]): ComponentChildren => inlineNodes(children, link)

function link(href: string, inside: ComponentChildren): ComponentChildren {
  const safe = safeHref(href)
  if (!safe) return inside
  return (
    <a href={safe} target="_blank" rel="noopener noreferrer nofollow">
      {inside}
    </a>
  )
}
