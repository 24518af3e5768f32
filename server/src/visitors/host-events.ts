/**
 * Events that the server of a host tracks for its signed-in users [FLO15]: counted once per id, and told to the pages that
 * such a user has open. Who may say so is decided by `host-events.http.ts`, by the key that was shown.
 */
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { ApiCaller } from '../sites/api-keys.ts'
import type { Writes } from '../storage/writes.ts'
import type { CountedHostEvent } from './visitor-jobs.ts'

export interface HostEvent {
  /** Made by the host, so that it can send the same again; absent: each is counted. */
  readonly eventId?: string | undefined
  /** The `sub` of the user's tokens. */
  readonly user: string
  readonly name: string
  readonly properties?: Readonly<Record<string, unknown>> | undefined
  /** Milliseconds since 1970; absent: now. */
  readonly at?: number | undefined
}

export interface HostEventsReply {
  readonly stored: number
  /** Those that were stored before. */
  readonly repeated: number
}

interface Options {
  readonly writes: Writes
  readonly clock: Clock
  /** Pages of a user who had no row until now are that visitor's from now on. */
  readonly appeared: (siteId: string, subject: string, visitorId: string) => void
  readonly tellCounted: (visitorId: string, name: string, count: number) => void
}

export type HostEvents = ReturnType<typeof createHostEvents>

export function createHostEvents({ writes, clock, appeared, tellCounted }: Options) {
  /** A page hears the latest count of each name, once for the whole list. */
  function tell(siteId: string, counted: readonly CountedHostEvent[]): void {
    const latest = new Map(counted.map((event) => [JSON.stringify([event.visitorId, event.name]), event]))
    for (const { visitorId, subject, isNewVisitor } of counted)
      if (isNewVisitor) appeared(siteId, subject, visitorId)
    for (const { visitorId, name, count } of latest.values()) tellCounted(visitorId, name, count)
  }

  return {
    /** Stores all of them or none. */
    async count({ siteId, keyId }: ApiCaller, events: readonly HostEvent[]): Promise<HostEventsReply> {
      const at = clock.now()
      const counted = await writes.run('events:count', {
        siteId,
        keyId,
        at,
        events: events.map(({ eventId, user, name, properties, at: happened }) => ({
          id: eventId ?? newId(),
          subject: user,
          name,
          properties: JSON.stringify(properties ?? {}),
          // A server whose clock is ahead would make the user's last event one that is still to come.
          at: Math.min(happened ?? at, at),
        })),
      })
      tell(siteId, counted)
      const stored = counted.filter(({ isNew }) => isNew).length
      return { stored, repeated: counted.length - stored }
    },
  }
}
