/**
 * Numbers that belong to one person: cards and accounts by their check digits, phones by how people write them [HLP14].
 * Dates, prices, order numbers and addresses of machines are none. Pure; the time is bounded by the length of the text.
 */

export interface Span {
  readonly from: number
  readonly to: number
}

/** Characters of an IBAN per country; another country has none. */
const ibanLengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 ' +
    'FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 ' +
    'LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 ' +
    'SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

const ibanStart = /(?<![\p{L}\p{N}])[A-Za-z]{2}\d{2}/gu
const isBetween = /^[ \u00a0\u202f-]$/

/** `text` with ASCII digits. */
export function ibansIn(text: string): readonly Span[] {
  return [...text.matchAll(ibanStart)].flatMap(({ 0: start, index: from }) => {
    const wanted = ibanLengths[start.slice(0, 2).toUpperCase()]
    if (wanted === undefined) return []
    let letters = ''
    let to = from
    while (to < text.length && letters.length < wanted) {
      const next = text.charAt(to)
      if (/^[A-Za-z0-9]$/.test(next)) letters += next
      else if (!isBetween.test(next) || isBetween.test(text.charAt(to + 1))) break
      to += 1
    }
    const isWhole = letters.length === wanted && !/^[\p{L}\p{N}]/u.test(text.slice(to, to + 2))
    return isWhole && remainder97(letters) === 1 ? [{ from, to }] : []
  })
}

