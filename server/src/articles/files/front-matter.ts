/**
 * The few lines of YAML at the head of a Markdown file, every value as the text that it is, every fault with its line.
 * Knows no field by name.
 */
import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml'

export interface FileFault {
  /** Counted from 1. */
  readonly line: number
  readonly message: string
}

export type FileParts =
  | {
      readonly ok: true
      readonly front: string
      readonly frontLine: number
      readonly body: string
      readonly bodyLine: number
    }
  | { readonly ok: false; readonly fault: FileFault }

/** Characters of front matter; far more than articles have. */
const longestFront = 32 * 1024

/** Takes a file apart. Of the text, one empty line before it and one line end behind it are the file's, not the text's. */
export function splitFile(text: string): FileParts {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .split('\n')
  if (lines[0]?.trimEnd() !== '---')
    return fault(
      1,
      'The file does not begin with front matter: "---", then "title: …" and others, then "---".',
    )
  const end = lines.findIndex((line, at) => at > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line))
  if (end < 0) return fault(1, 'The front matter does not end: a line "---" is missing behind it.')
  const front = lines.slice(1, end).join('\n')
  if (front.length > longestFront)
    return fault(1, `The front matter has ${front.length} characters; it takes ${longestFront}.`)
  const from = lines[end + 1] === '' && lines.length > end + 2 ? end + 2 : end + 1
  const rest = lines.slice(from)
  if (rest.at(-1) === '') rest.pop()
  return { ok: true, front, frontLine: 2, body: rest.join('\n'), bodyLine: from + 1 }
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }
type Take<T> = (text: string) => Read<T>

export interface FrontMatter {
  readonly names: readonly string[]
  readonly faults: readonly FileFault[]
  has(name: string): boolean
  /** Null where there is none, or nothing behind its name, or where it is a fault. */
  one<T>(name: string, take: Take<T>): T | null
  /** A list, or one text with commas. */
  list<T>(name: string, take: Take<T>, most: number): readonly T[]
  /** The line before all of them where it is not there. */
  lineOf(name: string): number
  fault(name: string, message: string): void
}

/** @param frontLine the line of the file that the front matter begins in */
export function createFrontMatter(front: string, frontLine: number): FrontMatter {
  const counter = new LineCounter()
  // Texts stay what they are: "1.10" is no number, "no" is a word.
  const document = parseDocument(front, { schema: 'failsafe', lineCounter: counter, logLevel: 'silent' })
  const faults: FileFault[] = []
  const pairs = new Map<string, Pair<Node, Node | null>>()
  const lineAt = (offset = 0) => frontLine - 1 + Math.max(1, counter.linePos(offset).line)

  // What comes after the first is mostly what it led to: of one file there can be tens of thousands.
  for (const { message, pos } of document.errors.slice(0, 1))
    faults.push({ line: lineAt(pos[0]), message: `The front matter is no YAML: ${firstSentence(message)}` })
  if (faults.length === 0 && document.contents !== null && !isMap(document.contents))
    faults.push({ line: frontLine, message: 'The front matter is no list of "name: value".' })
  if (faults.length === 0 && isMap<Node, Node | null>(document.contents))
    for (const pair of document.contents.items)
      if (isScalar(pair.key)) pairs.set(String(pair.key.value), pair)

  const lineOf = (name: string) => {
    const offset = pairs.get(name)?.key.range?.[0]
    return offset === undefined ? frontLine - 1 : lineAt(offset)
  }
  const fault = (name: string, message: string) => void faults.push({ line: lineOf(name), message })

  function taken<T>(node: Node, take: Take<T>): T | null {
    const text = textOf(node)
    const read: Read<T> =
      text === null ? { ok: false, message: 'Here belongs a text, in one piece.' } : take(text)
    if (read.ok) return read.value
    faults.push({ line: lineAt(node.range?.[0]), message: read.message })
    return null
  }

  return {
    names: [...pairs.keys()],
    faults,
    has: (name) => !isEmpty(pairs.get(name)?.value),
    one(name, take) {
      const node = pairs.get(name)?.value
      return isEmpty(node) ? null : taken(node, take)
    },
    list(name, take, most) {
      const node = pairs.get(name)?.value
      if (isEmpty(node)) return []
      const items: readonly Node[] = isSeq<Node>(node) ? node.items : []
      const text = textOf(node)
      const values = isSeq(node)
        ? items.map((item) => taken(item, take))
        : text === null
          ? [taken(node, take)]
          : partsOf(text).map((part) => {
              const read = take(part)
              if (read.ok) return read.value
              fault(name, read.message)
              return null
            })
      if (values.length > most) fault(name, `${name} has ${values.length} entries; it takes ${most}.`)
      return values.filter((value) => value !== null)
    },
    lineOf,
    fault,
  }
}

const fault = (line: number, message: string): FileParts => ({ ok: false, fault: { line, message } })

const textOf = (node: Node): string | null =>
  isScalar(node) && typeof node.value === 'string' ? node.value : null

/** `tour:` with nothing behind it is no tour. */
const isEmpty = (node: Node | null | undefined): node is null | undefined =>
  !node || (isScalar(node) && (node.value === null || node.value === ''))

const partsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** What follows says the line once more, and draws it. */
export const firstSentence = (message: string): string =>
  /call stack/i.test(message)
    ? 'it is nested too deeply.'
    : `${(message.split('\n')[0] ?? '').replace(/ at line \d+.*$/, '')}.`
