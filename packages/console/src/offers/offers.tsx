/** Conversations that are offered to this agent: who asks, why it is you, and how long the offer stands. */
import type { RunningOffer } from '@docent/client/agent/types'
import { Avatar } from '@docent/ui/avatar.tsx'
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { Button } from '../controls/button.tsx'
import { useDesk } from '../desk/desk-context.tsx'

/** More than these would cover the desk; the rest is counted. */
const shownAtOnce = 3

export function Offers(): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const offers = desk.client.availability.offers.value
  return (
    <section class="offers" aria-label={say('offers.region')}>
      {/* Said once per offer: the countdown in the card is not for reading aloud each second. */}
      <div class="d-hidden" role="alert">
        {offers.map((offer) => (
          <p key={offer.offerId}>{say('offers.announced', { name: nameOf(desk, offer) })}</p>
        ))}
      </div>
      {offers.slice(0, shownAtOnce).map((offer, index) => (
        <OfferCard key={offer.offerId} offer={offer} first={index === 0} />
      ))}
      {offers.length > shownAtOnce && (
        <p class="offers-more">{say('offers.more', { count: offers.length - shownAtOnce })}</p>
      )}
    </section>
  )
}

function OfferCard({ offer, first }: { offer: RunningOffer; first: boolean }): VNode {
  const desk = useDesk()
  const { say } = desk.words
  const [answering, setAnswering] = useState(false)
  const name = nameOf(desk, offer)
  const leftMs = Math.max(0, offer.endsAt - desk.clock.seconds.value)
  const seconds = Math.ceil(leftMs / 1_000)
  const answer = (verb: (id: string) => Promise<void>) => (): void => {
    setAnswering(true)
    void verb(offer.offerId).finally(() => setAnswering(false))
  }
  return (
    <article class="offer" aria-label={say('offers.title', { name })}>
      <div class="offer-head">
        <Avatar name={name} id={offer.visitorName || offer.conversationId} size={36} />
        <div class="offer-who">
          <h2 class="offer-name" dir="auto">
            {say('offers.title', { name })}
          </h2>
          <p class="offer-why">{say(`offers.why.${offer.why.rule}`)}</p>
        </div>
        <Countdown share={leftMs / Math.max(1, offer.remainingMs)} seconds={seconds} />
      </div>
      <p class="offer-preview" dir="auto">
        {offer.preview}
      </p>
      <div class="offer-actions">
        <button
          type="button"
          class="link-button"
          onClick={() => desk.go({ view: 'unassigned', conversationId: offer.conversationId })}
        >
          {say('offers.look')}
        </button>
        <Button
          label={say('offers.decline')}
          {...(first ? { shortcut: 'decline' as const } : {})}
          disabled={answering}
          onClick={answer(desk.actions.decline)}
        />
        <Button
          label={say('offers.accept')}
          look="primary"
          tipAlign="end"
          {...(first ? { shortcut: 'accept' as const } : {})}
          disabled={answering}
          onClick={answer(desk.actions.accept)}
        />
      </div>
    </article>
  )
}

const radius = 14
const around = 2 * Math.PI * radius

function Countdown({ share, seconds }: { share: number; seconds: number }): VNode {
  const { say } = useDesk().words
  return (
    <span
      class={`countdown ${seconds <= 8 ? 'countdown-late' : ''}`}
      title={say('offers.leftLong', { count: seconds })}
    >
      <svg width="36" height="36" viewBox="0 0 36 36" aria-hidden="true">
        <circle class="countdown-ground" cx="18" cy="18" r={radius} />
        <circle
          class="countdown-left"
          cx="18"
          cy="18"
          r={radius}
          stroke-dasharray={around}
          stroke-dashoffset={around * (1 - Math.min(1, share))}
        />
      </svg>
      <span class="countdown-number" aria-hidden="true">
        {seconds}
      </span>
      <span class="d-hidden">{say('offers.leftLong', { count: seconds })}</span>
    </span>
  )
}

const nameOf = (desk: ReturnType<typeof useDesk>, offer: RunningOffer): string =>
  offer.visitorName || desk.words.say('conversation.visitor')
