/** What the loader and the app say to each other. The loader is a build of its own and takes only these types. */

/** A command as the page gave it: its name, then what goes with it. */
export type Call = Iterable<unknown>

export interface Door {
  /** Where the script came from, ending in a slash: the relay's address. */
  readonly base: string
  /** The script tag's `data-` attributes. */
  readonly data: Readonly<Record<string, string | undefined>>
  /** What was said before the app was there, in order. */
  readonly waiting: readonly Call[]
}

/** Carries out what waited, then each further command; never throws. */
export type StartApp = (door: Door) => (call: Call) => unknown
