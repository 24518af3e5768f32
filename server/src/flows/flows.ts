/**
 * Flows as content: drafts, frozen versions, what is live [FLO1] [FLO2]. Every verb takes who asks and answers for their site alone.
 * Knows nothing of visitors, runs or sockets; whoever has sockets listens with `onChanged`.
 */
import {
  done,
  type FlowDetail,
  type FlowDraft,
  type FlowRow,
  failure,
  flowLimits,
  type Nothing,
  type Reply,
} from '@docent/protocol'
import type { Transaction } from 'kysely'
import { audit, type SiteAuthor } from '../agents/actor.ts'
import type { Clock } from '../clock.ts'
import type { Storage } from '../storage/database.ts'
import type { Schema } from '../storage/schema.ts'
import type { FlowCounts } from './flow-counts.ts'
import {
  insertFlow,
  insertVersion,
  knownFlows,
  listFlows,
  listVersions,
  readFlow,
  readVersion,
  type StoredFlow,
  updateFlow,
} from './flows.store.ts'
import { faultOf } from './publish-check.ts'

export interface FlowWords {
  readonly name: string
  readonly draft: FlowDraft
}

const agentIdOf = (by: SiteAuthor): string | null => (by.kind === 'agent' ? by.agentId : null)

type ChangeListener = (siteId: string, flowId: string) => void

export interface Flows {
  list(by: SiteAuthor): Promise<Reply<{ flows: readonly FlowRow[] }>>
  show(by: SiteAuthor, flowId: string): Promise<Reply<FlowDetail>>
  /** Makes a draft. The same again answers the same, with another content `mismatch`. */
  create(by: SiteAuthor, flow: FlowWords & { readonly flowId: string }): Promise<Reply<{ rev: number }>>
  /** Replaces the draft that was made from `rev`; another one answers `conflict` [FLO2]. */
  save(
    by: SiteAuthor,
    flow: FlowWords & { readonly flowId: string; readonly rev: number },
  ): Promise<Reply<{ rev: number }>>
  /** Freezes the draft of `rev`. A draft that is live already is not published twice. */
  publish(by: SiteAuthor, flowId: string, rev: number): Promise<Reply<{ version: number }>>
  withdraw(by: SiteAuthor, flowId: string): Promise<Reply<Nothing>>
  restore(by: SiteAuthor, flowId: string, version: number): Promise<Reply<{ version: number; rev: number }>>
  archive(by: SiteAuthor, flowId: string): Promise<Reply<Nothing>>
  /** Fired after each stored change of a flow, whoever made it. */
  onChanged(listener: ChangeListener): () => void
}

interface Options {
  readonly storage: Pick<Storage, 'read' | 'writes'>
  readonly counts: FlowCounts
  readonly clock: Clock
}

