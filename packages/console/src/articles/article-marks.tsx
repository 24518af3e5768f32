/** How an article stands in one language, in one small mark. */
import type { TranslationRow } from '@docent/protocol'
import type { VNode } from 'preact'
import { useDesk } from '../desk/desk-context.tsx'
import { standingOf } from './list/find-articles.ts'

const looks = { live: 'tag-success', changed: 'tag-warning', planned: 'tag-note', draft: '', missing: '' }

export function StandingTag({ translation }: { translation: TranslationRow | null }): VNode {
  const { say, time } = useDesk().words
  const standing = standingOf(translation)
  const at = translation?.publishAt ?? null
  return (
    <span class={`tag ${looks[standing]}`} title={at === null ? undefined : time.full(at)}>
      {standing === 'planned' && at !== null
        ? say('articles.plannedFor', { time: plannedTime(at, say.locale) })
        : say(`articles.standing.${standing}`)}
    </span>
  )
}

/** @example plannedTime(at, 'en') // "Mar 14, 10:00 AM" */
export const plannedTime = (at: number, locale: string): string =>
  new Date(at).toLocaleString(locale, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' })
