import type { Hours } from '@docent/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOpen, nextOpenAt } from './hours.ts'

const nineToFive = [{ from: 9 * 60, to: 17 * 60 }]
const weekdays: Hours = {
  timeZone: 'Europe/Berlin',
  days: [[], nineToFive, nineToFive, nineToFive, nineToFive, nineToFive, []],
}
const everyDay = (timeZone: string, from: number, to: number): Hours => ({
  timeZone,
  days: Array.from({ length: 7 }, () => [{ from, to }]),
})
const at = (time: string): number => Date.parse(time)

describe('business hours [RTE8]', () => {
  it.each([
    ['before nine', '2026-06-01T08:59:59+02:00', false],
    ['at nine', '2026-06-01T09:00:00+02:00', true],
    ['a moment before five', '2026-06-01T16:59:59.999+02:00', true],
    ['at five', '2026-06-01T17:00:00+02:00', false],
    ['on Sunday', '2026-06-07T12:00:00+02:00', false],
    ['at nine in winter', '2026-01-05T09:00:00+01:00', true],
    ['at nine of summer in winter', '2026-01-05T08:00:00+01:00', false],
  ])('[RTE8] says whether it is open %s', (_when, time, open) => {
    expect(isOpen(weekdays, at(time))).toBe(open)
  })

  it.each([
    ['on Friday evening, Monday', '2026-06-05T18:00:00+02:00', '2026-06-08T09:00:00+02:00'],
    ['early on a weekday, the same day', '2026-06-02T03:00:00+02:00', '2026-06-02T09:00:00+02:00'],
    ['over the change to summer time', '2026-03-28T12:00:00+01:00', '2026-03-30T09:00:00+02:00'],
    ['over the change to winter time', '2026-10-24T12:00:00+02:00', '2026-10-26T09:00:00+01:00'],
  ])('[RTE8] names the next open hour %s', (_when, time, next) => {
    expect(nextOpenAt(weekdays, at(time))).toBe(at(next))
  })

  it('[RTE8] opens when the clocks have skipped the hour in which it would have opened', () => {
    const hours = everyDay('Europe/Berlin', 2 * 60 + 15, 5 * 60)
    expect(nextOpenAt(hours, at('2026-03-29T01:30:00+01:00'))).toBe(at('2026-03-29T03:00:00+02:00'))
  })

  it('[RTE8] opens again in an hour that the clocks repeat', () => {
    const hours = everyDay('Europe/Berlin', 2 * 60 + 15, 2 * 60 + 30)
    expect(nextOpenAt(hours, at('2026-10-25T02:40:00+02:00'))).toBe(at('2026-10-25T02:15:00+01:00'))
  })

  it('[RTE8] lets a span run past midnight', () => {
    const night = everyDay('Asia/Kathmandu', 22 * 60, 2 * 60)
    expect(isOpen(night, at('2026-06-02T01:59:00+05:45'))).toBe(true)
    expect(isOpen(night, at('2026-06-02T02:00:00+05:45'))).toBe(false)
    expect(nextOpenAt(night, at('2026-06-02T02:00:00+05:45'))).toBe(at('2026-06-02T22:00:00+05:45'))
  })

  it('[RTE8] is open around the clock, and names no hour, where none are set', () => {
    expect(isOpen(null, 0)).toBe(true)
    expect(nextOpenAt(null, 0)).toBeNull()
    const never: Hours = { timeZone: 'UTC', days: Array.from({ length: 7 }, () => []) }
    expect(isOpen(never, 0)).toBe(false)
    expect(nextOpenAt(never, 0)).toBeNull()
  })

  it('[RTE8] counts in UTC where the zone is not one that the machine knows', () => {
    expect(isOpen(everyDay('Nowhere/Land', 0, 60), at('2026-06-01T00:30:00Z'))).toBe(true)
  })

  it('[RTE8] passes over no hour before a change of clocks, and no date that it makes shorter', () => {
    const onSunday = (from: number, to: number): Hours => ({
      timeZone: 'America/New_York',
      days: [[{ from, to }], [], [], [], [], [], []],
    })
    // At 2:00 of the 8th of March it is 3:00 there: a day after half past eleven in the evening before, Sunday is over.
    expect(nextOpenAt(onSunday(0, 181), at('2026-03-08T00:00:00Z'))).toBe(at('2026-03-08T05:00:00Z'))
    expect(nextOpenAt(onSunday(600, 720), at('2026-03-08T04:30:00Z'))).toBe(at('2026-03-08T14:00:00Z'))
  })

  it('[RTE8] names the first minute at which it is open, for any hours, zone and moment', () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }))
      .map(([from, to]) => ({ from, to }))
    const hours = fc.record({
      timeZone: fc.constantFrom(
        'UTC',
        'Europe/Berlin',
        'America/New_York',
        'Australia/Lord_Howe',
        'Asia/Kolkata',
        // Its clocks change at midnight.
        'Asia/Beirut',
      ),
      days: fc.array(fc.array(span, { maxLength: 2 }), { minLength: 7, maxLength: 7 }),
    })
    // Whole minutes around both changes of the clocks, and any other.
    const moment = fc
      .tuple(
        fc.constantFrom(
          '2026-03-08',
          '2026-03-29',
          '2026-04-05',
          '2026-10-04',
          '2026-10-25',
          '2026-11-01',
          '2026-06-10',
        ),
        fc.integer({ min: -2880, max: 2880 }),
      )
      .map(([date, minutes]) => at(`${date}T00:00:00Z`) + minutes * 60_000)
    fc.assert(
      fc.property(hours, moment, (given, from) => {
        const next = nextOpenAt(given, from)
        const until = next ?? from + 8 * 24 * 3_600_000
        if (next !== null) expect(isOpen(given, next)).toBe(true)
        // Never open in between: 97 is prime to the spans, so that runs look at other minutes each time.
        for (let look = until - 60_000; look >= from; look -= 97 * 60_000)
          expect(isOpen(given, look)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})
