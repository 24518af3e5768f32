/**
 * Keeps a numbered stream whole: applies what is next, holds what is ahead, and fetches what is missing [SYN1] [SYN2].
 * Used for both logs of a conversation and for the inbox; knows neither.
 */
import { backoff } from './backoff.ts'
import type { Clock, Random, Undo } from './outside.ts'

/** What a fetch brought: all there is, a part of it, nothing for now, or a refusal that will not change. */
export type Fetched = 'complete' | 'more' | 'later' | 'never'

export interface GaplessOptions<Item> {
  place(item: Item): 'next' | 'known' | 'ahead'
  /** The number that held items are sorted by; two with the same number are the same. */
  order(item: Item): number
  apply(item: Item): void
  /** Fetches what follows the cursor and applies it. */
  fetch(): Promise<Fetched>
  isConnected(): boolean
  readonly clock: Clock
  readonly random: Random
}

export interface Gapless<Item> {
  /** Takes an item that was pushed. */
  receive(item: Item): void
  /** Fetches until nothing is missing, or the connection is lost. One at a time; a second call makes it look once more. */
  sync(): Promise<void>
  /** Fetches soon, unless what is missing arrives by itself before. */
  syncSoon(): void
  close(): void
}

/** Pushes that overtook each other arrive within this time; only then is it worth asking [SYN2]. */
const holdMs = 150
/** Held items cost memory; beyond this many, fetching brings them anyway. */
const holdAtMost = 500

export function createGapless<Item>(options: GaplessOptions<Item>): Gapless<Item> {
  const { clock, random } = options
  const held = new Map<number, Item>()
  let running: Promise<void> | null = null
  let again = false
  let closed = false
  let timer: Undo | null = null
  /** Ends the pause between two attempts. */
  let hurry: (() => void) | null = null

  /** Applies what can be; true when something still waits for what comes before it. */
  function drain(): boolean {
    for (const [order, item] of [...held].sort(([a], [b]) => a - b)) {
      const place = options.place(item)
      if (place === 'ahead') return true
      held.delete(order)
      if (place === 'next') options.apply(item)
    }
    return false
  }

  function syncSoon() {
    timer ??= clock.after(holdMs, () => {
      timer = null
      void sync()
    })
  }

  function stopTimer() {
    timer?.()
    timer = null
  }

  function sync(): Promise<void> {
    stopTimer()
    if (closed) return Promise.resolve()
    again = true
    hurry?.()
    running ??= run()
    return running
  }

  async function run() {
    let failures = 0
    while (again && !closed) {
      again = false
      const outcome = await options.fetch()
      if (outcome === 'more') again = true
      if (outcome === 'never') held.clear()
      if (outcome !== 'later') failures = 0
      else {
        // Without a connection there is nothing to wait for: the next one begins with a sync of its own.
        if (!options.isConnected()) break
        await pause(backoff(failures++, random))
        if (!options.isConnected()) break
        again = true
      }
    }
    running = null
    if (!closed && drain()) syncSoon()
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
    receive(item) {
      if (closed || options.place(item) === 'known') return
      if (held.size < holdAtMost) held.set(options.order(item), item)
      else again = true
      if (running) return
      if (!drain()) stopTimer()
      else syncSoon()
    },
    sync,
    syncSoon: () => {
      if (closed) return
      if (running) again = true
      else syncSoon()
    },
    close() {
      closed = true
      stopTimer()
      hurry?.()
      held.clear()
    },
  }
}
