import { describe, expect, it } from 'vitest'
import {
  calledOut,
  coded,
  headed,
  linked,
  linkedTo,
  listed,
  pictured,
  type Selected,
  type TextChange,
  tabled,
  wrapped,
} from './markdown-edits.ts'

/** A text with its selection between bars. */
function at(shown: string): Selected {
  const [before = '', inside = '', after = ''] = shown.split('|')
  return { text: before + inside + after, from: before.length, to: before.length + inside.length }
}
function done({ text }: Selected, { from, to, insert, select: [start, end] }: TextChange): string {
  const next = text.slice(0, from) + insert + text.slice(to)
  return `${next.slice(0, start)}|${next.slice(start, end)}|${next.slice(end)}`
}
const after = (shown: string, change: (selected: Selected) => TextChange): string =>
  done(at(shown), change(at(shown)))

describe('the buttons above a text', () => {
  it('put marks around words, and take them away again', () => {
    const bold = (selected: Selected) => wrapped(selected, '**', 'bold words')
    expect(after('a |b| c', bold)).toBe('a **|b|** c')
    expect(after('a **|b|** c', bold)).toBe('a |b| c')
    expect(after('a |**b**| c', bold)).toBe('a |b| c')
    expect(after('a ||', bold)).toBe('a **|bold words|**')
    // Marks with a space inside would be shown as they are.
    expect(after('a| b |c', bold)).toBe('a **|b|** c')
    expect(after('|   |', bold)).toBe('**|bold words|**')
  })

  it('step a line through headings', () => {
    expect(after('a\nb||', headed)).toBe('a\n## b||')
    expect(after('## b||', headed)).toBe('### b||')
    expect(after('### b||', headed)).toBe('b||')
  })

  it('make lists of lines, and lines of lists', () => {
    expect(after('|a\nb|', (all) => listed(all, false))).toBe('|- a\n- b|')
    expect(after('|- a\n- b|', (all) => listed(all, false))).toBe('|a\nb|')
    expect(after('|- a\n\n- b|', (all) => listed(all, true))).toBe('|1. a\n\n2. b|')
    expect(after('||', (all) => listed(all, false))).toBe('- ||')
  })

  it('link what is selected, and select what is to be typed over', () => {
    expect(after('see |this|', (all) => linked(all, 'words'))).toBe('see [this](|https://|)')
    expect(after('||', (all) => linkedTo(all, 'plans', 'Plans [new]'))).toBe(
      '[Plans \\[new\\]](article:plans)||',
    )
  })

  it('keep blocks apart from the lines around them', () => {
    expect(after('a||b', (all) => pictured(all, '/p', 'An [x]'))).toBe('a\n\n![An \\[x\\]](/p)||\n\nb')
    expect(after('a\n|x\ny|', (all) => calledOut(all, 'w'))).toBe('a\n\n> [!NOTE]\n> |x\n> y|\n\n')
    expect(after('|a\nb|', (all) => coded(all, 'code'))).toBe('```\n|a\nb|\n```\n\n')
    expect(after('|a|', (all) => coded(all, 'code'))).toBe('`|a|`')
    expect(after('||', (all) => tabled(all, 'Column'))).toMatch(
      /^\| \|Column 1\| \| Column 2 \|\n\| --- \| --- \|/,
    )
  })
})
