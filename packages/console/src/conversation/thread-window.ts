/** Which chunks of a long conversation are drawn. Heights are measured once drawn, guessed before. Pure arithmetic. */

export interface ThreadWindow {
  readonly first: number
  /** One behind the last. */
  readonly end: number
  /** Pixels that stand for the chunks that are not drawn. */
  readonly before: number
  readonly after: number
}

/** Pixels beyond the edges that are drawn ahead: about two screens of quick scrolling. */
const overscan = 1_200

/**
 * @param heights of all chunks in order, measured or guessed
 * @param top where the view begins, in pixels from the start of the first chunk
 */
export function threadWindow(heights: readonly number[], top: number, height: number): ThreadWindow {
  const from = top - overscan
  const to = top + height + overscan
  let first = 0
  let before = 0
  while (first < heights.length - 1 && before + (heights[first] ?? 0) < from) {
    before += heights[first] ?? 0
    first += 1
  }
  let end = first
  let reached = before
  while (end < heights.length && (end === first || reached < to)) {
    reached += heights[end] ?? 0
    end += 1
  }
  let after = 0
  for (let index = end; index < heights.length; index += 1) after += heights[index] ?? 0
  return { first, end, before, after }
}

export const sameWindow = (one: ThreadWindow, other: ThreadWindow): boolean =>
  one.first === other.first &&
  one.end === other.end &&
  one.before === other.before &&
  one.after === other.after
