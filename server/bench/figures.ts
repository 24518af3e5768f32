/** Turns measurements into the few numbers that people read. Pure. */

export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** The value below which `share` (0 to 1) of the list lies; NaN for none. */
export function percentile(list: readonly number[], share: number): number {
  const sorted = list.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function spreadOf(list: readonly number[]): Spread {
  const sorted = list.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return {
    min: sorted[0] ?? Number.NaN,
    median: sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2,
    max: sorted.at(-1) ?? Number.NaN,
  }
}

/** Round by round, since two runs beside each other share the machine's mood. */
export const ratios = (ours: readonly number[], bare: readonly number[]): Spread =>
  spreadOf(ours.map((value, round) => value / (bare[round] ?? Number.NaN)))

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))
