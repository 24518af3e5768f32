/**
 * What an element is called for those who hear the page: the part of the W3C's computation that pages use.
 * Never reads what somebody has entered.
 */
import { roleOf } from './roles.ts'
import type { Root } from './roots.ts'

/** Spaces do not tell texts apart. */
export const tidy = (text: string | null | undefined): string => text?.replace(/\s+/g, ' ').trim() ?? ''

/** What people write into. The text inside of it is theirs. */
const entered = 'script,style,textarea,select,[contenteditable]:not([contenteditable=false])'
export const isEntered = (element: Element | null): boolean => !!element?.closest(entered)

const namedByContents =
  /^(button|link|tab|menuitem.*|option|heading|checkbox|radio|switch|.*cell|.*header|treeitem|tooltip)$/
/** Between these no space is read, unless one stands there. */
const inline = /^(a|abbr|b|code|em|i|mark|small|span|strong|u)$/

/** @param labels the `<label>`s of the element: asked of each element by itself, a browser searches the whole page each time */
export function nameOf(element: Element, labels: readonly Element[]): string {
  const attribute = (name: string): string => tidy(element.getAttribute(name))
  const root = element.getRootNode() as Root
  const labelling = attribute('aria-labelledby')
    .split(' ')
    .map((id) => id && root.getElementById?.(id))
  return (
    wordsOf(labelling) ||
    attribute('aria-label') ||
    wordsOf(labels) ||
    tidy(ofTag(element)) ||
    (namedByContents.test(roleOf(element)) && !isEntered(element) ? tidy(contentsOf(element)) : '') ||
    attribute('title') ||
    attribute('placeholder')
  )
}

/** A label that is hidden from the eye still names. */
const wordsOf = (labels: readonly (Element | null | undefined | '')[]): string =>
  tidy(
    labels
      .map((label) => (label ? label.getAttribute('aria-label') || contentsOf(label, true) : ''))
      .join(' '),
  )

const ofTag = (element: Element): string | null | undefined =>
  // The words on such a button are an attribute of the page's author; anything else in `value` is a visitor's.
  element.matches('input:is([type=submit],[type=button],[type=reset])')
    ? element.getAttribute('value')
    : (element.getAttribute('alt') ??
      element.querySelector(':scope>:is(legend,caption,figcaption,title)')?.textContent)

/** The text inside as it is read aloud, through slots and shadow roots. */
function contentsOf(element: Element, hiddenToo?: boolean): string {
  const inside =
    element.localName === 'slot'
      ? (element as HTMLSlotElement).assignedNodes({ flatten: true })
      : (element.shadowRoot ?? element).childNodes
  let text = ''
  for (const node of inside) {
    if (node instanceof Text) text += node.data
    else if (
      node instanceof Element &&
      !node.matches(`[aria-hidden=true],${entered}`) &&
      (hiddenToo || node.localName === 'slot' || node.checkVisibility({ checkVisibilityCSS: true }))
    ) {
      const said = node.getAttribute('aria-label') || ofTag(node) || contentsOf(node, hiddenToo)
      text += inline.test(node.localName) ? said : ` ${said} `
    }
  }
  return text
}
