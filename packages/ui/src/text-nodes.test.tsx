import { parseText } from '@docent/protocol/text'
import { render } from '@testing-library/preact'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeHref } from './safe-href.ts'
import { TextBody } from './text-nodes.tsx'

const show = (text: string) => {
  const nodes = parseText(text)
  return render(<TextBody text={text} nodes={nodes ?? undefined} />).container
}

describe('text of a message', () => {
  it('shows plain lines as they were written', () => {
    expect(show('one\ntwo').textContent).toBe('one\ntwo')
  })

  it('shows the small set of Markdown', () => {
    const box = show('**bold** _soft_ ~~gone~~ `code`\n\n- one\n- two\n\n> said\n\n```\nlines\n```')
    for (const tag of ['strong', 'em', 's', 'code', 'li', 'blockquote', 'pre'])
      expect(box.querySelector(tag), tag).not.toBeNull()
  })

  it('opens links elsewhere and tells them nothing of the page', () => {
    const link = show('see https://example.org/a').querySelector('a')
    expect(link?.getAttribute('href')).toBe('https://example.org/a')
    expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow')
    expect(link?.getAttribute('target')).toBe('_blank')
  })

  it('shows a link that a relay should never have sent as words only', () => {
    const nodes = [
      {
        type: 'paragraph' as const,
        children: [
          {
            type: 'link' as const,
            href: 'java\tscript:alert(1)',
            children: [{ type: 'text' as const, text: 'click' }],
          },
        ],
      },
    ]
    const box = render(<TextBody text="" nodes={nodes} />).container
    expect(box.querySelector('a')).toBeNull()
    expect(box.textContent).toBe('click')
  })

  it('never makes an element that is not on the list, whatever is written', () => {
    const allowed = 'div p strong em s code pre a br ul ol li blockquote'.split(' ')
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'<>/ab*_`[]()#-\n "=:'.split('')), maxLength: 60 }),
        (text) => {
          for (const element of show(text).querySelectorAll('*')) expect(allowed).toContain(element.localName)
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('addresses of links', () => {
  it('lead to http, https, mail and telephone only', () => {
    for (const good of ['https://a.b/c', 'HTTP://a.b', 'mailto:a@b.c', 'tel:+49123'])
      expect(safeHref(good)).toBe(good)
    for (const bad of [
      'javascript:alert(1)',
      ' java\nscript:x',
      'data:text/html,x',
      '//evil',
      '/path',
      'vbscript:x',
      'blob:x',
    ])
      expect(safeHref(bad), bad).toBeNull()
  })
})
