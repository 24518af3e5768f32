/**
 * How often each event was tracked, over all devices: what the relay has counted, what this page has counted, and what waits
 * to be sent. They overlap, and of what is under way nobody knows whether the relay has it; so the largest of the three counts.
 * That is never too many, and exact once all is acknowledged: an item must rather be late than done by what was counted twice.
 */
import type { Facts } from '@docent/protocol/rule'
import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Ground } from '../ground.ts'

export interface EventCounts {
  /** The page's facts with the counts of everywhere. */
  readonly facts: ReadonlySignal<Facts>
  /** The relay told all that it has counted. */
  takeAll(counts: Readonly<Record<string, number>>): void
  close(): void
}

export function createEventCounts(
  { connection, waiting, onCount }: Pick<Ground, 'connection' | 'waiting' | 'onCount'>,
  page: ReadonlySignal<Facts>,
): EventCounts {
  const told = signal<ReadonlyMap<string, number>>(new Map())
  const take = (name: string, count: number): void => {
    told.value = new Map(told.peek()).set(name, count)
  }
  const undo = [connection.on('event:counted', ({ name, count }) => take(name, count)), onCount(take)]

  const unsent = computed(() => {
    const counts = new Map<string, number>()
    for (const { letter } of waiting.value)
      if (letter.kind === 'event') counts.set(letter.name, (counts.get(letter.name) ?? 0) + 1)
    return counts
  })

  return {
    facts: computed(() => {
      const facts = page.value
      const events = new Map(Object.entries(facts.events))
      for (const [name, count] of [...told.value, ...unsent.value])
        events.set(name, Math.max(count, events.get(name) ?? 0))
      return events.size ? { ...facts, events: Object.fromEntries(events) } : facts
    }),
    takeAll(counts) {
      told.value = new Map(Object.entries(counts))
    },
    close() {
      for (const act of undo) act()
    },
  }
}
