/**
 * The Markdown of an article becomes a tree of allowed nodes, once, on the relay; the console calls it for its preview.
 * What is not on the list (raw HTML, hostile addresses) comes out as the text that its author wrote [HLP5].
 */
import type { BlockContent, Definition, Nodes as MarkdownNode, Parents, PhrasingContent, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import type { ArticleBlock, CalloutTone } from './article.ts'
import { isTooCostly, type MostMarkup } from './markup-cost.ts'
import { type Inline, safeHref } from './text.ts'

/** Depth below which nesting is flattened to text. */
const maxDepth = 10

/** Far more than articles hold that people write; beyond, the text stays the lines that it is. */
export const mostOfArticle: MostMarkup = {
  lines: 3_000,
  openers: 6_000,
  openersInBlock: 600,
  containersInLine: 10,
  containers: 3_000,
  pipes: 8_000,
}

/** The relay's own pictures, by the path that it serves them at. */
const ownPicture = /^\/api\/v1\/pictures\/[0-9a-f]{64}$/
/** Another article of the site, by its key; a place in this article, by a heading's id. */
const articleLink = /^article:[\p{L}\p{N}\p{M}-]{1,120}$/u
const placeLink = /^#[\p{L}\p{N}\p{M}_-]{1,200}$/u

/** What stands for a callout at the beginning of a quote, as GitHub writes it. */
const calloutMark = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/i
const toneOf: Readonly<Record<string, CalloutTone>> = {
  note: 'note',
  important: 'note',
  tip: 'tip',
  warning: 'warning',
  caution: 'warning',
}

/**
 * @param markdown bounded by `articleLimits.bodyLength`
 * @example parseArticle('## Prices') // [{ type: 'heading', level: 2, id: 'prices', children: [...] }]
 */
export function parseArticle(markdown: string): readonly ArticleBlock[] {
  if (isTooCostly(markdown, mostOfArticle)) return lines(markdown)
  const root = fromMarkdown(markdown, {
    extensions: [gfmAutolinkLiteral(), gfmStrikethrough({ singleTilde: false }), gfmTable()],
    mdastExtensions: [
      gfmAutolinkLiteralFromMarkdown(),
      gfmStrikethroughFromMarkdown(),
      gfmTableFromMarkdown(),
    ],
  })
  return createTree(markdown, root).blocks(root, 0)
}

function createTree(source: string, root: Root) {
  const definitions = definitionsOf(root)
  const headingId = createHeadingIds()
  const written = (node: MarkdownNode) =>
    source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)

  function blocks(parent: Parents, depth: number): ArticleBlock[] {
    if (depth > maxDepth) return [paragraph([{ type: 'text', text: written(parent) }])]
    return parent.children.flatMap((child) => block(child, depth))
  }

  function block(node: MarkdownNode, depth: number): ArticleBlock[] {
    switch (node.type) {
      case 'paragraph':
        return withPictures(node.children, depth)
      case 'heading': {
        const children = inlines(node.children, depth)
        const level = Math.min(4, Math.max(2, node.depth)) as 2 | 3 | 4
        return [{ type: 'heading', level, id: headingId(wordsOf(children)), children }]
      }
      case 'blockquote':
        return [quote(node.children as BlockContent[], depth)]
      case 'list':
        return [
          {
            type: 'list',
            ordered: node.ordered === true,
            start: node.start ?? 1,
            items: node.children.map((item) => blocks(item, depth + 1)),
          },
        ]
      case 'code':
        return [codeBlock(node.value, node.lang)]
      case 'table': {
        const [head = [], ...rows] = node.children.map((row) =>
          row.children.map((cell) => inlines(cell.children, depth)),
        )
        return [{ type: 'table', align: node.align ?? [], head, rows }]
      }
      case 'thematicBreak':
        return [{ type: 'divider' }]
      case 'definition':
        return []
      default:
        return [paragraph([{ type: 'text', text: written(node) }])]
    }
  }

  /** A picture is a block of its own, wherever in a paragraph it was written. */
  function withPictures(children: readonly PhrasingContent[], depth: number): ArticleBlock[] {
    const made: ArticleBlock[] = []
    let run: PhrasingContent[] = []
    const flush = () => {
      const words = inlines(run, depth)
      run = []
      if (wordsOf(words).trim() !== '') made.push(paragraph(words))
    }
    for (const child of children) {
      const picture = pictureOf(child)
      if (!picture) {
        run.push(child)
        continue
      }
      flush()
      made.push(picture)
    }
    flush()
    return made
  }

  function pictureOf(node: PhrasingContent): ArticleBlock | null {
    if (node.type !== 'image' && node.type !== 'imageReference') return null
    const url = pictureAddress(node.type === 'image' ? node.url : definitions.get(node.identifier))
    return url === null ? null : { type: 'picture', url, alt: (node.alt ?? '').trim() }
  }

  function quote(children: readonly BlockContent[], depth: number): ArticleBlock {
    const inside = children.flatMap((child) =>
      depth >= maxDepth ? [paragraph([{ type: 'text', text: written(child) }])] : block(child, depth + 1),
    )
    const [first, ...rest] = inside
    const opening = first?.type === 'paragraph' ? first.children[0] : undefined
    const mark = opening?.type === 'text' ? calloutMark.exec(opening.text) : null
    if (!mark || first?.type !== 'paragraph' || opening?.type !== 'text')
      return { type: 'quote', children: inside }
    const left = opening.text.slice(mark[0].length)
    const words = [...(left ? [{ type: 'text' as const, text: left }] : []), ...first.children.slice(1)]
    const tone = toneOf[mark[1]?.toLowerCase() ?? ''] ?? 'note'
    return { type: 'callout', tone, children: words.length > 0 ? [paragraph(words), ...rest] : rest }
  }

  function inlines(children: readonly PhrasingContent[], depth: number): Inline[] {
    return joined(children.flatMap((child) => inline(child, depth)))
  }

  function inline(node: PhrasingContent, depth: number): Inline[] {
    if (depth > maxDepth) return [{ type: 'text', text: written(node) }]
    switch (node.type) {
      case 'text':
        return [{ type: 'text', text: node.value }]
      case 'strong':
      case 'emphasis':
        return [{ type: node.type, children: inlines(node.children, depth + 1) }]
      case 'delete':
        return [{ type: 'strike', children: inlines(node.children, depth + 1) }]
      case 'inlineCode':
        return [{ type: 'code', text: node.value }]
      case 'break':
        return [{ type: 'break' }]
      case 'html':
        // The only way of Markdown to break a line inside of a table's cell.
        return [/^<br\s*\/?>$/i.test(node.value) ? { type: 'break' } : { type: 'text', text: node.value }]
      case 'link':
      case 'linkReference': {
        const href = linkAddress(node.type === 'link' ? node.url : definitions.get(node.identifier))
        const words = inlines(node.children, depth + 1)
        return href === null
          ? [{ type: 'text', text: written(node) }]
          : [{ type: 'link', href, children: words }]
      }
      default:
        return [{ type: 'text', text: written(node) }]
    }
  }

  return { blocks }
}

