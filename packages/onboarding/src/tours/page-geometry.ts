/** How an element lies in its page: through shadow roots, clipped and scrolled by what is around it. Reads, and changes nothing. */
import { overlap, type Rectangle } from './rectangle.ts'

/** The parent as it is drawn: a slot for slotted elements, the host for what is at the top of a shadow tree. */
export function drawnParent(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot
  if (element.parentElement) return element.parentElement
  const root = element.getRootNode()
  return 'host' in root ? (root as ShadowRoot).host : null
}

/** The document and every shadow tree that the element is in: events that do not leave a tree are heard there. */
export function treesOf(element: Element): readonly (Document | ShadowRoot)[] {
  const trees: (Document | ShadowRoot)[] = []
  let at: Element | null = element
  while (at) {
    const root = at.getRootNode() as Document | ShadowRoot
    trees.push(root)
    at = 'host' in root ? root.host : null
  }
  return trees
}

export function rectangleOf(element: Element): Rectangle {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { left, top, width, height }
}

/** The part of the window that is seen: smaller than the window when a keyboard is open or fingers have zoomed in. */
export function seenWindow(view: Window): Rectangle {
  const seen = view.visualViewport
  return seen
    ? { left: seen.offsetLeft, top: seen.offsetTop, width: seen.width, height: seen.height }
    : wholeWindow(view)
}

export const wholeWindow = (view: Window): Rectangle => ({
  left: 0,
  top: 0,
  width: view.innerWidth,
  height: view.innerHeight,
})

/** The inside of an element's border, without its scroll bars. */
export function insideOf(element: Element): Rectangle {
  const outer = element.getBoundingClientRect()
  const box = element as HTMLElement
  // What is drawn larger or smaller than it is laid out (transform, zoom) has borders drawn likewise.
  const across = box.offsetWidth ? outer.width / box.offsetWidth : 1
  const down = box.offsetHeight ? outer.height / box.offsetHeight : 1
  return {
    left: outer.left + element.clientLeft * across,
    top: outer.top + element.clientTop * down,
    width: element.clientWidth * across,
    height: element.clientHeight * down,
  }
}

/** Elements around that can cut or scroll this one, from the nearest outwards; never the page's own scroller. */
export function boxesAround(element: Element, view: Window): readonly Element[] {
  const boxes: Element[] = []
  const page = element.ownerDocument
  let position = view.getComputedStyle(element).position
  for (let at = drawnParent(element); at; at = drawnParent(at)) {
    if (position === 'fixed') break
    if (at === page.documentElement || at === page.body) continue
    const style = view.getComputedStyle(at)
    const holds = style.position !== 'static' || style.transform !== 'none'
    // What is placed absolutely is not cut by boxes between it and the one that it is placed in.
    if (position === 'absolute' && !holds) continue
    if (style.overflowX !== 'visible' || style.overflowY !== 'visible') boxes.push(at)
    position = style.position
  }
  return boxes
}

/** The part of the element that its surroundings and the window leave to be seen. */
export function visiblePart(element: Element, view: Window): Rectangle {
  let part = rectangleOf(element)
  for (const box of boxesAround(element, view)) part = overlap(part, insideOf(box))
  return overlap(part, wholeWindow(view))
}
