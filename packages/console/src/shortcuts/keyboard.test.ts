import { describe, expect, it } from 'vitest'
import { type KeyPlace, type KeyPress, shortcutFor } from './keyboard.ts'
import { ariaKeys, type Keys, shortcutNames, shortcuts, shortcutText } from './shortcuts.ts'

const pressed = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...more,
})
const desk: KeyPlace = { inField: false, inDialog: false, apple: false, singleKeys: true }

describe('shortcuts', () => {
  it('finds the palette everywhere, with the key of the machine', () => {
    expect(shortcutFor(pressed('k', { ctrlKey: true }), { ...desk, inField: true })).toBe('palette')
    expect(shortcutFor(pressed('k', { metaKey: true }), { ...desk, apple: true })).toBe('palette')
    expect(shortcutFor(pressed('k', { ctrlKey: true }), { ...desk, apple: true })).toBeNull()
  })

  it('leaves letters to fields, dialogs and input methods', () => {
    expect(shortcutFor(pressed('r'), desk)).toBe('reply')
    expect(shortcutFor(pressed('r'), { ...desk, inField: true })).toBeNull()
    expect(shortcutFor(pressed('r'), { ...desk, inDialog: true })).toBeNull()
    expect(shortcutFor(pressed('r', { isComposing: true }), desk)).toBeNull()
  })

  it('leaves the browser its own keys', () => {
    expect(shortcutFor(pressed('r', { ctrlKey: true }), desk)).toBeNull()
    expect(shortcutFor(pressed('t', { altKey: true }), desk)).toBeNull()
  })

  it('tells small letters from capitals, and signs by the sign', () => {
    expect(shortcutFor(pressed('e'), desk)).toBe('resolve')
    expect(shortcutFor(pressed('E', { shiftKey: true }), desk)).toBe('reopen')
    expect(shortcutFor(pressed('?', { shiftKey: true }), desk)).toBe('help')
  })

  it('can be without single keys', () => {
    expect(shortcutFor(pressed('r'), { ...desk, singleKeys: false })).toBeNull()
    expect(shortcutFor(pressed('ArrowDown'), { ...desk, singleKeys: false })).toBe('next')
  })

  it('gives no keys to two shortcuts', () => {
    const all = shortcutNames.flatMap((name) =>
      shortcuts[name].keys.map((keys: Keys) => `${keys.mod ?? ''} ${keys.shift ?? ''} ${keys.key}`),
    )
    expect(new Set(all).size).toBe(all.length)
  })

  it('is written for the eye and for screen readers', () => {
    expect(shortcutText('palette', '⌘')).toBe('⌘ K')
    expect(ariaKeys('palette', 'Ctrl')).toBe('Control+K')
    expect(ariaKeys('reopen', 'Ctrl')).toBe('Shift+E')
  })
})
