/**
 * What stands in for `uuid` in the widget's build: version 7 alone, in order within a page also where many are made in one
 * millisecond or the clock goes back, for a third of the bytes.
 */

/** Times and the numbers within one, of ids that were given. */
export function createIds(
  now: () => number,
  random: (words: Uint32Array<ArrayBuffer>) => Uint32Array,
): () => string {
  let last = 0
  let count = 0
  return () => {
    const time = now()
    const [a = 0, b = 0, c = 0] = random(new Uint32Array(3))
    if (time > last) {
      last = time
      // The upper half of 26 bits is left for those that follow in the same millisecond.
      count = a >>> 7
    } else if (++count > 0x3ffffff) {
      last += 1
      count = 0
    }
    const stamp = hex(last, 12)
    return [
      stamp.slice(0, 8),
      stamp.slice(8),
      hex(0x7000 | (count >> 14), 4),
      hex(0x8000 | (count & 0x3fff), 4),
      hex(b, 8) + hex(c & 0xffff, 4),
    ].join('-')
  }
}

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0')

export const v7 = /* @__PURE__ */ createIds(
  () => Date.now(),
  (words) => crypto.getRandomValues(words),
)
