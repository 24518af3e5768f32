/**
 * Follows one target through the life of a page: found, gone, rendered anew [FLO9]. At most one look per animation frame,
 * none while nothing changes.
 */
import type { Target } from '@docent/protocol'
import { type Found, findTarget, type NotFound } from './find-target.ts'
import { type Root, rootsOf } from './roots.ts'
import { isVisible } from './visible.ts'

/** What may show or hide an element without a change of the tree. None of them bubbles out of a shadow root. */
const shownBy = ['load', 'transitionend', 'animationend', 'toggle', 'change'] as const

/** @param onChange called at once, then each time another element, or none, is found. Returns the end of watching. */
export function watchTarget(
  target: Target,
  page: Document,
  onChange: (found: Found | NotFound) => void,
): () => void {
  const view = page.defaultView ?? window
  const ending = new AbortController()
  const watched = new WeakSet<Root>()
  const awaited = new Set<string>()
  let element: Element | null | undefined
  let frame = 0

  const soon = (): void => {
    if (!frame && !ending.signal.aborted) frame = view.requestAnimationFrame(look)
  }
  /** What a script moves about frame by frame is still the same: then only its own visibility can have changed. */
  const observer = new view.MutationObserver((changes) => {
    const moved = changes.every(({ attributeName }) => attributeName === 'style')
    if (!(moved && element?.isConnected && isVisible(element))) soon()
  })
  const listen = (to: EventTarget, type: string): void =>
    to.addEventListener(type, soon, { capture: true, passive: true, signal: ending.signal })

  const watch = (root: Root): void => {
    if (!watched.has(root)) {
      watched.add(root)
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
      for (const type of shownBy) listen(root, type)
    }
    // Its shadow root comes with its definition, without a change of the tree.
    for (const { localName } of root.querySelectorAll(':not(:defined)')) {
      if (awaited.has(localName)) continue
      awaited.add(localName)
      view.customElements.whenDefined(localName).then(soon, () => {})
    }
  }
  const look = (): void => {
    frame = 0
    if (ending.signal.aborted) return
    const roots = rootsOf(page)
    roots.forEach(watch)
    const found = findTarget(target, page, roots)
    if (found.element === element) return
    element = found.element
    onChange(found)
  }

  listen(view, 'resize')
  listen(view, 'load')
  look()
  return () => {
    ending.abort()
    observer.disconnect()
    view.cancelAnimationFrame(frame)
  }
}
