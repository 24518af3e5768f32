/** The two clocks that the relay reads: the wall's for people, a monotonic one for leases and time-outs. */
export interface Clock {
  /** Milliseconds since 1970; may jump. */
  now(): number
  /** Milliseconds since some moment in the past; never jumps. */
  monotonic(): number
}

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() }
