/** Minutes of a day as a clock and back, names of days and time zones. Pure. */
import type { Hours } from '@docent/protocol'

const endOfDay = 24 * 60

/** @example clockOf(545) // "09:05"; the end of the day is shown as 23:59, since a time field has no 24:00 */
export function clockOf(minutes: number): string {
  const shown = Math.min(minutes, endOfDay - 1)
  return `${String(Math.floor(shown / 60)).padStart(2, '0')}:${String(shown % 60).padStart(2, '0')}`
}

/** Null for a time that is not whole yet. */
export function minutesOf(clock: string, part: 'from' | 'to'): number | null {
  const found = /^(\d{2}):(\d{2})/.exec(clock)
  if (!found) return null
  const minutes = Number(found[1]) * 60 + Number(found[2])
  return part === 'to' && minutes === endOfDay - 1 ? endOfDay : minutes
}

/** 0 is Sunday. The fourth of January 1970 was one. */
export const dayName = (day: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format((3 + day) * 86_400_000)

/** All zones that the browser knows, and the one that stands, whatever it is. */
export function timeZones(standing: string): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(standing) ? known : [standing, ...known]
}

/** Where hours begin: nine to five on working days, in the zone of whoever sets them. */
export function firstHours(): Hours {
  const open = [{ from: 9 * 60, to: 17 * 60 }]
  return {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    days: [[], open, open, open, open, open, []],
  }
}
