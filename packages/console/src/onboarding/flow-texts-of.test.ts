import { FlowDraftField } from '@docent/protocol'
import { flowKinds } from '@docent/protocol/flow'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { tourId } from '../testing/flow-seeds.ts'
import { seededDetail } from '../testing/seeded-flows.ts'
import { languagesOf, missingIn, textsOf, withLanguage, withoutLanguage } from './flow-texts-of.ts'
import { startingDraft } from './list/starting-content.ts'

let made = 0
const makeId = (): string => {
  made += 1
  return `p${made}`
}

describe('the texts of a flow', () => {
  it.each(flowKinds)('are found in every %s, which can be saved as it begins', (kind) => {
    const draft = startingDraft(kind, makeId)
    expect(v.is(FlowDraftField, draft)).toBe(true)
    expect(textsOf(draft.content).every((texts) => (texts.en ?? '') !== '')).toBe(true)
  })

  it('say what a language lacks', () => {
    const draft = seededDetail(tourId, 0)?.draft
    if (!draft) throw new Error('no tour')
    expect(languagesOf(draft)).toEqual(['en', 'de'])
    expect(missingIn(draft, 'de')).toBe(3)
    const withFrench = withLanguage(draft, 'fr')
    expect(missingIn(withFrench, 'fr')).toBe(textsOf(draft.content).length)
    expect(v.is(FlowDraftField, withFrench)).toBe(true)
    expect(withoutLanguage(withFrench, 'fr')).toEqual(draft)
  })
})
