/** One look at a page: what is found out for one locator is known for the next. Thrown away before the page can change. */
import type { Locator } from '@docent/protocol'
import { isEntered, nameOf, tidy } from './accessible-name.ts'
import { roleOf, selectorOf } from './roles.ts'
import { parentOf, type Root, rootsOf } from './roots.ts'
import { isVisible } from './visible.ts'

export interface Look {
  /** All elements that the selector fits, shadow roots included; none where it is no selector. */
  all(selector: string): readonly Element[]
  /** The visible elements that the locator means, inside of this one. */
  matches(locator: Locator, within?: Element | null): readonly Element[]
}

export const sameText = (one: string, other: string): boolean =>
  tidy(one).toLowerCase() === tidy(other).toLowerCase()

export function createLook(page: Document): Look {
  let roots: readonly Root[] | undefined
  const all = (selector: string): readonly Element[] => {
    roots ??= rootsOf(page)
    try {
      return roots.flatMap((root) => [...root.querySelectorAll(selector)])
    } catch {
      // The selector came from a person or another browser.
      return []
    }
  }
  const candidates = (locator: Locator): readonly Element[] => {
    if (locator.by === 'docent') return all(`[data-docent="${CSS.escape(locator.id)}"]`)
    if (locator.by === 'css') return all(locator.selector)
    if (locator.by === 'role')
      return all(selectorOf(locator.role)).filter(
        (element) => roleOf(element) === locator.role && sameText(nameOf(element), locator.name),
      )
    all('html')
    return (roots ?? []).flatMap((root) => holders(root, locator.text, locator.tag))
  }
  return {
    all,
    matches: (locator, within) =>
      candidates(locator).filter((element) => (!within || isInside(element, within)) && isVisible(element)),
  }
}

function isInside(element: Element, outer: Element): boolean {
  for (let at: Element | null = element; at; at = parentOf(at)) if (at === outer) return true
  return false
}

/** The innermost elements whose text this is; with a tag, the nearest of that tag around each: "the row that says Acme". */
function holders(root: Root, text: string, tag: string | undefined): readonly Element[] {
  const wanted = tidy(text).toLowerCase()
  const found = new Set<Element>()
  const texts = (root.ownerDocument ?? (root as Document)).createTreeWalker(root, 4)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const begins = tidy((node as Text).data).toLowerCase()
    if (!begins || !wanted.startsWith(begins)) continue
    let holder = node.parentElement
    while (holder && !isEntered(holder)) {
      const whole = tidy(holder.textContent).toLowerCase()
      if (whole === wanted) {
        const around = tag ? holder.closest(tag) : holder
        if (around && isVisible(holder)) found.add(around)
        break
      }
      if (!wanted.startsWith(whole)) break
      holder = holder.parentElement
    }
  }
  return [...found]
}
