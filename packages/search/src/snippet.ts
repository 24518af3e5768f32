/**
 * What is shown of a hit: the piece of its text that answers best, and which words of it were meant.
 * Knows a text and a question; needs no index, so that the relay and a page show the same.
 */
import { type FoundWord, wordsIn } from './analyse.ts'
import { likeness, same } from './likeness.ts'
import { type Asked, createQuestions, type Synonyms } from './question.ts'

/** From and to, in code units of the text that it belongs to. */
export type Highlight = readonly [from: number, to: number]

export interface Snippet {
  /** At most 160 code units, on one line. */
  readonly snippet: string
  readonly highlights: readonly Highlight[]
}

const longestSnippet = 160
/** Words less alike than this are too far from what was typed to be shown as meant. */
const alikeEnough = same * 0.3
/** Of a long text only this much is looked at. */
const longestText = 40_000

const noSynonyms: Synonyms = []

interface Match extends FoundWord {
  /** Which of the asked words it stands for. */
  readonly asked: number
  readonly worth: number
}

export function snippetOf(text: string, query: string, synonyms: Synonyms = noSynonyms): Snippet {
  const line = text.slice(0, longestText).replace(/\s/g, ' ')
  const words = wordsIn(line)
  const matches = matchesIn(words, questionsFor(synonyms).questionOf(query))
  const starts = startsIn(line, words)
  const best = bestStart(starts, matches)
  const from = best ?? starts[0]?.at ?? 0
  const snippet = line.slice(from, endFor(line, from, words)).trimEnd()
  return { snippet, highlights: merged(matches, from, from + snippet.length) }
}

/** The words of a short text, a title for instance, that were meant. */
export function highlightsOf(
  text: string,
  query: string,
  synonyms: Synonyms = noSynonyms,
): readonly Highlight[] {
  const matches = matchesIn(wordsIn(text), questionsFor(synonyms).questionOf(query))
  return merged(matches, 0, text.length)
}

/** A site's synonyms are thousands of words, and the same for all hits of all questions. */
const questionsOf = new WeakMap<Synonyms, ReturnType<typeof createQuestions>>()
function questionsFor(synonyms: Synonyms) {
  const known = questionsOf.get(synonyms) ?? createQuestions(synonyms)
  questionsOf.set(synonyms, known)
  return known
}

function matchesIn(words: readonly FoundWord[], everything: readonly Asked[]): readonly Match[] {
  const question = withLettersOf(words, everything)
  /** As in the index: what stands there as it was typed has no typo. */
  const spelledRight = question.map(({ word, unfinished }) =>
    words.some((found) => found.word === word || (unfinished && found.word.startsWith(word))),
  )
  /** Texts repeat their words. */
  const known = new Map<string, { asked: number; worth: number } | null>()
  const matchOf = (found: FoundWord): readonly Match[] => {
    let match = known.get(found.word)
    if (match === undefined) {
      match = meant(found.word, question, spelledRight)
      known.set(found.word, match)
    }
    return match ? [{ ...found, ...match }] : []
  }
  const askedAs = new Map(question.map(({ word }, asked) => [word, { asked, worth: same * word.length }]))
  /** `log in` where `login` was asked for. */
  const apartOf = (found: FoundWord, next: FoundWord | undefined): readonly Match[] => {
    const match = next && next.from > found.to ? askedAs.get(found.word + next.word) : undefined
    return next && match ? [{ ...found, to: next.to, ...match }] : []
  }
  return words.flatMap((found, at) => [...matchOf(found), ...apartOf(found, words[at + 1])])
}

/** Most texts are in one alphabet: what nothing here begins with need not be compared with every word. */
function withLettersOf(words: readonly FoundWord[], question: readonly Asked[]): readonly Asked[] {
  const beginnings = new Set(words.map(({ word }) => word.charAt(0)))
  return question.map((one) => ({
    ...one,
    otherLetters: one.otherLetters.filter((other) => beginnings.has(other.charAt(0))),
  }))
}

function meant(
  word: string,
  question: readonly Asked[],
  spelledRight: readonly boolean[],
): { asked: number; worth: number } | null {
  let best = { asked: 0, worth: 0 }
  for (const [asked, one] of question.entries()) {
    const worth = Math.max(
      likeness(one.word, word, one.unfinished, spelledRight[asked]),
      one.joined.includes(word) ? same : 0,
      ...one.synonyms.map((synonym) => likeness(synonym, word, false)),
      ...one.otherLetters.map((other) => likeness(other, word, one.unfinished)),
    )
    // A long word says more than "the"; nothing else is known of how rare it is.
    if (worth >= alikeEnough && worth * one.word.length > best.worth)
      best = { asked, worth: worth * one.word.length }
  }
  return best.worth === 0 ? null : best
}

interface Start {
  readonly at: number
  readonly ofSentence: boolean
}

/** A sentence begins after the end of another one, or behind an empty space; anything else that a snippet may begin with is a word. */
function startsIn(line: string, words: readonly FoundWord[]): readonly Start[] {
  return words
    .filter(({ joined }) => !joined)
    .map(({ from }) => ({
      at: from,
      ofSentence:
        from === 0 ||
        /[.!?…。！？:|]["»”’)]*\s+["«„“(]*$| {2,}$/.test(line.slice(Math.max(0, from - 6), from)),
    }))
}

/**
 * The start behind which most of what was asked for stands within reach; of those as good the sentence in which it begins,
 * where it stands first.
 */
function bestStart(starts: readonly Start[], matches: readonly Match[]): number | null {
  let best: { at: number; worth: number; first: number } | null = null
  let first = 0
  for (const { at, ofSentence } of starts) {
    while ((matches[first]?.from ?? at) < at) first += 1
    const worths = new Map<number, number>()
    for (let place = first; place < matches.length; place += 1) {
      const match = matches[place]
      if (!match || match.to > at + longestSnippet) break
      if (match.from < at) continue
      worths.set(match.asked, Math.max(match.worth, worths.get(match.asked) ?? 0))
    }
    let worth = 0
    for (const one of worths.values()) worth += one
    if (worth > 0 && ofSentence) worth += 0.5
    const isCloser = ofSentence && worth === best?.worth && first === best.first
    if (worth > (best?.worth ?? 0) || isCloser) best = { at, worth, first }
  }
  return best?.at ?? null
}

/** Behind the last whole word that fits; through a word only where none fits, and never through a character. */
function endFor(line: string, from: number, words: readonly FoundWord[]): number {
  const end = from + longestSnippet
  if (line.length <= end) return line.length
  const cut = words.find((word) => word.from < end && word.to > end && !word.joined)
  if (!cut) return wholeCharacters(line, from, end)
  return cut.from > from ? cut.from : wholeCharacters(line, from, end)
}

/** What belongs to the character before it, or joins it to the one behind. */
const goesOn = /^(?:\p{M}|\p{Emoji_Modifier}|[\udc00-\udfff]|\u200d)/u

function wholeCharacters(line: string, from: number, end: number): number {
  let at = end
  while (at > from && (goesOn.test(line.slice(at, at + 2)) || line.charAt(at - 1) === '\u200d')) at -= 1
  return at
}

function merged(matches: readonly Match[], from: number, to: number): readonly Highlight[] {
  const highlights: [number, number][] = []
  const inside = matches.filter((match) => match.from >= from && match.to <= to)
  for (const match of inside.toSorted((one, other) => one.from - other.from || one.to - other.to)) {
    const last = highlights.at(-1)
    if (last && match.from - from <= last[1]) last[1] = Math.max(last[1], match.to - from)
    else highlights.push([match.from - from, match.to - from])
  }
  return highlights
}
