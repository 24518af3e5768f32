/**
 * The builder's state: the draft on screen, what is kept of it, which place is chosen, what the author is doing.
 * Saves by itself; a change that somebody else made meanwhile is never written over. Draws nothing.
 */
import type { Failure, FlowDraft } from '@docent/protocol'
import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { BuilderApi, BuilderFlow } from './builder-api.ts'
import { type Place, placesOf } from './draft-edits.ts'

export type Saving =
  | { readonly state: 'saved' }
  | { readonly state: 'changed' }
  | { readonly state: 'saving' }
  /** Somebody else saved in between: only a reload shows both. */
  | { readonly state: 'conflict' }
  | { readonly state: 'failed'; readonly message: string }

/** What the author does at the moment. */
export type Doing = 'edit' | 'pick' | 'play'

export interface Editor {
  readonly name: ReadonlySignal<string>
  readonly draft: ReadonlySignal<FlowDraft>
  readonly saving: ReadonlySignal<Saving>
  readonly chosen: ReadonlySignal<Place | null>
  readonly doing: ReadonlySignal<Doing>
  /** The version that this author published in this session; null until then. */
  readonly published: ReadonlySignal<number | null>
  readonly problem: ReadonlySignal<string | null>
  rename(name: string): void
  change(edit: (draft: FlowDraft) => FlowDraft): void
  choose(id: string | null): void
  turnTo(doing: Doing): void
  /** Saves what waits; resolves with whether all is kept. */
  flush(): Promise<boolean>
  publish(): Promise<void>
  close(): void
}

export interface EditorOptions {
  readonly api: BuilderApi
  readonly session: string
  readonly flow: BuilderFlow
  readonly stepId: string | null
  /** Acts once after so many milliseconds; returns the undo. */
  readonly after: (milliseconds: number, act: () => void) => () => void
}

/** Quiet time after a change before it is saved. */
const restMs = 800
/** Between tries while the relay cannot be reached. */
const againMs = 4_000

export function createEditor({ api, session, flow, stepId, after }: EditorOptions): Editor {
  const name = signal(flow.name)
  const draft = signal(flow.draft)
  const saving = signal<Saving>({ state: 'saved' })
  const chosenId = signal(stepId ?? placesOf(flow.draft)[0]?.id ?? null)
  const doing = signal<Doing>('edit')
  const published = signal<number | null>(null)
  const problem = signal<string | null>(null)
  let { rev } = flow
  let undo: (() => void) | null = null
  let under: Promise<boolean> | null = null
  let closed = false

  const changed = (): void => {
    problem.value = null
    if (saving.peek().state === 'conflict') return
    if (!under) saving.value = { state: 'changed' }
    undo?.()
    undo = after(restMs, () => void flush())
  }

  async function save(): Promise<boolean> {
    for (;;) {
      const sent = { name: name.peek(), draft: draft.peek() }
      saving.value = { state: 'saving' }
      const reply = await api.save(session, { ...sent, rev })
      if (!reply.ok) return fail(reply.error)
      rev = reply.data.rev
      if (sent.draft === draft.peek() && sent.name === name.peek()) break
    }
    saving.value = { state: 'saved' }
    return true
  }

  function fail(error: Failure): false {
    if (error.code === 'conflict') saving.value = { state: 'conflict' }
    else {
      saving.value = { state: 'failed', message: error.message }
      const passes = error.code === 'unavailable' || error.code === 'busy' || error.code === 'rate_limited'
      if (passes && !closed) undo = after(againMs, () => void flush())
    }
    return false
  }

  function flush(): Promise<boolean> {
    undo?.()
    undo = null
    const { state } = saving.peek()
    if (state === 'saved') return Promise.resolve(true)
    if (state === 'conflict') return Promise.resolve(false)
    under ??= save().finally(() => {
      under = null
    })
    return under
  }

  return {
    name,
    draft,
    saving,
    chosen: computed(() => placesOf(draft.value).find((place) => place.id === chosenId.value) ?? null),
    doing,
    published,
    problem,
    rename(next) {
      name.value = next
      changed()
    },
    change(edit) {
      const next = edit(draft.peek())
      if (next === draft.peek()) return
      draft.value = next
      changed()
    },
    choose(id) {
      chosenId.value = id
    },
    turnTo(next) {
      doing.value = next
    },
    flush,
    async publish() {
      problem.value = null
      if (!(await flush())) return
      const reply = await api.publish(session, rev)
      if (reply.ok) published.value = reply.data.version
      else problem.value = reply.error.message
    },
    close() {
      closed = true
      undo?.()
    },
  }
}
