/** What an element looks like, without its words: taken when it is picked, and again of whatever is found later. */
import type { Fingerprint } from '@docent/protocol'
import { nameOf, tidy } from './accessible-name.ts'
import { roleOf } from './roles.ts'
import { parentOf } from './roots.ts'
import { labelOfItem, labelsAround } from './surroundings.ts'

/** FNV-1a over lower case: short, the same everywhere, and no secret. Empty for nothing. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of tidy(text).toLowerCase())
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x1000193)
  return text && (hash >>> 0).toString(36)
}

/** The name, or what stands first in it: a card is known by its heading, a row by its first words. */
export const captionOf = (element: Element): string => nameOf(element) || labelOfItem(element)

/** The hash of a label around; the star of an item stays, so that another row is known for one. */
const hashOfLabel = (label: string): string => (label[0] === '*' ? '*' : '') + hashOf(label)

export function fingerprintOf(element: Element): Fingerprint {
  const ancestors: string[] = []
  for (let at = parentOf(element); at && ancestors.length < 6; at = parentOf(at))
    ancestors.push(`${at.localName} ${roleOf(at)}`)
  return {
    tag: element.localName,
    role: roleOf(element),
    nameHash: hashOf(captionOf(element)),
    attributes: attributesOf(element),
    ancestors,
    landmarks: labelsAround(element).slice(0, 3).map(hashOfLabel).filter(Boolean),
  }
}

function attributesOf(element: Element): readonly string[] {
  const found: string[] = []
  for (const name of ['id', 'type', 'name', 'for', 'href', 'autocomplete', 'data-testid']) {
    const value = element.getAttribute(name)
    const kept =
      name === 'id' ? value?.replace(/\d+/g, '') : name === 'href' ? value?.split(/[?#]/)[0] : value
    if (kept) found.push(`${name}=${kept.slice(0, 150)}`)
  }
  // The picture in a button says as much as its name, in every language.
  const lines = [...element.querySelectorAll('path,use')]
    .map((line) => line.getAttribute('d') ?? line.getAttribute('href'))
    .join()
  if (lines && lines.length < 5_000) found.push(`icon=${hashOf(lines)}`)
  // Of a container without a role, its parts say which of those that lie in each other it is.
  if (!roleOf(element))
    found.push(
      `parts=${[...element.children]
        .map((child) => child.localName)
        .join(' ')
        .slice(0, 150)}`,
    )
  const language = languageOf(element)
  if (language) found.push(`lang=${language}`)
  return found
}

function languageOf(element: Element): string {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const language = at.getAttribute('lang')
    if (language) return language
  }
  return ''
}
