/** Times as people say them: relative within the hour, then the clock, then the day. The clock is passed in. */
import { languageTag } from './i18n.ts'

export interface TimeWords {
  /** Within the hour "5 min. ago", today the clock, this week the day's name, else the date. */
  short(at: number, now: number): string
  /** The clock alone, "14:05". */
  clock(at: number): string
  /** For separators: "Today", "Yesterday", "Monday", "3 June", "3 June 2024". */
  day(at: number, now: number): string
  /** Everything, for the hover. */
  full(at: number): string
  /** "Monday at 09:00", or "today at 14:00": for a moment to come. */
  upcoming(at: number, now: number): string
  /** How many calendar days lie between two moments, in the reader's time zone. */
  daysBetween(earlier: number, later: number): number
  /** The moment for a `<time dateTime>`. */
  iso(at: number): string
}

const minute = 60_000
const hour = 60 * minute
const dayLength = 24 * hour

/** @param options.timeZone IANA name; the reader's own where absent */
export function createTimeWords(options: { readonly locale: string; readonly timeZone?: string }): TimeWords {
  const locale = languageTag(options.locale)
  const zone = options.timeZone === undefined ? {} : { timeZone: options.timeZone }
  /** Made with its first use: a format costs milliseconds, most are never used, and the messenger opens with them. */
  const format = (parts: Intl.DateTimeFormatOptions, tag = locale) => {
    let made: Intl.DateTimeFormat | undefined
    return (at: number): string => {
      made ??= new Intl.DateTimeFormat(tag, { ...parts, ...zone })
      return made.format(at)
    }
  }
  const relative = (style: 'short' | 'long') => {
    let made: Intl.RelativeTimeFormat | undefined
    return (ahead: number, unit: 'day' | 'minute' | 'second'): string => {
      made ??= new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style })
      return made.format(ahead, unit)
    }
  }
  const clock = format({ timeStyle: 'short' })
  const weekday = format({ weekday: 'long' })
  const dayOfYear = format({ day: 'numeric', month: 'long' })
  const dayAndYear = format({ day: 'numeric', month: 'long', year: 'numeric' })
  const full = format({ dateStyle: 'full', timeStyle: 'short' })
  const soon = format({ weekday: 'long', hour: 'numeric', minute: '2-digit' })
  const later = format({ weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' })
  // Swedes write dates as machines do: 2026-06-10.
  const civil = format({}, 'sv')
  const brief = relative('short')
  const named = relative('long')

  /** Calendar days since 1970 where the reader is; free of summer time, since it is taken from the date alone. */
  const dayNumber = (at: number) => Math.round(Date.parse(`${civil(at)}T00:00Z`) / dayLength)
  const daysBetween = (earlier: number, later: number) => dayNumber(later) - dayNumber(earlier)
  const sameYear = (one: number, other: number) => civil(one).slice(0, 4) === civil(other).slice(0, 4)

  const day = (at: number, now: number): string => {
    const ago = daysBetween(at, now)
    if (ago === 0 || ago === 1) return capital(named(-ago, 'day'), locale)
    if (ago > 1 && ago < 7) return weekday(at)
    return (sameYear(at, now) ? dayOfYear : dayAndYear)(at)
  }

  return {
    short: (at, now) => {
      const ago = now - at
      // Clocks of two machines differ: what seems to come from the near future is now.
      if (ago < minute) return ago > -hour ? brief(0, 'second') : day(at, now)
      if (ago < hour) return brief(-Math.floor(ago / minute), 'minute')
      return daysBetween(at, now) === 0 ? clock(at) : day(at, now)
    },
    clock,
    day,
    full,
    upcoming: (at, now) => {
      const ahead = daysBetween(now, at)
      if (ahead <= 0) return clock(at)
      return (ahead < 7 ? soon : later)(at)
    },
    daysBetween,
    iso: (at) => new Date(at).toISOString(),
  }
}

const capital = (text: string, locale: string): string =>
  text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
