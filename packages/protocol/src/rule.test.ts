import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Condition, type Facts, matches, operators, type Rule } from './rule.ts'
import { costOf } from './testing/cost-of.ts'

const facts: Facts = {
  address: 'https://shop.example/Pricing/team?plan=pro',
  path: '/Pricing/team',
  title: 'Pricing',
  referrer: '',
  secondsOnPage: 20,
  secondsOnSite: 90,
  scrollPercent: 50,
  visits: 3,
  pageViews: 7,
  idleSeconds: 0,
  exitIntent: false,
  language: 'en-GB',
  device: 'desktop',
  signedIn: true,
  attributes: { plan: 'Pro', seats: 5, trial: false, note: null, empty: '' },
  events: { 'order.placed': 2 },
}
const holds = (fact: Condition['fact'], op: Condition['op'], value?: Condition['value']) =>
  matches(value === undefined ? { fact, op } : { fact, op, value }, facts)

describe('a condition', () => {
  it.each<[...Parameters<typeof holds>, boolean]>([
    ['attributes.plan', 'is', 'pro', true],
    ['attributes.plan', 'is', 'free', false],
    ['attributes.seats', 'is', '5', true],
    ['attributes.seats', 'is', 5, true],
    ['attributes.trial', 'is', false, true],
    ['attributes.trial', 'is', 'false', true],
    ['attributes.missing', 'is', 'undefined', false],
    ['attributes.note', 'is', 'null', false],
    ['attributes.plan', 'is_not', 'free', true],
    ['attributes.plan', 'is_not', 'PRO', false],
    ['attributes.missing', 'is_not', 'free', true],
    ['path', 'contains', 'team', true],
    ['path', 'contains', 'TEAM', true],
    ['path', 'contains', 'docs', false],
    ['attributes.missing', 'contains', '', false],
    ['path', 'not_contains', 'docs', true],
    ['path', 'not_contains', 'team', false],
    ['attributes.missing', 'not_contains', 'x', true],
    ['path', 'starts_with', '/pricing', true],
    ['path', 'starts_with', 'pricing', false],
    ['path', 'ends_with', '/team', true],
    ['path', 'ends_with', '/teams', false],
    ['path', 'matches', '/pricing*', true],
    ['path', 'matches', '*/team', true],
    ['path', 'matches', '/p*g/*m', true],
    ['path', 'matches', '/pricing', false],
    ['path', 'matches', '*', true],
    ['path', 'matches', '/pricing/team', true],
    ['path', 'matches', '/pricing/team*team', false],
    ['path', 'matches', '.*', false],
    ['secondsOnPage', 'at_least', 20, true],
    ['secondsOnPage', 'at_least', 21, false],
    ['secondsOnPage', 'at_most', 20, true],
    ['secondsOnPage', 'at_most', 19, false],
    ['attributes.plan', 'at_least', 1, false],
    ['attributes.missing', 'at_most', 9, false],
    ['attributes.seats', 'at_least', 'many', false],
    ['events.order.placed', 'at_least', 2, true],
    ['events.never', 'at_most', 0, true],
    ['attributes.plan', 'exists', undefined, true],
    ['attributes.trial', 'exists', undefined, true],
    ['attributes.note', 'exists', undefined, false],
    ['attributes.empty', 'exists', undefined, false],
    ['attributes.missing', 'not_exists', undefined, true],
    ['attributes.plan', 'not_exists', undefined, false],
    ['referrer', 'exists', undefined, false],
    ['signedIn', 'is', true, true],
  ])('[SET4] %s %s %j: %s', (fact, op, value, expected) => expect(holds(fact, op, value)).toBe(expected))

  it('[SET4] finds nothing by a name that every object has', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])
      for (const fact of [
        name,
        `attributes.${name}`,
        `events.${name}`,
        `other.${name}`,
      ] as Condition['fact'][]) {
        if (!fact.startsWith('events.')) expect(holds(fact, 'exists'), fact).toBe(false)
        expect(holds(fact, 'is', 'x'), fact).toBe(false)
        expect(holds(fact, 'contains', 'function'), fact).toBe(false)
      }
  })

  it('[SET4] that cannot be judged does not hold', () => {
    expect(matches({ fact: 'path', op: 'sounds_like' as never, value: 'x' }, facts)).toBe(false)
    expect(holds('nothing' as never, 'is', 'x')).toBe(false)
  })
})

describe('a rule', () => {
  const yes: Rule = { fact: 'signedIn', op: 'is', value: true }
  const never: Rule = { fact: 'signedIn', op: 'is', value: false }

  it.each<[string, Rule, boolean]>([
    ['an empty all', { all: [] }, true],
    ['an empty any', { any: [] }, false],
    ['all', { all: [yes, never] }, false],
    ['any', { any: [never, yes] }, true],
    ['not', { not: never }, true],
    ['rules in rules', { all: [yes, { any: [never, { not: { all: [never] } }] }] }, true],
  ])('[SET4] holds as it reads: %s', (_name, rule, expected) => expect(matches(rule, facts)).toBe(expected))

  it('[SET4] never throws, and answers the same each time, whatever it asks', () => {
    const condition = fc.record(
      {
        fact: fc.oneof(
          fc.constantFrom(
            ...Object.keys(facts),
            'attributes.plan',
            'events.x',
            '__proto__',
            'attributes.',
            '.',
          ),
          fc.string(),
        ),
        op: fc.oneof(fc.constantFrom(...operators), fc.string()),
        value: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant('*'), fc.constant('a*b*')),
      },
      { requiredKeys: ['fact', 'op'] },
    )
    const { rule } = fc.letrec((tie) => ({
      rule: fc.oneof(
        { maxDepth: 4 },
        condition,
        fc.record({ all: fc.array(tie('rule'), { maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('rule'), { maxLength: 3 }) }),
        fc.record({ not: tie('rule') }),
      ),
    }))
    fc.assert(
      fc.property(rule, (made) => {
        const answer = matches(made as Rule, facts)
        expect(typeof answer).toBe('boolean')
        expect(matches(made as Rule, facts)).toBe(answer)
        expect(matches({ not: made as Rule }, facts)).toBe(!answer)
      }),
    )
  })

  it('[SET4] judges a wildcard as a slow and simple comparison would', () => {
    const simple = (pattern: string, text: string): boolean => {
      if (pattern === '') return text === ''
      if (pattern[0] === '*')
        return simple(pattern.slice(1), text) || (text !== '' && simple(pattern, text.slice(1)))
      return pattern[0] === text[0] && simple(pattern.slice(1), text.slice(1))
    }
    const letters = fc
      .array(fc.constantFrom('a', 'b', '*', '/'), { maxLength: 8 })
      .map((list) => list.join(''))
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const path = text.replaceAll('*', 'c')
        const expected = path !== '' && simple(pattern, path)
        expect(matches({ fact: 'path', op: 'matches', value: pattern }, { ...facts, path })).toBe(expected)
      }),
      { numRuns: 2_000 },
    )
  })

  it('[SET4] judges a pattern of stars in time that grows with its length alone', () => {
    const text = 'a'.repeat(50_000)
    const judge = () => {
      for (const value of [`${'a*'.repeat(25_000)}b`, `*${'a'.repeat(25_000)}*b`, '*'.repeat(50_000)])
        matches({ fact: 'title', op: 'matches', value }, { ...facts, title: text })
    }
    expect(costOf(judge)).toBeLessThan(300)
  })
})
