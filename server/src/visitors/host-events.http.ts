/** `/events`: what the server of a host tracks. Judges the key and its budget, parses, and hands over; no more [FLO15]. */
import { AttributeValue, failure, limits, text, Uuid } from '@docent/protocol'
import express, { type RequestHandler, type Response, Router } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import * as v from 'valibot'
import { budgetWait } from '../budget-wait.ts'
import { sendFailure } from '../http/failures.ts'
import type { ApiCaller, ApiKeys } from '../sites/api-keys.ts'
import type { HostEvents } from './host-events.ts'

interface Options {
  readonly apiKeys: Pick<ApiKeys, 'identify'>
  readonly count: HostEvents['count']
  readonly eventsPerKeyPerMinute: number
}

/** Bytes: a hundred events with what events usually carry. */
const bodyLimit = 256 * 1024
const eventsAtMost = 100

const HostEventField = v.strictObject({
  eventId: v.optional(Uuid),
  user: v.pipe(text(200), v.minLength(1)),
  name: v.pipe(text(limits.eventName), v.minLength(1)),
  properties: v.optional(
    v.pipe(
      v.record(text(limits.attributeKey), AttributeValue),
      v.check(
        (all) => Object.keys(all).length <= limits.attributes,
        `holds more than ${limits.attributes} properties`,
      ),
    ),
  ),
  at: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
})

const HostEventsBody = v.strictObject({
  events: v.pipe(v.array(HostEventField), v.minLength(1), v.maxLength(eventsAtMost)),
})

const callerOf = (response: Response): ApiCaller => response.locals.caller as ApiCaller

export function hostEventRoutes({ apiKeys, count, eventsPerKeyPerMinute }: Options): Router {
  const budget = new RateLimiterMemory({ points: eventsPerKeyPerMinute, duration: 60 })

  /** Before the body is read: whoever shows no key makes the relay parse nothing. */
  const withKey: RequestHandler = (request, response, next) => {
    response.set('Cache-Control', 'no-store')
    const [, key = ''] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? []
    const caller = apiKeys.identify(key)
    if (!caller) {
      response.set('WWW-Authenticate', 'Bearer')
      const message = 'Send a key that is in force as "Authorization: Bearer dk_…"; make one with "key add".'
      return sendFailure(response, failure('unauthenticated', message))
    }
    if (!caller.scopes.includes('events:write'))
      return sendFailure(
        response,
        failure('forbidden', 'This key is not for events. Make one with --scope events:write.'),
      )
    response.locals.caller = caller
    next()
  }

  const router = Router()
  router.post(
    '/',
    withKey,
    express.json({ limit: bodyLimit, type: 'application/json' }),
    async (request, response) => {
      const caller = callerOf(response)
      const body: unknown = request.body
      const isList = typeof body === 'object' && body !== null && 'events' in body
      const parsed = v.safeParse(HostEventsBody, isList ? body : { events: [body] }, { abortEarly: true })
      if (!parsed.success) {
        const [issue] = parsed.issues
        const path = v.getDotPath(issue) ?? ''
        const where = isList ? path : path.replace(/^events\.0\.?/, '')
        const message = `Send {"user", "name"} or {"events": [1 to ${eventsAtMost} of these]} as JSON: ${issue.message}.`
        return sendFailure(response, failure('bad_request', message, { path: where }))
      }
      const { events } = parsed.output
      const retryAfterMs = await budgetWait(budget.consume(caller.keyId, events.length))
      if (retryAfterMs !== null) {
        const message = `A key may track ${eventsPerKeyPerMinute} events a minute. Wait, then send them again.`
        return sendFailure(response, failure('rate_limited', message, { retryAfterMs }))
      }
      response.json({ data: await count(caller, events) })
    },
  )
  return router
}
