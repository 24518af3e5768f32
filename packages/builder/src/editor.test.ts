import type { FlowDraft, Reply } from '@docent/protocol'
import { failure } from '@docent/protocol/reply'
import { describe, expect, it } from 'vitest'
import type { BuilderApi } from './builder-api.ts'
import { addPlace } from './draft-edits.ts'
import { createEditor } from './editor.ts'

const draft: FlowDraft = {
  audience: { all: [] },
  rule: null,
  frequency: { kind: 'once' },
  priority: 50,
  schedule: { from: null, until: null },
  defaultLocale: 'en',
  content: { kind: 'tour', title: { en: 'A tour' }, steps: [] },
}

/** A relay that keeps one draft as the real one does, and timers that pass when told. */
function scene() {
  let kept = { name: 'Tour', draft, rev: 1 }
  let answer: Reply<never> | null = null
  const timers = new Set<() => void>()
  const api: Pick<BuilderApi, 'save' | 'publish'> = {
    async save(_session, change) {
      if (answer) return answer
      if (change.rev !== kept.rev)
        return { ok: false, error: failure('conflict', 'Somebody else saved this flow.') }
      kept = { ...change, rev: kept.rev + 1 }
      return { ok: true, data: { rev: kept.rev } }
    },
    async publish(_session, rev) {
      if (rev !== kept.rev) return { ok: false, error: failure('conflict', 'Somebody else saved this flow.') }
      return { ok: true, data: { version: 1 } }
    },
  }
  const editor = createEditor({
    api: api as BuilderApi,
    session: 's',
    flow: { id: 'f', name: 'Tour', draft, rev: 1 },
    stepId: null,
    after(_milliseconds, act) {
      timers.add(act)
      return () => timers.delete(act)
    },
  })
  const pass = async () => {
    for (const act of [...timers]) {
      timers.delete(act)
      act()
    }
    await editor.flush()
  }
  return {
    editor,
    pass,
    timers,
    kept: () => kept,
    refuse(reply: Reply<never> | null) {
      answer = reply
    },
    elsewhere() {
      kept = { ...kept, rev: kept.rev + 1 }
    },
  }
}
const step = (id: string) => (before: FlowDraft) => addPlace(before, id, { afterId: null, path: '/' })

describe('the builder’s draft', () => {
  it('[FLO2] saves by itself after a moment of quiet, what came meanwhile included', async () => {
    const { editor, pass, kept } = scene()
    editor.change(step('a'))
    editor.change(step('b'))
    expect(editor.saving.value.state).toBe('changed')
    await pass()
    expect(editor.saving.value.state).toBe('saved')
    expect(kept().draft).toEqual(editor.draft.value)
    expect(kept().rev).toBe(2)
  })

  it('[FLO2] writes nothing over what somebody else saved', async () => {
    const { editor, pass, kept, elsewhere } = scene()
    elsewhere()
    editor.change(step('a'))
    await pass()
    expect(editor.saving.value.state).toBe('conflict')
    editor.change(step('b'))
    await pass()
    expect(kept().draft).toEqual(draft)
  })

  it('tries again by itself where the relay could not be reached, and says so meanwhile', async () => {
    const { editor, pass, kept, refuse } = scene()
    refuse({ ok: false, error: failure('unavailable', 'The relay could not be reached.') })
    editor.change(step('a'))
    await pass()
    expect(editor.saving.value).toEqual({ state: 'failed', message: 'The relay could not be reached.' })
    refuse(null)
    await pass()
    expect(editor.saving.value.state).toBe('saved')
    expect(kept().rev).toBe(2)
  })

  it('[FLO2] publishes only what is kept', async () => {
    const { editor, refuse } = scene()
    editor.change(step('a'))
    refuse({ ok: false, error: failure('unavailable', 'The relay could not be reached.') })
    await editor.publish()
    expect(editor.published.value).toBeNull()
    refuse(null)
    await editor.publish()
    expect(editor.published.value).toBe(1)
  })

  it('leaves no timer behind', () => {
    const { editor, timers } = scene()
    editor.change(step('a'))
    editor.close()
    expect(timers.size).toBe(0)
  })
})
