/** When a page has time for what nobody waits for, and for how long at once. Knows nothing of what is done then. */

/** So long a page may be busy with itself and nobody feels it, also where a piece of work takes longer than expected. */
const idleMs = 12

/** As much of a window as is used here; Safari's has no idle callbacks. */
export interface IdleView {
  readonly performance: Pick<Performance, 'now'>
  readonly setTimeout: (act: () => void) => unknown
  readonly requestIdleCallback?: (act: () => void) => unknown
}

/** Resolves when the page has nothing better to do, with what says whether it still has time. */
export function createIdle(view: IdleView): () => Promise<() => boolean> {
  const whenIdle = view.requestIdleCallback ?? view.setTimeout
  return () =>
    new Promise((next) =>
      whenIdle.call(view, () => {
        const end = view.performance.now() + idleMs
        next(() => view.performance.now() < end)
      }),
    )
}
