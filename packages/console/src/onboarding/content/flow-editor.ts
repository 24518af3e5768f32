/**
 * One flow while it is looked at and edited: its draft, which saves itself a moment after the last change and is kept in the
 * browser until then, and what happens when somebody else changed it meanwhile [FLO2]. Knows no fields and no screen.
 */

import type { AgentFlows } from '@docent/client/agent/types'
import {
  type Failure,
  type FlowDetail,
  type FlowDraft,
  FlowDraftField,
  FlowName,
  type FlowRow,
  type Reply,
} from '@docent/protocol'
import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import * as v from 'valibot'
import { jsonOf, type KeptText } from '../../saving/kept-text.ts'
import { createSelfSaving, type Saving, tryAgainMs } from '../../saving/self-saving.ts'
import { isPassing } from '../../words/failures.ts'

export type EditorState = 'loading' | 'failed' | 'missing' | 'ready'

/** The first thing that is wrong with a draft: in which step or item (counted from 1), in which field, and what. */
export interface Problem {
  readonly place: number | null
  readonly field: string
  readonly message: string
}

export type Outcome = 'done' | 'unsaved' | 'unreachable' | { readonly refused: Failure }

export interface FlowEditor {
  readonly flowId: string
  readonly state: ReadonlySignal<EditorState>
  /** What the relay said last. */
  readonly detail: ReadonlySignal<FlowDetail | null>
  readonly name: ReadonlySignal<string>
  readonly draft: ReadonlySignal<FlowDraft | null>
  readonly saving: ReadonlySignal<Saving<Problem>>
  /** Whether the draft differs from what is live; null while nothing is. */
  readonly changed: ReadonlySignal<boolean | null>
  edit(change: (draft: FlowDraft) => FlowDraft): void
  rename(name: string): void
  /** Saves at once what waits; false where it could not be. */
  flush(): Promise<boolean>
  publish(): Promise<Outcome>
  withdraw(): Promise<Outcome>
  restore(version: number): Promise<Outcome>
  archive(): Promise<Outcome>
  /** Forgets what is not saved, and takes what the relay has. */
  takeTheirs(): Promise<void>
  /** Saves what is here over what the relay has. */
  keepMine(): Promise<void>
  close(): void
}

/** What an author wrote of a flow. */
interface Written {
  readonly name: string
  readonly draft: FlowDraft
}

/** What does not fit is not kept: a half-typed address is no more than the state before it. */
const KeptFlow = v.object({ rev: v.number(), name: FlowName, draft: FlowDraftField })

