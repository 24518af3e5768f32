import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArticleBlock } from './article.ts'
import { parseArticle } from './article-text.ts'
import { articleWords, everyBlock } from './article-words.ts'
import type { Inline } from './text.ts'

const paragraph = (...children: Inline[]): ArticleBlock => ({ type: 'paragraph', children })
const text = (value: string): Inline => ({ type: 'text', text: value })
const picture = '/api/v1/pictures/'.concat('a'.repeat(64))

function* inlinesOf(inlines: readonly Inline[]): Generator<Inline> {
  for (const one of inlines) {
    yield one
    if ('children' in one) yield* inlinesOf(one.children)
  }
}
function* everyInline(nodes: readonly ArticleBlock[]): Generator<Inline> {
  for (const block of everyBlock(nodes)) {
    if (block.type === 'paragraph' || block.type === 'heading') yield* inlinesOf(block.children)
    if (block.type === 'table') for (const cell of [block.head, ...block.rows].flat()) yield* inlinesOf(cell)
  }
}
const linksOf = (markdown: string) =>
  [...everyInline(parseArticle(markdown))].flatMap((one) => (one.type === 'link' ? [one.href] : []))
const picturesOf = (markdown: string) =>
  [...everyBlock(parseArticle(markdown))].flatMap((one) => (one.type === 'picture' ? [one.url] : []))

