/**
 * An article's tree as vnodes, for the widget, the console and the relay's pages alike. Plain calls instead of JSX, since
 * the relay runs from source and takes no `.tsx`. Its looks are `article.css`.
 */
import type { ArticleBlock, CalloutTone } from '@docent/protocol/article'
import type { Inline } from '@docent/protocol/text'
import { type ComponentChildren, type HTMLAttributes, h, type VNode } from 'preact'
import { directionOf } from './i18n.ts'
import { inlineNodes } from './inline-nodes.ts'
import { safeHref } from './safe-href.ts'

export type ArticleNames = Readonly<Record<CalloutTone | 'table' | 'code', string>>

export interface ArticleBodyProps {
  readonly nodes: readonly ArticleBlock[]
  /** BCP 47 tag of the text. Lists, tables and callouts stand as it is read, whatever is written around the article. */
  readonly locale: string
  /** The level of the article's largest headings, such as 3 below a title that is an `h2`. */
  readonly headings: 2 | 3 | 4
  /** Begins the ids of headings, where several articles share a document. */
  readonly idPrefix?: string
  /** What stands above a callout, and what tables and code are called for those who cannot see that they scroll. */
  readonly names: ArticleNames
  /** The address of a picture: those of the relay come as its paths. */
  picture(url: string): string
  /** A link to another article, by its key; null shows the words alone. */
  article(key: string, words: ComponentChildren): ComponentChildren
  /** Called instead of a jump to a heading, where the address bar is not ours to change. */
  readonly onPlace?: (id: string) => void
  /** True on pages of our own: links stay in the window, as readers of a page expect. */
  readonly inPlace?: boolean
}

export function ArticleBody(props: ArticleBodyProps): VNode {
  const { nodes, locale } = props
  const attributes: HTMLAttributes = { class: 'd-article', lang: locale, dir: directionOf(locale) }
  return h('div', attributes, blocks(nodes, props))
}

const blocks = (nodes: readonly ArticleBlock[], props: ArticleBodyProps): ComponentChildren[] =>
  nodes.map((node) => block(node, props))

function block(node: ArticleBlock, props: ArticleBodyProps): ComponentChildren {
  switch (node.type) {
    case 'paragraph':
      return h('p', { dir: 'auto' }, words(node.children, props))
    case 'heading': {
      const level = Math.min(6, node.level - 2 + props.headings)
      const id = (props.idPrefix ?? '') + node.id
      return h(`h${level}`, { id, dir: 'auto', tabIndex: -1 }, words(node.children, props))
    }
    case 'quote':
      return h('blockquote', null, blocks(node.children, props))
    case 'callout':
      return h('aside', { class: `d-callout d-callout-${node.tone}` }, [
        h('p', { class: 'd-callout-tone' }, props.names[node.tone]),
        blocks(node.children, props),
      ])
    case 'list': {
      const items = node.items.map((item) => h('li', null, tight(item, props)))
      return node.ordered
        ? h('ol', { start: node.start === 1 ? undefined : node.start }, items)
        : h('ul', null, items)
    }
    case 'codeBlock':
      return h('pre', { ...scrolling(props.names.code), dir: 'ltr' }, h('code', null, node.text))
    case 'table':
      return table(node, props)
    case 'picture':
      return h(
        'p',
        { class: 'd-picture' },
        h('img', {
          src: props.picture(node.url),
          alt: node.alt,
          width: node.width,
          height: node.height,
          loading: 'lazy',
          decoding: 'async',
          referrerPolicy: 'no-referrer',
        }),
      )
    case 'divider':
      return h('hr', null)
    default:
      return null
  }
}

/** What may scroll sideways is reached by keyboard, and what is reached has a name. Not a landmark: there may be many. */
const scrolling = (name: string): HTMLAttributes => ({ role: 'group', 'aria-label': name, tabIndex: 0 })

/** An item of one paragraph is that line: no space around it. */
function tight(item: readonly ArticleBlock[], props: ArticleBodyProps): ComponentChildren[] {
  return item.map((one, place) =>
    place === 0 && one.type === 'paragraph' ? words(one.children, props) : block(one, props),
  )
}

function table(
  { align, head, rows }: Extract<ArticleBlock, { type: 'table' }>,
  props: ArticleBodyProps,
): ComponentChildren {
  const cell = (kind: 'th' | 'td', children: readonly Inline[], column: number) => {
    // A heading without words is none: screen readers would announce an empty one with each cell below.
    const name = children.length ? kind : 'td'
    const side = align[column]
    const attributes = name === 'th' ? { scope: 'col' as const } : {}
    // What is written finds its own direction; where it stands is the column's matter, be it a word or a number.
    return h(
      name,
      { ...attributes, class: side ? `d-${side}` : undefined },
      h('bdi', null, words(children, props)),
    )
  }
  return h(
    'div',
    { ...scrolling(props.names.table), class: 'd-table' },
    h('table', null, [
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          head.map((one, column) => cell('th', one, column)),
        ),
      ),
      h(
        'tbody',
        null,
        rows.map((row) =>
          h(
            'tr',
            null,
            row.map((one, column) => cell('td', one, column)),
          ),
        ),
      ),
    ]),
  )
}

function words(children: readonly Inline[], props: ArticleBodyProps): ComponentChildren[] {
  return inlineNodes(children, (href, inside) => link(href, inside, props))
}

/** The relay has judged each address before; a reader does not rely on that. */
function link(href: string, inside: ComponentChildren, props: ArticleBodyProps): ComponentChildren {
  if (href.startsWith('article:')) return props.article(href.slice('article:'.length), inside)
  if (href.startsWith('#')) {
    const id = (props.idPrefix ?? '') + href.slice(1)
    const { onPlace } = props
    const onClick =
      onPlace &&
      ((event: Event) => {
        event.preventDefault()
        onPlace(id)
      })
    return h('a', { href: `#${id}`, onClick }, inside)
  }
  const safe = safeHref(href)
  if (!safe) return inside
  if (props.inPlace) return h('a', { href: safe, rel: 'nofollow' }, inside)
  return h('a', { href: safe, target: '_blank', rel: 'noopener noreferrer nofollow' }, inside)
}
