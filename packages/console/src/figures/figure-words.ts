/** Counts, shares and durations in words. */
import type { Say } from '../words/words.tsx'

export const countWords = (say: Say, count: number): string => count.toLocaleString(say.locale)

export const percentWords = (say: Say, part: number, whole: number): string =>
  (whole === 0 ? 0 : part / whole).toLocaleString(say.locale, {
    style: 'percent',
    maximumFractionDigits: 0,
  })

/** @example durationWords(say, 94_000) // "1 min 34 s" */
export function durationWords(say: Say, ms: number | null): string {
  if (ms === null) return say('onboarding.none')
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return say('figures.seconds', { count: seconds })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return say('figures.minutes', { minutes, seconds: seconds % 60 })
  return say('figures.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}
