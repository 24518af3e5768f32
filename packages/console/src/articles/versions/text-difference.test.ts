import { describe, expect, it } from 'vitest'
import { type DifferenceRow, textDifference } from './text-difference.ts'

const shown = (rows: readonly DifferenceRow[]): string[] =>
  rows.map((row) => {
    if (row.kind === 'gap') return `… ${row.lines}`
    const sign = { same: ' ', removed: '-', added: '+' }[row.kind]
    return sign + row.pieces.map(({ text, own }) => (own ? `[${text}]` : text)).join('')
  })

describe('what is different between two texts', () => {
  it('marks the words that changed within a line', () => {
    expect(shown(textDifference('Up to five members.', 'Up to nine members.'))).toEqual([
      '-Up to [five] members.',
      '+Up to [nine] members.',
    ])
  })

  it('leaves out what is the same and far away', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`)
    const rows = textDifference(lines.join('\n'), [...lines, 'more'].join('\n'))
    expect(shown(rows)).toEqual(['… 18', ' line 18', ' line 19', '+more'])
  })

  it('shows empty lines and whole lines that came or went', () => {
    expect(shown(textDifference('a\n\nb', 'a\nb'))).toEqual([' a', '-', ' b'])
    expect(shown(textDifference('', 'a'))).toEqual(['+a'])
    expect(shown(textDifference('a', 'a'))).toEqual([' a'])
  })
})
