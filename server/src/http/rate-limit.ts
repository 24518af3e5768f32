/** Requests of one network address per minute [CON10]. Knows addresses, not people. */
import { failure } from '@docent/protocol'
import type { RequestHandler } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { budgetWait } from '../budget-wait.ts'
import { sendFailure } from './failures.ts'

export function createRateLimit(perMinute: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (request, response, next) => {
    const retryAfterMs = await budgetWait(limiter.consume(addressKey(request.ip)))
    if (retryAfterMs === null) return next()
    const message = 'Too many requests from this address. Wait, then try again.'
    sendFailure(response, failure('rate_limited', message, { retryAfterMs }))
  }
}

/** A household has one IPv4 address, but a whole /64 of IPv6. */
export function addressKey(ip: string | undefined): string {
  const address = (ip ?? 'unknown').replace(/^::ffff:(?=\d+\.)/i, '').toLowerCase()
  if (!address.includes(':')) return address
  const [before = '', after] = address.split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = !after ? [] : after.split(':')
  const groups =
    after === undefined
      ? head
      : [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail]
  return `${groups.slice(0, 4).join(':')}::/64`
}
