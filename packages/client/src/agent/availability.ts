/** Whether this agent takes new conversations, and the offers that run [PRS] [RTE5]. Offers end by this machine's clock from the time that remains. */
import type { OfferMade, Reply } from '@docent/protocol'
import { signal } from '@preact/signals-core'
import type { Clock, Undo } from '../outside.ts'
import type { Availability, RunningOffer } from './agent-client.ts'

export interface AvailabilityOptions {
  readonly clock: Clock
  set(accepting: boolean): Promise<Reply<{ accepting: boolean }>>
  accept(offerId: string): Promise<Reply<{ gen: number }>>
  decline(offerId: string): Promise<Reply<{ gen: number }>>
}

export interface LiveAvailability extends Availability {
  /** What a fresh connection says replaces all that was known. */
  begin(accepting: boolean, offers: readonly OfferMade[]): void
  hearAccepting(accepting: boolean): void
  offerMade(offer: OfferMade): void
  offerEnded(offerId: string): void
  close(): void
}

/** The relay ends an offer; this only clears one whose end was lost on the way. */
const graceMs = 2_000

export function createAvailability(options: AvailabilityOptions): LiveAvailability {
  const { clock } = options
  const accepting = signal(false)
  const offers = signal<readonly RunningOffer[]>([])
  const ends = new Map<string, Undo>()

  function remove(offerId: string) {
    ends.get(offerId)?.()
    ends.delete(offerId)
    if (offers.value.some((offer) => offer.offerId === offerId))
      offers.value = offers.value.filter((offer) => offer.offerId !== offerId)
  }

  function add(offer: OfferMade) {
    remove(offer.offerId)
    const endsAt = clock.now() + offer.remainingMs
    offers.value = [...offers.value, { ...offer, endsAt }]
    ends.set(
      offer.offerId,
      clock.after(offer.remainingMs + graceMs, () => remove(offer.offerId)),
    )
  }

  function clear() {
    for (const undo of ends.values()) undo()
    ends.clear()
    offers.value = []
  }

  /** An answered offer leaves this tab at once; the relay tells the others. */
  async function answer(offerId: string, send: (offerId: string) => Promise<Reply<{ gen: number }>>) {
    const reply = await send(offerId)
    const over = reply.ok || reply.error.code === 'stale' || reply.error.code === 'not_found'
    if (over) remove(offerId)
    return reply
  }

  return {
    accepting,
    offers,
    async setAccepting(wanted) {
      const reply = await options.set(wanted)
      if (reply.ok) accepting.value = reply.data.accepting
      return reply
    },
    accept: (offerId) => answer(offerId, options.accept),
    decline: (offerId) => answer(offerId, options.decline),
    begin(now, running) {
      accepting.value = now
      clear()
      for (const offer of running) add(offer)
    },
    hearAccepting(now) {
      accepting.value = now
    },
    offerMade: add,
    offerEnded: remove,
    close: clear,
  }
}
