/**
 * Whether an element that a locator leads to is the one that was picked. In doubt it is not: a tour that points at the
 * wrong thing is worse than one that says it cannot find its own.
 */
import type { Fingerprint, Locator } from '@docent/protocol'
import { captionOf, fingerprintOf, hashOf } from './fingerprint.ts'

/** Nothing but tags and places: it leads to whatever stands there now. */
const isPlace = (locator: Locator): boolean => locator.by === 'css' && !/[#.[]/.test(locator.selector)
/** Classes that were not hashed anew, or a place. */
const isForm = (locator: Locator): boolean => locator.by === 'css' && !/[#[]/.test(locator.selector)

/** @param names what the element was called, where its locators say it in words */
export function resembles(
  element: Element,
  picked: Fingerprint,
  locator: Locator,
  names: readonly string[],
): boolean {
  if (locator.by === 'docent') return true
  const now = fingerprintOf(element)
  if (now.tag !== picked.tag && (!now.role || now.role !== picked.role)) return false

  const was = valuesOf(picked.attributes)
  const is = valuesOf(now.attributes)
  const same = (name: string): boolean => was[name] !== undefined && was[name] === is[name]
  const differs = (name: string): boolean => !!was[name] && !!is[name] && was[name] !== is[name]
  if (['name', 'for', 'href', 'data-testid', 'icon', 'type'].some(differs)) return false
  const isMarked = ['id', 'name', 'for', 'href', 'data-testid', 'icon', 'autocomplete'].some(same)

  // In another row or card the same button is another one, unless it is known by what no other row has.
  const isOwn = same('href') || (locator.by === 'css' && locator.selector[0] === '#')
  if (isInOtherItem(picked.landmarks, now.landmarks) && !isOwn) return false
  const standsThere = isAround(picked.landmarks, now.landmarks)
  const speaksOther = differs('lang')
  const isAtPlace = isForm(locator) && sameAncestors(picked, now)

  // What holds the same heading, but is another box around it.
  if (!now.role && !same('parts') && !isMarked && now.ancestors.join() !== picked.ancestors.join())
    return false
  if (now.nameHash === picked.nameHash && now.nameHash) return standsThere || isMarked || speaksOther
  if (now.nameHash === picked.nameHash)
    return standsThere ? isMarked || sameAncestors(picked, now) : isMarked && speaksOther
  if (!now.nameHash) return standsThere && (isMarked || isAtPlace)
  if (!picked.nameHash) return standsThere && isMarked
  const caption = captionOf(element)
  if (names.some((name) => isEdited(name, caption, isMarked))) return standsThere || isMarked
  // Another name on a page in another language is a translation; in the same language it is another thing.
  if (speaksOther) return isMarked || (isAtPlace && !(isPlace(locator) && hasTwins(element)))
  return (
    isMarked &&
    !was.lang &&
    !is.lang &&
    !now.landmarks.some((landmark) => picked.landmarks.includes(landmark))
  )
}

/** Nothing new has come between: it lies where it lay, or a wrapper with a heading has gone. */
const isAround = (picked: readonly string[], now: readonly string[]): boolean =>
  !picked[0] || now.includes(picked[0]) || (picked[0][0] !== '*' && picked.includes(now[0] ?? ''))

function isInOtherItem(picked: readonly string[], now: readonly string[]): boolean {
  const items = (landmarks: readonly string[]) => landmarks.filter((landmark) => landmark[0] === '*')
  const [before, after] = [items(picked), items(now)]
  return before.length > 0 && after.length > 0 && !before.some((item) => after.includes(item))
}

const valuesOf = (attributes: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    attributes.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  )

const sameAncestors = (picked: Fingerprint, now: Fingerprint): boolean =>
  picked.ancestors.filter((ancestor) => now.ancestors.includes(ancestor)).length * 2 >=
  picked.ancestors.length

const hasTwins = (element: Element): boolean =>
  [...(element.parentElement?.children ?? [])].some(
    (other) => other !== element && other.localName === element.localName,
  )

/** One word more or less. Numbers tell rows apart, so they may change only on what is marked. */
export function isEdited(was: string, is: string, numbersMayChange: boolean): boolean {
  const words = (text: string): ReadonlySet<string> =>
    new Set(text.toLowerCase().match(numbersMayChange ? /\p{L}+/gu : /[\p{L}\p{N}]+/gu))
  const [one, other] = [words(was), words(is)]
  const [fewer, more] = one.size < other.size ? [one, other] : [other, one]
  return fewer.size > 0 && more.size - fewer.size <= 1 && [...fewer].every((word) => more.has(word))
}

/** Those of these that are the picked one as far as anybody can tell: for when no locator leads anywhere. */
export const isTwinOf = (element: Element, picked: Fingerprint): boolean => {
  if (hashOf(captionOf(element)) !== picked.nameHash) return false
  const now = fingerprintOf(element)
  return !!picked.landmarks[0] && now.landmarks[0] === picked.landmarks[0]
}
