/** What an element looks like, without its words: taken when it is picked, and again of whatever is found later. */
import type { Fingerprint } from '@docent/protocol'
import { tidy } from './accessible-name.ts'
import type { Look } from './look.ts'
import { roleOf } from './roles.ts'
import { pathOf } from './roots.ts'
import { headingSelector, labelOfItem, labelsAround } from './surroundings.ts'

/** FNV-1a over lower case: short, the same everywhere, and no secret. Empty for nothing. The star of an item stays. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of tidy(text).toLowerCase())
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x1000193)
  return text && (text[0] === '*' ? '*' : '') + (hash >>> 0).toString(36)
}

/** The name, or what stands first in it: a card is known by its heading, a row by its first words. */
export const captionOf = (element: Element, look: Look): string =>
  look.nameOf(element) || labelOfItem(element, [...element.querySelectorAll(headingSelector)])

/** Hashes of what is written around, the nearest first: as many as are asked for. */
export function landmarksOf(element: Element, look: Look, count: number): readonly string[] {
  const landmarks = new Set<string>()
  for (const label of labelsAround(element, look.headings())) {
    landmarks.add(hashOf(label))
    if (landmarks.size === count) break
  }
  landmarks.delete('')
  return [...landmarks]
}

export const fingerprintOf = (element: Element, look: Look): Fingerprint => ({
  tag: element.localName,
  role: roleOf(element),
  nameHash: hashOf(captionOf(element, look)),
  attributes: attributesOf(element),
  ancestors: pathOf(element)
    .slice(1, 7)
    .map((ancestor) => `${ancestor.localName} ${roleOf(ancestor)}`),
  landmarks: landmarksOf(element, look, 3),
})

function attributesOf(element: Element): readonly string[] {
  // The picture in a button says as much as its name, in every language.
  const lines = [...element.querySelectorAll('path,use')].map(
    (line) => line.getAttribute('d') ?? line.getAttribute('href'),
  )
  const values = {
    ...Object.fromEntries(
      ['type', 'name', 'for', 'autocomplete', 'data-testid'].map((name) => [
        name,
        element.getAttribute(name),
      ]),
    ),
    id: element.id.replace(/\d+/g, ''),
    href: element.getAttribute('href')?.split(/[?#]/)[0],
    icon: hashOf(lines.join()),
    // Of boxes that lie in each other and have no role, their parts say which one it is.
    parts: !roleOf(element) && [...element.children].map((child) => child.localName).join(' '),
    lang: pathOf(element)
      .find((around) => around.getAttribute('lang'))
      ?.getAttribute('lang'),
  }
  return Object.entries(values).flatMap(([name, value]) => (value ? `${name}=${value}`.slice(0, 200) : []))
}
