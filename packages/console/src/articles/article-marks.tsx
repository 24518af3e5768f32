/** How an article stands in one language, in one small mark. */
import type { TranslationRow } from '@docent/protocol'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { standingOf } from './list/find-articles.ts'

const looks = { live: 'tag-success', changed: 'tag-warning', planned: 'tag-note', draft: '', missing: '' }

export function StandingTag({ translation }: { translation: TranslationRow | null }): VNode {
  const desk = useDesk()
  const { say, time } = desk.words
  const standing = standingOf(translation)
  const at = translation?.publishAt ?? null
  return (
    <span class={`tag ${looks[standing]}`} title={at === null ? undefined : time.full(at)}>
      {standing === 'planned' && at !== null
        ? say('articles.plannedFor', { time: plannedTime(at, desk.clock.tens.value, say.locale) })
        : say(`articles.standing.${standing}`)}
    </span>
  )
}

/**
 * With its year where that is not the present one.
 * @example plannedTime(at, now, 'en') // "Mar 14, 10:00 AM"
 */
export function plannedTime(at: number, now: number, locale: string): string {
  const day = new Date(at)
  const isThisYear = day.getFullYear() === new Date(now).getFullYear()
  return day.toLocaleString(locale, {
    ...(!isThisYear && { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  })
}
