/**
 * Which items of a checklist are done by what is known, beside those that were done before [FLO8]. Pure. Clicks, the
 * visitor's own ticks and agents are told of elsewhere: they happen, while this holds.
 */
import type { ChecklistContent, CompleteWhen } from '@docent/protocol'
import { type Facts, matches } from '@docent/protocol/rule'

type Items = Pick<ChecklistContent, 'order' | 'items'>

/** Whether an item counts now: in listed order only once all before it are done. */
export function mayBeDone({ order, items }: Items, done: ReadonlySet<string>, itemId: string): boolean {
  const place = items.findIndex(({ id }) => id === itemId)
  if (place < 0) return false
  return order === 'any' || items.slice(0, place).every(({ id }) => done.has(id))
}

/** @returns ids in the list's order, without those that were done before */
export function itemsDone(
  content: Items,
  already: readonly string[],
  facts: Facts,
  /** Ids of the flows that the visitor completed, ever. */
  completed: ReadonlySet<string>,
): readonly string[] {
  const holds = (when: CompleteWhen) =>
    (when.by === 'rule' && matches(when.rule, facts)) || (when.by === 'tour' && completed.has(when.flowId))
  const done = new Set(already)
  const fresh: string[] = []
  for (const { id, completeWhen } of content.items) {
    if (done.has(id) || !mayBeDone(content, done, id) || !completeWhen.some(holds)) continue
    done.add(id)
    fresh.push(id)
  }
  return fresh
}
