import { parseArticle } from '@docent/protocol/article-text'
import { render } from '@testing-library/preact'
import fc from 'fast-check'
import { h } from 'preact'
import { describe, expect, it, vi } from 'vitest'
import { ArticleBody, type ArticleBodyProps } from './article-nodes.ts'

const names = { note: 'Note', tip: 'Tip', warning: 'Warning', table: 'Table', code: 'Code' }
const show = (markdown: string, more: Partial<ArticleBodyProps> = {}) =>
  render(
    h(ArticleBody, {
      nodes: parseArticle(markdown),
      locale: 'en',
      headings: 3,
      names,
      picture: (url) => `https://relay.example${url}`,
      article: (key, words) => h('a', { href: `/help/${key}` }, words),
      ...more,
    }),
  ).container

describe('an article', () => {
  it('shows its parts, its headings below the title around it', () => {
    const box = show(
      '## One\n\n### Two\n\n> [!TIP]\n> Mind\n\n| a |\n|--:|\n| b |\n\n1. x\n\n```\ncode\n```\n\n---',
    )
    expect([...box.querySelectorAll('h3, h4')].map(({ localName, id }) => [localName, id])).toEqual([
      ['h3', 'one'],
      ['h4', 'two'],
    ])
    expect(box.querySelector('aside')?.textContent).toBe('TipMind')
    expect(box.querySelector('th')?.getAttribute('scope')).toBe('col')
    expect(box.querySelector('td')?.className).toBe('d-right')
    for (const tag of ['ol li', 'pre code', 'hr']) expect(box.querySelector(tag), tag).not.toBeNull()
  })

  it('[HLP16] has a keyboard reach what may scroll sideways, by a name', () => {
    const box = show('| a |\n|---|\n| b |\n\n```\ncode\n```')
    const reached = [...box.querySelectorAll('[tabindex="0"]')]
    expect(reached.map((one) => [one.className || one.localName, one.getAttribute('aria-label')])).toEqual([
      ['d-table', 'Table'],
      ['pre', 'Code'],
    ])
    for (const one of reached) expect(one.getAttribute('role')).toBe('group')
  })

  it('[HLP3] stands as its language is read: only what holds words finds its own direction', () => {
    const markdown = '> [!TIP]\n> Mind\n\n- one\n\n  more\n\n|a|b|\n|-|-|\n|c|d|\n\n> said'
    const body = show(markdown, { locale: 'ar' }).querySelector('.d-article')
    expect([body?.getAttribute('lang'), body?.getAttribute('dir')]).toEqual(['ar', 'rtl'])
    for (const holder of ['aside', 'ul', 'table', 'td', 'blockquote'])
      expect(body?.querySelector(holder)?.getAttribute('dir'), holder).toBeNull()
    expect(body?.querySelector('td bdi')?.textContent).toBe('c')
    expect(body?.querySelector('aside p:last-child')?.getAttribute('dir')).toBe('auto')
  })

  it('asks for its pictures where its reader says, and tells their hosts nothing', () => {
    const id = 'a'.repeat(64)
    const picture = show(`![The board](/api/v1/pictures/${id})`).querySelector('img')
    expect(picture?.getAttribute('src')).toBe(`https://relay.example/api/v1/pictures/${id}`)
    expect(picture?.getAttribute('alt')).toBe('The board')
    expect(picture?.getAttribute('referrerpolicy')).toBe('no-referrer')
  })

  it('hands links to articles and to its own headings to its reader', () => {
    const onPlace = vi.fn()
    const box = show('[a](article:refunds) [b](#one)\n\n## One', { idPrefix: 'x-', onPlace })
    const [article, place] = box.querySelectorAll('a')
    expect(article?.getAttribute('href')).toBe('/help/refunds')
    place?.click()
    expect(onPlace).toHaveBeenCalledWith('x-one')
    expect(box.querySelector('h3')?.id).toBe('x-one')
  })

  it('opens the web elsewhere, and on pages of our own in the same window', () => {
    const link = (more: Partial<ArticleBodyProps>) => show('https://a.example', more).querySelector('a')
    expect(link({})?.getAttribute('target')).toBe('_blank')
    expect(link({ inPlace: true })?.getAttribute('target')).toBeNull()
  })

  it('never makes an element that is not on the list, nor an address that runs, whatever a relay sends', () => {
    const allowed =
      'div p h3 h4 h5 blockquote aside ul ol li pre code table thead tbody tr th td bdi img hr strong em s br a'.split(
        ' ',
      )
    const hrefs = fc.constantFrom(
      'javascript:alert(1)',
      'data:text/html,x',
      'https://a.b',
      '#x',
      'article:k',
      ' java\nscript:x',
    )
    const inlines = hrefs.map((href) => ({
      type: 'link' as const,
      href,
      children: [{ type: 'text' as const, text: 'w' }],
    }))
    fc.assert(
      fc.property(fc.array(inlines, { maxLength: 5 }), fc.string({ maxLength: 40 }), (children, markdown) => {
        const box = show('', { nodes: [{ type: 'paragraph', children }, ...parseArticle(markdown)] })
        for (const element of box.querySelectorAll('*')) expect(allowed).toContain(element.localName)
        for (const link of box.querySelectorAll('a'))
          expect(link.getAttribute('href')).toMatch(/^(?:https?:\/\/|mailto:|tel:|#|\/help\/)/)
      }),
      { numRuns: 100 },
    )
  })
})
