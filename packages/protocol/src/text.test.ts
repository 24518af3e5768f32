import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf } from './testing/cost-of.ts'
import { type Block, type Inline, parseText, safeHref } from './text.ts'

const inlineKinds = ['text', 'strong', 'emphasis', 'strike', 'code', 'link', 'break']
const blockKinds = ['paragraph', 'quote', 'list', 'codeBlock']

/** Every node of a tree with the depth at which it stands. */
function* nodesOf(blocks: readonly Block[], depth = 0): Generator<{ node: Block | Inline; depth: number }> {
  for (const node of blocks) {
    yield { node, depth }
    if (node.type === 'paragraph') yield* inlinesOf(node.children, depth + 1)
    if (node.type === 'quote') yield* nodesOf(node.children, depth + 1)
    if (node.type === 'list') for (const item of node.items) yield* nodesOf(item, depth + 1)
  }
}
function* inlinesOf(inlines: readonly Inline[], depth: number): Generator<{ node: Inline; depth: number }> {
  for (const node of inlines) {
    yield { node, depth }
    if ('children' in node) yield* inlinesOf(node.children, depth + 1)
  }
}
const all = (text: string) => [...nodesOf(parseText(text) ?? [])]
const links = (text: string) => all(text).flatMap(({ node }) => (node.type === 'link' ? [node.href] : []))
const words = (text: string) =>
  all(text)
    .map(({ node }) => ('text' in node ? node.text : node.type === 'break' ? '\n' : ''))
    .join('')
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children })
const text = (value: string): Inline => ({ type: 'text', text: value })

describe('a text', () => {
  it.each(['Hello', 'How are you?\nFine.', 'a - b', '3.5 cm', 'x = y', '¿Qué? 語 🙂', '', ' ', 'C:'])(
    '[TXT1] of plain lines needs no nodes: %j',
    (plain) => expect(parseText(plain)).toBeNull(),
  )

  it('[TXT1] becomes the nodes of the list', () => {
    expect(parseText('**b** *i* ~~s~~ `c`')).toEqual([
      paragraph(
        { type: 'strong', children: [text('b')] },
        text(' '),
        { type: 'emphasis', children: [text('i')] },
        text(' '),
        { type: 'strike', children: [text('s')] },
        text(' '),
        { type: 'code', text: 'c' },
      ),
    ])
    expect(parseText('> said\n\n3. three\n4. four\n\n```js\nlet a\n```')).toEqual([
      { type: 'quote', children: [paragraph(text('said'))] },
      {
        type: 'list',
        ordered: true,
        start: 3,
        items: [[paragraph(text('three'))], [paragraph(text('four'))]],
      },
      { type: 'codeBlock', text: 'let a' },
    ])
  })

  it('[TXT2] keeps a heading’s words in bold, and takes a line of dashes for no heading', () => {
    expect(parseText('# Title')).toEqual([paragraph({ type: 'strong', children: [text('Title')] })])
    expect(words('Words\n---\n*more*')).toContain('Words')
    expect(JSON.stringify(parseText('Words\n===\n*more*'))).not.toContain('strong')
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    'a <b onmouseover="x()">b</b> c',
    '<!-- a --> b',
    '<style>*{display:none}</style>',
    '![picture](https://evil.example/pixel.png)',
    '<iframe srcdoc="&lt;script&gt;">',
    '<?php ?>',
    '<![CDATA[ x ]]>',
    '<a href="javascript:alert(1)">x</a>',
    '"><script>1</script>',
  ])('[TXT2] shows what is not on the list as its author wrote it: %s', (source) => {
    expect(links(source).filter((href) => !href.startsWith('https://'))).toEqual([])
    expect(words(source) || source).toBe(source)
  })

  it('[TXT4] breaks the line where its author did', () => {
    expect(parseText('*one*\ntwo')).toEqual([
      paragraph({ type: 'emphasis', children: [text('one')] }, { type: 'break' }, text('two')),
    ])
  })
})

