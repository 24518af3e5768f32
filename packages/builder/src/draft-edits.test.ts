import type { FlowDraft } from '@docent/protocol'
import { describe, expect, it } from 'vitest'
import { addPlace, changePlace, freshId, movePlace, placesOf, removePlace, withText } from './draft-edits.ts'

const empty: FlowDraft = {
  audience: { all: [] },
  rule: null,
  frequency: { kind: 'once' },
  priority: 50,
  schedule: { from: null, until: null },
  defaultLocale: 'en',
  content: { kind: 'tour', title: { en: 'A tour' }, steps: [] },
}
const ids = (draft: FlowDraft) => placesOf(draft).map(({ id }) => id)
const withSteps = (...names: readonly string[]) =>
  names.reduce((draft, id) => addPlace(draft, id, { afterId: null, path: '/' }), empty)

describe('editing a draft', () => {
  it('adds a step behind the chosen one, in the middle of the window until it has a target', () => {
    const draft = addPlace(withSteps('a', 'b'), 'c', { afterId: 'a', path: '/board' })
    expect(ids(draft)).toEqual(['a', 'c', 'b'])
    expect(placesOf(draft)[1]).toMatchObject({ kind: 'modal', path: '/board', title: { en: '' } })
    const target = { locators: [{ by: 'docent', id: 'x' }] } as const
    const anchored = addPlace(draft, 'd', { afterId: null, path: '/', target })
    expect(placesOf(anchored).at(-1)).toMatchObject({ kind: 'anchored', target })
  })

  it('moves a step by one, and leaves the ends where they are', () => {
    const draft = withSteps('a', 'b', 'c')
    expect(ids(movePlace(draft, 'a', 1))).toEqual(['b', 'a', 'c'])
    expect(ids(movePlace(draft, 'a', -1))).toEqual(['a', 'b', 'c'])
    expect(ids(movePlace(draft, 'c', 1))).toEqual(['a', 'b', 'c'])
  })

  it('takes a step out, and what led to it leads to the one behind it', () => {
    const draft = changePlace(withSteps('a', 'b', 'c'), 'a', (place) => ({
      ...place,
      choices: [{ id: 'x', label: { en: 'Go' }, to: 'b' }],
      branches: [{ when: { all: [] }, to: 'c' }],
    }))
    const without = removePlace(draft, 'b')
    expect(ids(without)).toEqual(['a', 'c'])
    expect(placesOf(without)[0]).toMatchObject({ choices: [{ to: 'c' }], branches: [{ to: 'c' }] })
    expect(placesOf(removePlace(without, 'c'))[0]).toMatchObject({
      choices: [{ to: 'end' }],
      branches: [{ to: 'end' }],
    })
  })

  it('keeps the default language where its text is emptied, and drops a translation', () => {
    expect(withText({ en: 'Hi', lv: 'Sveiki' }, 'lv', '', 'en')).toEqual({ en: 'Hi' })
    expect(withText({ en: 'Hi' }, 'en', '', 'en')).toEqual({ en: '' })
  })

  it('gives ids that the flow does not have yet', () => {
    const turns = [0, 0, 0.5]
    expect(freshId(['s000000'], () => turns.shift() ?? 0.9)).toMatch(/^s(?!000000)[a-z0-9]{6}$/)
  })
})
