/**
 * What an element is called for those who hear the page: the part of the W3C's computation that pages use.
 * Never reads what somebody has entered.
 */
import { roleOf } from './roles.ts'
import type { Root } from './roots.ts'

/** Spaces do not tell texts apart. */
export const tidy = (text: string | null | undefined): string => text?.replace(/\s+/g, ' ').trim() ?? ''

/** What people write into. The text inside of it is theirs. */
const entered = 'textarea,select,[contenteditable]:not([contenteditable=false])'
export const isEntered = (element: Element | null | undefined): boolean =>
  !!element?.closest(`script,style,${entered}`)

const namedByContents =
  /^(?:button|link|tab|menuitem.*|option|heading|checkbox|radio|switch|.*cell|.*header|treeitem|tooltip)$/
/** Between these no space is read, unless one stands there. */
const inline = /^(?:a|abbr|b|code|em|i|mark|small|span|strong|u)$/

export function nameOf(element: Element): string {
  const root = element.getRootNode() as Root
  const labels = element.getAttribute('aria-labelledby')?.split(/\s+/)
  const byId = labels?.map((id) => textOfLabel(root.getElementById?.(id))).join(' ')
  const own = tidy(byId) || tidy(element.getAttribute('aria-label'))
  if (own) return own
  const label = [...((element as Partial<HTMLInputElement>).labels ?? [])].map(textOfLabel).join(' ')
  return (
    tidy(label) ||
    tidy(ofTag(element)) ||
    (namedByContents.test(roleOf(element)) && !isEntered(element) ? tidy(contentsOf(element)) : '') ||
    tidy(element.getAttribute('title')) ||
    tidy(element.getAttribute('placeholder'))
  )
}

/** A label that is hidden from the eye still names. */
const textOfLabel = (label: Element | null | undefined): string =>
  label ? label.getAttribute('aria-label') || contentsOf(label, true) : ''

function ofTag(element: Element): string | null | undefined {
  if (element.matches('img,input[type=image],area')) return element.getAttribute('alt')
  // The words on these buttons are an attribute of the page's author.
  if (element.matches('input:is([type=submit],[type=button],[type=reset])'))
    return element.getAttribute('value')
  return element.querySelector(':scope>:is(legend,caption,figcaption,title)')?.textContent
}

/** The text inside as it is read aloud, through slots and shadow roots. */
export function contentsOf(element: Element, hiddenToo = false): string {
  const inside =
    element.localName === 'slot'
      ? (element as HTMLSlotElement).assignedNodes({ flatten: true })
      : (element.shadowRoot ?? element).childNodes
  let text = ''
  for (const node of inside) {
    if (node.nodeType === 3) text += (node as Text).data
    else if (node.nodeType === 1) {
      const child = node as Element
      if (child.matches(`script,style,[aria-hidden=true],${entered}`)) continue
      if (!hiddenToo && child.localName !== 'slot' && !child.checkVisibility({ checkVisibilityCSS: true }))
        continue
      const said = child.getAttribute('aria-label') || ofTag(child) || contentsOf(child, hiddenToo)
      text += inline.test(child.localName) ? said : ` ${said} `
    }
  }
  return text
}
