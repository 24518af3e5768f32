/** One look at a page: what is found out for one locator is known for the next. Thrown away before the page can change. */
import type { Locator } from '@docent/protocol'
import { isEntered, nameOf, tidy } from './accessible-name.ts'
import { roleOf, selectorOf } from './roles.ts'
import { pathOf, type Root, textsIn } from './roots.ts'
import { headingSelector } from './surroundings.ts'
import { isVisible } from './visible.ts'

export interface Look {
  /** All elements that the selector fits, shadow roots included; none where it is no selector. */
  all(selector: string): readonly Element[]
  /** All with this role, the unnamed and the unseen included. */
  withRole(role: string): readonly Element[]
  nameOf(element: Element): string
  /** What the parts of the page are called. */
  headings(): readonly Element[]
  /** The visible elements that the locator means, inside of this one. */
  matches(locator: Locator, within?: Element | null): readonly Element[]
}

const plain = (text: string): string => tidy(text).toLowerCase()

/** @param roots all that is looked at, as `rootsOf` finds them at this moment */
export function createLook(roots: readonly Root[]): Look {
  let headings: readonly Element[] | undefined
  let labels: Map<Element | null, HTMLLabelElement[]> | undefined
  const labelsOf = (element: Element): readonly Element[] => {
    labels ??= Map.groupBy(all('label') as readonly HTMLLabelElement[], ({ control }) => control)
    return labels.get(element) ?? []
  }
  const names = new Map<Element, string>()
  const name = (element: Element): string => {
    const known = names.get(element) ?? nameOf(element, labelsOf(element))
    names.set(element, known)
    return known
  }
  const all = (selector: string): readonly Element[] => {
    try {
      return roots.flatMap((root) => [...root.querySelectorAll(selector)])
    } catch {
      // The selector came from a person or another browser.
      return []
    }
  }
  const withRole = (role: string): readonly Element[] =>
    all(selectorOf(role)).filter((element) => roleOf(element) === role)
  const candidates = (locator: Locator): readonly Element[] => {
    if (locator.by === 'docent') return all(`[data-docent="${CSS.escape(locator.id)}"]`)
    if (locator.by === 'css') return all(locator.selector)
    if (locator.by === 'text') return roots.flatMap((root) => holders(root, plain(locator.text), locator.tag))
    const { role } = locator
    const wanted = plain(locator.name)
    return all(selectorOf(role)).filter(
      (element) =>
        mayBeCalled(element, wanted, labelsOf) && roleOf(element) === role && plain(name(element)) === wanted,
    )
  }
  return {
    all,
    withRole,
    nameOf: name,
    headings: () => {
      headings ??= all(headingSelector)
      return headings
    },
    matches: (locator, within) =>
      candidates(locator).filter(
        (element) => (!within || pathOf(element).includes(within)) && isVisible(element),
      ),
  }
}

/** Other words than the text inside that may name an element without parts. */
const naming = '[aria-labelledby],[title],[placeholder],[alt],[value]'

/** Whether its whole name is worth being asked for: of hundreds of buttons most say at once that they are another one. */
function mayBeCalled(element: Element, wanted: string, labelsOf: (element: Element) => readonly Element[]) {
  const label = plain(element.getAttribute('aria-label') ?? '')
  if (label && !element.hasAttribute('aria-labelledby')) return label === wanted
  const text = element.firstElementChild || element.shadowRoot ? null : element.textContent
  return text === null || plain(text) === wanted || element.matches(naming) || labelsOf(element).length > 0
}

/** The innermost elements whose text this is; with a tag, the nearest of that tag around each: "the row that says Acme". */
function holders(root: Root, wanted: string, tag: string | undefined): readonly Element[] {
  const found = new Set<Element>()
  for (const { data, parentElement } of textsIn(root)) {
    const begins = data.trim().toLowerCase()
    // Most texts of a page end here, so nothing dear comes before.
    if (!begins || begins[0] !== wanted[0] || !wanted.startsWith(tidy(begins))) continue
    let holder = parentElement
    while (holder && wanted.startsWith(plain(holder.textContent)) && plain(holder.textContent) !== wanted)
      holder = holder.parentElement
    const around = tag ? holder?.closest(tag) : holder
    if (holder && around && plain(holder.textContent) === wanted && !isEntered(holder) && isVisible(holder))
      found.add(around)
  }
  return [...found]
}
