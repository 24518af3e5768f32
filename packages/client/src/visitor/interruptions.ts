/**
 * The one budget of what may pop up over a page: campaigns, tours, banners and surveys share it [FLO7]. Never two at once,
 * nothing while the visitor types or chats, a rest after each, and what waits dies with the route it was meant for.
 * Decides, and draws nothing.
 */
import type { Clock, Undo } from '../outside.ts'

export interface Wish {
  /** One wish per id; the same again replaces the first. */
  readonly id: string
  /** 0 to 100; of those that wait the highest comes first, then the one that asked first. */
  readonly priority: number
  /** Asked for by the visitor: comes at once, in the place of what is shown, whatever rests or is being typed. */
  readonly byVisitor?: boolean
  /** Stays where the address changes, as a tour over several pages does. */
  readonly overRoutes?: boolean
  /** Called once it may be shown. */
  show(): void
  /** Called when something else took its place, or its route ended; not after `done`. */
  putAside?(): void
}

export interface Interruptions {
  /** Asks for the place. Returns the end: to be called when it is no longer shown, or no longer wanted. */
  ask(wish: Wish): Undo
  /** Something keeps the visitor busy: an open messenger, a field with the focus. Returns the end of it. */
  busy(): Undo
  /** The visitor typed: quiet for a moment. */
  typed(): void
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
}
