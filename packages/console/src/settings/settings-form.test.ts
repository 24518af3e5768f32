import { defaultSettings, failure, type Reply, type SiteSettings } from '@docent/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { clockOf, minutesOf } from './hours.ts'
import { createSettingsForm } from './settings-form.ts'

function opened(answer: (settings: SiteSettings) => Reply<{ version: number }>) {
  const current = signal<{ version: number; settings: SiteSettings } | null>({
    version: 1,
    settings: defaultSettings,
  })
  const form = createSettingsForm({ current, save: (settings) => Promise.resolve(answer(settings)) })
  return { current, form }
}
const saved = () => ({ ok: true, data: { version: 2 } }) as const

describe('editing the settings', () => {
  it('saves what was changed', async () => {
    const { form } = opened(saved)
    form.edit({ teamName: 'Helpers' })
    expect(form.dirty.value).toBe(true)
    expect(await form.save()).toBe('saved')
    expect(form.dirty.value).toBe(false)
    expect(form.draft.value?.teamName).toBe('Helpers')
  })

  it('follows a colleague’s change while nothing is edited', () => {
    const { form, current } = opened(saved)
    current.value = { version: 2, settings: { ...defaultSettings, teamName: 'Theirs' } }
    expect(form.draft.value?.teamName).toBe('Theirs')
    expect(form.state.value).toBe('editing')
  })

  it('[SET1] keeps the draft and asks when a colleague saved meanwhile', () => {
    const { form, current } = opened(saved)
    form.edit({ teamName: 'Mine' })
    current.value = { version: 2, settings: { ...defaultSettings, teamName: 'Theirs' } }
    expect(form.state.value).toBe('conflict')
    expect(form.draft.value?.teamName).toBe('Mine')
    form.revert()
    expect(form.draft.value?.teamName).toBe('Theirs')
    expect(form.state.value).toBe('editing')
  })

  it('[SET1] takes the relay’s word for a conflict', async () => {
    const { form } = opened(() => ({ ok: false, error: failure('conflict', '') }))
    form.edit({ teamName: 'Mine' })
    expect(await form.save()).toBe('conflict')
    expect(form.state.value).toBe('conflict')
  })

  it('does not save a colour or hours that make no sense', () => {
    const { form } = opened(saved)
    form.edit({ theme: { ...defaultSettings.theme, brand: '#12' } })
    expect(form.problems.value.has('brand')).toBe(true)
    form.revert()
    form.edit({ hours: { timeZone: 'UTC', days: [[{ from: 600, to: 540 }], [], [], [], [], [], []] } })
    expect(form.problems.value.has('hours')).toBe(true)
  })
})

describe('a time field', () => {
  it('says minutes as a clock and reads them back', () => {
    expect(clockOf(545)).toBe('09:05')
    expect(minutesOf('09:05', 'from')).toBe(545)
    expect(minutesOf('', 'from')).toBeNull()
  })

  it('keeps the end of the day', () => {
    expect(clockOf(1_440)).toBe('23:59')
    expect(minutesOf('23:59', 'to')).toBe(1_440)
  })
})
