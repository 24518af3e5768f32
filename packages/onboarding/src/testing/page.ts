/** A page in happy-dom, which lays nothing out: every element gets a size, and is visible unless it says `hidden`. */
import { vi } from 'vitest'

export function openPage(html: string, path = '/'): void {
  window.sessionStorage.clear()
  window.history.replaceState(null, '', path)
  document.body.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes)
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(() => new DOMRect(100, 100, 80, 40))
  Element.prototype.checkVisibility = function checkVisibility(this: Element) {
    return this.closest('[hidden]') === null
  }
}

export const element = <Type extends Element = HTMLElement>(selector: string): Type => {
  const found = document.querySelector<Type>(selector)
  if (!found) throw new Error(`no ${selector} on the page`)
  return found
}
