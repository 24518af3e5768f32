import { failure } from '@docent/protocol'
import { computed } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { KeptText } from '../../saving/kept-text.ts'
import { saveAfterMs, tryAgainMs } from '../../saving/self-saving.ts'
import { createFakeAgentClient } from '../../testing/fake-agent-client.ts'
import { checklistId, hintId, tourId } from '../../testing/flow-seeds.ts'
import { createSmallWorld } from '../../testing/small-world.ts'
import { createFlowEditor } from './flow-editor.ts'

const queueSoon = (_ms: number, run: () => void): void => queueMicrotask(run)

/** What the browser keeps, over all visits of a test. */
function createKept(text = ''): KeptText & { text: string } {
  return {
    text,
    read() {
      return Promise.resolve(this.text)
    },
    write(next) {
      this.text = next
    },
  }
}

async function openEditor(flowId: string, kept = createKept()) {
  const world = createSmallWorld()
  const client = createFakeAgentClient({
    now: world.clock.now,
    rows: 1,
    bigEntries: 2,
    schedule: queueSoon,
  })
  const editor = createFlowEditor({
    flowId,
    flows: client.flows,
    kept,
    connected: computed(() => client.connection.status.value.state === 'open'),
    later: world.later,
  })
  await settled()
  const saves = (): string[] => client.controls.calls.filter((call) => call.startsWith('save '))
  return { world, client, editor, kept, saves }
}

