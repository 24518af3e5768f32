/**
 * Names what a site has published of articles at this moment [HLP4], and notices when that changed, also by another process.
 * One small row per site is looked at, however many articles there are.
 */
import type { Clock } from '../../clock.ts'
import { digestOf } from '../../content-digest.ts'
import { createPublishedView, type RevisionListener } from '../../sites/published-view.ts'
import type { Sites } from '../../sites/sites.ts'
import type { LiveArticlesStore } from './live-articles.store.ts'

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

export function createHelpRevision({ store, sites, clock }: Options): HelpRevision {
  const { of, changed, onRevision } = createPublishedView({
    dataVersion: store.dataVersion,
    read(siteId) {
      const stamp = store.stamp(siteId)
      const { help } = sites.settings(siteId).settings
      return { revision: stamp === null ? null : digestOf(JSON.stringify([format, stamp, help])) }
    },
    clock,
  })
  return { of: (siteId) => of(siteId).revision, changed, onRevision }
}
