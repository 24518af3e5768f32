/**
 * Wheel and touch over an overlay scroll what lies beneath it. The page itself scrolls by the browser's doing, since the
 * overlay is fixed to the window; a box within the page has to be scrolled for it.
 */
import { drawnParent } from './page-geometry.ts'
import { elementAt, scrolls } from './page-layers.ts'

/** @returns the undo */
export function passScrolling(overlay: HTMLElement, view: Window): () => void {
  const { document: page } = view
  const boxAt = (x: number, y: number): Element | null => {
    for (
      let at = elementAt(page, x, y);
      at && at !== page.body && at !== page.documentElement;
      at = drawnParent(at)
    )
      if (scrolls(at, view)) return at
    return null
  }
  /** @returns false where the box is at its end, so that the page around it may scroll */
  const scroll = (box: Element, left: number, top: number): boolean => {
    const { scrollLeft, scrollTop } = box
    box.scrollBy({ left, top, behavior: 'instant' })
    return box.scrollLeft !== scrollLeft || box.scrollTop !== scrollTop
  }

  const onWheel = (event: WheelEvent): void => {
    // With Ctrl a wheel zooms.
    if (event.ctrlKey) return
    const box = boxAt(event.clientX, event.clientY)
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? view.innerHeight : 1
    if (box && scroll(box, event.deltaX * unit, event.deltaY * unit)) event.preventDefault()
  }

  let drag: { box: Element; x: number; y: number } | null = null
  const onTouchStart = ({ touches: [first, second] }: TouchEvent): void => {
    const box = first && !second ? boxAt(first.clientX, first.clientY) : null
    drag = box && first ? { box, x: first.clientX, y: first.clientY } : null
  }
  const onTouchMove = (event: TouchEvent): void => {
    const [finger] = event.touches
    if (!drag || !finger || !event.cancelable) return
    const { box, x, y } = drag
    drag = { box, x: finger.clientX, y: finger.clientY }
    if (scroll(box, x - finger.clientX, y - finger.clientY)) event.preventDefault()
  }
  overlay.addEventListener('wheel', onWheel, { passive: false })
  overlay.addEventListener('touchstart', onTouchStart, { passive: true })
  overlay.addEventListener('touchmove', onTouchMove, { passive: false })
  return () => {
    overlay.removeEventListener('wheel', onWheel)
    overlay.removeEventListener('touchstart', onTouchStart)
    overlay.removeEventListener('touchmove', onTouchMove)
  }
}
