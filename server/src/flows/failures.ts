/** Why something about a run is refused, in the same words wherever it is. */
import { failure, type Reply } from '@docent/protocol'

type Refused = Reply<never>

/** In equal words for what does not exist and for what is somebody else's: the answer must not tell which [INP7]. */
export const noSuchRun: Refused = {
  ok: false,
  error: failure('not_found', 'There is no such flow, version, item or run of this visitor.'),
}

export const idOfAnotherRun: Refused = {
  ok: false,
  error: failure('conflict', 'This event id was used in another run. Make a new one.'),
}

export const runOfAnotherFlow: Refused = {
  ok: false,
  error: failure('mismatch', 'This run is of another flow or version, which was kept. Begin a new run.'),
}

export const noSuchTour: Refused = {
  ok: false,
  error: failure('not_found', 'There is no live tour with this id. Publish it first.'),
}

export const itemBefore = (title: string): Refused => ({
  ok: false,
  error: failure('conflict', `The items of this checklist go in their order. Complete "${title}" first.`),
})
