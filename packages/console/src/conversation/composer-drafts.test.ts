import { describe, expect, it } from 'vitest'
import { createComposerDrafts } from './composer-drafts.ts'

/** Kept drafts, and an outbox that takes or loses what it is given once the test says so. */
function writingPlace(before: Record<string, string> = {}) {
  const kept = new Map(Object.entries(before))
  const outbox: { words: string; answer: (taken: boolean) => void }[] = []
  const drafts = createComposerDrafts({
    read: (key) => Promise.resolve(kept.get(key) ?? ''),
    write: (key, words) => void kept.set(key, words),
  })
  const send = (words: string) =>
    new Promise<boolean>((resolve) => void outbox.push({ words, answer: resolve }))
  return { kept, outbox, send, drafts, draft: drafts.of('c') }
}

describe('the draft of a composer', () => {
  it('[OUT1] keeps the words until the outbox has them, though the field is empty', async () => {
    const { draft, kept, outbox, send } = writingPlace()
    draft.write('On my way')
    const handed = draft.handOver(send)
    expect(draft.text.value).toBe('')
    expect(kept.get('c')).toBe('On my way')
    outbox[0]?.answer(true)
    expect(await handed).toBe(true)
    expect(kept.get('c')).toBe('')
  })

  it('[OUT1] clears only what was handed over', async () => {
    const { draft, kept, outbox, send } = writingPlace()
    draft.write('One')
    const first = draft.handOver(send)
    draft.write('Two')
    const second = draft.handOver(send)
    draft.write('Thr')
    expect(kept.get('c')).toBe('One\nTwo\nThr')
    outbox[0]?.answer(true)
    await first
    expect(kept.get('c')).toBe('Two\nThr')
    outbox[1]?.answer(true)
    await second
    expect(kept.get('c')).toBe('Thr')
    expect(draft.text.value).toBe('Thr')
  })

  it('[OUT1] gives back what could not be kept, before what was written meanwhile', async () => {
    const { draft, kept, outbox, send } = writingPlace()
    draft.write('One')
    const handed = draft.handOver(send)
    draft.write('Two')
    outbox[0]?.answer(false)
    expect(await handed).toBe(false)
    expect(draft.text.value).toBe('One\nTwo')
    expect(kept.get('c')).toBe('One\nTwo')
  })

  it('does not show words as unsent while they are on their way', async () => {
    const { drafts, draft, outbox, send } = writingPlace()
    draft.write('On my way')
    const handed = draft.handOver(send)
    await drafts.of('c').load()
    expect(drafts.of('c').text.value).toBe('')
    outbox[0]?.answer(true)
    await handed
  })

  it('[EMB12] takes up what was kept, and never interrupts who writes already', async () => {
    const { drafts } = writingPlace({ c: 'Half a thought', d: 'An old one' })
    await drafts.of('c').load()
    expect(drafts.of('c').text.value).toBe('Half a thought')
    const loading = drafts.of('d').load()
    drafts.of('d').write('A new one')
    await loading
    expect(drafts.of('d').text.value).toBe('A new one')
  })
})
