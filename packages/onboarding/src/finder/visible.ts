/** Whether a person could see an element and use it, wherever the page is scrolled. */
import { pathOf } from './roots.ts'

/**
 * What is `inert` lies behind a dialog or in a closed drawer: it does not count. What is `aria-hidden` is on screen and does.
 * A pixel is what is left of texts that are for screen readers only.
 */
export function isVisible(element: Element): boolean {
  if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false
  const { width, height } = element.getBoundingClientRect()
  return width > 1 && height > 1 && !pathOf(element).some((around) => around.hasAttribute('inert'))
}
