/** Which element a target means on this page, now [FLO9]. Reads the page and changes nothing. */
import type { Target } from '@docent/protocol'

export interface Found {
  readonly element: Element
  /** Place of the locator that matched, counted from 0: a higher one than before says that the page drifts. */
  readonly locator: number
}

/** For the author of the flow: which step is broken, and by what. Holds no text of the page. */
export interface NotFound {
  readonly element: null
  /** One word per locator: how many it matched, such as "docent:0 css:3 role:0". */
  readonly looked: string
  /** The likeliest element that is there instead, such as "button role=button name#1a2b3c"; empty where there is none. */
  readonly instead: string
}

/** The one visible element that the first fitting locator matches, if it resembles the one that was picked. */
export function findTarget(_target: Target, _page: Document): Found | NotFound {
  return { element: null, looked: '', instead: '' }
}
