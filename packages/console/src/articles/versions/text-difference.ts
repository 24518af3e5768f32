/** What is different between two texts: line by line, and within changed lines word by word. Pure; far unchanged lines are left out. */
import { diffLines, diffWordsWithSpace } from 'diff'

export interface Piece {
  readonly text: string
  /** Only on this side. */
  readonly own: boolean
}
export type DifferenceRow =
  | { readonly kind: 'same' | 'removed' | 'added'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'gap'; readonly lines: number }

/** Unchanged lines that are shown beside a change. */
const around = 2

export function textDifference(before: string, after: string): readonly DifferenceRow[] {
  const parts = diffLines(ended(before), ended(after))
  const rows: DifferenceRow[] = []
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at]
    if (!part) continue
    const next = parts[at + 1]
    if (!part.added && !part.removed) {
      const lines = linesOf(part.value)
      rows.push(...shortened(lines, at === 0, at === parts.length - 1))
    } else if (part.removed && next?.added) {
      const words = diffWordsWithSpace(part.value, next.value)
      rows.push(
        ...rowsOf(
          'removed',
          words.filter(({ added }) => !added).map(({ value, removed }) => ({ text: value, own: removed })),
        ),
        ...rowsOf(
          'added',
          words.filter(({ removed }) => !removed).map(({ value, added }) => ({ text: value, own: added })),
        ),
      )
      at += 1
    } else rows.push(...rowsOf(part.added ? 'added' : 'removed', [{ text: part.value, own: false }]))
  }
  return rows
}

/** The last line counts like the others, whether or not it ends. */
const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n')

function shortened(lines: readonly string[], isFirst: boolean, isLast: boolean): readonly DifferenceRow[] {
  const same = (some: readonly string[]): DifferenceRow[] =>
    some.map((text) => ({ kind: 'same', pieces: [{ text, own: false }] }))
  const head = isFirst ? 0 : around
  const tail = isLast ? 0 : around
  const left = lines.length - head - tail
  if (left <= 1) return same(lines)
  return [
    ...same(lines.slice(0, head)),
    { kind: 'gap', lines: left },
    ...same(lines.slice(lines.length - tail)),
  ]
}

/** Pieces that go over several lines as one row for each line. */
function rowsOf(kind: 'removed' | 'added', pieces: readonly Piece[]): DifferenceRow[] {
  const rows: Piece[][] = [[]]
  for (const { text, own } of pieces) {
    const [first = '', ...more] = text.split('\n')
    if (first !== '') rows.at(-1)?.push({ text: first, own })
    for (const line of more) rows.push(line === '' ? [] : [{ text: line, own }])
  }
  if (rows.at(-1)?.length === 0) rows.pop()
  return rows.map((row) => ({ kind, pieces: row }))
}
