/** Waits for a condition instead of for a time. */

export interface WaitOptions {
  /** Milliseconds until it gives up. */
  readonly within?: number
  /** Milliseconds between two looks. */
  readonly every?: number
  /** What was waited for, in words, for the failure's text; a function says where things stood. */
  readonly what: string | (() => string)
}

/**
 * Resolves with the first answer that is neither false, null nor undefined.
 * @throws Error naming what did not come, and the last thing that was thrown meanwhile
 */
export async function waitUntil<T>(
  look: () => T | Promise<T>,
  { within = 10_000, every = 20, what }: WaitOptions,
): Promise<Exclude<T, false | null | undefined>> {
  const until = performance.now() + within
  let thrown: unknown
  for (;;) {
    try {
      const answer = await look()
      thrown = undefined
      if (answer !== false && answer !== null && answer !== undefined)
        return answer as Exclude<T, false | null | undefined>
    } catch (error) {
      thrown = error
    }
    if (performance.now() > until) {
      const name = typeof what === 'string' ? what : what()
      throw new Error(`waited ${within} ms in vain for ${name}`, { cause: thrown })
    }
    await pause(every)
  }
}

/** For schedules (a load of so many a second, a fault that lasts so long), never to wait for an effect. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
