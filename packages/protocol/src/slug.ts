/** A title becomes a part of an address: lower-case words of its own script, Latin letters without their marks. Pure. */
import { articleLimits } from './limits.ts'

/** Letters that are no base letter with a mark. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
}

/**
 * @returns always a whole slug, `article` where the title has no letter or digit
 * @example slugOf('Kuidas tühistada tellimus?') // 'kuidas-tuhistada-tellimus'
 */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFD')
    // Of Latin letters alone: in other scripts a mark makes another letter.
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/[^\p{Ll}\p{Lo}\p{Lm}\p{N}\p{M}]+/gu, '-')
  return shortened(words, articleLimits.slugLength) || 'article'
}

/** The slug with a number behind it, for the second that would be called so. */
export const numbered = (slug: string, number: number): string =>
  `${shortened(slug, articleLimits.slugLength - String(number).length - 1)}-${number}`

/** Cut between two letters, never within one that takes two code units, and without hyphens at its ends. */
function shortened(slug: string, length: number): string {
  let cut = slug.slice(0, length)
  if (/[\uD800-\uDBFF]$/.test(cut)) cut = cut.slice(0, -1)
  return cut.replace(/^-+|-+$/g, '')
}
