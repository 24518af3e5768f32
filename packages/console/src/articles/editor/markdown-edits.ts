/** What the buttons above a text do to its Markdown. Pure: a text with a selection goes in, one change comes out. */

export interface Selected {
  readonly text: string
  readonly from: number
  readonly to: number
}
/** `insert` takes the place of `from` to `to`; `select` is in the text as it is then. */
export interface TextChange {
  readonly from: number
  readonly to: number
  readonly insert: string
  readonly select: readonly [from: number, to: number]
}

/**
 * Puts marks around what is selected, or takes them away.
 * @param words stand there where nothing is selected
 * @example wrapped({ text: 'a b', from: 2, to: 3 }, '**', 'bold') // inserts "**b**", and selects the b
 */
export function wrapped({ text, from, to }: Selected, mark: string, words: string): TextChange {
  const inside = text.slice(from, to)
  const { length } = mark
  if (text.slice(from - length, from) === mark && text.slice(to, to + length) === mark && from >= length)
    return { from: from - length, to: to + length, insert: inside, select: [from - length, to - length] }
  if (inside.length >= 2 * length && inside.startsWith(mark) && inside.endsWith(mark)) {
    const bare = inside.slice(length, -length)
    return { from, to, insert: bare, select: [from, from + bare.length] }
  }
  // Marks count only where they touch the words.
  const lead = inside.length - inside.trimStart().length
  const trail = inside.length - inside.trimEnd().length
  const core = inside.trim() || words
  const start = from + (inside.trim() ? lead : 0)
  const end = inside.trim() ? to - trail : to
  return {
    from: start,
    to: end,
    insert: `${mark}${core}${mark}`,
    select: [start + length, start + length + core.length],
  }
}

/** Steps the lines of the selection through no heading, a large one, a smaller one. */
export function headed(selected: Selected): TextChange {
  return perLine(selected, (line) => {
    const mark = /^(#{1,6})\s+/.exec(line)
    if (!mark) return `## ${line}`
    const bare = line.slice(mark[0].length)
    return mark[1] === '##' ? `### ${bare}` : bare
  })
}

/** Makes the lines of the selection items of a list, or plain lines again. */
export function listed(selected: Selected, ordered: boolean): TextChange {
  const own = ordered ? /^\d+[.)]\s+/ : /^[-*+]\s+/
  const { text, from, to } = linesOf(selected)
  const lines = text.split('\n')
  const isList = lines.every((line) => line.trim() === '' || own.test(line))
  let number = 0
  const next = lines.map((line) => {
    if (line.trim() === '' && lines.length > 1) return line
    const bare = line.replace(/^(?:[-*+]|\d+[.)])\s+/, '')
    if (isList && line.trim() !== '') return bare
    number += 1
    return ordered ? `${number}. ${bare}` : `- ${bare}`
  })
  const insert = next.join('\n')
  return { from, to, insert, select: selectedLines(from, insert, lines.length) }
}

/** A link on what is selected; its address is selected, to be typed over. */
export function linked(selected: Selected, words: string, address = 'https://'): TextChange {
  const { text, from, to } = selected
  const inside = text.slice(from, to) || words
  const start = from + inside.length + 3
  return { from, to, insert: `[${inside}](${address})`, select: [start, start + address.length] }
}

/** A link to another article; what is selected is its words, else the article's title. */
export function linkedTo({ text, from, to }: Selected, key: string, title: string): TextChange {
  const insert = `[${text.slice(from, to) || escaped(title)}](article:${key})`
  return { from, to, insert, select: [from + insert.length, from + insert.length] }
}

export function coded(selected: Selected, words: string): TextChange {
  const inside = selected.text.slice(selected.from, selected.to)
  if (!inside.includes('\n')) return wrapped(selected, '`', words)
  return block(selected, `\`\`\`\n${inside}\n\`\`\``, inside)
}

/** Every line of the selection within a callout. */
export function calledOut(selected: Selected, words: string): TextChange {
  const inside = selected.text.slice(selected.from, selected.to) || words
  const quoted = inside
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
  return block(selected, `> [!NOTE]\n${quoted}`, quoted.slice(2))
}

/** A table of two columns and two rows. @param column the word above a column */
export function tabled(selected: Selected, column: string): TextChange {
  return block(selected, `| ${column} 1 | ${column} 2 |\n| --- | --- |\n|  |  |\n|  |  |`, `${column} 1`)
}

export function pictured(selected: Selected, url: string, alt: string): TextChange {
  return block(selected, `![${escaped(alt)}](${url})`, '')
}

/** What Markdown would read as the end of the words between square brackets. */
const escaped = (words: string): string => words.replace(/\s+/g, ' ').replace(/[\\[\]]/g, '\\$&')

/** Stands alone, with an empty line on both sides. @param words of it that are selected */
function block({ text, from, to }: Selected, content: string, words: string): TextChange {
  const before = text.slice(0, from)
  const after = text.slice(to)
  const lead = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const tail = after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n'
  const start = from + lead.length
  const at = words === '' ? content.length : content.indexOf(words)
  return {
    from,
    to,
    insert: lead + content + tail,
    select: [start + at, start + at + words.length],
  }
}

function linesOf({ text, from, to }: Selected): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const end = text.indexOf('\n', to)
  return {
    text: text.slice(start, end < 0 ? text.length : end),
    from: start,
    to: end < 0 ? text.length : end,
  }
}

function perLine(selected: Selected, change: (line: string) => string): TextChange {
  const { text, from, to } = linesOf(selected)
  const lines = text.split('\n')
  const insert = lines
    .map((line) => (line.trim() === '' && lines.length > 1 ? line : change(line)))
    .join('\n')
  return { from, to, insert, select: selectedLines(from, insert, lines.length) }
}

/** One line: the place behind it, to write on; several: all of them. */
const selectedLines = (from: number, insert: string, lines: number): readonly [number, number] =>
  lines === 1 ? [from + insert.length, from + insert.length] : [from, from + insert.length]
