/** What is written around an element: the words that tell a row, a card or a section from the next one. */
import { isEntered, tidy } from './accessible-name.ts'
import { pathOf, textsIn } from './roots.ts'

export const headingSelector = 'h1,h2,h3,h4,h5,h6,legend,caption,[role=heading]'

/** What headings inside of it speak of, and nothing beside it: a section, or one of several of its kind side by side. */
const isPart = (element: Element): boolean =>
  element.matches('li,tr,article,section,fieldset,[role=row],[role=listitem],[role=option]') ||
  [element.previousElementSibling, element.nextElementSibling].some(
    (beside) => beside?.localName === element.localName && beside.className === element.className,
  )

/** A row, a card, an entry: one of several that people may add and take away. Sections belong to the page itself. */
const isItem = (element: Element): boolean =>
  isPart(element) && !element.matches('section,fieldset,form,nav,aside')

/** The highest of the headings inside; the first of several. Not the target's own, and none that belongs to another part. */
function headingOf(scope: Node, headings: readonly Element[], target?: Element): string {
  let best: Element | undefined
  for (const heading of headings) {
    if (!scope.contains(heading) || target?.contains(heading) || (target && heading.contains(target)))
      continue
    if (best && best.localName <= heading.localName) continue
    let at = heading.parentElement
    while (at && at !== scope && (!isPart(at) || (target && at.contains(target)))) at = at.parentElement
    if (!at || at === scope) best = heading
  }
  return tidy(best?.textContent)
}

/** By what a person calls a row or a card: its heading, else what stands first in it. Buttons say the same in each of them. */
export function labelOfItem(item: Element, headings: readonly Element[], target?: Element): string {
  const label = tidy(item.getAttribute('aria-label')) || headingOf(item, headings, target)
  if (label || isEntered(item)) return label
  for (const { data, parentElement } of textsIn(item))
    if (
      data.trim() &&
      !isEntered(parentElement) &&
      !(target && (target.contains(parentElement) || parentElement?.closest('button,label')))
    )
      return tidy(data)
  return ''
}

/** From the nearest outwards, one of them twice at times. What tells one item from the others begins with a star. */
export function* labelsAround(target: Element, headings: readonly Element[]): Generator<string> {
  let any = false
  for (const around of pathOf(target).slice(1)) {
    const item = isItem(around) && labelOfItem(around, headings, target)
    // The outermost of a shadow root has no parent that could hold the headings beside it.
    const scope = around.parentElement ? around : around.getRootNode()
    const label = item
      ? `*${item}`
      : tidy(around.getAttribute('aria-label')) || headingOf(scope, headings, target)
    if (label) yield label
    any ||= !!label
  }
  if (!any) yield target.ownerDocument.title.replace(/\d+/g, '')
}
