/** Whether a person could see an element and use it, wherever the page is scrolled. */
import { parentOf } from './roots.ts'

/**
 * What is `inert` lies behind a dialog or in a closed drawer: it does not count. What is `aria-hidden` is on screen and does.
 * A pixel is what is left of texts that are for screen readers only.
 */
export function isVisible(element: Element): boolean {
  if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false
  const { width, height } = element.getBoundingClientRect()
  if (width <= 1 || height <= 1) return false
  for (let at: Element | null = element; at; at = parentOf(at)) if (at.hasAttribute('inert')) return false
  return true
}
