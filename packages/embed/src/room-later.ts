/**
 * The place that a room has in the engine while it is not there yet. Its chunk is fetched where the site has published something
 * for it, also when it publishes the first while the page is open [FLO3] [HLP4].
 */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { Warn } from './warn.ts'

export interface Room<Call extends readonly unknown[]> {
  say(...call: Call): void
  close(): void
}

export interface RoomLater<Call extends readonly unknown[], Made extends Room<Call>> extends Room<Call> {
  readonly current: ReadonlySignal<Made | null>
  /** Fetches it, unless it is there or under way. Tried again with the next call where it failed. */
  begin(): void
}

/** A page that talks in a loop must not grow without bound. */
const keptCalls = 100

/** @param what its name for the page's developer, who reads it where it could not be fetched */
export function createRoomLater<Call extends readonly unknown[], Made extends Room<Call>>(
  start: () => Promise<Made>,
  warn: Warn,
  what: string,
): RoomLater<Call, Made> {
  const current = signal<Made | null>(null)
  const waiting: Call[] = []
  let starting = false
  let closed = false
  return {
    current,
    begin() {
      if (starting) return
      starting = true
      start().then(
        (room) => {
          if (closed) return room.close()
          current.value = room
          for (const call of waiting) room.say(...call)
        },
        (cause) => {
          starting = false
          warn(`${what} could not be loaded.`, cause)
        },
      )
    },
    say(...call) {
      const room = current.peek()
      if (room) room.say(...call)
      else if (waiting.length < keptCalls) waiting.push(call)
    },
    close() {
      closed = true
      current.peek()?.close()
      current.value = null
    },
  }
}
