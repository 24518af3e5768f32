/**
 * One evaluator for campaigns, flows and checklist items: does what is known of the page and its visitor satisfy a rule?
 * Pure and small, since every page loads it. It never throws: a condition that it cannot judge does not hold.
 */

/** All that a rule can ask about. Only `page-facts` in the client writes them. */
export interface Facts {
  /** The page's full address without its fragment's secrets, as the browser shows it. */
  readonly address: string
  readonly path: string
  readonly title: string
  readonly referrer: string
  /** Seconds since this page (or route) was opened, and since the visit began. */
  readonly secondsOnPage: number
  readonly secondsOnSite: number
  /** The deepest point seen of this page, 0 to 100. */
  readonly scrollPercent: number
  /** Visits so far, this one included; a visit ends after 30 minutes without activity. */
  readonly visits: number
  readonly pageViews: number
  readonly idleSeconds: number
  readonly exitIntent: boolean
  readonly language: string
  readonly device: 'phone' | 'tablet' | 'desktop'
  readonly signedIn: boolean
  /** What the site said of the visitor with `update`. */
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>
  /** How often each event was tracked. */
  readonly events: Readonly<Record<string, number>>
}

export type SimpleFact = Exclude<keyof Facts, 'attributes' | 'events'>

/** What is asked about: a plain fact, an attribute or the count of an event by its name. */
export type FactName = SimpleFact | `attributes.${string}` | `events.${string}`

export const operators = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'matches',
  'at_least',
  'at_most',
  'exists',
  'not_exists',
] as const
export type Operator = (typeof operators)[number]

export interface Condition {
  readonly fact: FactName
  readonly op: Operator
  /** Absent for `exists` and `not_exists`. For `matches` a wildcard pattern, where `*` stands for anything. */
  readonly value?: string | number | boolean
}

export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | Condition

/**
 * True when `facts` satisfy `rule`. An empty `all` holds, an empty `any` does not.
 * @example matches({ all: [{ fact: 'path', op: 'matches', value: '/pricing*' }, { fact: 'secondsOnPage', op: 'at_least', value: 20 }] }, facts)
 */
export function matches(rule: Rule, facts: Facts): boolean {
  if ('all' in rule) return rule.all.every((part) => matches(part, facts))
  if ('any' in rule) return rule.any.some((part) => matches(part, facts))
  if ('not' in rule) return !matches(rule.not, facts)
  return holds(rule, factOf(rule.fact, facts))
}

type FactValue = string | number | boolean | null | undefined

function factOf(name: FactName, facts: Facts): FactValue {
  const [, group, key = ''] = /^(events|attributes)\.(.*)/s.exec(name) ?? []
  if (group === 'events') return (own(facts.events, key) as number | undefined) ?? 0
  return own(group ? facts.attributes : facts, group ? key : name) as FactValue
}

/** Names come from rules, so `__proto__` and `constructor` must find nothing. */
const own = (object: object, key: string): unknown =>
  Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined

function holds({ op, value }: Condition, fact: FactValue): boolean {
  const known = fact !== undefined && fact !== null && fact !== ''
  switch (op) {
    case 'exists':
      return known
    case 'not_exists':
      return !known
    case 'is':
      return same(fact, value)
    case 'is_not':
      return !same(fact, value)
    case 'at_least':
      return known && Number(fact) >= Number(value)
    case 'at_most':
      return known && Number(fact) <= Number(value)
    case 'contains':
      return known && lower(fact).includes(lower(value))
    case 'not_contains':
      return !known || !lower(fact).includes(lower(value))
    case 'starts_with':
      return known && lower(fact).startsWith(lower(value))
    case 'ends_with':
      return known && lower(fact).endsWith(lower(value))
    case 'matches':
      return known && matchesPattern(lower(value), lower(fact))
    default:
      return false
  }
}

const lower = (value: FactValue): string => String(value ?? '').toLowerCase()

/** 5 and "5" are the same; texts are compared without regard to case. */
function same(fact: FactValue, value: FactValue): boolean {
  if (fact === undefined || fact === null) return false
  return typeof fact === 'string' || typeof value === 'string' ? lower(fact) === lower(value) : fact === value
}

/** `*` stands for any run of characters. Linear in both lengths, unlike a regular expression made from a rule. */
function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...middle] = pattern.split('*')
  const last = middle.pop()
  if (last === undefined) return text === pattern
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of middle) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return text.slice(at).endsWith(last)
}
