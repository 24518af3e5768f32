/** How far a checklist is, and which of its items may be begun or ticked now. Pure. */
import { mayBeDone } from '@docent/client/visitor/flows/items-done'
import type { ChecklistContent, ChecklistItem } from '@docent/protocol'

type Items = Pick<ChecklistContent, 'order' | 'items'>

/** Whether an item may be begun: in listed order only once all before it are done. */
export const isReachable = (content: Items, done: readonly string[], itemId: string): boolean =>
  mayBeDone(content, new Set(done), itemId)

/** Whether an item can still be completed now. */
export const isOpen = (content: Items, done: readonly string[], itemId: string): boolean =>
  !done.includes(itemId) && isReachable(content, done, itemId)

/** Whether the visitor's own word completes the item. */
export const maySay = ({ completeWhen }: ChecklistItem): boolean =>
  completeWhen.some(({ by }) => by === 'visitor')

/** How many items are done, of those that there are in this version. */
export const doneOf = ({ items }: Items, done: readonly string[]): number =>
  items.filter(({ id }) => done.includes(id)).length
