/** One article that somebody reads: what was kept of it at once, then what the relay has; and how long it was in sight. */
import type { ArticleShown } from '@docent/protocol/article'
import { effect, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Clock } from '../../outside.ts'
import type { ArticleState } from './visitor-help.ts'

export interface ReadingOptions {
  readonly clock: Clock
  readonly visible: ReadonlySignal<boolean>
  readonly find: () => Promise<ArticleShown | undefined>
  /** Null where there is no such article; rejects where the relay is out of reach. */
  readonly fetch: () => Promise<ArticleShown | null>
  /** Once, as it is on screen first. */
  readonly onOpened: (article: ArticleShown) => void
  /** Once, as it is left. */
  readonly onRead: (article: ArticleShown, seconds: number) => void
}

export function createReading(options: ReadingOptions) {
  const { clock } = options
  const state = signal<ArticleState>({ state: 'loading' })
  let opened: ArticleShown | null = null
  let inSightMs = 0
  let since: number | null = null
  let left = false
  let turn = 0

  function show(next: ArticleState): void {
    if (left) return
    state.value = next
    if (opened || next.state !== 'there') return
    opened = next.article
    options.onOpened(opened)
  }

  async function load(): Promise<void> {
    turn += 1
    const mine = turn
    const kept = await options.find().catch(() => undefined)
    if (mine !== turn) return
    if (kept) show({ state: 'there', article: kept, kept: false })
    try {
      const fresh = await options.fetch()
      if (mine !== turn) return
      if (!fresh) show({ state: 'gone' })
      // The same words are not drawn a second time: somebody has begun to read.
      else if (fresh.updatedAt !== kept?.updatedAt || fresh.locale !== kept.locale)
        show({ state: 'there', article: fresh, kept: false })
    } catch {
      if (mine === turn) show(kept ? { state: 'there', article: kept, kept: true } : { state: 'failed' })
    }
  }

  const stop = effect(() => {
    const inSight = options.visible.value && state.value.state === 'there'
    if (inSight) since ??= clock.now()
    else rest()
  })
  function rest(): void {
    if (since !== null) inSightMs += clock.now() - since
    since = null
  }
  void load()

  return {
    state,
    again: () => void load(),
    close() {
      if (left) return
      left = true
      stop()
      rest()
      if (opened) options.onRead(opened, Math.round(inSightMs / 1_000))
    },
  }
}
