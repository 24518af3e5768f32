/** How good a ranking is, how sure one can be of that, and how steady it stays while somebody types. Knows rankings, not how they are made. */
import type { JudgedQuery } from './read-fixtures.ts'

/** The ids for a query, the best first. */
export type Search = (query: string) => readonly string[]

const depth = 10

/** Normalised discounted cumulative gain of the first ten: 1 is the best order that there is. */
export function ndcg(ranking: readonly string[], judged: JudgedQuery['judged']): number {
  const gainOf = (grades: readonly number[]) =>
    grades.slice(0, depth).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0)
  const best = gainOf(Object.values(judged).toSorted((one, other) => other - one))
  return best === 0 ? 0 : gainOf(ranking.map((id) => judged[id] ?? 0)) / best
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** The range in which 95 of 100 means lie when the queries are drawn anew; the same range at each run. */
export function interval(values: readonly number[], draws = 2000): readonly [number, number] {
  const random = createRandom(1)
  const means = Array.from({ length: draws }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).toSorted((one, other) => one - other)
  return [means[Math.floor(draws * 0.025)] ?? 0, means[Math.floor(draws * 0.975)] ?? 0]
}

export interface Steadiness {
  /** Letters typed while the wanted article was among the first five. */
  readonly steps: number
  /** Of these, how many dropped it out of the first ten. */
  readonly drops: number
}

/** Types every query letter by letter. */
export function steadiness(search: Search, queries: readonly JudgedQuery[]): Steadiness {
  let steps = 0
  let drops = 0
  for (const { query, judged } of queries) {
    const wanted = Object.keys(judged).find((key) => judged[key] === 3)
    if (wanted === undefined) continue
    const letters = [...query]
    let before = -1
    for (let typed = 1; typed <= letters.length; typed += 1) {
      const place = search(letters.slice(0, typed).join('')).slice(0, depth).indexOf(wanted)
      if (before >= 0 && before < 5 && /[\p{L}\p{N}]/u.test(letters[typed - 1] ?? '')) {
        steps += 1
        if (place < 0) drops += 1
      }
      before = place
    }
  }
  return { steps, drops }
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
