/**
 * Makes one spelling of a word out of its many: capitals, diacritics, ligatures, full width and invisible characters do not count.
 * Knows no language; both what is searched and what is asked for go through it.
 */

/** Letters that Unicode does not take apart, though people type them without their stroke or as two. */
const spelledPlainly: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
}
const notTakenApart = new RegExp(`[${Object.keys(spelledPlainly).join('')}]`, 'g')

/**
 * Marks above and below letters, Hebrew points and Arabic vowels. The vowel signs of Indic scripts and of Thai are marks too,
 * but without them the word is another one: they stay.
 */
const marks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]+/g
/** Soft hyphens, joiners, apostrophes that count as letters, and what compatibility forms leave behind (½ → 1⁄2). */
const notOfAWord = /[^\p{L}\p{N}\p{M}]+|[\u02b0-\u02ff]+/gu
const plain = /^[a-z0-9]*$/

export function fold(word: string): string {
  if (plain.test(word)) return word
  return word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(notTakenApart, (letter) => spelledPlainly[letter] ?? letter)
    .replace(notOfAWord, '')
    .normalize('NFC')
}
