/**
 * All words of one index, each with its number, and the way from a word that was asked for to the words that may be meant.
 * Three neighbouring letters lead to the words that have them. Knows nothing of articles.
 */
import { likeness, same } from './likeness.ts'

export interface Candidate {
  readonly word: number
  /** From 1 to `same`. */
  readonly likeness: number
}

/** A word that was asked for stands for so many words at most: the most alike. */
const mostCandidates = 160
const fewestCommonGrams = 2
const mostLookedAt = 300

export function createVocabulary() {
  const numbers = new Map<string, number>()
  const words: string[] = []
  const wordsByGram = new Map<string, number[]>()
  /** How many letter groups each word has in common with the asked one; all zero between two questions. */
  let common = new Uint8Array(1024)
  /** 1 for each word that stands in an article: side by side, since thousands are looked up for a question. */
  let used = new Uint8Array(1024)

  function add(word: string): number {
    const known = numbers.get(word)
    if (known !== undefined) return known
    const number = words.length
    words.push(word)
    if (number === used.length) used = larger(used)
    numbers.set(word, number)
    for (const gram of gramsOf(word)) {
      const list = wordsByGram.get(gram)
      if (list) list.push(number)
      else wordsByGram.set(gram, [number])
    }
    return number
  }

  const isInUse = (word: number): boolean => used[word] === 1

  /** The most alike first; in the order of the words where two are as alike, so that numbers make no difference. */
  function candidates(asked: string, unfinished: boolean): readonly Candidate[] {
    const found: Candidate[] = []
    const meant = mayBeMeant(asked, unfinished)
    const number = numbers.get(asked)
    const spelledRight =
      (number !== undefined && isInUse(number)) ||
      (unfinished && meant.some((word) => (words[word] ?? '').startsWith(asked)))
    for (const word of meant) {
      const alike = likeness(asked, words[word] ?? '', unfinished, spelledRight)
      if (alike > 0) found.push({ word, likeness: alike })
    }
    const least = leastOfBest(found)
    return found
      .filter((candidate) => candidate.likeness >= least)
      .sort(
        (one, other) =>
          other.likeness - one.likeness || ((words[one.word] ?? '') < (words[other.word] ?? '') ? -1 : 1),
      )
      .slice(0, mostCandidates)
  }

  function mayBeMeant(asked: string, unfinished: boolean): readonly number[] {
    const number = numbers.get(asked)
    const exact = number !== undefined && isInUse(number) ? number : undefined
    if (asked.length < 3) {
      if (unfinished) return (wordsByGram.get(`^${asked}`) ?? []).filter(isInUse)
      return exact === undefined ? [] : [exact]
    }
    if (common.length < used.length) common = new Uint8Array(used.length)
    const touched: number[] = []
    for (const gram of gramsOf(asked)) {
      if (gram.length < 3) continue
      for (const word of wordsByGram.get(gram) ?? []) {
        if (common[word] === 0) touched.push(word)
        common[word] = (common[word] ?? 0) + 1
      }
    }
    const alike = touched.filter((word) => (common[word] ?? 0) >= fewestCommonGrams && isInUse(word))
    const least = enoughInCommon(alike)
    const enough = alike.filter((word) => (common[word] ?? 0) >= least || word === exact)
    for (const word of touched) common[word] = 0
    // Two swapped letters leave nothing of the groups of a short word; its first letter is right nearly always.
    if (asked.length > 5 || exact !== undefined) return enough
    const near = (wordsByGram.get(`^${asked.charAt(0)}`) ?? []).filter(
      (word) => Math.abs((words[word] ?? '').length - asked.length) <= 1 && isInUse(word),
    )
    return [...new Set([...enough, ...near])]
  }

  /** So many letter groups that few enough words have them to be looked at one by one. */
  function enoughInCommon(alike: readonly number[]): number {
    const wordsWith = new Array<number>(256).fill(0)
    for (const word of alike) wordsWith[common[word] ?? 0] = (wordsWith[common[word] ?? 0] ?? 0) + 1
    let least = 255
    let looked = 0
    while (least > fewestCommonGrams) {
      looked += wordsWith[least - 1] ?? 0
      if (looked > mostLookedAt) break
      least -= 1
    }
    return least
  }

  return {
    add,
    candidates,
    /** Whether any article has the word; of a new one nobody does. */
    use(word: number, isUsed: boolean): void {
      used[word] = isUsed ? 1 : 0
    },
    numberOf: (word: string): number | undefined => numbers.get(word),
    wordOf: (number: number): string => words[number] ?? '',
    size: () => words.length,
  }
}

export type Vocabulary = ReturnType<typeof createVocabulary>

function larger(cells: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(cells.length * 2)
  copy.set(cells)
  return copy
}

/** One letter begins thousands of words: what is not among the best is not sorted. */
function leastOfBest(found: readonly Candidate[]): number {
  if (found.length <= mostCandidates) return 0
  const alikeBy = new Array<number>(same + 1).fill(0)
  for (const candidate of found) alikeBy[candidate.likeness] = (alikeBy[candidate.likeness] ?? 0) + 1
  let least = same
  for (let kept = alikeBy[least] ?? 0; least > 0 && kept < mostCandidates; kept += alikeBy[least] ?? 0)
    least -= 1
  return least
}

function gramsOf(word: string): ReadonlySet<string> {
  const grams = new Set<string>([`^${word.charAt(0)}`])
  const framed = `^${word}$`
  for (let at = 0; at + 3 <= framed.length; at += 1) grams.add(framed.slice(at, at + 3))
  return grams
}
