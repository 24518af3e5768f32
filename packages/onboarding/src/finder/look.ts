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
  /** All with this role, the unseen included, but for those whose words say at once that they are not meant. */
  withRole(role: string, mayMean: (words: string) => boolean, within?: Element | null): readonly Element[]
  nameOf(element: Element): string
  /** What the parts of the page are called. */
  headings(): readonly Element[]
  /** The visible elements that the locator means, inside of this one. */
  matches(locator: Locator, within?: Element | null): readonly Element[]
}

const plain = (text: string): string => tidy(text).toLowerCase()

/** One by one: a browser has what it needs for a tag at hand, and asks each element of the page about a list. */
const headingKinds = headingSelector.split(',')

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
  /** The same words stand on many buttons: what they come to is known from the first. */
  const plainTexts = new Map<string, string>()
  const plainOf = (text: string): string => {
    const known = plainTexts.get(text) ?? plain(text)
    plainTexts.set(text, known)
    return known
  }
  /** What of a tree lies inside: all of it, none, or what is below. */
  const partOf = (root: Root, within: Element | null | undefined): ParentNode | null => {
    if (!within) return root
    if (root.contains(within)) return within
    return 'host' in root && pathOf(root.host).includes(within) ? root : null
  }
  const all = (selector: string, within?: Element | null): readonly Element[] => {
    try {
      return roots.flatMap((root) => {
        const part = partOf(root, within)
        const below = part ? [...part.querySelectorAll(selector)] : []
        return part === within && within?.matches(selector) ? [within, ...below] : below
      })
    } catch {
      // The selector came from a person or another browser.
      return []
    }
  }
  /** Whether its whole name is worth being asked for: of hundreds of buttons most say at once that they are another one. */
  const mayBeMeant = (element: Element, mayMean: (words: string) => boolean): boolean => {
    const label = element.getAttribute('aria-label')
    if (label && plainOf(label) && !element.hasAttribute('aria-labelledby')) return mayMean(plainOf(label))
    if (element.firstElementChild || element.shadowRoot) return true
    return mayMean(plainOf(element.textContent)) || element.matches(naming) || labelsOf(element).length > 0
  }
  const withRole: Look['withRole'] = (role, mayMean, within) =>
    all(selectorOf(role), within).filter(
      (element) => mayBeMeant(element, mayMean) && roleOf(element) === role,
    )
  const candidates = (locator: Locator, within: Element | null | undefined): readonly Element[] => {
    if (locator.by === 'docent') return all(`[data-docent="${CSS.escape(locator.id)}"]`, within)
    if (locator.by === 'css') return all(locator.selector, within)
    if (locator.by === 'text') {
      const holding = roots.flatMap((root) => holders(root, plain(locator.text), locator.tag))
      return within ? holding.filter((element) => pathOf(element).includes(within)) : holding
    }
    const wanted = plain(locator.name)
    return withRole(locator.role, (words) => words === wanted, within).filter(
      (element) => plain(name(element)) === wanted,
    )
  }
  return {
    all,
    withRole,
    nameOf: name,
    headings: () => {
      headings ??= headingKinds.flatMap((kind) => all(kind))
      return headings
    },
    matches: (locator, within) => candidates(locator, within).filter(isVisible),
  }
}

/** Other words than the text inside that may name an element without parts. */
const naming = '[aria-labelledby],[title],[placeholder],[alt],[value]'

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
