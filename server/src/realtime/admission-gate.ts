/** Turns away connections before anything else is done with them: a flood from one address, an overload, a relay that is leaving. */
import type { IncomingMessage } from 'node:http'
import { type Failure, failure } from '@docent/protocol'
import type { Clock } from '../clock.ts'

interface Options {
  readonly connectionsPerMinute: number
  readonly trustProxy: number
  readonly overload: () => Failure | null
  readonly clock: Clock
}

export interface AdmissionGate {
  /** Null where the connection may go on. */
  check(request: IncomingMessage): Failure | null
  /** From now on nobody comes in. */
  shut(): void
  close(): void
}

const minute = 60_000

export function createAdmissionGate({
  connectionsPerMinute,
  trustProxy,
  overload,
  clock,
}: Options): AdmissionGate {
  let counts = new Map<string, number>()
  let since = clock.monotonic()
  let isShut = false
  const timer = setInterval(() => {
    counts = new Map()
    since = clock.monotonic()
  }, minute)
  timer.unref()
  return {
    check(request) {
      if (isShut)
        return failure('busy', 'The relay is restarting; it is back in a moment.', { retryAfterMs: 1_000 })
      const busy = overload()
      if (busy) return busy
      const address = addressOf(request, trustProxy)
      const count = (counts.get(address) ?? 0) + 1
      counts.set(address, count)
      if (count <= connectionsPerMinute) return null
      const retryAfterMs = Math.ceil(since + minute - clock.monotonic())
      return failure('rate_limited', 'Too many connections from this address; wait and try again.', {
        retryAfterMs,
      })
    },
    shut() {
      isShut = true
    },
    close: () => clearInterval(timer),
  }
}

/** The client's address; what a header says counts only behind as many proxies as the relay was told to believe. */
export function addressOf(request: IncomingMessage, trustProxy: number): string {
  const direct = request.socket.remoteAddress ?? ''
  if (trustProxy === 0) return direct
  const hops = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '')
  return hops.at(-trustProxy) ?? hops[0] ?? direct
}
