/**
 * When each running offer ends, on the monotonic clock: an offer neither ends nor lives longer because somebody set the
 * wall's. The database knows the offers; this knows only their time.
 */
import type { Clock } from '../clock.ts'

export interface OfferOf {
  readonly offerId: string
  readonly conversationId: string
  readonly siteId: string
  readonly agentId: string
}

export interface OfferDeadlines {
  began(offer: OfferOf, ms: number): void
  ended(offerId: string): void
  /** Those whose time is over; they stay until they are said to have ended. */
  due(): readonly OfferOf[]
  /** Milliseconds that an offer still has. */
  remaining(offerId: string): number
  /** Gives every offer at least so much time from now on. */
  postpone(ms: number): void
  close(): void
}

interface Options {
  readonly clock: Pick<Clock, 'monotonic'>
  /** Called when the next offer's time is over. */
  readonly onDue: () => void
}

export function createOfferDeadlines({ clock, onDue }: Options): OfferDeadlines {
  const offers = new Map<string, { readonly offer: OfferOf; until: number }>()
  let timer: NodeJS.Timeout | null = null
  let closed = false

  function schedule(): void {
    if (timer) clearTimeout(timer)
    timer = null
    const next = Math.min(...[...offers.values()].map(({ until }) => until))
    if (closed || next === Number.POSITIVE_INFINITY) return
    // A millisecond later, since timers may come a fraction of one too early.
    timer = setTimeout(onDue, Math.max(0, Math.ceil(next - clock.monotonic())) + 1)
  }

  return {
    began(offer, ms) {
      offers.set(offer.offerId, { offer, until: clock.monotonic() + ms })
      schedule()
    },
    ended(offerId) {
      if (offers.delete(offerId)) schedule()
    },
    due() {
      const now = clock.monotonic()
      return [...offers.values()].filter(({ until }) => until <= now).map(({ offer }) => offer)
    },
    remaining: (offerId) => Math.max(0, (offers.get(offerId)?.until ?? 0) - clock.monotonic()),
    postpone(ms) {
      const until = clock.monotonic() + ms
      for (const known of offers.values()) known.until = Math.max(known.until, until)
      schedule()
    },
    close() {
      closed = true
      schedule()
    },
  }
}
