/** What an element looks like, without its words: taken when it is picked, and again of whatever is found later. */
import type { Fingerprint } from '@docent/protocol'
import { isEntered, nameOf, tidy } from './accessible-name.ts'
import { roleOf } from './roles.ts'
import { parentOf } from './roots.ts'

/** FNV-1a over lower case: short, the same everywhere, and no secret. Empty for nothing. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (const letter of tidy(text).toLowerCase())
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x1000193)
  return text && (hash >>> 0).toString(36)
}

const headings = 'h1,h2,h3,h4,h5,h6,legend,caption,[role=heading]'

/** The name, or what stands first in it: a card is known by its heading, a row by its first words. */
export function captionOf(element: Element, except?: Element): string {
  const name = except ? '' : nameOf(element)
  if (name || isEntered(element)) return name
  const heading = element.querySelector(headings)
  if (heading && !except?.contains(heading)) return tidy(heading.textContent)
  const texts = element.ownerDocument.createTreeWalker(element, 4)
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    if (tidy((node as Text).data) && !isEntered(node.parentElement))
      return except?.contains(node) ? '' : tidy((node as Text).data)
  return ''
}

/** One of several of its kind, side by side: a row, a card, an entry. */
const isItem = (element: Element): boolean =>
  [element.previousElementSibling, element.nextElementSibling].some(
    (beside) => beside?.localName === element.localName && beside.className === element.className,
  )

export function fingerprintOf(element: Element): Fingerprint {
  const ancestors: string[] = []
  const landmarks = new Set<string>()
  for (let at = parentOf(element); at; at = parentOf(at)) {
    ancestors.push(`${at.localName} ${roleOf(at)}`)
    const heading = at.querySelector(headings)
    if (isItem(at)) landmarks.add(hashOf(captionOf(at, element)))
    else if (at.hasAttribute('aria-label')) landmarks.add(hashOf(nameOf(at)))
    else if (heading && !element.contains(heading) && !heading.contains(element))
      landmarks.add(hashOf(tidy(heading.textContent)))
  }
  landmarks.delete('')
  if (!landmarks.size && element.ownerDocument.title) landmarks.add(hashOf(element.ownerDocument.title))
  return {
    tag: element.localName,
    role: roleOf(element),
    nameHash: hashOf(captionOf(element)),
    attributes: attributesOf(element),
    ancestors: ancestors.slice(0, 6),
    landmarks: [...landmarks].slice(0, 3),
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
  const language = element.closest('[lang]')?.getAttribute('lang')
  if (language) found.push(`lang=${language}`)
  return found
}
