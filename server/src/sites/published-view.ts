/**
 * What each site has published, read again whenever that may have changed, also by another process; and who wants to know when
 * its name became another. Knows not what it is that is published: flows and articles have one each.
 */
import type { Clock } from '../clock.ts'

export type RevisionListener = (siteId: string, revision: string | null) => void

export interface PublishedView<Read> {
  of(siteId: string): Read
  /** To be called after each change here of what `read` reads. */
  changed(siteId: string): void
  /** Fired when what is published became something else, whoever made the change. */
  onRevision(listener: RevisionListener): () => void
}

interface Options<Read> {
  /** Another one after each commit, whoever made it; costs a microsecond. */
  dataVersion(): number
  /** @param before what was read the last time; null: nothing yet */
  read(siteId: string, before: Read | null): Read
  readonly clock: Pick<Clock, 'monotonic'>
}

/** How long, in milliseconds, a change made by another process may go unseen. */
const lookEvery = 2_000

interface Known<Read> {
  readonly value: Read
  readonly dataVersion: number
  lookedAt: number
}

/** What is read names what is published by its `revision`; null: nothing is. */
export function createPublishedView<Read extends { readonly revision: string | null }>(
  options: Options<Read>,
): PublishedView<Read> {
  const { clock } = options
  const listeners = new Set<RevisionListener>()
  const bySite = new Map<string, Known<Read>>()

  function look(siteId: string): Read {
    const known = bySite.get(siteId)
    if (!known) return read(siteId)
    const now = clock.monotonic()
    if (now - known.lookedAt < lookEvery) return known.value
    known.lookedAt = now
    return options.dataVersion() === known.dataVersion ? known.value : read(siteId)
  }

  function read(siteId: string): Read {
    const before = bySite.get(siteId)
    // Before the rows: what is committed in between is read a second time, never overlooked.
    const dataVersion = options.dataVersion()
    const value = options.read(siteId, before?.value ?? null)
    bySite.set(siteId, { value, dataVersion, lookedAt: clock.monotonic() })
    // What is looked at for the first time is no change.
    if (before && before.value.revision !== value.revision) tell(siteId, value.revision)
    return value
  }

  function tell(siteId: string, revision: string | null): void {
    for (const listener of listeners) listener(siteId, revision)
  }

  return {
    of: look,
    changed(siteId) {
      const isKnown = bySite.has(siteId)
      const { revision } = read(siteId)
      // Nobody asked before, so that nobody can say what it was: whoever has it already makes nothing of it.
      if (!isKnown && revision !== null) tell(siteId, revision)
    },
    onRevision(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
