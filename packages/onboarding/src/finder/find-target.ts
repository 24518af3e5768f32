/** Which element a target means on this page, now [FLO9]. Reads the page and changes nothing. */
import type { Fingerprint, Locator, Target } from '@docent/protocol'
import { captionOf, hashOf } from './fingerprint.ts'
import { isTwinOf, resembles } from './likeness.ts'
import { createLook, type Look } from './look.ts'
import { roleOf } from './roles.ts'
import { rootsOf } from './roots.ts'
import { isVisible } from './visible.ts'

export interface Found {
  readonly element: Element
  /**
   * Place of the locator that matched, counted from 0: a higher one than before says that the page drifts.
   * The number of locators where none did and the fingerprint alone led to the element.
   */
  readonly locator: number
}

/** For the author of the flow: which step is broken, and by what. Holds no text of the page. */
export interface NotFound {
  readonly element: null
  /** One word per locator: how many it matched, such as "docent:0 css:3 role:0". */
  readonly looked: string
  /** The likeliest element that is there instead, such as "button role=button name#1a2b3c"; empty where there is none. */
  readonly instead: string
}

/**
 * The one visible element that the first fitting locator matches, if it resembles the one that was picked.
 * @param roots the trees of the page, where the caller has just walked them
 */
export function findTarget(target: Target, page: Document, roots = rootsOf(page)): Found | NotFound {
  const { locators, within, fingerprint } = target
  const look = createLook(roots)
  const around = within && placeOf(within, look)
  // Without its surroundings it may still be known by its fingerprint; without that, by nothing.
  if (around === null && !fingerprint) return { element: null, looked: 'within:0', instead: '' }
  const names = locators.flatMap((one) => (one.by === 'role' ? one.name : one.by === 'text' ? one.text : []))
  const counts: string[] = []
  let instead: Element | undefined
  for (const [place, locator] of locators.entries()) {
    const matches = look.matches(locator, around)
    const [first] = matches
    if (
      first &&
      matches.length === 1 &&
      (!fingerprint || resembles(first, fingerprint, locator, names, look))
    )
      return { element: first, locator: place }
    instead ??= first
    counts.push(`${locator.by}:${matches.length}`)
  }
  const twin = fingerprint && onlyTwin(fingerprint, look)
  if (twin) return { element: twin, locator: locators.length }
  return { element: null, looked: counts.join(' '), instead: instead ? wordsOn(instead, look) : '' }
}

function placeOf(within: readonly Locator[], look: Look): Element | null {
  for (const locator of within) {
    const [first, second] = look.matches(locator)
    if (first && !second) return first
  }
  return null
}

/** Where no locator leads anywhere: the only element of this role, name and surroundings, if there is only one. */
function onlyTwin(picked: Fingerprint, look: Look): Element | undefined {
  if (!picked.role || !picked.nameHash) return undefined
  const twins = look
    .withRole(picked.role, (words) => hashOf(words) === picked.nameHash)
    .filter((one) => isTwinOf(one, picked, look) && isVisible(one))
  return twins[1] ? undefined : twins[0]
}

const wordsOn = (element: Element, look: Look): string =>
  `${element.localName} role=${roleOf(element)} name#${hashOf(captionOf(element, look))}`
