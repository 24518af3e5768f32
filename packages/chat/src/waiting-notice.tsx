/** What somebody who waits is told: the place in the queue, or when the team is back [RTE8]. */
import type { ConversationView } from '@docent/client/visitor/types'
import type { TeamAvailability } from '@docent/protocol'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { Later } from './later.tsx'
import type { RoomContext } from './room-context.ts'

export function WaitingNotice({ room, view }: { room: RoomContext; view: ConversationView }): VNode | null {
  const { client, t } = room
  const availability = useValue(client.availability)
  const settings = useValue(client.settings)
  const identity = useValue(client.identity)
  const wrote = view.pending.length > 0 || view.entries.some((entry) => entry.kind === 'message')
  if (!wrote || view.status === 'resolved' || view.agent) return null

  if (availability.state === 'away') {
    const asks = settings.askEmailWhenAway && identity.kind === 'anonymous'
    // Until the relay has the conversation there is nothing that an address could belong to.
    const asksNow = view.contactEmail !== null || (asks && view.status !== 'new')
    return (
      <section class="c-notice" aria-label={t('awayTitle')}>
        <p class="c-notice-title">{t('awayTitle')}</p>
        <p>{awayWords(room, availability)}</p>
        {asksNow && (
          <Later load={loadContactForm} room={room} conversationId={view.id} saved={view.contactEmail} />
        )}
      </section>
    )
  }
  if (!view.queue) return null
  const { place, estimateSeconds } = view.queue
  const minutes = estimateSeconds === null ? null : Math.round(estimateSeconds / 60)
  return (
    <div class="c-notice" role="status">
      <p class="c-notice-title">{place <= 1 ? t('queueNext') : t('queuePlace', { count: place })}</p>
      {place > 1 && minutes !== null && (
        <p>{minutes < 1 ? t('queueSeconds') : t('queueMinutes', { count: minutes })}</p>
      )}
      {place > 1 && <p>{t('queueKept')}</p>}
    </div>
  )
}

const loadContactForm = () => import('./contact-form.tsx').then((part) => part.ContactForm)

/** When the team is back, in the visitor's time zone; without business hours nobody can say. */
function awayWords({ t, time, outside }: RoomContext, { nextOpenAt }: TeamAvailability): string {
  if (nextOpenAt === null) return t('awayUnknown')
  const days = time.daysBetween(outside.now(), nextOpenAt)
  if (days <= 0) return t('awayToday', { clock: time.clock(nextOpenAt) })
  if (days === 1) return t('awayTomorrow', { clock: time.clock(nextOpenAt) })
  return t('awayLater', { when: time.upcoming(nextOpenAt, outside.now()) })
}

/** The same in a few words, for the line under the team's name. */
export function availabilityWords(
  { t, time, outside }: RoomContext,
  { state, nextOpenAt }: TeamAvailability,
  { replyTime }: { readonly replyTime: string },
): string {
  if (state === 'online') return replyTime
  if (nextOpenAt === null) return t('awayShort')
  const days = time.daysBetween(outside.now(), nextOpenAt)
  if (days <= 0) return t('backToday', { clock: time.clock(nextOpenAt) })
  if (days === 1) return t('backTomorrow', { clock: time.clock(nextOpenAt) })
  return t('backLater', { when: time.upcoming(nextOpenAt, outside.now()) })
}
