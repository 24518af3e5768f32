import { describe, expect, it, vi } from 'vitest'
import { createTimeWords } from './time.ts'

const time = createTimeWords({ locale: 'en-GB', timeZone: 'Europe/Berlin' })
const at = (text: string) => Date.parse(text)
const now = at('2026-06-10T14:30:00+02:00')

it('are told whatever a page calls its language', () => {
  for (const locale of ['en_US', 'zz_notatag!', ''])
    expect(createTimeWords({ locale, timeZone: 'UTC' }).clock(at('2026-06-10T14:30:00Z'))).toMatch(/2:30.PM/)
})

it('cost nothing until one is told, and each of their forms is made once', () => {
  const made = vi.spyOn(Intl, 'DateTimeFormat')
  const words = createTimeWords({ locale: 'en-GB', timeZone: 'UTC' })
  expect(made).not.toHaveBeenCalled()
  for (const minutes of [5, 6])
    expect(words.clock(at(`2026-06-10T14:0${minutes}:00Z`))).toBe(`14:0${minutes}`)
  expect(made).toHaveBeenCalledTimes(1)
  made.mockRestore()
})

describe('times for people', () => {
  it('are relative within the hour, then the clock, then the day', () => {
    expect(time.short(now - 5_000, now)).toBe('now')
    expect(time.short(now - 5 * 60_000, now)).toBe('5 min ago')
    expect(time.short(at('2026-06-10T09:05:00+02:00'), now)).toBe('09:05')
    expect(time.short(at('2026-06-09T09:05:00+02:00'), now)).toBe('Yesterday')
    expect(time.short(at('2026-06-06T09:05:00+02:00'), now)).toBe('Saturday')
    expect(time.short(at('2026-01-06T09:05:00+01:00'), now)).toBe('6 January')
    expect(time.short(at('2024-01-06T09:05:00+01:00'), now)).toBe('6 January 2024')
  })

  it('call what a faster clock wrote "now"', () => {
    expect(time.short(now + 20_000, now)).toBe('now')
  })

  it('count days by the calendar of the reader, across a change to summer time', () => {
    expect(time.daysBetween(at('2026-03-28T23:30:00+01:00'), at('2026-03-29T23:30:00+02:00'))).toBe(1)
    const tokyo = createTimeWords({ locale: 'en', timeZone: 'Asia/Tokyo' })
    expect(tokyo.day(at('2026-06-10T16:00:00Z'), at('2026-06-11T01:00:00Z'))).toBe('Today')
  })

  it('say when something will be', () => {
    expect(time.upcoming(at('2026-06-10T16:00:00+02:00'), now)).toBe('16:00')
    expect(time.upcoming(at('2026-06-11T09:00:00+02:00'), now)).toMatch(/^Thursday.*9:00$/)
  })
})