describe('a link', () => {
  it.each([
    ['see https://docent.example/a?b=c#d now', 'https://docent.example/a?b=c#d'],
    ['[x](http://docent.example)', 'http://docent.example'],
    ['[x](mailto:a@b.example)', 'mailto:a@b.example'],
    ['[x](tel:+4912345)', 'tel:+4912345'],
    ['write to a@b.example', 'mailto:a@b.example'],
    ['www.docent.example', 'http://www.docent.example'],
  ])('[TXT3] leads where it says: %s', (source, href) => expect(links(source)).toEqual([href]))

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    '\u200bjavascript:alert(1)',
    'javascript\u00ad:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://docent.example/x',
    'about:blank',
    '//evil.example',
    '/relative',
    'https:evil.example',
    'https',
    '',
    ' ',
  ])('[TXT3] to %j is none', (href) => {
    expect(safeHref(href)).toBeNull()
    for (const source of [`[x](${href})`, `[x](<${href}>)`, `<${href}>`, `[x]: ${href}\n\n[x]`])
      expect(links(source), source).toEqual([])
  })

  it('[TXT3] is judged and kept without what cannot be seen', () => {
    expect(safeHref('ht\ttps://docent.example/\u202egpj.exe')).toBe('https://docent.example/gpj.exe')
    expect(safeHref('https://docent.example/a b')).toBe('https://docent.example/ab')
  })
})

describe('what is written to do harm', () => {
  /** Pieces whose repetition costs a careless parser the square of their number, or its stack. */
  const pieces = [
    '*',
    '*a ',
    '**a*_b_',
    '_',
    '[',
    '[]',
    '[a](',
    '[a]((',
    '![',
    '![a](b)',
    '[![',
    '[a]: b\n',
    '`',
    '`a``',
    '<',
    '<a ',
    '<!--',
    '<?',
    '<![CDATA[',
    '<http://a',
    '>',
    '> ',
    '> a\n',
    '- ',
    '- a\n',
    '- a\n  ',
    '> - ',
    '1. ',
    '1. a\n',
    '+ ',
    '#',
    '# a\n',
    'a\n=\n',
    'a\n-\n',
    'a  \n',
    '```\n',
    '~~',
    '~~a ',
    'http://',
    'http://a(',
    'http://a.b!!!!',
    'www.',
    'www.a',
    'a@',
    'a@b.c ',
    'a.@',
    'a_b@',
    '&',
    '&#x',
    '\\',
    '\t',
    '    ',
    '\n',
    '\r',
    '\u0301',
    '語',
    '🙂',
    '\0',
  ] as const

  it.each(pieces)('[TXT4] [INP5] costs little, however often it comes: %j', (piece) => {
    for (const length of [8_000, 50_000]) {
      const source = piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
      expect(costOf(() => parseText(source))).toBeLessThan(length === 8_000 ? 150 : 600)
    }
  })

  it('[TXT3] [INP5] costs the judgement of a link next to nothing', () => {
    for (const piece of pieces)
      expect(costOf(() => safeHref(piece.repeat(50_000).slice(0, 50_000)))).toBeLessThan(50)
  })

  it('[TXT4] is flattened below a depth of 8, and never deeper than a renderer can walk', () => {
    for (const source of [
      `${'> '.repeat(14)}deep`,
      `${'- '.repeat(14)}deep`,
      Array.from({ length: 20 }, (_, depth) => `${'  '.repeat(depth)}- item`).join('\n'),
      `${'*_'.repeat(20)}deep${'_*'.repeat(20)}`,
      `${'> '.repeat(5_000)}deep`,
    ]) {
      const deepest = Math.max(0, ...all(source).map(({ depth }) => depth))
      expect(deepest).toBeLessThanOrEqual(20)
      expect(words(source) || source).toMatch(/deep|item/)
    }
  })

  it('[TXT1] gives only nodes of the list, whatever is written, and the same each time', () => {
    const source = fc.array(
      fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme', maxLength: 8 })),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(source, (parts) => {
        const written = parts.join('')
        for (const { node } of all(written)) {
          expect([...inlineKinds, ...blockKinds]).toContain(node.type)
          if (node.type === 'link') expect(node.href).toMatch(/^(?:https?:\/\/|mailto:|tel:)/i)
        }
        expect(parseText(written)).toEqual(parseText(written))
      }),
      { numRuns: 300 },
    )
  })
})
