/**
 * Markdown becomes a tree of allowed nodes, never HTML. The relay parses once; widget and console render nodes.
 * What is not on the list (raw HTML, pictures in messages) comes out as the text that its author wrote.
 */

import type { Nodes as MarkdownNode, Parents } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { isTooCostly } from './markup-cost.ts'

export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'strike'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly type: 'break' }

export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly children: readonly Block[] }
  | {
      readonly type: 'list'
      readonly ordered: boolean
      readonly start: number
      readonly items: readonly (readonly Block[])[]
    }
  | { readonly type: 'codeBlock'; readonly text: string }

export type Node = Block

/** Depth below which nesting is flattened to text: deeper is an attack, not a message. */
const maxDepth = 8

/** A text without any of these characters cannot hold Markdown, so the parser is spared: most messages of a chat. */
const mayHoldMarkup = /[*_`[\]<~\\&]|https?:|www\.|@|^ {0,3}(?:[-+>#=]|\d{1,9}[.)])|^(?: {4}|\t)/im

/** Beyond these a text is no message but an attack, or a paste that needs no marks: it stays the lines that it is. */
const most = {
  lines: 300,
  openers: 1_000,
  openersInBlock: 1_000,
  containersInLine: 16,
  containers: 1_000,
  // A chat has no tables.
  pipes: Number.POSITIVE_INFINITY,
} as const

/**
 * The node tree of a text, or null where the text is plain lines and needs none.
 * @example parseText('**Hi**') // [{ type: 'paragraph', children: [{ type: 'strong', children: [...] }] }]
 */
export function parseText(text: string): readonly Node[] | null {
  if (!mayHoldMarkup.test(text) || isTooCostly(text, most)) return null
  const root = fromMarkdown(text, {
    extensions: [
      gfmAutolinkLiteral(),
      gfmStrikethrough({ singleTilde: false }),
      // In a chat a line of dashes under a line of words is no heading, and looking for one costs the square of the lines.
      { disable: { null: ['setextUnderline'] } },
    ],
    mdastExtensions: [gfmAutolinkLiteralFromMarkdown(), gfmStrikethroughFromMarkdown()],
  })
  const blocks = blocksOf(root, text, 0)
  return blocks.every(isPlain) && blocks.length <= 1 ? null : blocks
}

/** An address that a link may lead to: http, https, mailto or tel; anything else is refused, whatever its disguise. */
export function safeHref(href: string): string | null {
  // Browsers drop tabs, newlines and leading controls from an address before they read its scheme.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const bare = href.replace(/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/g, '')
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(bare) ? bare : null
}

const isPlain = (block: Block): boolean =>
  block.type === 'paragraph' &&
  block.children.every((child) => child.type === 'text' || child.type === 'break')

function blocksOf(parent: Parents, source: string, depth: number): Block[] {
  if (depth > maxDepth) return [paragraph(sourceOf(parent, source))]
  return parent.children.flatMap((child): Block[] => {
    switch (child.type) {
      case 'paragraph':
        return [{ type: 'paragraph', children: inlinesOf(child, source, depth) }]
      case 'heading':
        // A chat has no headings: the words stay, in bold.
        return [
          { type: 'paragraph', children: [{ type: 'strong', children: inlinesOf(child, source, depth) }] },
        ]
      case 'blockquote':
        return [{ type: 'quote', children: blocksOf(child, source, depth + 1) }]
      case 'list':
        return [
          {
            type: 'list',
            ordered: child.ordered === true,
            start: child.start ?? 1,
            items: child.children.map((item) => blocksOf(item, source, depth + 1)),
          },
        ]
      case 'code':
        return [{ type: 'codeBlock', text: child.value }]
      default:
        return [paragraph(sourceOf(child, source))]
    }
  })
}

function inlinesOf(parent: Parents, source: string, depth: number): Inline[] {
  if (depth > maxDepth) return [{ type: 'text', text: sourceOf(parent, source) }]
  return parent.children.flatMap((child): Inline[] => {
    switch (child.type) {
      case 'text':
        return withBreaks(child.value)
      case 'strong':
      case 'emphasis':
        return [{ type: child.type, children: inlinesOf(child, source, depth + 1) }]
      case 'delete':
        return [{ type: 'strike', children: inlinesOf(child, source, depth + 1) }]
      case 'inlineCode':
        return [{ type: 'code', text: child.value }]
      case 'break':
        return [{ type: 'break' }]
      case 'link': {
        const href = safeHref(child.url)
        const children = inlinesOf(child, source, depth + 1)
        return href ? [{ type: 'link', href, children }] : withBreaks(sourceOf(child, source))
      }
      default:
        return withBreaks(sourceOf(child, source))
    }
  })
}

/** In a chat a new line is a new line, also where Markdown would join the two. */
function withBreaks(text: string): Inline[] {
  return text
    .split('\n')
    .flatMap((line, index): Inline[] => [
      ...(index > 0 ? [{ type: 'break' } as const] : []),
      { type: 'text', text: line },
    ])
    .filter((inline) => inline.type !== 'text' || inline.text !== '')
}

const paragraph = (text: string): Block => ({ type: 'paragraph', children: withBreaks(text) })

/** The nodes of a text, also where it holds nothing but plain lines; none for an empty one. */
export const nodesOf = (text: string): readonly Node[] =>
  parseText(text) ?? (text.trim() === '' ? [] : [paragraph(text)])

const sourceOf = (node: MarkdownNode, source: string): string =>
  source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
