/**
 * Articles of any number and length, of words that are spread as in real texts: few words everywhere, many words once,
 * each in several endings. They say nothing; speed is measured with them.
 */
import type { SearchDocument } from '../src/index.ts'

const stems = 40_000
const endings = ['', 's', 'le', 'st', 'de', 'ga', 'ni', 'mine', 'da', 'sid']

export interface MadeUpArticles {
  readonly documents: readonly SearchDocument[]
  /** Questions of one to five words, among them typos and half words. */
  readonly queries: readonly string[]
}

/** @param sample real words, in whose manner the made-up ones are spelled */
export function madeUpArticles(
  sample: readonly string[],
  count: number,
  wordsPerArticle: number,
  seed = 7,
): MadeUpArticles {
  const random = createRandom(seed)
  const upTo = (most: number) => Math.floor(random() * most)
  const stem = createWordMaker(sample, random)
  const known = Array.from({ length: stems }, stem)
  /** Zipf's law, near enough: rank r is drawn with a chance of about 1/r. */
  const word = () =>
    (known[Math.floor(stems ** random()) - 1] ?? 'ka') +
    (endings[Math.floor(random() ** 2 * endings.length)] ?? '')
  const words = (length: number) => Array.from({ length }, word).join(' ')
  const documents = Array.from({ length: count }, (_, at) => ({
    id: `article-${at}`,
    title: words(3 + upTo(4)),
    headings: Array.from({ length: 3 }, () => words(3)),
    text: words(wordsPerArticle),
  }))
  const queries = Array.from({ length: 400 }, (_, at) => {
    const query = words(1 + (at % 5))
    if (at % 3 === 0) return query.slice(0, Math.max(1, query.length - upTo(4)))
    const typo = upTo(query.length)
    return at % 3 === 1 ? query : query.slice(0, typo) + query.slice(typo + 1)
  })
  return { documents, queries }
}

/** Each letter follows two others as it does in the sample. */
function createWordMaker(sample: readonly string[], random: () => number): () => string {
  const followers = new Map<string, string[]>()
  for (const word of sample) {
    const framed = `  ${word.toLowerCase()} `
    for (let at = 2; at < framed.length; at += 1) {
      const before = framed.slice(at - 2, at)
      followers.set(before, [...(followers.get(before) ?? []), framed.charAt(at)])
    }
  }
  return () => {
    let word = '  '
    while (word.length < 14) {
      const next = followers.get(word.slice(-2)) ?? [' ']
      const letter = next[Math.floor(random() * next.length)] ?? ' '
      if (letter === ' ') break
      word += letter
    }
    return word.trim()
  }
}

/** mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
