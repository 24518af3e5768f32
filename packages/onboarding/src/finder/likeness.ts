/**
 * Whether an element that a locator leads to is the one that was picked. In doubt it is not: a tour that points at the
 * wrong thing is worse than one that says it cannot find its own.
 */
import type { Fingerprint, Locator } from '@docent/protocol'
import { captionOf, fingerprintOf, hashOf, landmarksOf } from './fingerprint.ts'
import type { Look } from './look.ts'

/** @param names what the element was called, where its locators say it in words */
export function resembles(
  element: Element,
  picked: Fingerprint,
  locator: Locator,
  names: readonly string[],
  look: Look,
): boolean {
  if (locator.by === 'docent') return true
  const now = fingerprintOf(element, look)
  if (now.tag !== picked.tag && (!now.role || now.role !== picked.role)) return false

  const value = (of: Fingerprint, name: string) => of.attributes.find((one) => one.startsWith(`${name}=`))
  const differs = (name: string): boolean =>
    (value(now, name) ?? value(picked, name)) !== (value(picked, name) ?? value(now, name))
  if (['name', 'for', 'href', 'data-testid', 'icon', 'type'].some(differs)) return false
  const isSame = (one: string): boolean => now.attributes.includes(one)
  const isMarked = picked.attributes.some((one) => !/^(type|parts|lang)=/.test(one) && isSame(one))
  const hasParts = picked.attributes.some((one) => one.startsWith('parts=') && isSame(one))

  const css = locator.by === 'css' ? locator.selector : ''
  // In another row or card the same button is another one, unless it is known by what no other row has.
  const isOwn = /^#|\[href=/.test(css)
  const [before, after] = [itemsOf(picked), itemsOf(now)]
  if (before[0] && after[0] && !before.some((item) => after.includes(item)) && !isOwn) return false

  const [nearest] = picked.landmarks
  const shared = now.landmarks.filter((landmark) => picked.landmarks.includes(landmark))
  // Nothing new has come between: it lies where it lay, or in a section whose heading has gone.
  const standsThere =
    !nearest ||
    shared.includes(nearest) ||
    (nearest[0] !== '*' && !!shared[0] && shared[0] === now.landmarks[0])
  const speaksOther = differs('lang')
  const kept = picked.ancestors.filter((ancestor) => now.ancestors.includes(ancestor))
  const liesAlike = kept.length * 2 >= picked.ancestors.length
  // By classes that were not hashed anew, or by tags and places alone.
  const isAtPlace = !!css && !/[#[]/.test(css) && liesAlike

  // What holds the same heading, but is another box around it.
  if (!now.role && !hasParts && !isMarked && `${now.ancestors}` !== `${picked.ancestors}`) return false
  if (now.nameHash === picked.nameHash)
    return now.nameHash
      ? standsThere || isMarked || speaksOther
      : standsThere
        ? isMarked || liesAlike
        : isMarked && speaksOther
  if (!now.nameHash) return standsThere && (isMarked || isAtPlace)
  if (!picked.nameHash) return standsThere && isMarked
  const caption = captionOf(element, look)
  if (names.some((name) => isEdited(name, caption, isMarked))) return standsThere || isMarked
  // Another name on a page in another language is a translation; in the same language it is another thing.
  if (speaksOther) return isMarked || (isAtPlace && (css.includes('.') || !hasTwins(element)))
  return isMarked && !value(picked, 'lang') && !value(now, 'lang') && !shared[0]
}

const itemsOf = ({ landmarks }: Fingerprint): readonly string[] =>
  landmarks.filter((landmark) => landmark[0] === '*')

const hasTwins = (element: Element): boolean =>
  [...(element.parentElement?.children ?? [])].some(
    (other) => other !== element && other.localName === element.localName,
  )

/** One word more or less. Numbers tell rows apart, so they may change only on what is marked. */
function isEdited(was: string, is: string, numbersMayChange: boolean): boolean {
  const words = (text: string) =>
    new Set(text.toLowerCase().match(numbersMayChange ? /\p{L}+/gu : /[\p{L}\p{N}]+/gu))
  const [one, other] = [words(was), words(is)]
  const both = [...one].filter((word) => other.has(word)).length
  return both > 0 && Math.min(one.size, other.size) === both && Math.max(one.size, other.size) - both < 2
}

/** Where no locator leads anywhere: whether this is of the same kind and name, and in the same row, card or section. */
export const isTwinOf = (element: Element, picked: Fingerprint, look: Look): boolean =>
  hashOf(captionOf(element, look)) === picked.nameHash &&
  landmarksOf(element, look, 1)[0] === (picked.landmarks[0] ?? '')
