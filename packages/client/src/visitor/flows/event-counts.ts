/**
 * How often each event was tracked, over all devices: what the relay has counted, and what this page has counted since.
 * The page's own counts rise at once and offline; the relay's include them later, so each telling is cut by what both have.
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
  { connection, waiting }: Pick<Ground, 'connection' | 'waiting'>,
  page: ReadonlySignal<Facts>,
): EventCounts {
  /** What was counted elsewhere or before, by name. */
  const elsewhere = signal<ReadonlyMap<string, number>>(new Map())

  /** Names of the events that the relay has not heard of, one for each. */
  const unsent = () => waiting.peek().flatMap(({ letter }) => (letter.kind === 'event' ? [letter.name] : []))

  function elsewhereOf(name: string, told: number): number {
    const late = unsent().filter((other) => other === name).length
    return Math.max(0, told + late - here(name))
  }

  const here = (name: string): number => {
    const { events } = page.peek()
    return Object.hasOwn(events, name) ? (events[name] ?? 0) : 0
  }

  const undo = connection.on('event:counted', ({ name, count }) => {
    elsewhere.value = new Map(elsewhere.peek()).set(name, elsewhereOf(name, count))
  })

  return {
    facts: computed(() => {
      const facts = page.value
      if (elsewhere.value.size === 0) return facts
      const events = new Map(Object.entries(facts.events))
      for (const [name, count] of elsewhere.value) events.set(name, count + (events.get(name) ?? 0))
      return { ...facts, events: Object.fromEntries(events) }
    }),
    takeAll(counts) {
      const names = new Set([...Object.keys(counts), ...unsent()])
      const told = (name: string) => (Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0)
      elsewhere.value = new Map([...names].map((name) => [name, elsewhereOf(name, told(name))]))
    },
    close: undo,
  }
}
