/** Follows one target through the life of a page: found, gone, rendered anew [FLO9]. At most one look per animation frame, none while nothing changes. */
import type { Target } from '@docent/protocol'
import type { Found, NotFound } from './find-target.ts'

/** @param onChange called at once, then each time another element, or none, is found. Returns the end of watching. */
export function watchTarget(
  _target: Target,
  _page: Document,
  _onChange: (found: Found | NotFound) => void,
): () => void {
  return () => {}
}
