/** What is written around an element: the words that tell a row, a card or a section from the next one. */
import { isEntered, tidy } from './accessible-name.ts'
import { parentOf } from './roots.ts'

const headings = 'h1,h2,h3,h4,h5,h6,legend,caption,[role=heading]'

/** Side by side with another of its kind. */
const hasTwin = (element: Element): boolean =>
  [element.previousElementSibling, element.nextElementSibling].some(
    (beside) => beside?.localName === element.localName && beside.className === element.className,
  )

/** What headings inside of it speak of, and nothing beside it. */
const isPart = (element: Element): boolean =>
  hasTwin(element) ||
  element.matches('li,tr,article,section,fieldset,[role=row],[role=listitem],[role=option],[role=region]')

/** A row, a card, an entry: one of several that people may add and take away. Sections belong to the page itself. */
const isItem = (element: Element): boolean =>
  isPart(element) && !element.matches('section,fieldset,form,nav,aside,[role=region]')

/** The highest of the headings inside; the first of several. Not the target's own, and none that belongs to another item. */
function headingIn(scope: ParentNode, target: Element | null): string {
  const governs = (heading: Element): boolean => {
    if (target && (target.contains(heading) || heading.contains(target))) return false
    for (let at = heading.parentElement; at && at !== scope; at = at.parentElement)
      if (isPart(at) && !at.contains(target)) return false
    return true
  }
  const [first] = [...scope.querySelectorAll(headings)]
    .filter(governs)
    .sort((one, other) => (one.localName < other.localName ? -1 : +(one.localName > other.localName)))
  return tidy(first?.textContent)
}

/** By what a person calls a row or a card: its heading, else what stands first in it. Buttons say the same in each of them. */
export function labelOfItem(item: Element, target: Element | null = null): string {
  const label = tidy(item.getAttribute('aria-label')) || headingIn(item, target)
  if (label || isEntered(item)) return label
  const texts = item.ownerDocument.createTreeWalker(item, 4)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = tidy((node as Text).data)
    const holder = node.parentElement
    if (text && !isEntered(holder) && !(target && (target.contains(node) || holder?.closest('button,label'))))
      return text
  }
  return ''
}

/** From the nearest outwards. What tells one item from the others begins with a star. */
export function labelsAround(target: Element): readonly string[] {
  const labels = new Set<string>()
  for (let at = parentOf(target); at; at = parentOf(at)) {
    const item = isItem(at) && labelOfItem(at, target)
    labels.add(item ? `*${item}` : tidy(at.getAttribute('aria-label')) || headingIn(at, target))
    // The outermost of a shadow root has no parent that could hold the headings beside it.
    if (!at.parentElement && at.getRootNode() !== at.ownerDocument)
      labels.add(headingIn(at.getRootNode() as ShadowRoot, target))
  }
  labels.delete('')
  return labels.size ? [...labels] : [target.ownerDocument.title.replace(/\d+/g, '')]
}
