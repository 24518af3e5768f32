/** Who listens to what the widget says. A listener that throws is the page's own matter, and harms nobody else. */
import type { EventName, PublicEvents } from './public-api.ts'
import { nameIsWrong, type Warn } from './warn.ts'

type Listener = (detail: never) => void

/** Their names as values; a test holds them to the table. One text, for the bytes of every page. */
const events =
  'ready show hide unread message tourStarted tourStep tourCompleted tourDismissed checklistCompleted itemCompleted helpSearched articleOpened articleVoted consent shutdown error'.split(
    ' ',
  )

export interface Listeners {
  on(event: EventName, listener: Listener): () => void
  off(event: EventName, listener: Listener): void
  emit<Name extends EventName>(event: Name, detail: PublicEvents[Name]): void
}

export function createListeners(warn: Warn): Listeners {
  const all = new Map<EventName, Set<Listener>>()
  const off: Listeners['off'] = (event, listener) => {
    all.get(event)?.delete(listener)
  }
  return {
    on: (event, listener) => {
      if (!events.includes(event)) nameIsWrong(warn, 'event', event, events)
      all.set(event, (all.get(event) ?? new Set()).add(listener))
      return () => off(event, listener)
    },
    off,
    emit: (event, detail) => {
      for (const listener of [...(all.get(event) ?? [])]) {
        try {
          ;(listener as (given: typeof detail) => void)(detail)
        } catch (cause) {
          warn(`your listener for "${event}" threw.`, cause)
        }
      }
    },
  }
}
