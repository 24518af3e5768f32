/**
 * What a site has published, as its pages get it: one document per language, and single versions for those who are in an older one [FLO3].
 * Answers from memory; a published flow is turned into nodes once per language. Knows no HTTP and no socket.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { FlowDraft } from '@docent/protocol'
import { chooseLocale, publishedFlow } from '@docent/protocol/flow-texts'
import type { Clock } from '../clock.ts'
import { digestOf, etagOf } from '../content-digest.ts'
import type { Logger } from '../logger.ts'
import type { ServedDocument } from '../sites/boot-document.ts'
import { createPublishedView, type RevisionListener } from '../sites/published-view.ts'
import type { Sites } from '../sites/sites.ts'
import type { Storage } from '../storage/database.ts'
import { createLiveFlowsStore, type LiveFlow } from './live-flows.store.ts'

export interface PublishedDocument extends ServedDocument {
  /** The body compressed: pages load it before they know whether anything of it is for them. */
  readonly brotli: Buffer
  /** Null where nothing is published. */
  readonly revision: string | null
}

export interface FlowDocuments {
  /** Names all that the site has published at this moment; null where that is nothing. */
  revision(siteId: string): string | null
  /** `locales`: the languages that the page's visitor reads, the best one first. */
  document(siteId: string, locales: readonly string[]): Promise<PublishedDocument>
  /** One frozen version, live or not; null where the site has none such. */
  version(siteId: string, flowId: string, version: number, locales: readonly string[]): ServedDocument | null
  /** To be called after each change of a site's flows or settings. */
  changed(siteId: string): void
  /** Fired when what is published became something else, whoever made the change. */
  onRevision(listener: RevisionListener): () => void
}

interface Options {
  readonly storage: Pick<Storage, 'reader'>
  readonly sites: Pick<Sites, 'settings'>
  readonly clock: Clock
  readonly logger: Logger
}

/** Raised when the same version comes out in another form: pages keep documents for good, by their revision. */
const format = 1

/** Single versions kept, of all sites: whoever asks for one again and again makes the relay parse its texts once. */
const versionsKept = 50

/** Documents kept of a site, one per mix of languages; what visitors ask for beyond it is made anew. */
const documentsKept = 40

interface Known {
  live: readonly LiveFlow[]
  guide: string
  revision: string | null
  /** Frozen bodies of what is live, by `keyOf`. */
  drafts: Map<string, FlowDraft>
  /** JSON of published flows, by `keyOf` and language. */
  shown: Map<string, string>
  /** By the languages that its flows came out in; all of this revision. */
  documents: Map<string, PublishedDocument>
}

export function createFlowDocuments({ storage, sites, clock, logger }: Options): FlowDocuments {
  const store = createLiveFlowsStore(storage)
  const versions = new Map<string, ServedDocument>()
  const published = createPublishedView<Known>({ dataVersion: store.dataVersion, read, clock })

  function read(siteId: string, before: Known | null): Known {
    const { guide } = sites.settings(siteId).settings
    const live = store.live(siteId)
    const revision = revisionOf(live, guide)
    const same = before?.revision === revision
    const known: Known = {
      live,
      guide,
      revision,
      drafts: before?.drafts ?? new Map(),
      shown: before?.shown ?? new Map(),
      documents: before && same ? before.documents : new Map(),
    }
    if (!same) forget(known)
    return known
  }

  function forget({ live, drafts, shown }: Known): void {
    const keys = new Set(live.map(keyOf))
    for (const key of drafts.keys()) if (!keys.has(key)) drafts.delete(key)
    for (const key of shown.keys()) if (!keys.has(key.slice(0, key.lastIndexOf(' ')))) shown.delete(key)
  }

  function draftOf(siteId: string, { drafts }: Known, flow: LiveFlow): FlowDraft | null {
    const kept = drafts.get(keyOf(flow))
    if (kept) return kept
    const body = store.body(siteId, flow.id, flow.version)
    if (body === null) return null
    const draft = JSON.parse(body) as FlowDraft
    drafts.set(keyOf(flow), draft)
    return draft
  }

  /** JSON of the flow in one language; null where it cannot be shown, which must not take the others along. */
  function shownOf({ shown }: Known, flow: LiveFlow, draft: FlowDraft, locale: string): string | null {
    const key = `${keyOf(flow)} ${locale}`
    const kept = shown.get(key)
    if (kept !== undefined) return kept
    try {
      const made = JSON.stringify(publishedFlow(flow.id, flow.version, draft, [locale]))
      shown.set(key, made)
      return made
    } catch (error) {
      logger.error({ err: error, flowId: flow.id, version: flow.version }, 'a published flow cannot be shown')
      return null
    }
  }

  return {
    revision: (siteId) => published.of(siteId).revision,
    async document(siteId, locales) {
      const known = published.of(siteId)
      const drafts = known.live.flatMap((flow) => {
        const draft = draftOf(siteId, known, flow)
        return draft ? [{ flow, draft, locale: chooseLocale(locales, draft) }] : []
      })
      const key = drafts.map(({ locale }) => locale).join(' ')
      const kept = known.documents.get(key)
      if (kept) return kept
      const flows: string[] = []
      for (const { flow, draft, locale } of drafts) {
        const fresh = !known.shown.has(`${keyOf(flow)} ${locale}`)
        const made = shownOf(known, flow, draft, locale)
        if (made !== null) flows.push(made)
        // A first visitor after a start must not make the chat of all others wait for two hundred flows.
        if (fresh) await nextTurn()
      }
      const { revision, guide } = known
      const body = `{"revision":${JSON.stringify(revision ?? '')},"flows":[${flows.join(',')}],"guide":${JSON.stringify(guide)}}`
      const document = { body, brotli: await compress(body, { params }), etag: etagOf(body), revision }
      dropOldest(known.documents, documentsKept)
      known.documents.set(key, document)
      return document
    },
    version(siteId, flowId, version, locales) {
      const stored = store.body(siteId, flowId, version)
      if (stored === null) return null
      const draft = JSON.parse(stored) as FlowDraft
      const locale = chooseLocale(locales, draft)
      const key = `${keyOf({ id: flowId, version })} ${locale}`
      const kept = versions.get(key)
      if (kept) return kept
      const body = JSON.stringify(publishedFlow(flowId, version, draft, [locale]))
      const made = { body, etag: etagOf(body) }
      dropOldest(versions, versionsKept)
      versions.set(key, made)
      return made
    },
    changed: published.changed,
    onRevision: published.onRevision,
  }
}

/** Makes room for one more. */
function dropOldest(kept: Map<string, unknown>, atMost: number): void {
  const oldest = kept.keys().next()
  if (kept.size >= atMost && !oldest.done) kept.delete(oldest.value)
}

const compress = promisify(brotliCompress)
/** Made once and kept, on a thread of its own: a little more work than a proxy would spend. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 7 }

const keyOf = ({ id, version }: LiveFlow): string => `${id}@${version}`

/** What agents may point at stands in the document as well, so that it is named with it. */
function revisionOf(live: readonly LiveFlow[], guide: string): string | null {
  if (live.length === 0) return null
  return digestOf(JSON.stringify([format, guide, live.map(keyOf)]))
}
