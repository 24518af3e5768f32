/** Scrolls a target to where it is seen whole, clear of headers that stick, in every box that scrolls around it. */
import { boxesAround, drawnParent, insideOf, rectangleOf, visiblePart } from './page-geometry.ts'
import { elementAt, isAround, isFixed, scrolls } from './page-layers.ts'
import { bottomOf, isWithin, overlap, type Rectangle, rightOf } from './rectangle.ts'

export interface BringIntoViewOptions {
  readonly view: Window
  readonly target: Element
  /** The part of the window in which it is to be seen. */
  readonly room: Rectangle
  /** Brings it to the middle although it is seen already, because there is no room beside it. */
  readonly anyway: boolean
  readonly smooth: boolean
}

/** Left between a target and what would cover it: room for the ring around it. */
const margin = 12

export function bringIntoView({ view, target, room, anyway, smooth }: BringIntoViewOptions): void {
  if (!anyway && isSeen(view, target, room)) return
  const inner = boxesAround(target, view).filter((box) => scrolls(box, view))
  const page = isFixed(target, view) ? null : view.document.scrollingElement
  const scrollers = page ? [...inner, page] : inner
  const before = scrollers.map(placeOf)
  for (const scroller of scrollers) {
    const box = scroller === page ? room : insideOf(scroller)
    scrollBy(scroller, wantedMove(rectangleOf(target), box, anyway && scroller === scrollers.at(-1)))
  }
  // What sticks begins to stick when something is scrolled: only now can it be seen whether it covers.
  const nearest = scrollers[0]
  for (let times = 0; times < 2 && nearest; times++) {
    const cover = coverOf(view, target)
    if (!cover) break
    for (const scroller of [...scrollers].reverse()) {
      const was = placeOf(scroller)
      scrollBy(scroller, { left: 0, top: cover })
      if (placeOf(scroller).top !== was.top) break
    }
  }
  if (!smooth) return
  // All was measured at the end of the way; nothing was painted yet, so that the way itself can still be gone.
  const after = scrollers.map(placeOf)
  scrollers.forEach((scroller, index) => {
    const start = before[index]
    const end = after[index]
    if (!start || !end || (start.left === end.left && start.top === end.top)) return
    scroller.scrollTo({ ...start, behavior: 'instant' })
    scroller.scrollTo({ ...end, behavior: 'smooth' })
  })
}

function isSeen(view: Window, target: Element, room: Rectangle): boolean {
  const whole = rectangleOf(target)
  const visible = overlap(visiblePart(target, view), room)
  return isWithin(whole, visible) && coverOf(view, target) === 0
}

const placeOf = ({ scrollLeft, scrollTop }: Element) => ({ left: scrollLeft, top: scrollTop })

const scrollBy = (scroller: Element, move: { readonly left: number; readonly top: number }): void =>
  scroller.scrollBy({ ...move, behavior: 'instant' })

/** How far to scroll so that it lies in the middle of the box, or begins at its beginning where it is larger. */
function wantedMove(target: Rectangle, box: Rectangle, anyway: boolean): { left: number; top: number } {
  const along = (start: number, size: number, boxStart: number, boxSize: number, forced: boolean): number => {
    const isInside = start >= boxStart - 1 && start + size <= boxStart + boxSize + 1
    if (isInside && !forced) return 0
    return size > boxSize - 2 * margin ? start - boxStart - margin : start + size / 2 - boxStart - boxSize / 2
  }
  return {
    left: along(target.left, target.width, box.left, box.width, false),
    top: along(target.top, target.height, box.top, box.height, anyway),
  }
}

/** How far to scroll, downwards if positive, until what stands fixed over the target's edges covers it no more. */
function coverOf(view: Window, target: Element): number {
  const whole = rectangleOf(target)
  const part = visiblePart(target, view)
  if (!part.width || !part.height) return 0
  const across = [0.1, 0.5, 0.9].map((share) => part.left + part.width * share)
  const find = (y: number): Rectangle | null => {
    for (const x of across) {
      const hit = elementAt(view.document, Math.min(x, rightOf(part) - 1), y)
      const cover = hit && !isAround(target, hit) ? standingOver(view, hit, target) : null
      if (cover) return rectangleOf(cover)
    }
    return null
  }
  const above = find(part.top + 1)
  if (above) return whole.top - bottomOf(above) - margin
  const below = find(bottomOf(part) - 2)
  return below ? bottomOf(whole) - below.top + margin : 0
}

/** The fixed or sticking element that this one belongs to, unless the target belongs to it as well. */
function standingOver(view: Window, hit: Element, target: Element): Element | null {
  for (let at: Element | null = hit; at; at = drawnParent(at)) {
    if (isAround(at, target)) return null
    const { position } = view.getComputedStyle(at)
    if (position === 'fixed' || position === 'sticky') return at
  }
  return null
}
