/** Tells those who wait their place in the queue, live [RTE8]. Several changes within a moment are told once. */
import type { QueuePlace } from '@docent/protocol'
import type { Logger } from '../logger.ts'
import { type Publisher, rooms } from '../realtime/publisher.ts'
import type { Storage } from '../storage/database.ts'
import type { QueueEstimate } from './queue-estimate.ts'

export interface QueuePlaces {
  /** The place of a conversation at this moment; null where it does not wait. */
  of(conversationId: string): QueuePlace | null
  /** Some place changed: those whose place is another one hear of it in a moment. */
  changed(siteId: string): void
  /** It waits no longer, and its visitor was told so: whatever is said next is news again. */
  left(conversationId: string): void
  close(): void
}

interface Options {
  readonly storage: Storage
  readonly publisher: Publisher
  readonly estimate: QueueEstimate
  /** Whether anybody is there to answer: else no time can be named. */
  readonly staffed: (siteId: string) => boolean
  readonly everyMs: number
  readonly logger: Logger
}

interface WaitingRow {
  readonly id: string
  readonly visitorId: string
  readonly teamId: string | null
}

export function createQueuePlaces(options: Options): QueuePlaces {
  const { storage, publisher, estimate, staffed, everyMs, logger } = options
  // Read and told in one go, so that nobody is told of a place that was left in between.
  const readWaiting = storage.reader.prepare<[string], WaitingRow>(
    `select id, visitor_id as visitorId, team_id as teamId from conversations
     where site_id = ? and queued_at is not null order by raised desc, queued_at, id`,
  )
  const readPlace = storage.reader.prepare<[string], { siteId: string; place: number }>(
    `select c.site_id as siteId, (
       select count(*) from conversations w where w.site_id = c.site_id and w.queued_at is not null
         and w.team_id is c.team_id
         and (w.raised > c.raised or (w.raised = c.raised and (w.queued_at, w.id) <= (c.queued_at, c.id)))) as place
     from conversations c where c.id = ? and c.queued_at is not null`,
  )
  const told = new Map<string, string>()
  const due = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let closed = false

  const placeIn = (siteId: string, place: number, anybody: boolean): QueuePlace => ({
    place,
    estimateSeconds: anybody ? estimate.secondsAt(siteId, place) : null,
  })

  /** Each team has a queue of its own, and so have the conversations of none. */
  function* placesOf(siteId: string): Generator<WaitingRow & { queue: QueuePlace }> {
    const anybody = staffed(siteId)
    const places = new Map<string | null, number>()
    for (const row of readWaiting.all(siteId)) {
      const place = (places.get(row.teamId) ?? 0) + 1
      places.set(row.teamId, place)
      yield { ...row, queue: placeIn(siteId, place, anybody) }
    }
  }

  function flush(): void {
    timer = null
    const sites = [...due]
    due.clear()
    for (const siteId of sites) {
      try {
        for (const row of placesOf(siteId)) tell(row)
      } catch (error) {
        // The next change of the queue, or the visitor's next list, shows the place.
        logger.warn({ err: error, siteId }, 'places in the queue could not be told')
      }
    }
  }

  function tell({ id, visitorId, queue }: WaitingRow & { queue: QueuePlace }): void {
    const words = `${queue.place} ${queue.estimateSeconds}`
    if (told.get(id) === words) return
    told.set(id, words)
    const payload = { conversationId: id, status: 'open' as const, agent: null, queue }
    publisher.toVisitors(rooms.visitor(visitorId), 'conversation:changed', payload)
  }

  return {
    of(conversationId) {
      const row = readPlace.get(conversationId)
      return row ? placeIn(row.siteId, row.place, staffed(row.siteId)) : null
    },
    changed(siteId) {
      if (closed) return
      due.add(siteId)
      timer ??= setTimeout(flush, everyMs)
    },
    left: (conversationId) => void told.delete(conversationId),
    close() {
      closed = true
      if (timer) clearTimeout(timer)
      timer = null
    },
  }
}
