/**
 * What saves itself: a moment after the last change, once at a time, again for what was written meanwhile, and again after a
 * while where the relay was not reached. Knows neither what is written nor where it goes.
 */
import type { Failure, Reply } from '@docent/protocol'
import { type ReadonlySignal, signal } from '@preact/signals'
import { isPassing } from '../words/failures.ts'

export type Saving<Unfit> =
  /** `conflict`: somebody else saved first; nothing is saved until it is chosen which is to stand. */
  | { readonly kind: 'saved' | 'waiting' | 'saving' | 'unreachable' | 'conflict' }
  /** It cannot be saved as it is. */
  | { readonly kind: 'unfit'; readonly unfit: Unfit }
  | { readonly kind: 'refused'; readonly failure: Failure }

export interface SelfSaving<Unfit> {
  readonly state: ReadonlySignal<Saving<Unfit>>
  /** To be called after each change. */
  touch(): void
  /** How many changes there were: whoever asked for something meanwhile knows by it whether the answer is of before. */
  edits(): number
  isDirty(): boolean
  isUnderWay(): boolean
  /** Saves at once what waits; false where it could not be. */
  flush(): Promise<boolean>
  /** What is here is what the relay has. */
  settle(): void
  /** Somebody else saved first. */
  contest(): void
  /** After a conflict: what is here is to stand. */
  insist(): Promise<boolean>
  /** Tries again at once, where the relay was not reached. */
  retry(): void
  /** What waits is saved at once, and tried again for a minute; whoever wrote it may be gone already. */
  close(): void
}

/** Long enough that a sentence is one save, short enough that nobody waits for it. */
export const saveAfterMs = 800
/** Until what was not taken is tried again by itself; a connection that comes back does so at once. */
export const tryAgainMs = 5_000
const triesAfterClose = 12

export interface SelfSavingOptions<Written, Unfit> {
  /** What is to be saved now, or why it cannot be; null where there is nothing yet. */
  written(): { readonly fit: Written } | { readonly unfit: Unfit } | null
  /** Sends it, and takes over what comes back. */
  send(written: Written): Promise<Reply<unknown>>
  /** @param isAll whether nothing was changed since it was sent */
  onSaved?(isAll: boolean): void
  onConflict?(): void
  /** Calls back once; what it returns takes that back. */
  readonly later: (ms: number, run: () => void) => () => void
}

export function createSelfSaving<Written, Unfit>(
  options: SelfSavingOptions<Written, Unfit>,
): SelfSaving<Unfit> {
  const state = signal<Saving<Unfit>>({ kind: 'saved' })
  let edits = 0
  let takeBack: (() => void) | null = null
  let underWay: Promise<boolean> | null = null
  let triesLeft = Number.POSITIVE_INFINITY

  const isDirty = (): boolean => state.peek().kind !== 'saved'
  const stopWaiting = (): void => {
    takeBack?.()
    takeBack = null
  }
  const runIn = (ms: number): void => {
    stopWaiting()
    takeBack = options.later(ms, () => void run())
  }

  const save = async (): Promise<boolean> => {
    const written = options.written()
    if (!written || state.peek().kind === 'conflict') return false
    if ('unfit' in written) {
      state.value = { kind: 'unfit', unfit: written.unfit }
      return false
    }
    const before = edits
    state.value = { kind: 'saving' }
    const reply = await options.send(written.fit).catch(() => null)
    if (!reply || isPassing(reply)) {
      state.value = { kind: 'unreachable' }
      triesLeft -= 1
      if (triesLeft > 0) runIn(tryAgainMs)
      return false
    }
    if (!reply.ok) {
      const isConflict = reply.error.code === 'conflict'
      state.value = isConflict ? { kind: 'conflict' } : { kind: 'refused', failure: reply.error }
      if (isConflict) options.onConflict?.()
      return false
    }
    const isAll = edits === before
    state.value = { kind: isAll ? 'saved' : 'waiting' }
    options.onSaved?.(isAll)
    return true
  }

  const run = (): Promise<boolean> => {
    stopWaiting()
    underWay ??= save().finally(() => {
      underWay = null
      // What was written meanwhile follows by itself; a save that was refused waits for the next change.
      if (state.peek().kind === 'waiting' && takeBack === null) runIn(saveAfterMs)
    })
    return underWay
  }

  return {
    state,
    touch() {
      edits += 1
      if (state.peek().kind === 'conflict') return
      if (state.peek().kind !== 'saving') state.value = { kind: 'waiting' }
      runIn(saveAfterMs)
    },
    edits: () => edits,
    isDirty,
    isUnderWay: () => underWay !== null,
    async flush() {
      for (let tries = 0; tries < 3 && isDirty(); tries += 1) if (!(await run())) return false
      return !isDirty()
    },
    settle() {
      stopWaiting()
      state.value = { kind: 'saved' }
    },
    contest() {
      stopWaiting()
      state.value = { kind: 'conflict' }
    },
    insist() {
      state.value = { kind: 'waiting' }
      return run()
    },
    retry() {
      if (state.peek().kind === 'unreachable') void run()
    },
    close() {
      triesLeft = triesAfterClose
      if (takeBack) void run()
    },
  }
}
