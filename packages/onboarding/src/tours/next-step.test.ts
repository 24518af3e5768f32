import { describe, expect, it } from 'vitest'
import { someFacts } from '../testing/fake-visitor-flows.ts'
import { step, tour } from '../testing/some-flows.ts'
import { firstStep, hasButton, placeOf, stepAfter, stepById, wayTo } from './next-step.ts'

const admins = { fact: 'attributes.role', op: 'is', value: 'admin' } as const
const admin = { ...someFacts, attributes: { role: 'admin' } }
const idOf = (next: { id: string } | 'end') => (next === 'end' ? 'end' : next.id)

describe('the ways through a tour', () => {
  it('[FLO18] goes down the list and ends', () => {
    const content = tour([step('a'), step('b')])
    const [a, b] = content.steps
    expect(idOf(firstStep(content, someFacts))).toBe('a')
    expect(a && idOf(stepAfter(content, a, someFacts))).toBe('b')
    expect(b && idOf(stepAfter(content, b, someFacts))).toBe('end')
  })

  it('[FLO18] takes the first branch whose rule holds, and a choice before any branch', () => {
    const branching = step('a', {
      branches: [{ when: admins, to: 'c' }],
      choices: [{ id: 'skip', label: 'Skip', to: 'end' }],
    })
    const content = tour([branching, step('b'), step('c')])
    expect(idOf(stepAfter(content, branching, someFacts))).toBe('b')
    expect(idOf(stepAfter(content, branching, admin))).toBe('c')
    expect(idOf(stepAfter(content, branching, admin, 'skip'))).toBe('end')
  })

  it('[FLO18] passes over steps whose condition does not hold, also the first', () => {
    const content = tour([step('a', { when: admins }), step('b'), step('c', { when: admins })])
    const [, b] = content.steps
    expect(idOf(firstStep(content, someFacts))).toBe('b')
    expect(b && idOf(stepAfter(content, b, someFacts))).toBe('end')
    expect(b && idOf(stepAfter(content, b, admin))).toBe('c')
  })

  it('ends where branches lead in a circle of steps that are all passed over', () => {
    const never = { any: [] }
    const content = tour([
      step('a', { when: never, branches: [{ when: { all: [] }, to: 'b' }] }),
      step('b', { when: never, branches: [{ when: { all: [] }, to: 'a' }] }),
    ])
    expect(firstStep(content, someFacts)).toBe('end')
  })

  it('counts what was seen and what likely follows', () => {
    const content = tour([
      step('a', { branches: [{ when: admins, to: 'c' }] }),
      step('b'),
      step('c'),
      step('d'),
    ])
    const a = stepById(content, 'a')
    const c = stepById(content, 'c')
    if (!a || !c) throw new Error('steps are there')
    expect(placeOf(content, a, [], someFacts)).toEqual({ place: 1, of: 4 })
    expect(placeOf(content, a, [], admin)).toEqual({ place: 1, of: 3 })
    expect(placeOf(content, c, [a], admin)).toEqual({ place: 2, of: 3 })
    expect(wayTo(content, c, admin)).toEqual([a])
    expect(wayTo(content, c, someFacts).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('has a button unless something else moves it on', () => {
    expect(hasButton(step('a'))).toBe(true)
    expect(hasButton(step('a', { advance: [{ on: 'click' }] }))).toBe(false)
    expect(hasButton(step('a', { advance: [{ on: 'click' }, { on: 'button' }] }))).toBe(true)
    expect(hasButton(step('a', { choices: [{ id: 'x', label: 'X', to: 'end' }] }))).toBe(false)
  })
})
