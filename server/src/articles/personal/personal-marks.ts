/**
 * Finds what may be of one person in a text [HLP14]: e-mail addresses, phone, card and account numbers, and what is known of
 * the person. Pure, in any script; the time is bounded by the length of the text and of what is known.
 */
import { articleLimits, type PersonalMark } from '@docent/protocol'
import { cardsIn, ibansIn, phonesIn, type Span } from './personal-numbers.ts'

export interface PersonalPiece extends Span {
  readonly kind: PersonalMark['kind']
  readonly text: string
}

/** The person of whom a text may tell. */
export interface KnownPerson {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
}

const nobody: KnownPerson = { name: '', attributes: {} }

/** In the order of the text; where two lie over each other, the surer one. */
export function personalIn(text: string, person: KnownPerson = nobody): readonly PersonalPiece[] {
  const pieces: PersonalPiece[] = []
  let rest = withPlainDigits(text)
  const take = (kind: PersonalMark['kind'], spans: readonly Span[]) => {
    if (spans.length === 0) return
    // As long as before, and nothing that could be a part of anything. Cut once for all of them: there may be thousands.
    const units = rest.split('')
    for (const { from, to } of spans) {
      if (units.slice(from, to).includes(taken)) continue
      pieces.push({ kind, from, to, text: text.slice(from, to) })
      units.fill(taken, from, to)
    }
    rest = units.join('')
  }
  take('email', emailsIn(rest))
  take('iban', ibansIn(rest))
  take('card', cardsIn(rest))
  take('attribute', knownIn(rest, person))
  take('phone', phonesIn(rest))
  return pieces.sort((a, b) => a.from - b.from)
}

/** Each piece of a draft once, by its words. */
export function marksIn(
  title: string,
  body: string,
  person: KnownPerson,
): readonly Pick<PersonalMark, 'kind' | 'text'>[] {
  const marks = new Map<string, Pick<PersonalMark, 'kind' | 'text'>>()
  for (const { kind, text } of [...personalIn(title, person), ...personalIn(body, person)])
    if (marks.size < articleLimits.marks && !marks.has(text)) marks.set(text, { kind, text })
  return [...marks.values()]
}

/** The text with a mark in place of each address and number: what is kept of queries [HLP12]. */
export function masked(text: string, person: KnownPerson = nobody): string {
  let out = ''
  let read = 0
  for (const { kind, from, to } of personalIn(text, person)) {
    out += `${text.slice(read, from)}[${kind}]`
    read = to
  }
  return out + text.slice(read)
}

/** What stands for a piece in a masked text. */
export const maskMarks = /\[(?:email|phone|card|iban|attribute)\]/g

const taken = '\u0000'

/** Digits of any script as 0–9; each takes as much room as before. */
const withPlainDigits = (text: string): string =>
  text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit)).padEnd(digit.length, '\u2060'))

/** Digits of a script lie in a row that begins with its zero. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (before < 50 && /^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1
  return before % 10
}

const local = /[\p{L}\p{N}\p{M}._%+'’&=~-]{1,64}$/u
const domain =
  /^(?:[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}-]{0,62})\.){1,8}[\p{L}\p{M}][\p{L}\p{N}\p{M}-]{1,62}/u

function emailsIn(text: string): readonly Span[] {
  return [...text.matchAll(/[@＠]/g)].flatMap(({ index: at }) => {
    const before = local.exec(text.slice(Math.max(0, at - 64), at))?.[0] ?? ''
    const after = domain.exec(text.slice(at + 1, at + 256))?.[0] ?? ''
    const name = before.replace(/^[.'’&=~-]+/, '')
    return name === '' || after === '' ? [] : [{ from: at - name.length, to: at + 1 + after.length }]
  })
}

/** Longer values are told by their beginning. */
const longestValue = 120
const shortestValue = 3

interface Wanted {
  readonly value: string
  /** As a first name that is a word as well: only with a capital. */
  readonly capital: boolean
}

/** Whole words; letters, digits and marks beside it make it another one, but in scripts that set no spaces. */
const wordBefore = /[\p{L}\p{N}\p{M}_]$/u
const wordAfter = /^[\p{L}\p{N}\p{M}_]/u
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

function knownIn(text: string, person: KnownPerson): readonly Span[] {
  const low = lowered(text)
  const spans = wantedOf(person).flatMap(({ value, capital }) => {
    const found: Span[] = []
    const wanted = lowered(value)
    for (let from = low.indexOf(wanted); from >= 0; from = low.indexOf(wanted, from + 1)) {
      const to = from + wanted.length
      if (
        !isWhole(text, from, to) ||
        (capital && low.charAt(from) === text.charAt(from) && hasCase(text.charAt(from)))
      )
        continue
      found.push({ from, to })
      from = to - 1
    }
    return found
  })
  // The longest first: a whole name before a part of it.
  return spans.sort((a, b) => b.to - b.from - (a.to - a.from))
}

const hasCase = (letter: string): boolean => letter.toLowerCase() !== letter.toUpperCase()

function isWhole(text: string, from: number, to: number): boolean {
  const [first, last] = [text.slice(from, from + 2), text.slice(Math.max(0, to - 2), to)]
  const opens = unspaced.test(first) || !wordBefore.test(text.slice(Math.max(0, from - 2), from))
  return opens && (unspaced.test(last) || !wordAfter.test(text.slice(to, to + 2)))
}

function wantedOf({ name, attributes }: KnownPerson): readonly Wanted[] {
  const said = Object.values(attributes).flatMap((value) => {
    if (typeof value === 'number')
      return Number.isFinite(value) && /^\D*\d{4}/.test(String(value)) ? [String(value)] : []
    return typeof value === 'string' && !/^\s*(?:true|false|-?\d{1,3})\s*$/i.test(value) ? [value] : []
  })
  const values = new Map<string, Wanted>()
  const want = (value: string, capital: boolean) => {
    for (const form of [value.normalize('NFC'), value.normalize('NFD')]) {
      const cut = withPlainDigits(form.trim().slice(0, longestValue).toWellFormed())
      const isLong = cut.length >= shortestValue || (cut.length > 1 && unspaced.test(cut))
      if (isLong && !values.has(cut)) values.set(cut, { value: cut, capital })
    }
  }
  for (const value of [name, ...said]) want(value, false)
  for (const part of name.split(/[\s,]+/)) want(part, true)
  return [...values.values()]
}

/** Small letters, each as long as it was, so that places stay. */
const lowered = (text: string): string =>
  text.replace(/\p{Lu}|\p{Lt}/gu, (letter) => {
    const low = letter.toLowerCase()
    return low.length === letter.length ? low : letter
  })