export function createFlows({ storage, counts, clock }: Options): Flows {
  const { read, writes } = storage
  const listeners = new Set<ChangeListener>()

  /** A change of one flow in one transaction: `work` sees the row as it stands, and answers what the caller gets. */
  async function change<T>(
    by: SiteAuthor,
    flowId: string,
    work: (trx: Transaction<Schema>, flow: StoredFlow, stamp: Stamp) => Promise<Reply<T> & Unchanged>,
  ): Promise<Reply<T>> {
    const { siteId } = by
    const { unchanged, ...reply } = await writes.transaction(async (trx): Promise<Reply<T> & Unchanged> => {
      const flow = await readFlow(trx, siteId, flowId)
      if (!flow) return noFlow
      const at = clock.now()
      return work(trx, flow, {
        at,
        changed: { updated_by: agentIdOf(by), updated_at: at },
        audit: (action, detail) =>
          audit(trx, { by, siteId, action: `flow.${action}`, detail: { flowId, ...detail }, at }),
      })
    })
    if (reply.ok && !unchanged) tell(siteId, flowId)
    return reply
  }

  function tell(siteId: string, flowId: string): void {
    for (const listener of listeners) listener(siteId, flowId)
  }

  return {
    async list(by) {
      const rows = await listFlows(read, by.siteId)
      const counted = await counts.of(
        by.siteId,
        rows.map(({ id }) => id),
      )
      return done({
        flows: rows.map((row) => ({
          id: row.id,
          kind: row.kind,
          name: row.name,
          liveVersion: row.live_version,
          lastVersion: row.last_version,
          changed: row.changed === 1,
          priority: draftOf(row.draft).priority,
          updatedAt: row.updated_at,
          updatedBy: row.updated_by,
          ...counted(row.id),
        })),
      })
    },
    async show(by, flowId) {
      const row = await readFlow(read, by.siteId, flowId)
      if (!row || row.archived_at !== null) return noFlow
      const { id, kind, name, rev, live_version: liveVersion } = row
      const versions = await listVersions(read, flowId)
      return done({ id, kind, name, draft: draftOf(row.draft), rev, liveVersion, versions })
    },
    async create(by, { flowId, name, draft }) {
      const body = JSON.stringify(draft)
      if (isTooLarge(body)) return tooLarge
      const { siteId } = by
      const { kind } = draft.content
      const at = clock.now()
      const reply = await writes.transaction(async (trx): Promise<Reply<{ rev: number }> & Unchanged> => {
        const there = await trx
          .selectFrom('flows')
          .select(['site_id', 'name', 'draft', 'rev', 'archived_at'])
          .where('id', '=', flowId)
          .executeTakeFirst()
        if (there) {
          const same = there.site_id === siteId && there.name === name && there.draft === body
          return same && there.archived_at === null ? { ...done({ rev: there.rev }), unchanged: true } : used
        }
        if ((await knownFlows(trx, siteId)).length >= flowLimits.flows) return tooMany
        await insertFlow(trx, { id: flowId, siteId, kind, name, draft: body, by: agentIdOf(by), at })
        await audit(trx, { by, siteId, action: 'flow.created', detail: { flowId, kind, name }, at })
        return done({ rev: 1 })
      })
      const { unchanged, ...answer } = reply
      if (answer.ok && !unchanged) tell(siteId, flowId)
      return answer
    },
    async save(by, { flowId, rev, name, draft }) {
      const body = JSON.stringify(draft)
      if (isTooLarge(body)) return tooLarge
      return change(by, flowId, async (trx, flow, { changed }) => {
        if (flow.archived_at !== null) return noFlow
        const same = flow.draft === body && flow.name === name
        // The reply to the same save was lost: it is told again.
        if (same && (flow.rev === rev || flow.rev === rev + 1))
          return { ...done({ rev: flow.rev }), unchanged: true }
        if (flow.rev !== rev) return changedMeanwhile
        if (flow.kind !== draft.content.kind)
          return bad(
            'draft.content.kind',
            `This flow is a ${flow.kind} and stays one; create another for another kind.`,
          )
        await updateFlow(trx, flowId, { ...changed, name, draft: body, rev: rev + 1 })
        return done({ rev: rev + 1 })
      })
    },
    publish: (by, flowId, rev) =>
      change(by, flowId, async (trx, flow, { at, changed, audit }) => {
        if (flow.archived_at !== null) return noFlow
        if (flow.rev !== rev) return changedMeanwhile
        const fault = faultOf(draftOf(flow.draft), await toursOf(trx, by.siteId))
        if (fault) return bad(fault.path, fault.message)
        const live = flow.live_version === null ? null : await readVersion(trx, flowId, flow.live_version)
        if (live && live.body === flow.draft) return { ...done({ version: live.version }), unchanged: true }
        const { siteId } = by
        const version = await insertVersion(trx, {
          flowId,
          siteId,
          body: flow.draft,
          restoredFrom: null,
          by: agentIdOf(by),
          at,
        })
        await updateFlow(trx, flowId, { ...changed, live_version: version })
        await audit('published', { version })
        return done({ version })
      }),
    withdraw: (by, flowId) =>
      change(by, flowId, async (trx, flow, { changed, audit }) => {
        if (flow.archived_at !== null) return noFlow
        if (flow.live_version === null) return { ...done({}), unchanged: true }
        await updateFlow(trx, flowId, { ...changed, live_version: null })
        await audit('withdrawn', { version: flow.live_version })
        return done({})
      }),
    restore: (by, flowId, version) =>
      change(by, flowId, async (trx, flow, { at, changed, audit }) => {
        if (flow.archived_at !== null) return noFlow
        const old = await readVersion(trx, flowId, version)
        if (!old) return noVersion
        const live = flow.live_version === null ? null : await readVersion(trx, flowId, flow.live_version)
        if (live?.restored_from === version && flow.draft === old.body)
          return { ...done({ version: live.version, rev: flow.rev }), unchanged: true }
        const fault = faultOf(draftOf(old.body), await toursOf(trx, by.siteId))
        if (fault) return bad(fault.path, fault.message)
        const next = await insertVersion(trx, {
          flowId,
          siteId: by.siteId,
          body: old.body,
          restoredFrom: version,
          by: agentIdOf(by),
          at,
        })
        const rev = flow.rev + 1
        await updateFlow(trx, flowId, { ...changed, draft: old.body, rev, live_version: next })
        await audit('restored', { version: next, from: version })
        return done({ version: next, rev })
      }),
    archive: (by, flowId) =>
      change(by, flowId, async (trx, flow, { at, changed, audit }) => {
        if (flow.archived_at !== null) return { ...done({}), unchanged: true }
        await updateFlow(trx, flowId, { ...changed, live_version: null, archived_at: at })
        await audit('archived', {})
        return done({})
      }),
    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** What each change writes beside itself. */
interface Stamp {
  readonly at: number
  readonly changed: { readonly updated_by: string | null; readonly updated_at: number }
  audit(action: string, detail: object): Promise<void>
}

/** Said where a command was repeated: there is nothing to tell anybody. */
interface Unchanged {
  readonly unchanged?: boolean
}

/** What the relay wrote itself, and parsed when it came in. */
const draftOf = (body: string): FlowDraft => JSON.parse(body) as FlowDraft

const isTooLarge = (body: string): boolean => Buffer.byteLength(body) > flowLimits.draftBytes

const toursOf = async (trx: Transaction<Schema>, siteId: string): Promise<ReadonlySet<string>> =>
  new Set((await knownFlows(trx, siteId)).flatMap(({ id, kind }) => (kind === 'tour' ? [id] : [])))

const bad = (path: string, message: string): Reply<never> => ({
  ok: false,
  error: failure('bad_request', message, { path }),
})

export const noFlow: Reply<never> = {
  ok: false,
  error: failure('not_found', 'There is no such flow on this site. Load the list again.'),
}
const noVersion: Reply<never> = {
  ok: false,
  error: failure('not_found', 'This flow has no such version. Load its history again.'),
}
const changedMeanwhile: Reply<never> = {
  ok: false,
  error: failure('conflict', 'Somebody changed this flow meanwhile. Load it, and make the change again.'),
}
const used: Reply<never> = {
  ok: false,
  error: failure('mismatch', 'This id was used before for another flow. Make a new id, and create it again.'),
}
const tooMany: Reply<never> = {
  ok: false,
  error: failure(
    'at_capacity',
    `A site holds ${flowLimits.flows} flows. Archive one that is not needed any more, then create this one.`,
  ),
}
const tooLarge: Reply<never> = {
  ok: false,
  error: failure(
    'too_large',
    `A flow takes ${flowLimits.draftBytes / 1024} KiB with all its languages. Shorten its texts, or make two of it.`,
  ),
}
