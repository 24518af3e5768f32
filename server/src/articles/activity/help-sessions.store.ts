/**
 * Reads what was told of a site's help as whole sessions, some events in a turn of the event loop: figures over a year must
 * not make a chat wait. Decides nothing.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { HelpEvent } from '@docent/protocol'
import type { Storage } from '../../storage/database.ts'

export interface KeptHelpEvent {
  readonly kind: HelpEvent['kind']
  readonly locale: string
  readonly query: string | null
  readonly articleId: string | null
  readonly results: number | null
  readonly seconds: number | null
  readonly helpful: boolean | null
  readonly reason: string | null
  /** Of this site. */
  readonly conversationId: string | null
  readonly at: number
  /** On a page of the help centre, which cannot tell how long somebody read. */
  readonly onPage: boolean
}
/** In the order of time; no rest of 30 minutes within. */
export type HelpSession = readonly [KeptHelpEvent, ...KeptHelpEvent[]]

/** Milliseconds since 1970, by when a session began; `until` is not in it any more. */
export interface HelpSpan {
  readonly from: number
  readonly until: number
}

export interface HelpSessionsStore {
  /** Resolves when each session that began in the span was handed over, with how many events were looked at. */
  each(siteId: string, span: HelpSpan, take: (session: HelpSession) => void): Promise<number>
}

/** The id of a session of the help centre's pages. A messenger's is an id alone, so that none can be taken for the other. */
export const pageSession = (id: string): string => `${pageMark}${id}`
const pageMark = 'page:'

/** A longer rest begins another session. */
export const restMs = 30 * 60_000
/** Some milliseconds of reading: what a turn may cost a chat. */
const eventsAtOnce = 500
/** The same of counting, which costs more. */
const countedAtOnce = 200
/** More than anybody does in one sitting: of a session that somebody made up, each event would be compared with each. */
const mostOfSession = 500

type Row = Omit<KeptHelpEvent, 'helpful' | 'onPage'> & {
  readonly row: number
  readonly sessionId: string
  readonly helpful: 0 | 1 | null
}

interface OpenSession {
  /** Null: it began before the span, or behind it. */
  readonly events: [KeptHelpEvent, ...KeptHelpEvent[]] | null
  last: number
}

export function createHelpSessionsStore({ reader }: Pick<Storage, 'reader'>): HelpSessionsStore {
  // `+`: whose a conversation is, is known by its id; the site's index of conversations would be the longer way.
  // In the order in which they came where their times are equal.
  const page = reader.prepare<Record<string, string | number>, Row>(`
    select e.rowid as row, e.at, e.session_id as sessionId, e.kind, e.locale, e.query, e.article_id as articleId, e.results,
      e.seconds, e.helpful, e.reason,
      case when e.conversation_id is null then null
        else (select c.id from conversations c where c.id = e.conversation_id and +c.site_id = e.site_id) end as conversationId
    from help_events e
    where e.site_id = @siteId and (e.at, e.rowid) > (@at, @row) order by e.at, e.rowid limit ${eventsAtOnce}`)

  return {
    async each(siteId, { from, until }, take) {
      // In the order in which they were last heard of.
      const open = new Map<string, OpenSession>()
      let wanted = 0
      let looked = 0
      // A session that began before the span is known by what it told in the half hour before it.
      let last = { at: Math.max(0, from - restMs), row: 0 }
      let over: HelpSession[] = []
      const close = (id: string, { events }: OpenSession) => {
        open.delete(id)
        if (!events) return
        wanted -= 1
        over.push(events)
      }
      async function handOver(): Promise<void> {
        let counted = 0
        for (const session of over) {
          take(session)
          counted += session.length
          if (counted < countedAtOnce) continue
          counted = 0
          await nextTurn()
        }
        over = []
      }
      for (;;) {
        const rows = page.all({ siteId, ...last })
        for (const row of rows) {
          const { at, sessionId } = row
          for (const [id, session] of open) {
            if (at - session.last < restMs) break
            close(id, session)
          }
          const known = open.get(sessionId)
          if (known) {
            if (known.events && known.events.length < mostOfSession) known.events.push(eventOf(row))
            known.last = at
            open.delete(sessionId)
            open.set(sessionId, known)
          } else {
            const isInSpan = at >= from && at < until
            open.set(sessionId, { events: isInSpan ? [eventOf(row)] : null, last: at })
            if (isInSpan) wanted += 1
          }
        }
        looked += rows.length
        const end = rows.at(-1)
        const isOver = !end || rows.length < eventsAtOnce
        if (isOver || (end.at >= until && wanted === 0)) break
        last = { at: end.at, row: end.row }
        await nextTurn()
        await handOver()
      }
      for (const [id, session] of open) close(id, session)
      await handOver()
      return looked
    },
  }
}

const eventOf = ({ row: _row, sessionId, helpful, ...event }: Row): KeptHelpEvent => ({
  ...event,
  helpful: helpful === null ? null : helpful === 1,
  onPage: sessionId.startsWith(pageMark),
})