export function createFlowEditor(options: {
  flowId: string
  flows: AgentFlows
  kept: KeptText
  connected: ReadonlySignal<boolean>
  /** Calls back once; what it returns takes that back. */
  later: (ms: number, run: () => void) => () => void
}): FlowEditor {
  const { flowId, flows, kept, connected, later } = options
  const state = signal<EditorState>('loading')
  const detail = signal<FlowDetail | null>(null)
  const name = signal('')
  const draft = signal<FlowDraft | null>(null)
  let takeBackLoad: (() => void) | null = null
  let closed = false

  const writtenNow = (): Written | null => {
    const now = draft.peek()
    return now && { name: name.peek().trim(), draft: now }
  }
  const keep = (): void => {
    const now = writtenNow()
    if (now && !problemOf(now)) kept.write(JSON.stringify({ rev: detail.peek()?.rev, ...now }))
  }
  const saving = createSelfSaving<Written, Problem>({
    written() {
      const now = writtenNow()
      const unfit = now && problemOf(now)
      return unfit ? { unfit } : now && { fit: now }
    },
    async send(written) {
      const reply = await flows.save({ flowId, rev: detail.peek()?.rev ?? 0, ...written })
      const now = detail.peek()
      if (reply.ok && now) detail.value = { ...now, ...written, rev: reply.data.rev }
      return reply
    },
    onSaved(isAll) {
      if (isAll) kept.write('')
      else keep()
    },
    onConflict: () => void load(),
    later,
  })
  const touch = (): void => {
    keep()
    saving.touch()
  }

  const row = computed<FlowRow | null>(() => flows.list.value?.find((one) => one.id === flowId) ?? null)

  const take = (next: FlowDetail): void => {
    detail.value = next
    name.value = next.name
    draft.value = next.draft
    saving.settle()
    state.value = 'ready'
  }
  /** What an earlier visit left behind is written on, or asked about where somebody else went on. */
  const recover = async (): Promise<void> => {
    const before = saving.edits()
    const parsed = v.safeParse(KeptFlow, jsonOf(await kept.read().catch(() => '')))
    const now = detail.peek()
    if (closed || !now || !parsed.success || saving.edits() !== before || saving.isDirty()) return
    const { rev, ...left } = parsed.output
    if (isSame(left, now)) return kept.write('')
    name.value = left.name
    draft.value = left.draft
    if (rev === now.rev) touch()
    else saving.contest()
  }
  const load = async (): Promise<void> => {
    takeBackLoad?.()
    takeBackLoad = null
    const before = saving.edits()
    const reply = await flows.show(flowId).catch(() => null)
    if (closed) return
    if (!reply?.ok) {
      if (state.peek() === 'ready') return
      state.value = reply?.error.code === 'not_found' ? 'missing' : 'failed'
      if (!reply || isPassing(reply)) takeBackLoad = later(tryAgainMs, () => void load())
      return
    }
    const known = detail.peek()
    const written = saving.edits() !== before || saving.isDirty()
    const mine = writtenNow()
    if (known === null) {
      take(reply.data)
      void recover()
    } else if (reply.data.rev <= known.rev || saving.isUnderWay())
      // Versions and what is live changed, the draft did not; or its own save is under way and will tell.
      detail.value = { ...reply.data, name: known.name, draft: known.draft, rev: known.rev }
    else if (!written || (mine && isSame(mine, reply.data))) {
      // Also where the other one was this author, at an earlier visit that saved late.
      take(reply.data)
      kept.write('')
    } else saving.contest()
  }

  const attempt = async <T>(verb: () => Promise<Reply<T>>): Promise<Outcome> => {
    const reply = await verb().catch(() => null)
    if (!reply) return 'unreachable'
    if (!reply.ok) return { refused: reply.error }
    await load()
    return 'done'
  }

  // A colleague's change, or one from the builder, shows in the list first.
  const stopFollowing = effect(() => {
    const now = row.value
    untracked(() => {
      if (now && detail.peek() !== null) void load()
    })
  })
  const stopRetrying = effect(() => {
    if (!connected.value) return
    untracked(() => {
      if (state.peek() === 'failed') void load()
      saving.retry()
    })
  })
  void load()

  return {
    flowId,
    state,
    detail,
    name,
    draft,
    saving: saving.state,
    changed: computed(() => {
      const now = detail.value
      if (!now || now.liveVersion === null) return null
      return row.value?.changed === true || saving.state.value.kind !== 'saved'
    }),
    edit: (change) => {
      const now = draft.peek()
      if (!now) return
      draft.value = change(now)
      touch()
    },
    rename: (next) => {
      name.value = next
      touch()
    },
    flush: saving.flush,
    publish: async () => {
      if (!(await saving.flush())) return 'unsaved'
      return attempt(() => flows.publish({ flowId, rev: detail.peek()?.rev ?? 0 }))
    },
    withdraw: () => attempt(() => flows.withdraw(flowId)),
    restore: async (version) => {
      if (!(await saving.flush())) return 'unsaved'
      return attempt(() => flows.restore({ flowId, version }))
    },
    archive: async () => {
      const reply = await flows.archive(flowId).catch(() => null)
      if (!reply) return 'unreachable'
      if (!reply.ok) return { refused: reply.error }
      kept.write('')
      return 'done'
    },
    takeTheirs: async () => {
      const reply = await flows.show(flowId).catch(() => null)
      if (reply?.ok) {
        take(reply.data)
        kept.write('')
      } else if (state.peek() !== 'ready') state.value = 'failed'
    },
    keepMine: async () => {
      const reply = await flows.show(flowId).catch(() => null)
      if (!reply?.ok) return
      detail.value = reply.data
      await saving.insist()
    },
    close: () => {
      closed = true
      stopFollowing()
      stopRetrying()
      takeBackLoad?.()
      saving.close()
    },
  }
}

/** Compared as they are stored: a member that is absent is the same as one that is undefined, whatever their order. */
const isSame = (one: Written, other: Written): boolean =>
  one.name === other.name && asStored(one.draft) === asStored(other.draft)
function asStored(draft: FlowDraft): string {
  const fit = v.safeParse(FlowDraftField, draft)
  return JSON.stringify(fit.success ? fit.output : draft)
}

/** Null where all is well-formed, though perhaps not finished. */
function problemOf({ name, draft }: Written): Problem | null {
  if (!v.is(FlowName, name)) return { place: null, field: 'name', message: '' }
  const checked = v.safeParse(FlowDraftField, draft)
  if (checked.success) return null
  const [issue] = checked.issues
  const keys = (issue.path ?? []).map(({ key }) => key)
  const place = keys[0] === 'content' ? keys.find((key) => typeof key === 'number') : undefined
  const fields = keys.filter((key) => typeof key === 'string' && !/^[a-z]{2,3}(-|$)/.test(key))
  return {
    place: typeof place === 'number' ? place + 1 : null,
    field: String(fields.at(-1) ?? ''),
    message: issue.message,
  }
}
