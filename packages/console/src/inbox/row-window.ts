/** Which rows of a long list of equal heights are drawn: those in view and a few beside them. Pure arithmetic. */

export interface RowWindow {
  readonly first: number
  /** One behind the last. */
  readonly end: number
}

/** Rows beyond the edges that are drawn ahead, so that a quick scroll finds them there. */
const overscan = 8

export function rowWindow(options: {
  count: number
  rowHeight: number
  top: number
  height: number
}): RowWindow {
  const { count, rowHeight, top, height } = options
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan)
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + overscan)
  return { first: Math.min(first, count), end: Math.max(end, Math.min(first, count)) }
}

/** Where to scroll so that row `index` is wholly in view; the same place where it is already. */
export function scrollToShow(options: {
  index: number
  rowHeight: number
  top: number
  height: number
}): number {
  const { index, rowHeight, top, height } = options
  const start = index * rowHeight
  if (start < top) return start
  if (start + rowHeight > top + height) return start + rowHeight - height
  return top
}
