/** How long a visitor waits, and how warm that is: grey at first, amber after two minutes, red after ten. */
import type { Say } from '../words/words.tsx'

const minute = 60_000
/** Ten minutes is where routing raises the priority [RTE7]; two is where a visitor looks elsewhere. */
const amberAfter = 2 * minute
const redAfter = 10 * minute

export type Warmth = 'cool' | 'amber' | 'red'

export const warmthOf = (waitedMs: number): Warmth =>
  waitedMs >= redAfter ? 'red' : waitedMs >= amberAfter ? 'amber' : 'cool'

/** @example durationShort(say, 130_000) // "2 min" */
export function durationShort(say: Say, ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / minute)
  if (minutes < 1) return say('time.now')
  if (minutes < 60) return say('time.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 24
    ? say('time.hours', { count: hours })
    : say('time.days', { count: Math.floor(hours / 24) })
}

/** The same in whole words, for screen readers and the hover. */
export function durationLong(say: Say, ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / minute)
  if (minutes < 1) return say('time.lessThanMinute')
  if (minutes < 60) return say('time.longMinutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 24
    ? say('time.longHours', { count: hours })
    : say('time.longDays', { count: Math.floor(hours / 24) })
}
