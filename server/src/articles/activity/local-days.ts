/** Which day a moment is of, where a site lives. Pure. */

/** Zones differ by whole quarters of an hour, and so do their changes of clocks. */
const quarter = 15 * 60_000

export function createDayOf(timeZone: string): (at: number) => string {
  const format = formatFor(timeZone)
  // Asking for each moment would cost more than counting it.
  const known = new Map<number, string>()
  return (at) => {
    const key = Math.floor(at / quarter)
    const day = known.get(key) ?? format.format(at)
    known.set(key, day)
    return day
  }
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  // Of Sweden: the one language that writes days as 2026-02-28.
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  try {
    return new Intl.DateTimeFormat('sv-SE', { ...day, timeZone })
  } catch {
    return new Intl.DateTimeFormat('sv-SE', { ...day, timeZone: 'UTC' })
  }
}

/** All days from one to another; both are in it. */
export function daysBetween(first: string, last: string): readonly string[] {
  const days: string[] = []
  for (let at = Date.parse(`${first}T00:00Z`); at <= Date.parse(`${last}T00:00Z`); at += 24 * 3_600_000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}
