/** Whether somebody answers on a site at the moment, and when the site opens next; told to its visitors when it changes [RTE8]. */
import type { SiteSettings, TeamAvailability } from '@docent/protocol'
import type { Presence } from '../agents/presence.ts'
import type { Clock } from '../clock.ts'
import { type Publisher, rooms } from '../realtime/publisher.ts'
import { isOpen, nextOpenAt } from '../sites/hours.ts'
import type { Storage } from '../storage/database.ts'

/** What routing asks of the sites. */
export interface RoutingSites {
  settings(siteId: string): { readonly settings: SiteSettings }
}

export interface Availability {
  /** Online: it is open, and an agent is connected and accepting. The hour is named only while the site is closed. */
  of(siteId: string): TeamAvailability
  /** An agent is connected and accepting, whatever the hour. */
  staffed(siteId: string): boolean
  /** Tells a site's visitors where it is another one than they were last told. */
  check(siteId: string): void
  /** Checks every site of which somebody was told: hours begin and end without an event. */
  checkAll(): void
}

interface Options {
  readonly storage: Storage
  readonly sites: RoutingSites
  readonly presence: Presence
  readonly publisher: Publisher
  readonly clock: Clock
}

export function createAvailability({ storage, sites, presence, publisher, clock }: Options): Availability {
  const countAccepting = storage.reader
    .prepare<[string, string], number>(
      `select count(*) from memberships m join agents a on a.id = m.agent_id
       where m.site_id = ? and m.accepting = 1 and a.disabled_at is null
         and m.agent_id in (select value from json_each(?))`,
    )
    .pluck()
  const told = new Map<string, string>()

  const inWords = ({ state, nextOpenAt: next }: TeamAvailability): string => `${state} ${next}`

  function staffed(siteId: string): boolean {
    const connected = presence.connectedAgents(siteId)
    return connected.length > 0 && (countAccepting.get(siteId, JSON.stringify(connected)) ?? 0) > 0
  }

  function read(siteId: string): TeamAvailability {
    const { hours } = sites.settings(siteId).settings
    const now = clock.now()
    if (!isOpen(hours, now)) return { state: 'away', nextOpenAt: nextOpenAt(hours, now) }
    return { state: staffed(siteId) ? 'online' : 'away', nextOpenAt: null }
  }

  function check(siteId: string): void {
    const current = read(siteId)
    const words = inWords(current)
    if (told.get(siteId) === words) return
    told.set(siteId, words)
    publisher.toVisitors(rooms.siteVisitors(siteId), 'availability:changed', current)
  }

  return {
    staffed,
    check,
    of(siteId) {
      // Through `check`, so that those who were told before hear the same as the one who asks now.
      check(siteId)
      return read(siteId)
    },
    checkAll() {
      for (const siteId of told.keys()) check(siteId)
    },
  }
}
