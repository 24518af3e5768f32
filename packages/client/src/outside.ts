/**
 * The outside world as the engine sees it: time, chance, ids, the page and its sibling tabs.
 * `browser.ts` makes these from a browser, tests make them from nothing.
 */

/** Takes back what was begun; doing it twice does no harm. */
export type Undo = () => void

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Acts once after so many milliseconds. */
  after(milliseconds: number, act: () => void): Undo
}

/** A number from 0 up to, not including, 1. */
export type Random = () => number

/** Makes a UUIDv7: ids that one client makes sort by the time of their making. */
export type Ids = () => string

/** What happens to the page as a whole. */
export interface PageLife {
  /** Fired when the page comes back: shown from the back-forward cache, resumed, visible again, or online again. */
  onWake(listener: () => void): Undo
  /** Fired when the page is left, perhaps for the back-forward cache. */
  onLeave(listener: () => void): Undo
}

/** The other tabs of the same browser on the same site. Names and topics are shared by all of them. */
export interface Tabs {
  /** Holds a name for as long as this tab lives, or until taken back. */
  claim(name: string): Undo
  /**
   * Acts once, in one tab only, when nobody holds the name any longer; at once where nobody does.
   * The name stays held until what `act` began has ended.
   */
  whenFree(name: string, act: () => Promise<void>): Undo
  /** Tells the other tabs. */
  tell(topic: string): void
  /** Fired when another tab told something. */
  onTold(listener: (topic: string) => void): Undo
  close(): void
}

/** The part of a Socket.IO client's socket that the engine uses. */
export interface Socket {
  connect(): unknown
  disconnect(): unknown
  emit(event: string, payload: unknown, acknowledge: (reply: unknown) => void): unknown
  on(event: 'disconnect', listener: (reason: string) => void): unknown
  on(event: 'connect_error', listener: (error: Error) => void): unknown
  onAny(listener: (event: string, payload: unknown) => void): unknown
}

export interface SocketRequest {
  /** What goes into the handshake's `auth`. */
  readonly auth: Readonly<Record<string, unknown>>
  /** True after an attempt that got no answer at all: a middle box may be swallowing WebSocket frames. */
  readonly pollingFirst: boolean
}

/** Makes a socket that is not connected yet. */
export type OpenSocket = (request: SocketRequest) => Socket

/** Called where the engine goes on with less than it should have; for the console of whoever builds on it. */
export type Warn = (message: string, cause: unknown) => void
