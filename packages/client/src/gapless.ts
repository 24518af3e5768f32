/**
 * Keeps a numbered stream whole: applies what is next, holds what is ahead, and fetches what is missing [SYN1] [SYN2].
 * Used for both logs of a conversation and for the inbox; knows neither.
 */
import type { Clock, Random, Undo } from './outside.ts'
import { createRetriedTask, type Outcome } from './retried-task.ts'

export interface GaplessOptions<Item> {
  place(item: Item): 'next' | 'known' | 'ahead'
  /** The number that held items are sorted by; two with the same number are the same. */
  order(item: Item): number
  /** The number of what was applied last. */
  last(): number
  apply(item: Item): void
  /** Fetches what follows the cursor and applies it: all of it, `more` of it to come, or nothing for now. */
  fetch(): Promise<Outcome>
  isConnected(): boolean
  readonly clock: Clock
  readonly random: Random
}

export interface Gapless<Item> {
  /** Takes an item that was pushed. */
  receive(item: Item): void
  /** Fetches until nothing is missing, or the connection is lost. One at a time; a second call makes it look once more. */
  sync(): Promise<void>
  /** Hears how far the stream goes; fetches soon, unless what is missing arrives by itself before [SYN3]. */
  noticeHead(order: number): void
  close(): void
}

/** Pushes that overtook each other arrive within this time; only then is it worth asking [SYN2]. */
const holdMs = 150
/** Held items cost memory; beyond this many, fetching brings them anyway. */
const holdAtMost = 500

export function createGapless<Item>(options: GaplessOptions<Item>): Gapless<Item> {
  const { clock, random, isConnected } = options
  const held = new Map<number, Item>()
  let closed = false
  let timer: Undo | null = null
  /** As far as the stream was said to go, until that is asked for. */
  let head = 0

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

  const task = createRetriedTask({
    act() {
      head = 0
      return options.fetch()
    },
    onEnd(last) {
      if (last === 'never') held.clear()
      if (drain() && isConnected()) syncSoon()
    },
    isConnected,
    clock,
    random,
  })

  function syncSoon() {
    timer ??= clock.after(holdMs, () => {
      timer = null
      void task.run()
    })
  }

  function stopTimer() {
    timer?.()
    timer = null
  }

  return {
    receive(item) {
      if (closed || options.place(item) === 'known') return
      const full = held.size >= holdAtMost
      if (!full) held.set(options.order(item), item)
      if (task.isRunning()) {
        if (full) void task.run()
      } else if (drain() || full || head > options.last()) syncSoon()
      else stopTimer()
    },
    sync() {
      stopTimer()
      return task.run()
    },
    noticeHead(order) {
      if (closed || order <= options.last()) return
      head = Math.max(head, order)
      if (task.isRunning()) void task.run()
      else syncSoon()
    },
    close() {
      closed = true
      stopTimer()
      held.clear()
      task.close()
    },
  }
}
