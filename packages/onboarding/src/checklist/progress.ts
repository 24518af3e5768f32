/** How far a checklist is, and which of its items may be begun or ticked now. Pure. */
import type { ChecklistContent, ChecklistItem } from '@docent/protocol'

type Items = Pick<ChecklistContent, 'order' | 'items'>

/** Whether an item may be begun: in listed order only once all before it are done. */
export function isReachable({ order, items }: Items, done: readonly string[], itemId: string): boolean {
  const place = items.findIndex(({ id }) => id === itemId)
  return place >= 0 && (order === 'any' || items.slice(0, place).every(({ id }) => done.includes(id)))
}

/** Whether an item can still be completed now. */
export const isOpen = (content: Items, done: readonly string[], itemId: string): boolean =>
  !done.includes(itemId) && isReachable(content, done, itemId)

/** Whether the visitor's own word completes the item. */
export const maySay = ({ completeWhen }: ChecklistItem): boolean =>
  completeWhen.some(({ by }) => by === 'visitor')

/** How many items are done, of those that there are in this version. */
export const doneOf = ({ items }: Items, done: readonly string[]): number =>
  items.filter(({ id }) => done.includes(id)).length
