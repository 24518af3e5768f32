/**
 * Makes of what somebody typed what it asks for. There is no syntax: quotes, minus, colons and stars separate words, and that is all.
 * Knows nothing of what is in an index.
 */
import { type FoundWord, wordsIn } from './analyse.ts'
import { inCyrillic, withOtherKeyboard } from './other-letters.ts'

/** Words that mean the same on this site: each group is a list of words or phrases. */
export type Synonyms = readonly (readonly string[])[]

export interface Asked {
  readonly word: string
  /** It is the last one, and nothing stands behind it: it may be half a word. */
  readonly unfinished: boolean
  /** What counts as well as the word itself: it is written together with its neighbour, `wi fi` and `wifi`. */
  readonly joined: readonly string[]
  /** What counts nearly as well. */
  readonly synonyms: readonly string[]
  /** What may have been meant by its keys or its letters, and counts as a synonym; unfinished as the word itself. */
  readonly otherLetters: readonly string[]
}

/** More is a pasted letter, not a question: what it is about stands at its beginning. */
const longestQuestion = 400
const mostWords = 24

export function createQuestions(synonyms: Synonyms) {
  const groups = synonyms.map((group) => group.map((phrase) => partsOf(wordsIn(phrase))).filter(isSaid))

  function questionOf(typed: string): readonly Asked[] {
    const text = typed.slice(0, longestQuestion)
    const found = wordsIn(text)
    const parts = partsOf(found).slice(0, mostWords)
    const ends = text.length === typed.length && parts.at(-1)?.to === text.length
    const otherKeys = wordsIn(withOtherKeyboard(text))
    const asked = parts.map((part, at) => ({
      word: part.word,
      unfinished: ends && at === parts.length - 1,
      joined: joinedWith(parts, at, found),
      synonyms: synonymsAt(parts, at),
      otherLetters: otherLettersOf(part, otherKeys),
    }))
    // A word that is said twice is not asked for twice; the last time counts, which may be unfinished.
    return asked.filter((one, at) => !asked.slice(at + 1).some((later) => later.word === one.word))
  }

  function synonymsAt(parts: readonly FoundWord[], at: number): readonly string[] {
    return groups.flatMap((group) => {
      const said = group.find((phrase) => phrase.some((_, offset) => standsAt(parts, at - offset, phrase)))
      return said ? group.filter((phrase) => phrase !== said).flatMap((phrase) => phrase.map(wordOf)) : []
    })
  }

  return { questionOf }
}

const wordOf = ({ word }: FoundWord) => word
const partsOf = (words: readonly FoundWord[]) => words.filter(({ joined }) => !joined)
const isSaid = (phrase: readonly FoundWord[]) => phrase.length > 0

function standsAt(parts: readonly FoundWord[], from: number, phrase: readonly FoundWord[]): boolean {
  return from >= 0 && phrase.every(({ word }, offset) => parts[from + offset]?.word === word)
}

/** Both keyboards have a key in the same place: the word is the one that stands there. */
function otherLettersOf({ word, from, to }: FoundWord, otherKeys: readonly FoundWord[]): readonly string[] {
  const there = otherKeys.filter((other) => other.from <= from && to <= other.to).map(wordOf)
  return [...there, inCyrillic(word)].filter((other) => other !== word)
}

function joinedWith(parts: readonly FoundWord[], at: number, found: readonly FoundWord[]): readonly string[] {
  const [before, here, after] = [parts[at - 1], parts[at], parts[at + 1]]
  if (!here) return []
  const around = found.filter(({ joined, from, to }) => joined && from <= here.from && here.to <= to)
  return [
    ...(before ? [before.word + here.word] : []),
    ...(after ? [here.word + after.word] : []),
    ...around.map(wordOf),
  ]
}
