/** Flows and leading over memory: answers as the relay would, and lets a test play colleagues and the visitor. */

import type { AgentFlows, AgentGuide } from '@docent/client/agent/types'
import type { FlowDetail, FlowRow, Reply, VisitorRun } from '@docent/protocol'
import { failure } from '@docent/protocol'
import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import {
  seededBroken,
  seededDetail,
  seededFigures,
  seededLabels,
  seededRows,
  seededRuns,
} from './seeded-flows.ts'

export interface FakeFlowControls {
  /** A colleague saves the flow under another name. */
  colleagueRenames(flowId: string, name: string): void
  changeRun(conversationId: string, runId: string, change: Partial<VisitorRun>): void
  detail(flowId: string): FlowDetail | null
}

type Answer = <T>(call: string, run: () => T) => Promise<Reply<T>>

export function createFakeFlows(options: { now: () => number; answer: Answer; empty: boolean }): {
  flows: AgentFlows
  guide: AgentGuide
  controls: FakeFlowControls
} {
  const { now, answer, empty } = options
  const list = signal<readonly FlowRow[] | null>(empty ? [] : seededRows(now()))
  const details = new Map<string, FlowDetail>()
  const runs = new Map<string, Signal<readonly VisitorRun[]>>()

  const detailOf = (id: string): FlowDetail | null => details.get(id) ?? seededDetail(id, now())
  const rowOf = (id: string): FlowRow | undefined => list.peek()?.find((row) => row.id === id)
  const put = (detail: FlowDetail, change: Partial<FlowRow>): void => {
    details.set(detail.id, detail)
    list.value = (list.peek() ?? []).map((row) =>
      row.id === detail.id
        ? { ...row, name: detail.name, liveVersion: detail.liveVersion, updatedAt: now(), ...change }
        : row,
    )
  }
  /** A verb on a flow that must be there. */
  const on = async <T>(
    call: string,
    id: string,
    run: (detail: FlowDetail) => T | Reply<T>,
  ): Promise<Reply<T>> => {
    const reply = await answer(call, () => {
      const detail = detailOf(id)
      return detail ? run(detail) : { ok: false as const, error: failure('not_found', '') }
    })
    if (!reply.ok) return reply
    const inner = reply.data as T | Reply<T>
    return typeof inner === 'object' && inner !== null && 'ok' in inner
      ? inner
      : { ok: true, data: inner as T }
  }
  const freeze = (detail: FlowDetail, restoredFrom: number | null): number => {
    const version = (detail.versions[0]?.version ?? 0) + 1
    const row = { version, publishedAt: now(), publishedBy: 'Ada Lovelace', restoredFrom }
    put(
      { ...detail, liveVersion: version, versions: [row, ...detail.versions] },
      { changed: false, lastVersion: version },
    )
    return version
  }
  const runsOf = (id: string): Signal<readonly VisitorRun[]> => {
    const known = runs.get(id) ?? signal(id.endsWith('4') && !empty ? seededRuns(id, now()) : [])
    runs.set(id, known)
    return known
  }

  return {
    flows: {
      list,
      show: (id) => on(`flow ${id}`, id, (detail) => detail),
      create: ({ flowId, name, draft }) =>
        answer(`create ${draft.content.kind} ${name}`, () => {
          details.set(flowId, {
            id: flowId,
            kind: draft.content.kind,
            name,
            draft,
            rev: 1,
            liveVersion: null,
            versions: [],
          })
          list.value = [
            {
              id: flowId,
              kind: draft.content.kind,
              name,
              liveVersion: null,
              lastVersion: null,
              changed: false,
              priority: draft.priority,
              updatedAt: now(),
              updatedBy: 'Ada Lovelace',
              started: 0,
              completed: 0,
              brokenSteps: 0,
            },
            ...(list.peek() ?? []),
          ]
          return { rev: 1 }
        }),
      save: ({ flowId, rev, name, draft }) =>
        on(`save ${flowId} ${rev}`, flowId, (detail): { rev: number } | Reply<{ rev: number }> => {
          if (rev !== detail.rev) return { ok: false, error: failure('conflict', '') }
          put({ ...detail, name, draft, rev: rev + 1 }, { changed: detail.liveVersion !== null })
          return { rev: rev + 1 }
        }),
      publish: ({ flowId, rev }) =>
        on(`publish ${flowId} ${rev}`, flowId, (detail): { version: number } | Reply<{ version: number }> => {
          const { content } = detail.draft
          if (content.kind === 'hint' && content.hints.length === 0)
            return {
              ok: false,
              error: failure('bad_request', 'Add a hint before you publish.', { path: 'content.hints' }),
            }
          return { version: freeze(detail, null) }
        }),
      withdraw: (id) =>
        on(`withdraw ${id}`, id, (detail) => {
          put({ ...detail, liveVersion: null }, { changed: false })
          return {}
        }),
      restore: ({ flowId, version }) =>
        on(`restore ${flowId} ${version}`, flowId, (detail) => {
          const rev = detail.rev + 1
          return { version: freeze({ ...detail, rev }, version), rev }
        }),
      archive: (id) =>
        answer(`archive ${id}`, () => {
          list.value = (list.peek() ?? []).filter((row) => row.id !== id)
          return {}
        }),
      figures: ({ flowId, version, from, until }) => {
        const days = Math.round((until - from) / 86_400_000)
        return on(`figures ${flowId} ${version ?? 'all'} ${days}`, flowId, (detail) =>
          seededFigures(
            detail.draft,
            rowOf(flowId)?.started ?? 0,
            (days / 30) * (version === null ? 1 : 1 / Math.max(1, detail.versions.length)),
          ),
        )
      },
      broken: () => answer('broken', () => ({ steps: empty ? [] : seededBroken(now()) })),
      openBuilder: (id, stepId) =>
        answer(`builder ${id} ${stepId ?? ''}`.trim(), () => ({
          token: 'preview-token',
          expiresAt: now() + 120_000,
          origins: ['https://app.northwind.test', 'https://northwind.test'],
        })),
    },
    guide: {
      sendTour: (id, flowId) =>
        answer(`tour ${id} ${flowId}`, () => ({ seq: 99, id: 'tour-card', at: now(), duplicate: false })),
      runs: (id): ReadonlySignal<readonly VisitorRun[]> => runsOf(id),
      tick: (id, flowId, itemId) =>
        answer(`tick ${id} ${flowId} ${itemId}`, () => {
          runsOf(id).value = runsOf(id)
            .peek()
            .map((one) =>
              one.run.flowId === flowId
                ? {
                    ...one,
                    items: one.items.map((item) => (item.id === itemId ? { ...item, done: true } : item)),
                  }
                : one,
            )
          return {
            run: runsOf(id)
              .peek()
              .find((one) => one.run.flowId === flowId) as VisitorRun,
          }
        }),
      ask: (id) => answer(`ask ${id}`, () => ({ labels: seededLabels })),
      point: (id, labelId) => answer(`point ${id} ${labelId ?? 'nothing'}`, () => ({})),
    },
    controls: {
      detail: detailOf,
      colleagueRenames: (id, name) => {
        const detail = detailOf(id)
        if (detail) put({ ...detail, name, rev: detail.rev + 1 }, {})
      },
      changeRun: (id, runId, change) => {
        runsOf(id).value = runsOf(id)
          .peek()
          .map((one) => (one.run.runId === runId ? { ...one, ...change } : one))
      },
    },
  }
}
