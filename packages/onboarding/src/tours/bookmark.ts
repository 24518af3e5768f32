/**
 * Where a tour stood as its page went away: a click on a link leaves no time to tell anybody else. Kept by the tab; worth
 * nothing once the run has moved elsewhere.
 */
import type { FlowRun } from '@docent/protocol'
import type { Facts } from '@docent/protocol/rule'
import { readTab, writeTab } from '../tab-memory.ts'

export interface Bookmark {
  readonly runId: string
  /** The step that the run was known to stand at: where it stands elsewhere by now, the bookmark is worth nothing. */
  readonly from: string | null
  /** The step that is on screen, or about to be. */
  readonly at: string
  /** How often the events had happened as that step began: one of them may move it on while the page changes. */
  readonly events: Facts['events']
  /** A hand was offered already: once a run is enough [FLO10]. */
  readonly helped: boolean
}

/** Null where the tab was in another run, or in none. */
export function readBookmark(view: Window, runId: string): Bookmark | null {
  const bookmark = readTab<Bookmark>(view, 'tour')
  return bookmark?.runId === runId ? bookmark : null
}

/** @param bookmark null takes it out */
export const writeBookmark = (view: Window, bookmark: Bookmark | null): void =>
  writeTab(view, 'tour', bookmark)

/** The step at which the run goes on in this tab: the bookmark knows more than the run, as long as that has not moved. */
export function placeOfBookmark(marked: Bookmark | null, { stepId }: Pick<FlowRun, 'stepId'>): string | null {
  const holds = marked?.from === stepId || marked?.at === stepId
  return (holds && marked?.at) || stepId
}
