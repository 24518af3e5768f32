/** A clock for tests, moved by hand: time passes on both of its faces, and the wall's can be put wrong. */
import type { Clock } from '../clock.ts'

export interface FakeClock extends Clock {
  /** Lets time pass. */
  advance(ms: number): void
  /** Puts the wall's clock forward or back; the monotonic one never jumps. */
  moveWall(ms: number): void
}

export function createFakeClock(start = Date.parse('2026-06-01T10:00:00Z')): FakeClock {
  let wall = start
  let monotonic = 1_000
  return {
    now: () => wall,
    monotonic: () => monotonic,
    advance(ms) {
      wall += ms
      monotonic += ms
    },
    moveWall(ms) {
      wall += ms
    },
  }
}
