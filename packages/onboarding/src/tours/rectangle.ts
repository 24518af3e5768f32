/** Rectangles in CSS pixels of the window, as `getBoundingClientRect` says them, and the arithmetic on them. Pure: no DOM. */

export interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export const rightOf = (one: Rectangle): number => one.left + one.width
export const bottomOf = (one: Rectangle): number => one.top + one.height

export const grown = (one: Rectangle, by: number): Rectangle => ({
  left: one.left - by,
  top: one.top - by,
  width: Math.max(0, one.width + 2 * by),
  height: Math.max(0, one.height + 2 * by),
})

/** What both cover. Where they do not meet it has no size, and lies at the edge of `other` that is nearest to `one`. */
export function overlap(one: Rectangle, other: Rectangle): Rectangle {
  const left = clamp(one.left, other.left, rightOf(other))
  const top = clamp(one.top, other.top, bottomOf(other))
  return {
    left,
    top,
    width: Math.max(0, clamp(rightOf(one), other.left, rightOf(other)) - left),
    height: Math.max(0, clamp(bottomOf(one), other.top, bottomOf(other)) - top),
  }
}

export const areaOf = (one: Rectangle): number => one.width * one.height

export const isWithin = (one: Rectangle, other: Rectangle): boolean =>
  one.left >= other.left - 1 &&
  one.top >= other.top - 1 &&
  rightOf(one) <= rightOf(other) + 1 &&
  bottomOf(one) <= bottomOf(other) + 1

export const isSame = (one: Rectangle, other: Rectangle): boolean =>
  one.left === other.left && one.top === other.top && one.width === other.width && one.height === other.height

/** The lower bound wins where the two cross. */
export const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(value, most))
