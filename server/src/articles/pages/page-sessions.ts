/**
 * Which readers of the help centre's pages search in one sitting [HLP12], without a cookie: by address and browser, which are
 * kept as a hash in memory for half an hour after the last search and stored nowhere. Knows neither queries' results nor figures.
 */
import { createHash, randomBytes } from 'node:crypto'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { budgetWait } from '../../budget-wait.ts'
import { addressKey } from '../../http/rate-limit.ts'
import { newId } from '../../ids.ts'
import { meaningOf } from '../activity/help-searches.ts'
import { pageSession, restMs } from '../activity/help-sessions.store.ts'

export interface PageReader {
  readonly address: string | undefined
  readonly userAgent: string
}

export interface PageSessions {
  /** The session that a search is to be told of; null: it is not counted, being told before, or one too many. */
  searched(siteId: string, reader: PageReader, query: string): Promise<string | null>
  /** The session in which this was searched; null where none was. */
  of(siteId: string, reader: PageReader, query: string): string | null
}

interface Options {
  readonly clock: { monotonic(): number }
  /** That one address may begin. */
  readonly sessionsPerHour: number
}

interface Session {
  readonly id: string
  until: number
  /** Meanings that were counted: a page that is loaded again, or gone back to, is no other search. */
  readonly searched: Set<string>
}

/** What a person looks for in one sitting; the list of wanted articles takes no more either. */
const mostSearches = 20
/** Of all sites; those heard of longest ago are forgotten. */
const mostSessions = 10_000

export function createPageSessions({ clock, sessionsPerHour }: Options): PageSessions {
  // Nobody can tell from a hash who it was, not even with the same address at hand after a restart.
  const salt = randomBytes(16)
  const beginnings = new RateLimiterMemory({ points: sessionsPerHour, duration: 3_600 })
  const open = new Map<string, Session>()

  const keyOf = (siteId: string, { address, userAgent }: PageReader): string =>
    createHash('sha256')
      .update(salt)
      .update(JSON.stringify([siteId, addressKey(address), userAgent.slice(0, 400)]))
      .digest('base64url')

  function found(key: string): Session | null {
    const session = open.get(key)
    return session && session.until > clock.monotonic() ? session : null
  }

  async function begun(reader: PageReader): Promise<Session | null> {
    const wait = await budgetWait(beginnings.consume(addressKey(reader.address)))
    return wait === null ? { id: pageSession(newId()), until: 0, searched: new Set() } : null
  }

  return {
    async searched(siteId, reader, query) {
      const meaning = meaningOf(query)
      if (meaning === '') return null
      const key = keyOf(siteId, reader)
      // What begins meanwhile is the same sitting: a page that was sent for twice at once.
      const fresh = found(key) ? null : await begun(reader)
      const session = found(key) ?? fresh
      if (!session) return null
      session.until = clock.monotonic() + restMs
      // The latest stands at the end.
      open.delete(key)
      open.set(key, session)
      const [oldest] = open.keys()
      if (open.size > mostSessions && oldest !== undefined) open.delete(oldest)
      if (session.searched.has(meaning) || session.searched.size >= mostSearches) return null
      session.searched.add(meaning)
      return session.id
    },
    of(siteId, reader, query) {
      const session = found(keyOf(siteId, reader))
      return session?.searched.has(meaningOf(query)) ? session.id : null
    },
  }
}
