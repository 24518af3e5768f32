/**
 * What visitors' help sessions tell [HLP12]: made fit to be kept, and kept. Times are never later than their arrival, and what
 * is personal in a query or a reason becomes a mark. A session has no visitor; whoever asks a person in it gets a name by that,
 * which is taken out of all that the session looked for.
 */
import type { HelpEvent } from '@docent/protocol'
import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { Storage } from '../../storage/database.ts'
import { type KnownPerson, masked } from '../personal/personal-marks.ts'

export interface HelpActivities {
  /** All events of one session at once; resolves with how many were new. */
  record(of: SessionOfSite, events: readonly HelpEvent[]): Promise<number>
  /**
   * A page of the help centre was opened: without a cookie each is a session of its own, but where it was found by a search.
   */
  opened(siteId: string, page: PageOfHelp, by?: PageSearch): Promise<void>
  /** Something was looked for on such pages. */
  searched(siteId: string, by: PageSearch, found: { locale: string; results: number }): Promise<void>
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

export interface PageSearch {
  readonly sessionId: string
  readonly query: string
}

interface Options {
  readonly storage: Pick<Storage, 'read' | 'writes'>
  readonly clock: Pick<Clock, 'now'>
}

/** Longer than a browser keeps what it could not tell. */
const oldest = 30 * 24 * 3_600_000

/** Of one session: more is no person's. */
const mostCorrected = 500

export function createHelpActivities({ storage, clock }: Options): HelpActivities {
  const { read, writes } = storage

  const record: HelpActivities['record'] = async ({ siteId, sessionId, locale }, events) => {
    const now = clock.now()
    const person = await personOf(siteId, events)
    return writes.run('help:record', {
      siteId,
      sessionId,
      locale,
      at: now,
      events: events.map((event) => ({
        ...withoutPerson(event, person),
        at: Math.min(now, Math.max(event.at, now - oldest)),
      })),
      corrected: person ? await corrected(siteId, sessionId, person) : [],
    })
  }

  /** Who asked, where the conversation is stored already. */
  async function personOf(siteId: string, events: readonly HelpEvent[]): Promise<KnownPerson | undefined> {
    const ids = events.flatMap((event) => (event.kind === 'asked' ? [event.conversationId] : []))
    if (ids.length === 0) return undefined
    const row = await read
      .selectFrom('conversations as c')
      .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
      .select('v.name')
      .where('c.id', 'in', ids)
      .where('c.site_id', '=', siteId)
      .executeTakeFirst()
    return row && row.name !== '' ? { name: row.name, attributes: {} } : undefined
  }

  /** What was told before the name was known. */
  async function corrected(siteId: string, sessionId: string, person: KnownPerson) {
    const rows = await read
      .selectFrom('help_events')
      .select(['id', 'query'])
      .where('session_id', '=', sessionId)
      .where('site_id', '=', siteId)
      .where('query', 'is not', null)
      .limit(mostCorrected)
      .execute()
    return rows.flatMap(({ id, query }) => {
      const without = masked(query ?? '', person)
      return without === query ? [] : [{ id, query: without }]
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
    async opened(siteId, page, by) {
      const event: HelpEvent = { ...stamped(page), kind: 'opened', ...(by && { query: by.query }) }
      await (by
        ? record({ siteId, sessionId: by.sessionId, locale: page.locale }, [event])
        : alone(siteId, page, event))
    },
    async searched(siteId, { sessionId, query }, { locale, results }) {
      const event: HelpEvent = { eventId: newId(), at: clock.now(), kind: 'searched', query, results }
      await record({ siteId, sessionId, locale }, [event])
    },
    voted: (siteId, page, helpful) => alone(siteId, page, { ...stamped(page), kind: 'voted', helpful }),
  }
}

function withoutPerson(event: HelpEvent, person?: KnownPerson): HelpEvent {
  switch (event.kind) {
    case 'searched':
      return { ...event, query: masked(event.query, person) }
    case 'opened':
    case 'asked':
      return event.query === undefined ? event : { ...event, query: masked(event.query, person) }
    case 'voted':
      return event.reason === undefined ? event : { ...event, reason: masked(event.reason, person) }
    case 'read':
      return event
  }
}
