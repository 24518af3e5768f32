/** A publisher for tests: keeps what was said, to which room, in the order in which it was said. */
import type { Publisher } from '../realtime/publisher.ts'

export interface Said {
  readonly room: string
  readonly event: string
  readonly payload: unknown
}

export interface RecordingPublisher extends Publisher {
  readonly said: readonly Said[]
  /** What was said under a name; in one room, or in all. */
  of(event: string, room?: string): readonly unknown[]
  forget(): void
}

export function createRecordingPublisher(): RecordingPublisher {
  const said: Said[] = []
  const record = (room: string, event: string, payload: unknown): void =>
    void said.push({ room, event, payload })
  return {
    said,
    of: (event, room) =>
      said
        .filter((one) => one.event === event && (room ?? one.room) === one.room)
        .map(({ payload }) => payload),
    forget: () => void said.splice(0),
    toVisitors: record,
    toAgents: record,
    toAll: record,
  }
}