function definitionsOf(root: Root): ReadonlyMap<string, string> {
  const found = root.children.filter((node): node is Definition => node.type === 'definition')
  // Of two with one name the first counts, as Markdown has it.
  return new Map(found.reverse().map(({ identifier, url }) => [identifier, url]))
}

function linkAddress(url: string | undefined): string | null {
  if (url === undefined) return null
  const own = decoded(url)
  return articleLink.test(own) || placeLink.test(own) ? own : safeHref(url)
}

function pictureAddress(url: string | undefined): string | null {
  if (url === undefined) return null
  if (ownPicture.test(url)) return url
  const href = safeHref(url)
  return href && /^https:\/\//i.test(href) ? href : null
}

/** Markdown writes letters beyond ASCII in an address as they are or as escapes. */
function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}

/** Ids that say the heading's words, each once in the article. */
function createHeadingIds(): (words: string) => string {
  const taken = new Map<string, number>()
  return (words) => {
    const plain =
      words
        .toLowerCase()
        .match(/[\p{L}\p{N}\p{M}]+/gu)
        ?.join('-')
        .slice(0, 100) || 'part'
    let times = (taken.get(plain) ?? 0) + 1
    let id = times === 1 ? plain : `${plain}-${times}`
    // "Step 2" may stand before the second "Step".
    while (times > 1 && taken.has(id)) id = `${plain}-${++times}`
    taken.set(plain, times)
    if (id !== plain) taken.set(id, 1)
    return id
  }
}

const wordsOf = (inlines: readonly Inline[]): string =>
  inlines
    .map((one) => ('children' in one ? wordsOf(one.children) : one.type === 'break' ? ' ' : one.text))
    .join('')

/** Neighbouring texts as one: what was refused as a link reads as the words around it do. */
function joined(all: readonly Inline[]): Inline[] {
  const made: Inline[] = []
  for (const one of all) {
    const last = made.at(-1)
    if (one.type === 'text' && last?.type === 'text')
      made[made.length - 1] = { type: 'text', text: last.text + one.text }
    else if (one.type !== 'text' || one.text !== '') made.push(one)
  }
  return made
}

const paragraph = (children: readonly Inline[]): ArticleBlock => ({ type: 'paragraph', children })

function codeBlock(text: string, lang: string | null | undefined): ArticleBlock {
  const language = /^[\w+#.-]{1,30}$/.exec(lang ?? '')?.[0]
  return { type: 'codeBlock', text, ...(language ? { language } : {}) }
}

/** Paragraphs between blank lines, without any mark. */
const lines = (text: string): ArticleBlock[] =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => paragraph([{ type: 'text', text: part.trim() }]))
