/** How an element that an author picked can be found again: locators from the steadiest to the weakest, and a fingerprint [FLO9]. */
import type { Locator, Target } from '@docent/protocol'
import { flowLimits } from '@docent/protocol/limits'
import { captionOf, fingerprintOf } from './fingerprint.ts'
import { createLook, type Look } from './look.ts'
import { roleOf } from './roles.ts'
import { pathOf, rootsOf } from './roots.ts'
import { labelOfItem } from './surroundings.ts'

/** As long as a locator's name and text may be. */
const longestText = 300

/** Classes that move from one element to the next as people click. */
const states =
  /^(?:is-|has-|on$|now$)|activ|select|current|open|hover|focus|disabled|error|loading|dirty|touched/i

/** Each locator matches this element alone at the time of picking. */
export function describeTarget(element: Element, page: Document): Target {
  const look = createLook(rootsOf(page))
  const fingerprint = fingerprintOf(element, look)
  const alone = locatorsOf(element, look)
  if (alone.some(isSure)) return { locators: alone, fingerprint }
  const item = itemAround(element, look)
  if (!item) return { locators: alone, fingerprint }
  const inside = locatorsOf(element, look, item.element)
  return inside.some(isSure)
    ? { locators: inside, within: [item.locator], fingerprint }
    : { locators: alone, fingerprint }
}

const isSure = (locator: Locator): boolean =>
  locator.by !== 'css' || /^\[data-testid|^#[^\s\d]+$/.test(locator.selector)

function locatorsOf(element: Element, look: Look, within?: Element): readonly Locator[] {
  const isAlone = (locator: Locator): boolean => {
    const [first, second] = look.matches(locator, within)
    return first === element && !second
  }
  const place = placeSelector(element, (selector) => isAlone({ by: 'css', selector }))
  const steady = wishes(element, look).filter(isAlone)
  return place && !steady.some((one) => one.by === 'css' && one.selector === place)
    ? [...steady.slice(0, flowLimits.locators - 1), { by: 'css', selector: place }]
    : steady.slice(0, flowLimits.locators)
}

/** What would be good to find it by, the steadiest first. */
function wishes(element: Element, look: Look): readonly Locator[] {
  const { localName: tag } = element
  const attribute = (name: string): string => element.getAttribute(name) ?? ''
  const css = (selector: string): Locator => ({ by: 'css', selector })
  const equals = (name: string, value: string): string => `[${name}="${CSS.escape(value)}"]`
  const made: Locator[] = []
  if (attribute('data-docent')) made.push({ by: 'docent', id: attribute('data-docent') })
  for (const name of ['data-testid', 'data-test', 'data-cy', 'data-qa'])
    if (attribute(name)) made.push(css(equals(name, attribute(name))))
  if (element.id && !/\d/.test(element.id)) made.push(css(`#${CSS.escape(element.id)}`))
  const role = roleOf(element)
  const name = look.nameOf(element)
  if (role && name && name.length <= longestText) made.push({ by: 'role', role, name })
  else {
    const text = captionOf(element, look)
    if (text && text.length <= longestText) made.push({ by: 'text', text, tag })
  }
  for (const name of ['name', 'href', 'autocomplete', 'for'])
    if (attribute(name)) made.push(css(`${tag}${equals(name, attribute(name))}`))
  if (/\d/.test(element.id)) made.push(css(`#${CSS.escape(element.id)}`))
  const classes = [...element.classList].filter((one) => !states.test(one))
  if (classes.length) made.push(css(`${tag}${classes.map((one) => `.${CSS.escape(one)}`).join('')}`))
  return made
}

/** The shortest way down to it by tags and places. Counted from both ends: a list that grew or shrank leads nowhere, not astray. */
function placeSelector(element: Element, isAlone: (selector: string) => boolean): string | null {
  let path = ''
  for (let at: Element | null = element; at && at.localName !== 'html'; at = at.parentElement) {
    path = stepOf(at) + (path && ` > ${path}`)
    if (path.length > 500) return null
    if (isAlone(path)) return path
  }
  return null
}

function stepOf(element: Element): string {
  const tag = CSS.escape(element.localName)
  const alike = [...(element.parentNode?.children ?? [])].filter(
    (other) => other.localName === element.localName,
  )
  const place = alike.indexOf(element)
  return alike.length > 1 ? `${tag}:nth-of-type(${place + 1}):nth-last-of-type(${alike.length - place})` : tag
}

/** The nearest row, card or entry around it that can be told by what it says. */
function itemAround(element: Element, look: Look): { element: Element; locator: Locator } | null {
  for (const at of pathOf(element).slice(1)) {
    const text = labelOfItem(at, look.headings(), element)
    if (!text || text.length > longestText) continue
    const locator: Locator = { by: 'text', text, tag: at.localName }
    const [first, second] = look.matches(locator)
    if (first === at && !second) return { element: at, locator }
  }
  return null
}
