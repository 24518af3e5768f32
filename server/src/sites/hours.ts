/**
 * When a site is open by its business hours, in the site's own time zone. Pure: knows of no agents, and reads no clock.
 * A span whose end is not behind its beginning runs past midnight; one that begins where it ends is empty.
 */
import type { Hours } from '@docent/protocol'

const minute = 60_000
const day = 24 * 60 * minute

/** True around the clock where no hours are set. */
export const isOpen = (hours: Hours | null, at: number): boolean =>
  hours === null || openAt(hours, localTime(hours.timeZone), at)

/**
 * The first moment from `at` on at which the site is open: `at` itself where it is open then.
 * Null where no hours are set, or where they hold no span at all.
 */
export function nextOpenAt(hours: Hours | null, at: number): number | null {
  if (hours === null) return null
  const local = localTime(hours.timeZone)
  if (openAt(hours, local, at)) return at
  const today = dateOf(local(at))
  // A span that a change of clocks swallows comes again a week later.
  for (let ahead = -1; ahead <= 15; ahead++) {
    const found = beginningsOn(hours, local, today + ahead * day)
      .filter((moment) => moment > at && openAt(hours, local, moment))
      .sort((a, b) => a - b)[0]
    if (found !== undefined) return found
  }
  return null
}

/** Milliseconds since 1970 as a clock on the wall would count them if it stood in UTC. */
type LocalTime = (at: number) => number

function localTime(timeZone: string): LocalTime {
  const format = formatFor(timeZone)
  return (at) => {
    const of: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(at)) of[type] = Number(value)
    const { year = 1970, month = 1, day: date = 1, hour = 0, minute: minutes = 0, second = 0 } = of
    return Date.UTC(year, month - 1, date, hour, minutes, second) + (((at % 1_000) + 1_000) % 1_000)
  }
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
  try {
    return new Intl.DateTimeFormat('en', { ...numeric, ...clock, timeZone })
  } catch {
    // A zone that this machine does not know: hours in UTC are nearer to what was meant than no answer.
    return new Intl.DateTimeFormat('en', { ...numeric, ...clock, timeZone: 'UTC' })
  }
}

function openAt({ days }: Hours, local: LocalTime, at: number): boolean {
  const wall = local(at)
  const today = new Date(wall).getUTCDay()
  const minutes = Math.floor(wall / minute) % (24 * 60)
  const startedToday = (days[today] ?? []).some(
    ({ from, to }) => from <= minutes && (minutes < to || to < from),
  )
  return startedToday || (days[(today + 6) % 7] ?? []).some(({ from, to }) => to < from && minutes < to)
}

/** Midnight of a date, on the wall's clock. */
const dateOf = (wall: number): number => Math.floor(wall / day) * day

/**
 * The moments of one date at which the site can turn open: where a span begins by either of the offsets around it, and where
 * the clocks change, since a span may begin inside the hour that they skip. A moment of another date is that one's to tell: it
 * may have an earlier one.
 */
function beginningsOn({ days }: Hours, local: LocalTime, date: number): number[] {
  // However far from UTC the zone is, the whole date lies between.
  const [before, after] = [date - day, date + 2 * day]
  const offsets = new Set([before, after].map((moment) => local(moment) - moment))
  // One that begins at the end of a date begins on the next.
  const begins = [date - day, date].flatMap((midnight) =>
    (days[new Date(midnight).getUTCDay()] ?? []).flatMap(({ from }) =>
      [...offsets].map((offset) => midnight + from * minute - offset),
    ),
  )
  const change = changeOfClocks(local, before, after)
  return [...begins, ...(change === null ? [] : [change])].filter((moment) => dateOf(local(moment)) === date)
}

/** The first moment with another offset than `from` has, between two moments with at most one change between them. */
function changeOfClocks(local: LocalTime, from: number, to: number): number | null {
  const offset = (at: number): number => local(at) - at
  if (offset(from) === offset(to)) return null
  let before = from
  let after = to
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offset(middle) === offset(from)) before = middle
    else after = middle
  }
  return after
}
