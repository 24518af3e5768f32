/** What the changes do to words: a translation into a language that does not exist, small edits, other words altogether. */
import { allElements, allTexts } from './build-page.ts'

const named = ['aria-label', 'title', 'placeholder', 'alt']

const syllables = ['ba', 'ri', 'lo', 'ne', 'su', 'ki', 'ta', 've', 'mo', 'du', 'pi', 'za', 'ge', 'fo', 'ja']

/** The same word always becomes the same one; numbers and what is no word stay. */
export const translate = (text: string): string =>
  text.replace(/\p{L}+/gu, (word) => {
    let hash = 7
    for (const letter of word.toLowerCase()) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_003
    const made = [1, 15, 225].map((step) => syllables[Math.floor(hash / step) % 15]).join('')
    return word[0] === word[0]?.toLowerCase() ? made : made[0]?.toUpperCase() + made.slice(1)
  })

/** Rewrites all that a person reads or hears below, the element itself included; what people entered on demand only. */
export function rewrite(from: Element, change: (text: string) => string, entered = false): void {
  const keep = (node: Element | null): boolean => !entered && !!node?.closest('[translate=no]')
  for (const text of allTexts(from))
    if (text.data.trim() && text.parentElement?.localName !== 'style' && !keep(text.parentElement))
      text.data = change(text.data)
  for (const element of [from, ...allElements(from)]) {
    if (keep(element)) continue
    for (const attribute of named) {
      const value = element.getAttribute(attribute)
      if (value) element.setAttribute(attribute, change(value))
    }
    if (element.matches('input[type=submit]'))
      element.setAttribute('value', change(element.getAttribute('value') ?? ''))
  }
}

/** A small edit, as writers make them; which one depends on the place of the target. */
export function editSlightly(text: string, place: number): string {
  const words = text.trim().split(/\s+/)
  const edits = [
    () => [...words, 'now'].join(' '),
    () => words.map((word) => word.toLowerCase()).join(' '),
    () => (words.length > 1 ? [words[0], 'the', ...words.slice(1)].join(' ') : `${text.trim()}…`),
    () =>
      words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join(' ') + (words.length > 1 ? '' : '!'),
  ]
  return edits[place % edits.length]?.() ?? text
}

/** What stands where another control has taken the place. */
export const otherWords = [
  'Archive',
  'Print labels',
  'Delete project',
  'Open the archive',
  'Refresh',
  'Sort by date',
] as const
