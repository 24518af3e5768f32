/**
 * What visitors' help sessions tell [HLP12]: made fit to be kept, and kept. Times are never later than their arrival, and what
 * is personal in a query or a reason becomes a mark. Knows no visitor: a session is all that there is.
 */
import type { HelpEvent } from '@docent/protocol'
import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Storage } from '../storage/database.ts'
import { masked } from './personal-marks.ts'

export interface HelpActivities {
  /** All events of one session at once; resolves with how many were new. */
  record(of: SessionOfSite, events: readonly HelpEvent[]): Promise<number>
  /** A page of the help centre was opened: without a cookie each is a session of its own. */
  opened(siteId: string, page: PageOfHelp): Promise<void>
  /** A reader of such a page said whether it helped. */
  voted(siteId: string, page: PageOfHelp, helpful: boolean): Promise<void>
}

export interface SessionOfSite {
  readonly siteId: string
  readonly sessionId: string
  readonly locale: string
}
export interface PageOfHelp {
  readonly id: string
  readonly locale: string
}

interface Options {
  readonly storage: Pick<Storage, 'writes'>
  readonly clock: Pick<Clock, 'now'>
}

/** Longer than a browser keeps what it could not tell. */
const oldest = 30 * 24 * 3_600_000

export function createHelpActivities({ storage, clock }: Options): HelpActivities {
  const record: HelpActivities['record'] = ({ siteId, sessionId, locale }, events) => {
    const now = clock.now()
    return storage.writes.run('help:record', {
      siteId,
      sessionId,
      locale,
      at: now,
      events: events.map((event) => ({
        ...withoutPerson(event),
        at: Math.min(now, Math.max(event.at, now - oldest)),
      })),
    })
  }
  const alone = (siteId: string, { locale }: PageOfHelp, event: HelpEvent) =>
    record({ siteId, sessionId: newId(), locale }, [event]).then(() => undefined)
  const stamped = ({ id: articleId, locale }: PageOfHelp) => ({
    eventId: newId(),
    at: clock.now(),
    articleId,
    locale,
  })

  return {
    record,
    opened: (siteId, page) => alone(siteId, page, { ...stamped(page), kind: 'opened' }),
    voted: (siteId, page, helpful) => alone(siteId, page, { ...stamped(page), kind: 'voted', helpful }),
  }
}

function withoutPerson(event: HelpEvent): HelpEvent {
  switch (event.kind) {
    case 'searched':
      return { ...event, query: masked(event.query) }
    case 'opened':
    case 'asked':
      return event.query === undefined ? event : { ...event, query: masked(event.query) }
    case 'voted':
      return event.reason === undefined ? event : { ...event, reason: masked(event.reason) }
    case 'read':
      return event
  }
}
