/**
 * What somebody typed with the keyboard set to the other alphabet, or wrote in Latin letters for want of Cyrillic ones.
 * Knows letters, and nothing of what is in an index.
 */

/** The same keys, letter for letter; a key may be a sign on the one and a letter on the other. */
const latinKeys = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
const cyrillicKeys = 'ёйцукенгшщзхъфывапролджэячсмитьбю'

const keys = latinKeys + cyrillicKeys
const otherKeys = cyrillicKeys + latinKeys

/** As long as what was typed, so that each place of the one is the same place of the other. */
export const withOtherKeyboard = (typed: string): string =>
  typed.replace(/./gs, (key) => otherKeys.charAt(keys.indexOf(key.toLowerCase())) || key)

/** Longer groups stand before their beginnings. Soft and hard signs are left out by those who write so; the search forgives that. */
const cyrillicOf: Readonly<Record<string, string>> = {
  shch: 'щ',
  zh: 'ж',
  kh: 'х',
  ts: 'ц',
  ch: 'ч',
  sh: 'ш',
  yu: 'ю',
  ju: 'ю',
  ya: 'я',
  ja: 'я',
  yo: 'е',
  jo: 'е',
  x: 'кс',
}
/** From a to z. */
const cyrillicLetters = 'абцдефгхииклмнопкрстувв ыз'
const written = new RegExp(`${Object.keys(cyrillicOf).join('|')}|[a-z]`, 'g')

/** @param word folded; so is what it becomes */
export const inCyrillic = (word: string): string =>
  word.replace(
    written,
    (letters) => cyrillicOf[letters] ?? cyrillicLetters.charAt(letters.charCodeAt(0) - 97),
  )
