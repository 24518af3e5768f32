/** A task of which one runs at a time, tried again until it is done or the connection is lost. */
import { backoff } from './backoff.ts'
import type { Clock, Random } from './outside.ts'

/** `more` runs at once again, `later` after a pause, `never` gives up. */
export type Outcome = 'done' | 'more' | 'later' | 'never'

export interface RetriedTaskOptions {
  act(): Promise<Outcome>
  /** Fired when a run has ended, however. */
  onEnd?(last: Outcome): void
  isConnected(): boolean
  readonly clock: Clock
  readonly random: Random
}

export interface RetriedTask {
  /** Resolves when the run ended. Called while it runs, it makes the task act once more. */
  run(): Promise<void>
  isRunning(): boolean
  close(): void
}

export function createRetriedTask(options: RetriedTaskOptions): RetriedTask {
  const { clock, random } = options
  let running: Promise<void> | null = null
  let again = false
  let closed = false
  /** Ends the pause between two attempts. */
  let hurry: (() => void) | null = null

  async function work() {
    let failures = 0
    let last: Outcome = 'done'
    while (again && !closed) {
      again = false
      last = await options.act()
      if (last === 'more') again = true
      if (last !== 'later') {
        failures = 0
        continue
      }
      // Without a connection there is nothing to wait for: the next one begins with a run of its own.
      if (options.isConnected()) await pause(backoff(failures++, random))
      if (!options.isConnected()) break
      again = true
    }
    running = null
    if (!closed) options.onEnd?.(last)
  }

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const undo = clock.after(milliseconds, resolve)
      hurry = () => {
        undo()
        resolve()
      }
    })

  return {
    run() {
      if (closed) return Promise.resolve()
      again = true
      hurry?.()
      running ??= work()
      return running
    },
    isRunning: () => running !== null,
    close() {
      closed = true
      hurry?.()
    },
  }
}