describe('the Markdown of an article', () => {
  it('[HLP5] becomes headings whose ids say their words, each once', () => {
    const headings = parseArticle('# Prices\n\n## Prices\n\n##### Ära *unusta*\n\n## !!!')
    expect(headings.map((one) => one.type === 'heading' && [one.level, one.id])).toEqual([
      [2, 'prices'],
      [2, 'prices-2'],
      [4, 'ära-unusta'],
      [2, 'part'],
    ])
  })

  it('[HLP5] has headings with an id of their own, whatever numbers their words end with', () => {
    const headings = parseArticle('# Step 2\n# Step\n# Step\n# Step 2\n# Step 3\n# Step\n# Step')
    const ids = headings.map((one) => one.type === 'heading' && one.id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('[HLP5] is parsed in bounded time, also where each line is short and deep, or a table without end', () => {
    const lines = (line: string, count: number) => Array.from({ length: count }, () => line).join('\n')
    const table = lines('|a'.repeat(100), 200).replace('\n', `\n${'|-'.repeat(100)}\n`)
    for (const hostile of [lines('- - - - - - - - - a', 2_500), lines('> - > - > - a', 2_900), table])
      expect(parseArticle(hostile).map(({ type }) => type)).toEqual(['paragraph'])
    expect(parseArticle(lines('- - a', 1_000)).map(({ type }) => type)).toEqual(['list'])
  })

  it('[HLP5] becomes lists, tables, code, quotes and lines between parts', () => {
    expect(parseArticle('- a\n- b\n\n---\n\n```sh\nls\n```\n\n> said')).toEqual([
      { type: 'list', ordered: false, start: 1, items: [[paragraph(text('a'))], [paragraph(text('b'))]] },
      { type: 'divider' },
      { type: 'codeBlock', text: 'ls', language: 'sh' },
      { type: 'quote', children: [paragraph(text('said'))] },
    ])
    expect(parseArticle('| Plan | Price |\n|---|--:|\n| One | 5 €<br>a month |')).toEqual([
      {
        type: 'table',
        align: [null, 'right'],
        head: [[text('Plan')], [text('Price')]],
        rows: [[[text('One')], [text('5 €'), { type: 'break' }, text('a month')]]],
      },
    ])
  })

  it.each([
    ['[!NOTE]', 'note'],
    ['[!Important]', 'note'],
    ['[!TIP]', 'tip'],
    ['[!warning]', 'warning'],
    ['[!CAUTION]', 'warning'],
  ])('[HLP5] becomes a callout where a quote begins with %s', (mark, tone) => {
    expect(parseArticle(`> ${mark}\n> Mind **this**`)).toEqual([
      {
        type: 'callout',
        tone,
        children: [paragraph(text('Mind '), { type: 'strong', children: [text('this')] })],
      },
    ])
  })

  it('[HLP5] keeps a quote that only speaks of a mark', () => {
    expect(parseArticle('> [!NOTE] is how one writes it')[0]?.type).toBe('quote')
  })

  it('[HLP5] joins lines of a paragraph as Markdown does, and breaks where it was asked to', () => {
    expect(articleWords(parseArticle('one\ntwo  \nthree')).text).toBe('one\ntwo three')
  })

  it('[HLP5] shows pictures of the relay and of https, as blocks of their own', () => {
    expect(parseArticle(`before ![The board](${picture}) after`)).toEqual([
      paragraph(text('before ')),
      { type: 'picture', url: picture, alt: 'The board' },
      paragraph(text(' after')),
    ])
    expect(picturesOf('![a][one]\n\n[one]: https://pictures.example/a.png')).toEqual([
      'https://pictures.example/a.png',
    ])
  })

  it.each([
    'http://pictures.example/a.png',
    '/api/v1/pictures/../agents',
    '//evil.example/a.png',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'java\tscript:alert(1)',
    'https:evil',
  ])('[HLP5] refuses the picture %s', (url) => {
    expect(picturesOf(`![a](<${url}>)`)).toEqual([])
  })

  it('[HLP5] leads to the web, to another article, and to a place of its own', () => {
    expect(
      linksOf(
        '[a](https://a.example) [b](article:tagasi-võtmine) [c](#prices) <mailto:a@b.example> [d][x]\n\n[x]: tel:112',
      ),
    ).toEqual(['https://a.example', 'article:tagasi-võtmine', '#prices', 'mailto:a@b.example', 'tel:112'])
  })

  it.each([
    'javascript:alert(1)',
    'JAVA&#115;CRIPT:alert(1)',
    '/console/',
    '//evil.example',
    'article:a/b',
    'data:text/html,x',
    'vbscript:x',
    '#a b',
  ])('[HLP5] shows the link to %s as the text that was written', (href) => {
    const nodes = parseArticle(`[click](<${href}>)`)
    expect(linksOf(`[click](<${href}>)`)).toEqual([])
    expect(articleWords(nodes).text).toContain('click')
  })

  it('[HLP5] shows raw HTML as the text that it is', () => {
    const hostile = '<script>alert(1)</script>\n\nA <img src=x onerror=alert(1)> b'
    expect(articleWords(parseArticle(hostile)).text).toBe(
      '<script>alert(1)</script>\nA <img src=x onerror=alert(1)> b',
    )
  })

  it('[HLP5] stays plain paragraphs where marks would cost too much', () => {
    const hostile = `${'[a'.repeat(5_000)}\n\n${'> '.repeat(3_000)}deep`
    expect(parseArticle(hostile).map(({ type }) => type)).toEqual(['paragraph', 'paragraph'])
  })

  it('[HLP5] gives only nodes of the list, bounded in depth, whatever is written, and the same each time', () => {
    const pieces = [
      '# ',
      '- ',
      '1. ',
      '> ',
      '[!TIP]\n',
      '|a|b|\n|-|-|\n',
      '`',
      '```\n',
      '**',
      '_',
      '~~',
      '[x](',
      'article:y',
      ')',
      '![',
      '](https://a.b/c.png)',
      '<b>',
      '\n',
      '\n\n',
      '    ',
      '---\n',
      'word',
      '\\',
      '&amp;',
      'https://a.b ',
    ]
    const kinds = [
      'paragraph',
      'heading',
      'codeBlock',
      'quote',
      'callout',
      'list',
      'table',
      'picture',
      'divider',
    ]
    const depthOf = (node: ArticleBlock): number => {
      if (node.type === 'quote' || node.type === 'callout')
        return 1 + Math.max(0, ...node.children.map(depthOf))
      if (node.type === 'list') return 1 + Math.max(0, ...node.items.flat().map(depthOf))
      return 1
    }
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 80 }), (parts) => {
        const nodes = parseArticle(parts.join(''))
        for (const block of everyBlock(nodes)) {
          expect(kinds).toContain(block.type)
          if (block.type === 'picture') expect(block.url).toMatch(/^https:\/\//)
        }
        for (const one of everyInline(nodes))
          if (one.type === 'link') expect(one.href).toMatch(/^(?:https?:\/\/|mailto:|tel:|article:|#)/)
        expect(Math.max(0, ...nodes.map(depthOf))).toBeLessThanOrEqual(13)
        expect(parseArticle(parts.join(''))).toEqual(nodes)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the words of an article', () => {
  it('are its headings, and all else line by line', () => {
    const nodes = parseArticle(
      `## One\n\nFirst *line*.\n\n- item\n\n> [!TIP]\n> hint\n\n|a|b|\n|-|-|\n|c|d|\n\n![alt](${picture})\n\n### Two`,
    )
    expect(articleWords(nodes)).toEqual({
      headings: ['One', 'Two'],
      text: 'First line.\nitem\nhint\na b\nc d\nalt',
    })
  })
})