/** Everything that waits for an answer of the fake relay has it. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('a flow that is edited', () => {
  it('[FLO2] saves itself once, a moment after the last change', async () => {
    const { world, editor, saves } = await openEditor(tourId)
    editor.edit((draft) => ({ ...draft, priority: 1 }))
    world.advance(saveAfterMs / 2)
    editor.edit((draft) => ({ ...draft, priority: 2 }))
    expect(editor.saving.value.kind).toBe('waiting')
    world.advance(saveAfterMs)
    expect(editor.saving.value.kind).toBe('saving')
    await settled()
    expect(editor.saving.value.kind).toBe('saved')
    expect(saves()).toEqual([`save ${tourId} 7`])
    expect(editor.detail.value?.rev).toBe(8)
  })

  it('[FLO2] saves what was written while it saved, from the rev that came back', async () => {
    const { world, editor, saves } = await openEditor(tourId)
    editor.rename('One')
    world.advance(saveAfterMs)
    editor.rename('Two')
    await settled()
    world.advance(saveAfterMs)
    await settled()
    expect(saves()).toEqual([`save ${tourId} 7`, `save ${tourId} 8`])
    expect(editor.name.value).toBe('Two')
    expect(editor.saving.value.kind).toBe('saved')
  })

  it("[FLO2] follows a colleague's change where nothing is unsaved", async () => {
    const { client, editor } = await openEditor(tourId)
    client.controls.flows.colleagueRenames(tourId, 'Theirs')
    await settled()
    expect(editor.name.value).toBe('Theirs')
    expect(editor.saving.value.kind).toBe('saved')
  })

  it('[FLO2] asks which is to stand where somebody else changed it meanwhile', async () => {
    const { world, client, editor, saves } = await openEditor(tourId)
    editor.rename('Mine')
    client.controls.flows.colleagueRenames(tourId, 'Theirs')
    world.advance(saveAfterMs)
    await settled()
    expect(editor.saving.value.kind).toBe('conflict')
    expect(editor.name.value).toBe('Mine')
    await editor.keepMine()
    expect(editor.saving.value.kind).toBe('saved')
    expect(client.controls.flows.detail(tourId)?.name).toBe('Mine')
    client.controls.flows.colleagueRenames(tourId, 'Theirs again')
    editor.rename('Lost')
    world.advance(saveAfterMs)
    await settled()
    await editor.takeTheirs()
    expect(editor.name.value).toBe('Theirs again')
    expect(saves().length).toBeGreaterThan(0)
  })

  it('[FLO2] does not send what cannot be saved, and says in which item it is', async () => {
    const { world, editor, saves } = await openEditor(checklistId)
    editor.edit((draft) =>
      draft.content.kind === 'checklist'
        ? {
            ...draft,
            content: {
              ...draft.content,
              items: draft.content.items.map((item) => ({
                ...item,
                action: { label: { en: 'Go' }, does: { kind: 'address', address: 'javascript:alert(1)' } },
              })),
            },
          }
        : draft,
    )
    world.advance(saveAfterMs)
    await settled()
    expect(saves()).toEqual([])
    const saving = editor.saving.value
    expect(saving.kind === 'unfit' && saving.unfit).toMatchObject({ place: 1, field: 'address' })
    expect(await editor.publish()).toBe('unsaved')
  })

  it('saves by itself once the server is reached again', async () => {
    const { world, client, editor, saves } = await openEditor(tourId)
    client.controls.setStatus({ state: 'waiting', retryAt: 0 })
    const { save } = client.flows
    Object.assign(client.flows, { save: () => Promise.reject(new Error('no connection')) })
    editor.rename('Kept')
    world.advance(saveAfterMs)
    await settled()
    expect(editor.saving.value.kind).toBe('unreachable')
    Object.assign(client.flows, { save })
    client.controls.setStatus({ state: 'open' })
    await settled()
    expect(editor.saving.value.kind).toBe('saved')
    expect(saves()).toHaveLength(1)
  })

  it('[FLO2] tries again by itself what could not be stored for now', async () => {
    const { world, client, editor, saves } = await openEditor(tourId)
    const { save } = client.flows
    const full = { ok: false as const, error: failure('unavailable', 'Nothing can be stored just now.') }
    Object.assign(client.flows, { save: () => Promise.resolve(full) })
    editor.rename('Kept')
    world.advance(saveAfterMs)
    await settled()
    expect(editor.saving.value.kind).toBe('unreachable')
    Object.assign(client.flows, { save })
    world.advance(tryAgainMs)
    await settled()
    expect(editor.saving.value.kind).toBe('saved')
    expect(saves()).toHaveLength(1)
  })

  it('[FLO2] keeps in the browser what is not saved, and saves it at the next visit', async () => {
    const first = await openEditor(tourId)
    first.editor.rename('Kept')
    first.editor.edit((draft) => ({ ...draft, priority: 3 }))
    const left = first.kept.text
    const next = await openEditor(tourId, createKept(left))
    expect(next.editor.name.value).toBe('Kept')
    expect(next.editor.draft.value?.priority).toBe(3)
    next.world.advance(saveAfterMs)
    await settled()
    expect(next.saves()).toEqual([`save ${tourId} 7`])
    expect(next.kept.text).toBe('')
    // A visit that is left before its save came through finds that it did.
    first.world.advance(saveAfterMs)
    await settled()
    expect(first.kept.text).toBe('')
  })

  it('[FLO2] asks which is to stand where somebody else went on after the visit that kept something', async () => {
    const first = await openEditor(tourId)
    first.editor.rename('Kept')
    const kept = createKept(first.kept.text.replace('"rev":7', '"rev":6'))
    const next = await openEditor(tourId, kept)
    expect(next.editor.saving.value.kind).toBe('conflict')
    expect(next.editor.name.value).toBe('Kept')
    await next.editor.takeTheirs()
    expect(next.editor.name.value).not.toBe('Kept')
    expect(next.editor.saving.value.kind).toBe('saved')
    expect(kept.text).toBe('')
  })

  it('[FLO2] passes over kept text that is no flow, and forgets what the relay has already', async () => {
    for (const text of [
      '{',
      '{"rev":7,"name":"Half"}',
      '{"rev":7,"name":"Odd","draft":{"content":{"kind":"hologram"}}}',
    ]) {
      const { editor } = await openEditor(tourId, createKept(text))
      expect(editor.name.value).not.toMatch(/Half|Odd/)
      expect(editor.saving.value.kind).toBe('saved')
    }
    const { editor } = await openEditor(tourId)
    const detail = editor.detail.value
    const kept = createKept(JSON.stringify({ rev: 6, name: detail?.name, draft: detail?.draft }))
    expect((await openEditor(tourId, kept)).editor.saving.value.kind).toBe('saved')
    expect(kept.text).toBe('')
  })

  it('[FLO2] asks nothing where the other one wrote the same: an earlier visit that saved late', async () => {
    const { world, client, editor, kept } = await openEditor(tourId)
    editor.rename('The same')
    client.controls.flows.colleagueRenames(tourId, 'The same')
    world.advance(saveAfterMs)
    await settled()
    await settled()
    expect(editor.saving.value.kind).toBe('saved')
    expect(kept.text).toBe('')
  })

  it('loads by itself what could not be read for now', async () => {
    const world = createSmallWorld()
    const { now } = world.clock
    const { flows } = createFakeAgentClient({ now, rows: 1, bigEntries: 2, schedule: queueSoon })
    const busy = { ok: false as const, error: failure('busy', '', { retryAfterMs: 1 }) }
    const { show } = flows
    Object.assign(flows, { show: () => Promise.resolve(busy) })
    const connected = computed(() => true)
    const editor = createFlowEditor({
      flowId: tourId,
      flows,
      kept: createKept(),
      connected,
      later: world.later,
    })
    await settled()
    expect(editor.state.value).toBe('failed')
    Object.assign(flows, { show })
    world.advance(tryAgainMs)
    await settled()
    expect(editor.state.value).toBe('ready')
  })

  it('[FLO1] publishes what was written last, and knows the new version', async () => {
    const { editor, client } = await openEditor(tourId)
    editor.rename('Written last')
    expect(await editor.publish()).toBe('done')
    expect(client.controls.calls).toContain(`publish ${tourId} 8`)
    expect(editor.detail.value?.liveVersion).toBe(4)
    expect(editor.changed.value).toBe(false)
  })

  it('[FLO2] hands back why the relay does not publish', async () => {
    const { editor } = await openEditor(hintId)
    editor.edit((draft) => ({ ...draft, content: { kind: 'hint', hints: [] } }))
    expect(await editor.publish()).toMatchObject({
      refused: { code: 'bad_request', message: 'Add a hint before you publish.' },
    })
  })

  it('[FLO2] restores an earlier version as a new one', async () => {
    const { editor } = await openEditor(tourId)
    expect(await editor.restore(1)).toBe('done')
    expect(editor.detail.value?.versions[0]).toMatchObject({ version: 4, restoredFrom: 1 })
  })

  it('says that it is not here', async () => {
    const { editor } = await openEditor('99999999-9999-4999-8999-999999999999')
    expect(editor.state.value).toBe('missing')
  })
})
