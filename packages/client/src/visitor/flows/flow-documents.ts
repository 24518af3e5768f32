/**
 * What the site has published, as this browser has it: the document of the live versions, and frozen versions that runs
 * were begun in [FLO1] [FLO3]. Kept, so that a page that is opened offline has them. Knows nothing of runs.
 */
import type { FlowsDocument, PublishedFlow } from '@docent/protocol'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { createRetriedTask } from '../../retried-task.ts'
import type { Ground } from '../ground.ts'

/** Null where the site has published nothing any more. Rejects where it is worth another try. */
export type FetchFlows = (revision: string, locales: readonly string[]) => Promise<FlowsDocument | null>
/** Null where there is no such version. Rejects where it is worth another try. */
export type FetchVersion = (
  flowId: string,
  version: number,
  locales: readonly string[],
) => Promise<PublishedFlow | null>

export interface FlowDocumentsOptions {
  readonly ground: Pick<Ground, 'site' | 'connection' | 'storage' | 'clock' | 'random'>
  /** What the boot document named; null where the site had published nothing. */
  readonly revision: string | null
  /** The visitor's languages, the most wanted first. */
  readonly locales: readonly string[]
  readonly fetchFlows: FetchFlows
  readonly fetchVersion: FetchVersion
}

export interface FlowDocuments {
  /** Null until it is known. */
  readonly current: ReadonlySignal<FlowsDocument | null>
  /** A version as far as it is known; one that is not is fetched, and shows in this signal later. */
  version(flowId: string, version: number): PublishedFlow | undefined
  /** Asks for a version, which a run was begun in. */
  want(flowId: string, version: number): void
  /** Keeps a version beyond its being live. */
  keep(flow: PublishedFlow): Promise<void>
  /** Forgets the kept versions that nobody is in any more. */
  prune(isNeeded: (flowId: string, version: number) => boolean): Promise<void>
  close(): void
}

interface KeptDocument {
  readonly languages: string
  readonly document: FlowsDocument
}

export function createFlowDocuments(options: FlowDocumentsOptions): FlowDocuments {
  const { ground, locales, fetchFlows, fetchVersion } = options
  const { connection, storage, site } = ground
  const languages = locales.join()
  const key = `${site}/flows`
  const versionKey = (flowId: string, version: number) => `${key}/${languages}/${flowId}/${version}`
  const current = signal<FlowsDocument | null>(null)
  const versions = signal<ReadonlyMap<string, PublishedFlow>>(new Map())
  /** Versions that were asked for; what is not there stays so, since versions are frozen. */
  const asked = new Map<string, { readonly run: () => Promise<void>; readonly close: () => void }>()
  let wanted = options.revision
  let closed = false

  const retried = (act: Parameters<typeof createRetriedTask>[0]['act']) =>
    createRetriedTask({ act, isConnected: connection.isOpen, clock: ground.clock, random: ground.random })

  const fetching = retried(async () => {
    const revision = wanted
    const fresh = revision === null ? null : await fetchFlows(revision, locales).catch(() => undefined)
    // It was published again meanwhile: that is what counts.
    if (revision !== wanted) return 'more'
    if (fresh === undefined) {
      if (!current.peek()) await showKept()
      return 'later'
    }
    if (closed) return 'never'
    show(fresh ?? nothing)
    await storage.set(key, fresh ? { languages, document: fresh } : undefined)
    return 'done'
  })

  function show(document: FlowsDocument) {
    if (!closed && current.peek()?.revision !== document.revision) current.value = document
  }

  async function showKept(revision?: string): Promise<boolean> {
    const kept = await storage.get(key)
    if (!isKept(kept) || kept.languages !== languages) return false
    if (revision !== undefined && kept.document.revision !== revision) return false
    show(kept.document)
    return true
  }

  async function begin() {
    if (wanted !== null && (await showKept(wanted))) return
    await fetching.run()
  }

  function hear(revision: string | null) {
    wanted = revision
    if (current.peek()?.revision !== (revision ?? nothing.revision)) void fetching.run()
  }

  function take(flow: PublishedFlow) {
    const known = new Map(versions.peek())
    versions.value = known.set(`${flow.id}/${flow.version}`, flow)
  }

  const version: FlowDocuments['version'] = (flowId, number) =>
    current.value?.flows.find((flow) => flow.id === flowId && flow.version === number) ??
    versions.value.get(`${flowId}/${number}`)

  const undo = [
    connection.on('ready', ({ flows }) => {
      hear(flows ?? null)
      for (const task of asked.values()) void task.run()
    }),
    connection.on('flows:changed', ({ revision }) => hear(revision)),
  ]
  void begin()

  return {
    current,
    version,
    want(flowId, number) {
      const name = `${flowId}/${number}`
      if (closed || asked.has(name) || versions.peek().has(name)) return
      let settled = false
      const task = retried(async () => {
        if (settled) return 'done'
        const kept = await storage.get(versionKey(flowId, number))
        const found = isFlow(kept) ? kept : await fetchVersion(flowId, number, locales).catch(() => undefined)
        if (found === undefined) return 'later'
        settled = true
        if (closed || !found) return 'never'
        take(found)
        if (found !== kept) await storage.set(versionKey(flowId, number), found)
        return 'done'
      })
      asked.set(name, task)
      void task.run()
    },
    async keep(flow) {
      take(flow)
      await storage.set(versionKey(flow.id, flow.version), flow)
    },
    async prune(isNeeded) {
      for (const [name, flow] of await storage.list(`${key}/`))
        if (!isFlow(flow) || !isNeeded(flow.id, flow.version)) await storage.set(name, undefined)
    },
    close() {
      closed = true
      for (const act of undo) act()
      fetching.close()
      for (const { close } of asked.values()) close()
    },
  }
}

const nothing: FlowsDocument = { revision: '', flows: [], guide: 'off' }

/** What another build of this client kept may have another form. */
const isKept = (value: unknown): value is KeptDocument =>
  Array.isArray((value as Partial<KeptDocument> | null | undefined)?.document?.flows)

const isFlow = (value: unknown): value is PublishedFlow => {
  const { content, version } = (value ?? {}) as Partial<PublishedFlow>
  return !!content && !!version
}
