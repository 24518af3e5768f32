/** Chance that can be had again: the same seed gives the same run. Not for secrets. */

export interface SeededRandom {
  readonly seed: number
  /** From 0 up to, not including, 1. */
  next(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
  /** A version 4 UUID that this seed will give again. */
  uuid(): string
  /** 43 characters of base64url, the form of a visitor's token. */
  token(): string
  text(length: number): string
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const letters = 'abcdefghijklmnopqrstuvwxyz     '

export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  // Mulberry32: 32 bits of state, even enough for schedules of faults.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const from = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[between(0, alphabet.length - 1)]).join('')
  return {
    seed,
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    uuid() {
      const hex = from('0123456789abcdef', 30)
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-8${hex.slice(15, 18)}-${hex.slice(18, 30)}`
    },
    token: () => from(base64url, 43),
    text: (length) => from(letters, length).trim() || 'a',
  }
}

/**
 * The seed of a fault test: `FAULT_SEED` to play a failure again, else one that the test states.
 * The test prints it when it fails.
 */
export const seedOr = (otherwise: number): number => Number(process.env.FAULT_SEED ?? otherwise)
