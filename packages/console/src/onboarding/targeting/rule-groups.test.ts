import { type Condition, type Facts, matches, type Rule } from '@docent/protocol/rule'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../testing/seeded-conversations.ts'
import { everybody, groupOf, isEmpty, ruleOf } from './rule-groups.ts'

const facts = (visits: number, path: string): Facts =>
  ({ visits, path, attributes: {}, events: {} }) as unknown as Facts

describe('a rule as groups', () => {
  it('[SET4] means the same after it went through the editor', () => {
    const random = seeded(3)
    const condition = (): Condition =>
      random() < 0.5
        ? { fact: 'visits', op: 'at_least', value: Math.floor(random() * 4) }
        : { fact: 'path', op: 'matches', value: random() < 0.5 ? '/a*' : '*b' }
    const rule = (depth: number): Rule => {
      const kind = random()
      if (depth === 0 || kind < 0.3) return condition()
      const parts = Array.from({ length: Math.floor(random() * 3) }, () => rule(depth - 1))
      if (kind < 0.55) return { all: parts }
      return kind < 0.8 ? { any: parts } : { not: rule(depth - 1) }
    }
    for (let turn = 0; turn < 2_000; turn += 1) {
      const before = rule(4)
      const after = ruleOf(groupOf(before))
      for (const [visits, path] of [
        [0, '/a'],
        [2, '/b'],
        [3, '/ab'],
      ] as const)
        expect(matches(after, facts(visits, path))).toBe(matches(before, facts(visits, path)))
    }
  })

  it('knows when it says nothing', () => {
    expect(isEmpty(everybody)).toBe(true)
    expect(isEmpty(groupOf({ any: [] }))).toBe(false)
    expect(isEmpty(groupOf({ fact: 'visits', op: 'is', value: 1 }))).toBe(false)
  })
})
