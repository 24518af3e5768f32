/**
 * Moves a page down by the height of a box at its top, and back. A padding of the document's root does it: it moves what
 * is in the flow, is no margin that collapses or leaves the canvas bare, and no wrapper that a framework would stumble over.
 * What the page itself fixes to the top of the window stays there, under the box: nobody but the page can move that.
 */
import type { Undo } from '@docent/client/outside'

export function makeRoom(view: Window & typeof globalThis, box: HTMLElement): Undo {
  const root = view.document.documentElement
  const names = ['padding-top', 'scroll-padding-top'] as const
  const before = names.map((name) => [
    name,
    root.style.getPropertyValue(name),
    root.style.getPropertyPriority(name),
  ])
  const own = names.map((name) => Number.parseFloat(view.getComputedStyle(root).getPropertyValue(name)) || 0)
  const measure = (): void => {
    const height = box.getBoundingClientRect().height
    names.forEach((name, at) => {
      root.style.setProperty(name, `${(own[at] ?? 0) + height}px`, 'important')
    })
  }
  const sizes = new view.ResizeObserver(measure)
  sizes.observe(box)
  measure()
  return () => {
    sizes.disconnect()
    for (const [name = '', value = '', priority = ''] of before)
      if (value) root.style.setProperty(name, value, priority)
      else root.style.removeProperty(name)
    // The page's markup is as it was, to the attribute.
    if (!root.getAttribute('style')) root.removeAttribute('style')
  }
}
