/**
 * `/help/activity`: what a visitor's page tells of its help session. Judges the origin and the budget of an address, parses, and
 * hands over; also plain text, so that a page that is being left can tell it without asking first [HLP12].
 */
import { failure, HelpActivity } from '@docent/protocol'
import express, { Router } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import * as v from 'valibot'
import { budgetWait } from '../../budget-wait.ts'
import { sendFailure } from '../../http/failures.ts'
import { openToPages } from '../../http/open-documents.ts'
import { addressKey } from '../../http/rate-limit.ts'
import { siteOf } from '../../sites/site-of.ts'
import type { Sites } from '../../sites/sites.ts'
import type { HelpActivities } from './help-activity.ts'

interface Options {
  readonly sites: Pick<Sites, 'find' | 'allowsOrigin'>
  readonly activity: Pick<HelpActivities, 'record'>
  /** Of one network address, where many may sit behind it. */
  readonly eventsPerMinute: number
  /** Sessions of it that begin: a list of what is wanted counts sessions, and these cost whoever invents them nothing. */
  readonly sessionsPerHour: number
}

/** Seconds. */
const hour = 3_600
/** Bytes: what a browser sends of a page that is being left, at most. */
const bodyLimit = 64 * 1024

export function helpActivityRoutes({ sites, activity, eventsPerMinute, sessionsPerHour }: Options): Router {
  const budget = new RateLimiterMemory({ points: eventsPerMinute, duration: 60 })

  const beginnings = new RateLimiterMemory({ points: sessionsPerHour, duration: hour })
  /** What is not known here began: each is remembered while its budget lasts. */
  const begun = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: hour })

  async function take(address: string, session: string, events: number): Promise<void> {
    // First, so that a session that is refused takes nothing from what its neighbours at this address may tell.
    if ((await begun.get(session)) === null) {
      await beginnings.consume(address)
      await begun.consume(session)
    }
    await budget.consume(address, events)
  }

  const router = Router()
  router.options('/activity', (_request, response) => {
    openToPages(response)
      .set({ 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'Content-Type' })
      .set('Access-Control-Max-Age', '86400')
      .status(204)
      .end()
  })
  router.post(
    '/activity',
    (_request, response, next) => {
      openToPages(response).set('Cache-Control', 'no-store')
      next()
    },
    express.text({ limit: bodyLimit, type: ['text/plain', 'application/json'] }),
    async (request, response) => {
      const parsed = v.safeParse(HelpActivity, jsonOf(request.body), { abortEarly: true })
      if (!parsed.success) {
        const path = v.getDotPath(parsed.issues[0]) ?? ''
        const message = `Send what happened in a help session as JSON: ${parsed.issues[0].message}.`
        return sendFailure(response, failure('bad_request', message, { path }))
      }
      const { site: key, session: sessionId, locale, events } = parsed.output
      const site = siteOf(sites, key, response)
      if (!site) return
      if (!sites.allowsOrigin(site, request.get('origin'))) return sendFailure(response, notFromHere)
      const taking = take(addressKey(request.ip), `${site.id} ${sessionId}`, events.length)
      const retryAfterMs = await budgetWait(taking)
      if (retryAfterMs !== null) {
        const message = `An address may tell ${eventsPerMinute} events a minute, of ${sessionsPerHour} new sessions an hour. Wait, then send them again.`
        return sendFailure(response, failure('rate_limited', message, { retryAfterMs }))
      }
      await activity.record({ siteId: site.id, sessionId, locale }, events as HelpEvents)
      response.status(204).end()
    },
  )
  return router
}

type HelpEvents = Parameters<HelpActivities['record']>[1]

function jsonOf(body: unknown): unknown {
  if (typeof body !== 'string') return null
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

const notFromHere = failure('forbidden', 'Only pages of this site tell what happens in its help.')
