/** Whether a visitor waits for a person, and what a header says of when one is there. */
import type { ConversationView } from '@docent/client/visitor/types'
import type { TeamAvailability } from '@docent/protocol'
import type { RoomContext } from './room-context.ts'

/** True once something was written that nobody has taken up. */
export const isWaiting = (view: ConversationView): boolean =>
  view.status !== 'resolved' &&
  !view.agent &&
  (view.pending.length > 0 || view.entries.some((entry) => entry.kind === 'message'))

export const loadWaitingNotice = () => import('./waiting-notice.tsx').then((part) => part.WaitingNotice)

/** The line under the team's name. */
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
