/** What somebody who waits is told: the place in the queue, or when the team is back [RTE8]. Fetched once somebody waits. */
import type { ConversationView } from '@docent/client/visitor/types'
import type { TeamAvailability } from '@docent/protocol'
import { createTranslator, type Translator } from '@docent/ui/i18n'
import { useValue } from '@docent/ui/use-value'
import type { VNode } from 'preact'
import { ContactForm } from './contact-form.tsx'
import type { RoomContext } from './room-context.ts'
import css from './waiting-notice.css?inline'
import { type WaitingWords, waitingWords } from './waiting-words.ts'

export function WaitingNotice({ room, view }: { room: RoomContext; view: ConversationView }): VNode | null {
  const { client } = room
  room.adopt(css)
  const t = createTranslator({ locale: room.t.locale, words: waitingWords })
  const availability = useValue(client.availability)
  const settings = useValue(client.settings)
  const identity = useValue(client.identity)
  if (availability.state === 'away') {
    const asks = settings.askEmailWhenAway && identity.kind === 'anonymous'
    // Until the relay has the conversation there is nothing that an address could belong to.
    const asksNow = view.contactEmail !== null || (asks && view.status !== 'new')
    return (
      <section class="c-notice" aria-label={t('awayTitle')}>
        <p class="c-notice-title">{t('awayTitle')}</p>
        <p>{awayWords(room, t, availability)}</p>
        {asksNow && <ContactForm room={room} conversationId={view.id} saved={view.contactEmail} t={t} />}
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

/** When the team is back, in the visitor's time zone; without business hours nobody can say. */
function awayWords(
  { time, outside }: RoomContext,
  t: Translator<WaitingWords>,
  { nextOpenAt }: TeamAvailability,
): string {
  if (nextOpenAt === null) return t('awayUnknown')
  const days = time.daysBetween(outside.now(), nextOpenAt)
  if (days <= 0) return t('awayToday', { clock: time.clock(nextOpenAt) })
  if (days === 1) return t('awayTomorrow', { clock: time.clock(nextOpenAt) })
  return t('awayLater', { when: time.upcoming(nextOpenAt, outside.now()) })
}
