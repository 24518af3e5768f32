/**
 * A site's settings while they are edited: the draft, whether it may be saved, and what happens
 * when somebody else saved meanwhile [SET1]. Knows no fields.
 */
import { type Reply, SiteSettings } from '@docent/protocol'
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import * as v from 'valibot'

export type FormState = 'editing' | 'saving' | 'conflict'
export type SaveResult =
  | 'saved'
  | 'conflict'
  | { readonly refused: Extract<Reply<never>, { ok: false }>['error'] }
  | 'unreachable'

export interface SettingsForm {
  /** Null until the relay has said what stands. */
  readonly draft: ReadonlySignal<SiteSettings | null>
  readonly state: ReadonlySignal<FormState>
  readonly dirty: ReadonlySignal<boolean>
  /** Names of what cannot be saved as it is. */
  readonly problems: ReadonlySignal<ReadonlySet<'brand' | 'hours' | 'other'>>
  edit(change: Partial<SiteSettings>): void
  revert(): void
  /** Saves over whatever stands, so it is also the answer to a conflict. */
  save(): Promise<SaveResult>
  close(): void
}

interface Standing {
  readonly version: number
  readonly settings: SiteSettings
}

export function createSettingsForm(options: {
  current: ReadonlySignal<Standing | null>
  save: (settings: SiteSettings) => Promise<Reply<{ version: number }>>
}): SettingsForm {
  const { current } = options
  const base = signal<Standing | null>(current.peek())
  const draft = signal<SiteSettings | null>(current.peek()?.settings ?? null)
  const state = signal<FormState>('editing')
  const dirty = computed(() => draft.value !== null && !sameJson(draft.value, base.value?.settings))
  const problems = computed(() => problemsOf(draft.value))

  const begin = (from: Standing | null): void => {
    base.value = from
    draft.value = from?.settings ?? null
    state.value = 'editing'
  }
  const stopFollowing = effect(() => {
    const now = current.value
    if (now === null || now.version === base.peek()?.version) return
    if (!dirty.peek() || sameJson(now.settings, draft.peek())) begin(now)
    else if (state.peek() === 'editing') state.value = 'conflict'
  })

  return {
    draft,
    state,
    dirty,
    problems,
    edit: (change) => {
      if (draft.peek()) draft.value = { ...(draft.peek() as SiteSettings), ...change }
    },
    revert: () => begin(current.peek()),
    save: async () => {
      const settings = draft.peek()
      if (!settings || state.peek() === 'saving' || problems.peek().size > 0) return 'unreachable'
      state.value = 'saving'
      const reply = await options.save(settings).catch(() => null)
      if (reply?.ok) {
        begin({ version: reply.data.version, settings })
        return 'saved'
      }
      const conflict = reply?.error.code === 'conflict'
      state.value = conflict ? 'conflict' : 'editing'
      if (!reply) return 'unreachable'
      return conflict ? 'conflict' : { refused: reply.error }
    },
    close: stopFollowing,
  }
}

const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

function problemsOf(settings: SiteSettings | null): ReadonlySet<'brand' | 'hours' | 'other'> {
  const found = new Set<'brand' | 'hours' | 'other'>()
  if (!settings) return found
  if (!/^#[0-9a-f]{6}$/i.test(settings.theme.brand)) found.add('brand')
  if (settings.hours?.days.some((spans) => spans.some((span) => span.to <= span.from))) found.add('hours')
  if (found.size === 0 && !v.is(SiteSettings, settings)) found.add('other')
  return found
}
