/**
 * Cuts a text into the words by which it is found, with the place of each. The same for every language, for texts and for questions.
 * Knows nothing of indexes and of ranking.
 */
import { fold } from './fold.ts'

export interface FoundWord {
  /** The folded word. */
  readonly word: string
  /** Where it stands in the text, in code units. */
  readonly from: number
  readonly to: number
  /** It repeats what its parts said already: `wi-fi` is `wi`, `fi` and, joined, `wifi`. */
  readonly joined: boolean
}

/** Longer words are numbers of keys and lines of base64; their beginning is enough to find them. */
const longestWord = 40
/** `drag-and-drop` is one thing; a whole address with dots is not. */
const mostParts = 4

/** Letters, digits, marks, and the invisible characters that stand within words. */
const spans = /[\p{L}\p{N}\p{M}\u00ad\u200b-\u200d\u2060]+/gu
/** One of these between two spans, and nothing else: they are parts of one word. */
const connectors = /^['’‘.\-‐‑_]$/
/** Scripts that set no spaces: their words are not known, so each two neighbours count as one. */
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu

export function wordsIn(text: string): readonly FoundWord[] {
  const words: FoundWord[] = []
  let parts: FoundWord[] = []
  const closeParts = () => {
    const [first] = parts
    const last = parts.at(-1)
    if (first && last && parts.length > 1 && parts.length <= mostParts) {
      const word = parts
        .map((part) => part.word)
        .join('')
        .slice(0, longestWord)
      words.push({ word, from: first.from, to: last.to, joined: true })
    }
    parts = []
  }
  for (const { 0: span, index } of text.matchAll(spans)) {
    const last = parts.at(-1)
    if (last && !(index === last.to + 1 && connectors.test(text.charAt(last.to)))) closeParts()
    const found = wordsOfSpan(span, index)
    words.push(...found)
    if (found.length === 1) parts.push(...found)
    else closeParts()
  }
  closeParts()
  return words
}

function wordsOfSpan(span: string, at: number): readonly FoundWord[] {
  if (span.search(unspaced) < 0) return foundWord(span, at)
  const runs = [...span.matchAll(unspaced)]
  const words: FoundWord[] = []
  let read = 0
  for (const { 0: run, index } of runs) {
    words.push(...foundWord(span.slice(read, index), at + read), ...pairsOf(run, at + index))
    read = index + run.length
  }
  return [...words, ...foundWord(span.slice(read), at + read)]
}

function foundWord(span: string, at: number): readonly FoundWord[] {
  const word = fold(span)
  return word === '' ? [] : [{ word: cut(word), from: at, to: at + span.length, joined: false }]
}

function pairsOf(run: string, at: number): readonly FoundWord[] {
  const characters = [...run]
  if (characters.length === 1) return foundWord(run, at)
  let from = at
  return characters.slice(1).flatMap((next, place) => {
    const pair = (characters[place] ?? '') + next
    const found = foundWord(pair, from)
    from += pair.length - next.length
    return found
  })
}

/** Never through the middle of a character. */
function cut(word: string): string {
  if (word.length <= longestWord) return word
  const shorter = word.slice(0, longestWord)
  return /[\ud800-\udbff]$/.test(shorter) ? shorter.slice(0, -1) : shorter
}
