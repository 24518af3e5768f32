/** Whether a text would cost a Markdown parser more than it is worth, judged in one pass over its characters. */

/**
 * The parser's time grows with the square of how many blocks a text holds, or openers stand in one of them, and with the
 * depth of one line.
 */
export interface MostMarkup {
  readonly lines: number
  readonly openers: number
  /** Between two blank lines. */
  readonly openersInBlock: number
  /** Marks of quotes and of lists' items before the first word of a line. */
  readonly containersInLine: number
  /** The same of all lines: each line looks at all that it stands in. */
  readonly containers: number
  /** Cells of tables. */
  readonly pipes: number
}

const openers = new Set('*_`[]<~!&@\\')
const blanks = new Set(' \t')

/** One look at each character: what it costs must not depend on what it finds. */
export function isTooCostly(text: string, most: MostMarkup): boolean {
  let lines = 1
  let marks = 0
  let marksInBlock = 0
  let containers = 0
  let allContainers = 0
  let pipes = 0
  let begins = true
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string
    if (character === '\n' || character === '\r') {
      lines++
      containers = 0
      if (begins) marksInBlock = 0
      begins = true
    } else if (begins && !blanks.has(character)) {
      const end = endOfContainer(text, at)
      begins = end > at
      if (begins) {
        containers++
        allContainers++
        at = end - 1
      }
    }
    if (character === '|') pipes++
    if (openers.has(character)) {
      marks++
      marksInBlock++
    }
    if (
      lines > most.lines ||
      marks > most.openers ||
      marksInBlock > most.openersInBlock ||
      containers > most.containersInLine ||
      allContainers > most.containers ||
      pipes > most.pipes
    )
      return true
  }
  return false
}

/** Behind the mark of a quote or of an item of a list that stands here; `at` where there is none. */
function endOfContainer(text: string, at: number): number {
  if (text[at] === '>') return at + 1
  let end = at
  while (end < at + 9 && isDigit(text[end])) end++
  const mark = text[end]
  const isItem = end === at ? mark === '-' || mark === '+' || mark === '*' : mark === '.' || mark === ')'
  return isItem && blanks.has(text[end + 1] ?? ' ') ? end + 1 : at
}

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= '0' && character <= '9'
