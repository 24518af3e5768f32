/**
 * Names what a site has published of articles at this moment [HLP4], and notices when that changed, also by another process.
 * One small row per site is looked at, however many articles there are.
 */
import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Sites } from '../../sites/sites.ts'
import type { LiveArticlesStore } from './live-articles.store.ts'

export type RevisionListener = (siteId: string, revision: string | null) => void

export interface HelpRevision {
  /** Null where nothing is published. */
  of(siteId: string): string | null
  /** To be called after each change of a site's articles, flows or settings. */
  changed(siteId: string): void
  /** Fired when what is published became something else, whoever made the change. */
  onRevision(listener: RevisionListener): () => void
}

interface Options {
  readonly store: Pick<LiveArticlesStore, 'dataVersion' | 'stamp'>
  readonly sites: Pick<Sites, 'settings'>
  readonly clock: Pick<Clock, 'monotonic'>
}

/** Raised when the same articles come out in another form: browsers keep documents for good, by their revision. */
const format = 1

/** How long, in milliseconds, a change made by another process may go unseen. */
const lookEvery = 2_000

interface Known {
  readonly revision: string | null
  readonly dataVersion: number
  lookedAt: number
}

export function createHelpRevision({ store, sites, clock }: Options): HelpRevision {
  const listeners = new Set<RevisionListener>()
  const bySite = new Map<string, Known>()

  function look(siteId: string): Known {
    const known = bySite.get(siteId)
    if (!known) return read(siteId)
    const now = clock.monotonic()
    if (now - known.lookedAt < lookEvery) return known
    known.lookedAt = now
    return store.dataVersion() === known.dataVersion ? known : read(siteId)
  }

  function read(siteId: string): Known {
    const before = bySite.get(siteId)
    // Before the rows: what is committed in between is read a second time, never overlooked.
    const dataVersion = store.dataVersion()
    const stamp = store.stamp(siteId)
    const { help } = sites.settings(siteId).settings
    const revision = stamp === null ? null : digest(JSON.stringify([format, stamp, help]))
    const known = { revision, dataVersion, lookedAt: clock.monotonic() }
    bySite.set(siteId, known)
    // What is looked at for the first time is no change.
    if (before && before.revision !== revision) tell(siteId, revision)
    return known
  }

  function tell(siteId: string, revision: string | null): void {
    for (const listener of listeners) listener(siteId, revision)
  }

  return {
    of: (siteId) => look(siteId).revision,
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

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22)