function remainder97(iban: string): number {
  const moved = (iban.slice(4) + iban.slice(0, 4)).toUpperCase()
  let rest = 0
  for (const letter of moved)
    for (const digit of String(Number.parseInt(letter, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest
}

interface Group extends Span {
  readonly digits: string
  /** What stands between the group before and this one. */
  readonly before: string
}

/** Digits that stand together, with at most two characters between their groups. */
const runs = /\d(?:[ \u00a0\u202f.\-\u2010-\u2013()/]{0,2}\d)*/g

function groupsOf(text: string, at: number): readonly Group[] {
  let end = at
  return [...text.matchAll(/\d+/g)].map(({ 0: digits, index }) => {
    const from = at + index
    const group = { digits, from, to: from + digits.length, before: text.slice(end - at, index) }
    end = group.to
    return group
  })
}

/** Each run with its groups. */
const runsIn = (text: string): readonly (readonly Group[])[] =>
  [...text.matchAll(runs)].map(({ 0: run, index }) => groupsOf(run, index))

const digitsOf = (groups: readonly Group[]) => groups.map(({ digits }) => digits).join('')

interface Form {
  /** Digits. */
  readonly least: number
  readonly most: number
  /** Whether anything of this form can begin like this: a text of many small numbers is asked about at each of them. */
  mayBegin(first: Group): boolean
  is(window: readonly Group[]): boolean
}

/** The longest lists of neighbours that have this form, from the left. */
function* windows(groups: readonly Group[], { least, most, mayBegin, is }: Form): Iterable<Span> {
  let at = 0
  while (at < groups.length) {
    const start = groups[at]
    if (start && !mayBegin(start)) {
      at += 1
      continue
    }
    let count = 0
    let end = at
    while (end < groups.length && count + (groups[end]?.digits.length ?? 0) <= most) {
      count += groups[end]?.digits.length ?? 0
      end += 1
    }
    let found = 0
    for (let to = end; to > at && found === 0 && count >= least; to--) {
      if (is(groups.slice(at, to))) found = to
      count -= groups[to - 1]?.digits.length ?? 0
    }
    const [first, last] = [groups[at], groups[found - 1]]
    if (found > 0 && first && last) yield { from: first.from, to: last.to }
    at = found > 0 ? found : at + 1
  }
}

export const cardsIn = (text: string): readonly Span[] =>
  runsIn(text).flatMap((groups) => [...windows(groups, card)])

const card: Form = { least: 13, most: 19, mayBegin: ({ digits }) => /^[2-6]\d\d/.test(digits), is: isCard }

function isCard(groups: readonly Group[]): boolean {
  if (groups.slice(0, -1).some((group) => group.digits.length < 3)) return false
  const digits = digitsOf(groups)
  if (!/^[2-6]/.test(digits) || !passesLuhn(digits)) return false
  const [, second, ...others] = groups
  return (
    second === undefined ||
    (/^[ \u00a0\u202f.\-\u2010-\u2013]$/.test(second.before) &&
      others.every(({ before }) => before === second.before))
  )
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits.charAt(digits.length - 1 - place))
    const counted = place % 2 === 1 ? digit * 2 : digit
    sum += counted > 9 ? counted - 9 : counted
  }
  return sum % 10 === 0
}

/** What looks like a phone number and is none: dates, addresses of machines, prices and measures. */
const notPhones: readonly RegExp[] = [
  /(?<!\d[./-]?)(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d{2}|(?:19|20)\d{2}([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12]\d|3[01]))(?!\d|[./-]\d)/g,
  /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g,
  /(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g,
  /(?<![\p{L}\p{N}])(?:[€$£¥₽₴]|EUR|USD|GBP|RUB|SEK|NOK|PLN|CHF)[ \u00a0]?\d[\d .,'\u00a0\u202f]{0,20}/giu,
  /(?<!\d)\d[\d.,'\u00a0\u202f ]{0,20}(?:[€$£¥₽₴%]|(?:EUR|USD|GBP|RUB|SEK|NOK|PLN|CHF|kr|zł|eur\p{L}*|eiro|dollar\p{L}*|долл\p{L}*|руб\p{L}*|евро|[kmgt]i?b|px|ms|km|kg|users|times)(?![\p{L}\p{N}]))/giu,
  // Years in a row or from one to another.
  /(?<!\d)(?:19|20)\d{2}(?:[ -–]{1,3}(?:19|20)\d{2})+(?!\d)/g,
]

const phoneWord =
  /(?<!\p{L})(?:tel(?!l)\p{L}*|(?:smart)?phone|mob\p{L}*|cell|call|fax|whatsapp|viber|signal|sms|text me|ring|helista\p{L}*|tālr\p{L}*|zvan\p{L}*|skamb\p{L}*|тел\p{L}*|моб\p{L}*|(?:по)?звон\p{L}*)[^\p{L}\p{N}\n]{0,3}(?:\p{L}{1,9}[^\p{L}\p{N}\n]{1,3}){0,3}$/iu
const orderWord =
  /(?:[#№]|(?<!\p{L})(?:nr|no|number|order|invoice|ticket|case|ref|reference|id|item|sku|version|build|code|error|tellimus|arve|kood|viitenumber|pasūtījum|rēķin|kod|užsakym|sąskait|заказ|сч[её]т|номер|код)\p{L}*)[^\p{L}\p{N}\n]{0,3}(?:(?:nr|no|number|id|номер|is|on|numurs|numeris)[^\p{L}\p{N}\n]{0,3})?$/iu

/** How far before a number its meaning is looked for. */
const contextLength = 40

/** `text` with ASCII digits, and without what was found to be something else. */
export function phonesIn(text: string): readonly Span[] {
  let shadow = text
  for (const pattern of notPhones) shadow = shadow.replace(pattern, (found) => '\n'.repeat(found.length))
  return runsIn(shadow).flatMap((groups) => {
    const [first] = groups
    const last = groups.at(-1)
    if (!first || !last) return []
    const before = shadow.slice(Math.max(0, first.from - contextLength), first.from)
    // A part of a word, of an id, or of a number with decimals.
    if (/[\p{L}\p{N}_]-?$/u.test(before) || /^[\p{L}_]|^,\d/u.test(shadow.slice(last.to, last.to + 2)))
      return []
    const whole = isPhone(groups, before) ? [{ from: first.from, to: last.to }] : []
    const found = whole.length > 0 ? whole : groups.length > 2 ? [...windows(groups, strong)] : []
    return found.map((span) => ({ from: withSign(shadow, span), to: span.to }))
  })
}

/** With the `+` before it, and the bracket where it is closed within. */
function withSign(text: string, { from, to }: Span): number {
  const sign = /^[^(]*\)/.test(text.slice(from, to)) ? /(?:[+＋] ?)?\(?$/u : /(?:[+＋] ?)?$/u
  const [found] = sign.exec(text.slice(Math.max(0, from - 3), from)) ?? ['']
  return from - found.length
}

function isPhone(groups: readonly Group[], before: string): boolean {
  const digits = digitsOf(groups)
  if (digits.length < 7 || digits.length > 15) return false
  if (/[+＋] ?\(?$/u.test(before) || phoneWord.test(before) || isStrong(groups)) return true
  if (/\($/.test(before) && /^\)/.test(groups[1]?.before ?? '')) return true
  return !orderWord.test(before) && isUsual(groups)
}

const lengthsOf = (groups: readonly Group[]) => groups.map(({ digits }) => digits.length).join('-')

const strong: Form = {
  least: 9,
  most: 15,
  mayBegin: ({ digits }) => digits.startsWith('0') || [1, 3].includes(digits.length) || digits.length >= 9,
  is: isStrong,
}
/** Groups of the longest form that is known by how its digits stand together. */
const strongGroups = 5

/** Forms that hardly anything else has. */
function isStrong(groups: readonly Group[]): boolean {
  // Most windows of a long row of small numbers are none of these, which is seen without joining their digits.
  if (groups.length > strongGroups && groups[0]?.digits.startsWith('0') !== true) return false
  const digits = digitsOf(groups)
  const lengths = lengthsOf(groups)
  if (/^00[1-9]\d{7,13}$/.test(digits)) return true
  if (groups.length === 1) return /^(?:0[1-9]\d{7,9}|8?9\d{9}|86\d{7})$/.test(digits) && digits.length !== 10
  if (/^[78]-3-(?:3-2-2|7|3-4)$/.test(`${digits.charAt(0)}${lengths.slice(1)}`)) return true
  if (/^(?:1-)?3-3-4$/.test(lengths)) return true
  return /^0[1-9]/.test(digits) && digits.length >= 9 && digits.length <= 12
}

/** Forms that an order number could have as well, where nothing says that it is one. */
function isUsual(groups: readonly Group[]): boolean {
  const digits = digitsOf(groups)
  if (groups.some(({ before }) => before.includes('/'))) return false
  // Ranges and rounded numbers.
  if (groups.every((group) => /00$/.test(group.digits))) return false
  const separators = new Set(groups.slice(1).map(({ before }) => before))
  if (separators.has('.') && groups.length < 3) return false
  switch (lengthsOf(groups)) {
    case '8':
      return /^[256]/.test(digits) && !/(\d)\1{4}/.test(digits)
    case '10':
      return /^(?:0[1-9]\d{8}|[2-9]\d{2}[2-9]\d{6})$/.test(digits)
    case '11':
      return /^1[2-9]\d{2}[2-9]\d{6}$/.test(digits)
    case '3-4':
    case '4-3':
    case '4-4':
    case '2-3-3':
    case '2-2-2-2':
    case '3-2-2':
    case '3-3-2':
    case '3-3-3':
    case '3-2-2-2':
    case '3-5':
    case '1-3-5':
    case '1-3-2-3':
      return !/^1/.test(digits)
    default:
      return false
  }
}
