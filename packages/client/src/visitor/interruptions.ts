/**
 * The one budget of what may pop up over a page: campaigns, tours, banners and surveys share it [FLO7]. Never two at once,
 * nothing while the visitor types or chats, a rest after each, and what waits dies with the route it was meant for.
 * Decides, and draws nothing.
 */
import type { Clock, Undo } from '../outside.ts'

export interface Wish {
  /** One wish per id; the same again replaces the first, also on screen: there it comes at once, since nothing else pops up. */
  readonly id: string
  /** 0 to 100; of those that wait the highest comes first, then the one that asked first. */
  readonly priority: number
  /** Asked for by the visitor: comes at once, in the place of what is shown, whatever rests or is being typed. */
  readonly byVisitor?: boolean
  /** Stays where the address changes, as a tour over several pages does. */
  readonly overRoutes?: boolean
  /** Called once it may be shown; never from within `ask`, unless the visitor asked for it or it stands there already. */
  show(): void
  /** Called when something else took its place, or its route ended; at most once, and not after the end was called. */
  putAside?(): void
}

export interface Interruptions {
  /** Asks for the place. Returns the end: to be called when it is no longer shown, or no longer wanted. */
  ask(wish: Wish): Undo
  /** Something keeps the visitor busy: an open messenger, a field with the focus. Returns the end of it. */
  busy(): Undo
  /** The visitor typed: quiet for a moment. */
  typed(): void
  /** Something popped up elsewhere, in another tab or on the page before: its rest holds here, too. */
  restUntil(time: number): void
  /** The address changed: what waits is forgotten, what is shown is put aside, unless it goes over routes. */
  routeChanged(): void
  /** The id of what is shown. */
  shown(): string | null
  close(): void
}

export interface InterruptionsOptions {
  readonly clock: Clock
  /** Milliseconds of rest between two that the visitor did not ask for. */
  readonly restMs?: number
  /** Milliseconds of quiet after a key press. */
  readonly typingMs?: number
  /** Called when a rest begins, with its end in milliseconds since 1970. */
  readonly onRest?: (until: number) => void
}

/** Long enough that two of them are not felt as a barrage. */
const defaultRestMs = 30_000
const defaultTypingMs = 3_000

interface Asked extends Wish {
  /** Who asked earlier comes earlier. */
  readonly order: number
}

export function createInterruptions(options: InterruptionsOptions): Interruptions {
  const { clock, restMs = defaultRestMs, typingMs = defaultTypingMs } = options
  const waiting = new Map<string, Asked>()
  let shown: Asked | null = null
  let asked = 0
  let keepers = 0
  /** Until then nothing begins that the visitor did not ask for. */
  let quietUntil = 0
  let timer: Undo | null = null
  let closed = false

  const quiet = (until: number) => {
    quietUntil = Math.max(quietUntil, until)
  }

  /** One timer, and only while something waits for nothing but time. Those who ask in one turn are compared. */
  function plan() {
    timer?.()
    timer = null
    if (shown || keepers > 0 || waiting.size === 0) return
    timer = clock.after(Math.max(0, quietUntil - clock.now()), next)
  }

  function next() {
    timer = null
    // Timers can come early; what is quiet stays so.
    if (clock.now() < quietUntil) return plan()
    const [first] = [...waiting.values()].sort((a, b) => b.priority - a.priority || a.order - b.order)
    if (first) begin(first)
  }

  function begin(wish: Asked) {
    waiting.delete(wish.id)
    const before = shown
    shown = wish
    plan()
    before?.putAside?.()
    // Whoever was put aside may have asked for the place again, and it may have been closed.
    if (shown === wish) wish.show()
  }

  function leave() {
    shown = null
    const until = clock.now() + restMs
    quiet(until)
    plan()
    options.onRest?.(until)
  }

  function end(wish: Asked) {
    if (waiting.get(wish.id) === wish) {
      waiting.delete(wish.id)
      plan()
    } else if (shown === wish) leave()
  }

  return {
    ask(wish) {
      if (closed) return () => {}
      const mine = { ...wish, order: asked++ }
      if (wish.byVisitor || shown?.id === wish.id) begin(mine)
      else {
        waiting.set(mine.id, mine)
        plan()
      }
      return () => end(mine)
    },
    busy() {
      let keeps = true
      keepers++
      plan()
      return () => {
        if (!keeps) return
        keeps = false
        keepers--
        if (!closed) plan()
      }
    },
    typed() {
      quiet(clock.now() + typingMs)
      plan()
    },
    restUntil(time) {
      // Whose clock was wrong does not silence us for longer than a rest.
      quiet(Math.min(time, clock.now() + restMs))
      plan()
    },
    routeChanged() {
      const gone = [...waiting.values()].filter(({ overRoutes }) => !overRoutes)
      for (const { id } of gone) waiting.delete(id)
      if (shown && !shown.overRoutes) {
        gone.unshift(shown)
        leave()
      } else plan()
      for (const wish of gone) wish.putAside?.()
    },
    shown: () => shown?.id ?? null,
    close() {
      closed = true
      waiting.clear()
      const last = shown
      shown = null
      plan()
      last?.putAside?.()
    },
  }
}
