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
  const from = bestStart(line, words, matches) ?? words.find(({ joined }) => !joined)?.from ?? 0
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

function matchesIn(words: readonly FoundWord[], question: readonly Asked[]): readonly Match[] {
  const meant = createMeaning(words, question)
  const askedAs = new Map(question.map(({ word }, asked) => [word, { asked, worth: same * word.length }]))
  const lengths = new Set(question.map(({ word }) => word.length))
  const matches: Match[] = []
  words.forEach((found, at) => {
    const match = meant(found.word)
    if (match) matches.push({ ...found, ...match })
    // `log in` where `login` was asked for.
    const next = words[at + 1]
    if (!next || next.from <= found.to || !lengths.has(found.word.length + next.word.length)) return
    const apart = askedAs.get(found.word + next.word)
    if (apart) matches.push({ ...found, to: next.to, ...apart })
  })
  return matches
}

/** What a word of the text was asked for as: a question is compared with thousands of words, so all that can be is made ready before. */
function createMeaning(words: readonly FoundWord[], question: readonly Asked[]) {
  /** Most texts are in one alphabet: what nothing here begins with need not be compared with every word. */
  const beginnings = new Set(words.map(({ word }) => word.charAt(0)))
  const ready = question.map((one) => ({
    ...one,
    /** As in the index: what stands there as it was typed has no typo. */
    spelledRight: words.some(
      ({ word }) => word === one.word || (one.unfinished && word.startsWith(one.word)),
    ),
    otherLetters: one.otherLetters.filter((other) => beginnings.has(other.charAt(0))),
  }))
  /** Texts repeat their words. */
  const known = new Map<string, Pick<Match, 'asked' | 'worth'> | null>()

  function likenessOf(word: string, one: (typeof ready)[number]): number {
    let best = one.joined.includes(word) ? same : likeness(one.word, word, one.unfinished, one.spelledRight)
    for (const synonym of one.synonyms) best = Math.max(best, likeness(synonym, word, false))
    for (const other of one.otherLetters) best = Math.max(best, likeness(other, word, one.unfinished))
    return best
  }

  return (word: string) => {
    const before = known.get(word)
    if (before !== undefined) return before
    let asked = 0
    let worth = 0
    ready.forEach((one, place) => {
      const alike = likenessOf(word, one)
      // A long word says more than "the"; nothing else is known of how rare it is.
      if (alike < alikeEnough || alike * one.word.length <= worth) return
      asked = place
      worth = alike * one.word.length
    })
    const match = worth === 0 ? null : { asked, worth }
    known.set(word, match)
    return match
  }
}

/** A sentence begins after the end of another one, or behind an empty space; anything else that a snippet may begin with is a word. */
const beginsSentence = (line: string, at: number): boolean =>
  at === 0 || /[.!?…。！？:|]["»”’)]*\s+["«„“(]*$| {2,}$/.test(line.slice(Math.max(0, at - 6), at))

/**
 * The start behind which most of what was asked for stands within reach; of those as good the sentence in which it begins,
 * where it stands first.
 */
function bestStart(line: string, words: readonly FoundWord[], matches: readonly Match[]): number | null {
  let best: { at: number; worth: number; first: number } | null = null
  let first = 0
  for (const { from: at, joined } of words) {
    if (joined) continue
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
    // A sentence is worth half a point: where that changes nothing, nobody need know.
    if (worth === 0 || worth + 0.5 < (best?.worth ?? 0)) continue
    const ofSentence = beginsSentence(line, at)
    if (ofSentence) worth += 0.5
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
