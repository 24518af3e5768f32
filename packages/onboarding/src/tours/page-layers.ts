/** What lies over what on a page, what scrolls, and what of it is ours: for tours, which move the page. Reads, and changes nothing. */
import { drawnParent } from './page-geometry.ts'

/** The element itself, or one around or in it, also over the edge of a shadow tree. */
export function isAround(outer: Element, inner: Element): boolean {
  for (let at: Element | null = inner; at; at = drawnParent(at)) if (at === outer) return true
  return false
}

/** Whether it lies in the browser's top layer, over everything else, whatever its place in the page. */
export const isAbovePage = (element: Element): boolean =>
  element.matches(':is(dialog:modal, :popover-open, :fullscreen)')

/** Whether the page's own scrolling leaves the element where it is. */
export function isFixed(element: Element, view: Window): boolean {
  for (let at: Element | null = element; at; at = drawnParent(at)) {
    if (view.getComputedStyle(at).position === 'fixed') return true
    if (isAbovePage(at)) return true
  }
  return false
}

/** What a person scrolls by hand; boxes that only cut are never scrolled, or a carousel would stand askew. */
export function scrolls(element: Element, view: Window): boolean {
  const { overflowX, overflowY } = view.getComputedStyle(element)
  const byHand = /auto|scroll|overlay/
  return (
    (byHand.test(overflowY) && element.scrollHeight > element.clientHeight) ||
    (byHand.test(overflowX) && element.scrollWidth > element.clientWidth)
  )
}

/** The uppermost element at this point that is none of ours, in whichever open shadow tree it lies. */
export function elementAt(page: Document, x: number, y: number): Element | null {
  let found = page.elementsFromPoint(x, y).find((element) => !isOurs(element))
  while (found?.shadowRoot) {
    const inner: Element | undefined = found.shadowRoot.elementsFromPoint(x, y)[0]
    if (!inner || inner === found || !found.shadowRoot.contains(inner)) break
    found = inner
  }
  return found ?? null
}

/** The hosts that we put into the page are all named alike. */
export const isOurs = (element: Element): boolean => element.localName.startsWith('docent-')
