import type { ChecklistContent } from '@docent/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { facts, item } from '../../testing/published-flows.ts'
import { itemsDone, mayBeDone } from './items-done.ts'

const tracked = (name: string) =>
  ({ by: 'rule', rule: { fact: `events.${name}`, op: 'at_least', value: 1 } }) as const

const list = (order: ChecklistContent['order'], ...ids: readonly string[]) => ({
  order,
  items: ids.map((id) => item(id, { completeWhen: [tracked(id)] })),
})

const done = (content: ReturnType<typeof list>, already: readonly string[], ...events: readonly string[]) =>
  itemsDone(
    content,
    already,
    facts({ events: Object.fromEntries(events.map((name) => [name, 1])) }),
    new Set(),
  )

describe('items of a checklist', () => {
  it('[FLO8] are done by events, attributes and addresses', () => {
    const items = [
      item('event', { completeWhen: [tracked('project_made')] }),
      item('plan', {
        completeWhen: [{ by: 'rule', rule: { fact: 'attributes.plan', op: 'is', value: 'pro' } }],
      }),
      item('address', { completeWhen: [{ by: 'rule', rule: { fact: 'path', op: 'is', value: '/team' } }] }),
    ]
    const known = facts({ events: { project_made: 2 }, attributes: { plan: 'pro' }, path: '/team' })
    expect(itemsDone({ order: 'any', items }, [], known, new Set())).toEqual(['event', 'plan', 'address'])
    expect(itemsDone({ order: 'any', items }, [], facts(), new Set())).toEqual([])
  })

  it('[FLO8] are done by a tour that was completed, whenever that was', () => {
    const items = [item('tour', { completeWhen: [{ by: 'visitor' }, { by: 'tour', flowId: 'f' }] })]
    expect(itemsDone({ order: 'any', items }, [], facts(), new Set(['f']))).toEqual(['tour'])
    expect(itemsDone({ order: 'any', items }, [], facts(), new Set(['g']))).toEqual([])
  })

  it('[FLO8] count in listed order only once those before them are done', () => {
    const content = list('listed', 'a', 'b', 'c')
    expect(done(content, [], 'b', 'c')).toEqual([])
    expect(done(content, [], 'a', 'c')).toEqual(['a'])
    expect(done(content, ['a'], 'b', 'c')).toEqual(['b', 'c'])
    expect(mayBeDone(content, new Set(['a']), 'c')).toBe(false)
    expect(mayBeDone(content, new Set(['a']), 'b')).toBe(true)
    expect(mayBeDone(content, new Set(), 'unknown')).toBe(false)
  })

  it('[FLO8] are told once, and all that hold are told at once', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const some = fc.subarray(ids)
    fc.assert(
      fc.property(fc.constantFrom('any', 'listed'), some, some, (order, already, events) => {
        const content = list(order as 'any' | 'listed', ...ids)
        const fresh = done(content, already, ...events)
        for (const id of fresh) expect(already.includes(id) || !events.includes(id)).toBe(false)
        expect(done(content, [...already, ...fresh], ...events)).toEqual([])
      }),
    )
  })
})
